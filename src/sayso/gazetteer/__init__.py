"""What places exist: one SQLite file built from packages, looked up by folded name. Knows nothing of texts."""

from sayso.gazetteer.cache import gazetteer_path, is_built, open_gazetteer, rebuild
from sayso.gazetteer.lookup import Candidate, Gazetteer
from sayso.gazetteer.names import NameForm, fold

__all__ = ["Candidate", "Gazetteer", "NameForm", "fold", "gazetteer_path", "is_built", "open_gazetteer", "rebuild"]
