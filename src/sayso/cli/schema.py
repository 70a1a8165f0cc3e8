"""`sayso schema`: the JSON Schema of a record."""

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record."""
    from sayso.export.json_record import record_schema

    typer.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))
