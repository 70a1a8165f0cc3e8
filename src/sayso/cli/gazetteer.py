"""`sayso gazetteer`: where the gazetteer lies; builds it where it is missing, or again."""

import os
from typing import Annotated

import typer


def gazetteer(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it again, whatever is there.")] = False,
) -> None:
    """Build the gazetteer of places if it is missing, and say where it lies."""
    from sayso.errors import SetupError
    from sayso.gazetteer import gazetteer_path, open_gazetteer
    from sayso.gazetteer import rebuild as build_again
    from sayso.settings import settings_from

    try:
        settings = settings_from(os.environ)
        if rebuild:
            build_again(settings)
        open_gazetteer(settings)
    except (SetupError, ValueError) as error:
        typer.echo(f"sayso: {error}", err=True)
        raise typer.Exit(2) from error
    path = gazetteer_path(settings)
    typer.echo(f"{path} ({path.stat().st_size / 1e6:.0f} MB)")
