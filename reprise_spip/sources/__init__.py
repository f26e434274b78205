"""Reading a SPIP site, whatever the form in which it is handed over: `ouvrir(source)` gives its tables, row by row."""

from reprise_spip.sources.base import Base, ErreurSource
from reprise_spip.sources.ouverture import ouvrir

__all__ = ["Base", "ErreurSource", "ouvrir"]
