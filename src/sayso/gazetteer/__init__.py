"""What places exist: one SQLite file built from packages, looked up by folded name. Knows nothing of texts."""

from sayso.gazetteer.cache import gazetteer_path, is_built, open_gazetteer, rebuild
from sayso.gazetteer.lookup import Candidate, Gazetteer
from sayso.gazetteer.names import NameForm, exact_key, fold, is_abbreviation

__all__ = [
    "Candidate",
    "Gazetteer",
    "NameForm",
    "exact_key",
    "fold",
    "gazetteer_path",
    "is_abbreviation",
    "is_built",
    "open_gazetteer",
    "rebuild",
]
