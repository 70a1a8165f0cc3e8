"""SQLite store of claims: schema, migrations, writing, queries."""
