"""Who did what to whom, where and when, and on whose say-so."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.model import Article, Record, Span
    from sayso.pipeline import Reader, read

__version__ = "0.1.0"
__all__ = ["Article", "Ledger", "Reader", "Record", "Span", "__version__", "read"]

_ROOMS = {
    "Ledger": "sayso.ledger.ledger",
    "Article": "sayso.model",
    "Record": "sayso.model",
    "Span": "sayso.model",
    "Reader": "sayso.pipeline",
    "read": "sayso.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a public name where it is first used: `import sayso` stays fast (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
