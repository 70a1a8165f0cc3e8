"""The options by which the commands narrow down claims, written once; a command gets them as one `Question`."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from sayso.cli.ledgers import fails_with_words

type Command = Callable[..., None]

_OPTIONS: dict[str, Any] = {
    "within": Annotated[
        str, typer.Option(help="Where all words stand: paragraph, or article for one here and the others elsewhere in it.")
    ],
    "entity": Annotated[str | None, typer.Option(help="A person or body that plays any part.")],
    "about": Annotated[str | None, typer.Option(help="A person or body that the claim's sentence names.")],
    "source": Annotated[str | None, typer.Option(help="A person or body that says so.")],
    "status": Annotated[
        str | None, typer.Option(help="A kind of source: person, institution, document, ..., unnamed, or outlet for its own word.")
    ],
    "kind": Annotated[str | None, typer.Option(help="event, figure, position or statement.")],
    "label": Annotated[str | None, typer.Option("--type", help="An event type, a unit or an attitude.")],
    "place": Annotated[str | None, typer.Option(help="A place by name; a country stands for all places in it.")],
    "box": Annotated[
        tuple[float, float, float, float] | None,
        typer.Option(metavar="S W N E", help="A box of degrees: south, west, north, east; what is known as a country only is left out."),
    ],
    "since": Annotated[str | None, typer.Option(metavar="DAY", help="Not before this day (YYYY-MM-DD).")],
    "until": Annotated[str | None, typer.Option(metavar="DAY", help="Not after this day.")],
    "factuality": Annotated[str | None, typer.Option(help="CT+, PR+, PS+, CT-, PR-, PS- or Uu.")],
    "stance": Annotated[str | None, typer.Option(help="asserts, denies (says that it is not so) or open (wanted, supposed or in doubt).")],
    "outlet": Annotated[str | None, typer.Option(help="Who published it.")],
    "article": Annotated[int | None, typer.Option(help="The claims of one article.")],
    "incident": Annotated[int | None, typer.Option(help="The claims about one incident.")],
    "every_version": Annotated[bool, typer.Option("--every-version", help="Older versions of changed pages too.")],
}
_DEFAULTS: dict[str, Any] = {"every_version": False, "within": "paragraph"}
"""Of options that are not simply left out."""

_WORDS = Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help="Words that all stand in the claim's paragraph.")]


def asks(command: Command) -> Command:
    """Give ``command``, which takes a ``question``, the words and options of one instead; a question without sense ends it in its words."""
    own = inspect.signature(command)
    options = [inspect.Parameter("words", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_WORDS)]
    for name, option in _OPTIONS.items():
        default = _DEFAULTS.get(name)
        options.append(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option))
    kept = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own.parameters.values() if parameter.name != "question"]
    at = 1 + [parameter.name for parameter in kept].index("ledger")
    parameters = [*kept[:at], *options, *kept[at:]]

    @wraps(command)
    def asked(**given: Any) -> None:
        from sayso.ledger.question import Question  # brings the ledger: not for --help

        words = given.pop("words")
        filters = {name: given.pop(name) for name in _OPTIONS}
        with fails_with_words():
            question = Question(words=" ".join(words) if words else None, **filters)
        command(**given, question=question)

    asked.__dict__["__signature__"] = own.replace(parameters=parameters)
    asked.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return asked
