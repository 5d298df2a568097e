"""Lint of the texts for patients: names that do not exist, law that may not be cited, dates typed in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sia_docs.document.french import MONTHS
from sia_docs.erreurs import Probleme
from sia_docs.law import Law
from sia_docs.library.exigences import load_requirements
from sia_docs.library.leaflets import Feuillet, Feuillets
from sia_docs.quality.lint import uncertain, unknown_reference
from sia_docs.rules.conditions import CONDITIONS
from sia_docs.rules.niveaux import CODES

FIGURES = ("qr", "personnes")
"""Figures that the generator can place."""

_CALLS = re.compile(r"\b(concerne|certain|si|cite|date_application)\(([^)]*)\)")
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_PLACE = re.compile(r"^Figure\s*:\s*(\S+)", re.MULTILINE)
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_DATE = re.compile(rf"\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b|\b(?:1er|\d{{1,2}})\s(?:{'|'.join(MONTHS)})\s\d{{4}}\b")
#: A law is named with its date: this one is not a date of application.
_NAMED = re.compile(r"\bloi n°\s\S+ du [^,.;)]+?\d{4}")


def lint_leaflets(leaflets: Feuillets, law: Law) -> list[Probleme]:
    """Every fault of the texts in every language; an empty list is what is wanted."""
    texts = [text for by_id in leaflets.par_langue.values() for text in by_id.values()]
    return [problem for text in texts for problem in _faults(text, law)]


def _faults(leaflet: Feuillet, law: Law) -> Iterator[Probleme]:
    head, text = leaflet.entete, leaflet.texte

    def fault(message: str, position: int = 0) -> Probleme:
        line = leaflet.ligne + text.count("\n", 0, position)
        return Probleme(f"{leaflet.id} : {message}.", fichier=leaflet.fichier, ligne=line)

    for code in head.si:
        if code not in CODES:
            yield fault(f"niveau ou information inconnu « {code} » dans l’en-tête")
    for name in head.exigences:
        if name not in load_requirements():
            yield fault(f"exigence inconnue « {name} »")
    for name in head.references:
        if message := unknown_reference(law, name):
            yield fault(message)
    for call in _CALLS.finditer(text):
        for name in _STRING.findall(call.group(2)):
            if message := _wrong(call.group(1), name, law):
                yield fault(message, call.start())
    for place in _PLACE.finditer(text):
        if place.group(1) not in FIGURES:
            yield fault(f"figure inconnue « {place.group(1)} »", place.start())
    bare = _TAGS.sub(lambda m: "\n" * m.group().count("\n"), text)
    for number, line in enumerate(bare.split("\n")):
        if found := _DATE.search(_NAMED.sub("", line)):
            message = (
                f"date écrite dans le texte (« {found.group()} ») ; employez une donnée ou le droit daté"
            )
            yield Probleme(
                f"{leaflet.id} : {message}.", fichier=leaflet.fichier, ligne=leaflet.ligne + number
            )


def _wrong(function: str, name: str, law: Law) -> str | None:
    match function:
        case "concerne" | "certain":
            return None if name in CODES else f"niveau ou information inconnu « {name} »"
        case "si":
            return None if name in CONDITIONS else f"condition inconnue « {name} »"
        case _:
            if message := unknown_reference(law, name):
                return message
            return (
                f"« {name} » est à confirmer : il ne se cite pas dans un texte"
                if uncertain(law, name)
                else None
            )
