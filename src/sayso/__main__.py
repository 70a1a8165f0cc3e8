"""`python -m sayso`."""

from sayso.cli.main import app

app(prog_name="sayso")
