"""Errors of the law folder; each says where, what, and what to do."""

from __future__ import annotations


class LawError(Exception):
    """A file of ``references/`` cannot be used."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        where = path if line is None else f"{path}, ligne {line}"
        super().__init__(f"{where} : {message}")
        self.path = path
        self.line = line
        self.message = message


class UnknownReference(KeyError):
    """A reference that no file of ``references/`` declares."""

    def __init__(self, reference: str, suggestion: str | None) -> None:
        super().__init__(reference)
        self.reference = reference
        self.suggestion = suggestion

    def __str__(self) -> str:
        hint = f" Vouliez-vous dire « {self.suggestion} » ?" if self.suggestion else ""
        return f"référence inconnue : « {self.reference} ».{hint}"


class ScopeError(ValueError):
    """The scope is missing where dates differ by scope, or unknown to the text."""

    def __init__(self, reference: str, champ: str | None, champs: tuple[str, ...]) -> None:
        known = ", ".join(champs) if champs else "aucun"
        if champ is None:
            message = f"{reference} : les dates diffèrent selon le champ ; précisez-le ({known})"
        else:
            message = f"{reference} : champ inconnu « {champ} » (champs connus : {known})"
        super().__init__(message)
        self.reference = reference
        self.champ = champ
        self.champs = champs
