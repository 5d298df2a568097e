"""The error of the Word writer that a user can repair."""

from __future__ import annotations

from sia_docs.erreurs import Probleme, SiaDocsError


class HouseError(SiaDocsError, ValueError):
    """The house file cannot be used: what, why and the remedy, in French."""

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(Probleme(f"{what} : {why}", remede=remedy))
        self.what = what
        self.why = why
        self.remedy = remedy
