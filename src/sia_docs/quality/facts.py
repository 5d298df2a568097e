"""The facts of one system that its documents tell, and how to read them in a text.

A date, a telephone number, an address or a count that a document prints comes from the dossier or
from the dated law; a figure typed in a template would not follow the dossier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from sia_docs.document.french import MONTHS, number
from sia_docs.io.validation import model_in
from sia_docs.law import Law, Statut, load_law
from sia_docs.models import Dossier, Traduction
from sia_docs.models.information import BaseLegale, Publication
from sia_docs.models.traduction import EtablissementTraduit, translated_fields
from sia_docs.rules.droits import droits_de
from sia_docs.rules.nombres import NombresSimples, nombres_simples

#: At most between two versions of a document (T15); the inventory is reviewed every year.
UN_AN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Faits:
    """What the documents of one system may say."""

    valeurs: Mapping[str, str]
    """Every known text or number of the dossier, by path, as it is printed."""
    jours: frozenset[date]
    """The dates of the dossier."""
    jours_ria: frozenset[date]
    """The dates of the AI Act that hold at the date of the law."""
    jours_annexe_iii: frozenset[date]
    """Those of its duties for the high-risk systems of annex III (art. 26(11))."""
    jours_du_droit: frozenset[date]
    """The dates of all the law that hold at the date of the law."""
    base_legale: BaseLegale | None
    droits: frozenset[str]
    nombres: NombresSimples
    effectif: int | None
    voix: bool | None
    mentions: frozenset[str]
    """Mentions of RGPD art. 13 and 14 due for this system."""
    publication: Publication

    @property
    def textes(self) -> str:
        """All the values, one a line: contacts are looked for in them."""
        return "\n".join(self.valeurs.values())

    @property
    def noms(self) -> tuple[str, ...]:
        """Proper names and addresses: their sigles are not to be explained."""
        return tuple(value for path, value in self.valeurs.items() if _NOM_PROPRE.search(path))

    def without_values(self, text: str) -> str:
        """The text without what somebody typed in the dossier: only authored words are left."""
        return _without(text, self.valeurs.values())

    def without_names(self, text: str) -> str:
        """The text without what the dossier says once for all languages: names, contacts, products."""
        same = [
            value
            for path, value in self.valeurs.items()
            if _RANK.sub("", path) not in TRADUISIBLES and not path.startswith("information.traductions.")
        ]
        return _without(text, same)


def _without(text: str, values: Iterable[str]) -> str:
    for value in sorted({v for v in values if len(v) > _COURT}, key=lambda v: (-len(v), v)):  # longest first
        text = re.sub(re.escape(value), _VALEUR, text, flags=re.IGNORECASE)
    return text


def _translatable(words: type[BaseModel], path: str) -> Iterator[str]:
    """Paths of the dossier, without ranks, that a translation says in its own words."""
    for name in translated_fields(words):
        inner = model_in(words.model_fields[name].annotation)
        if inner is None:
            yield f"{path}.{name}"
        else:
            yield from _translatable(inner, f"{path}.{name}")


TRADUISIBLES = frozenset(
    (*_translatable(Traduction, "information"), *_translatable(EtablissementTraduit, "etablissement"))
)
_RANK = re.compile(r"\.\d+(?=\.|$)")
_NOM_PROPRE = re.compile(r"(?:^|\.)(?:nom|version|adresse|fonction|autres_noms\.\d+)$")
#: Shorter values (« IIa », « 12 ») could be anything in a text.
_COURT = 3
#: Stands for a value: no letter, no space, no punctuation.
_VALEUR = "\ufffc"


def faits_of(dossier: Dossier, law: Law | None = None) -> Faits:
    """The facts of a dossier; the law is that of its ``date_du_droit``."""
    known = law or load_law()
    values = dict(_leaves(dossier, ""))
    information = dossier.information
    donnees = information.donnees if information else None
    base = donnees.base_legale if donnees else None
    performance = information.performance if information else None
    days = {value for value in values.values() if isinstance(value, date)}
    return Faits(
        valeurs={
            path: _printed(value) for path, value in values.items() if not isinstance(value, bool | date)
        },
        jours=frozenset(days),
        jours_ria=_days_of("ria", known, dossier.date_du_droit),
        jours_annexe_iii=_days_of_article("ria#26-11", known, dossier.date_du_droit),
        jours_du_droit=frozenset(
            day for text in known.textes for day in _days_of(text, known, dossier.date_du_droit)
        ),
        base_legale=base,
        droits=frozenset(line.id for line in droits_de(base)),
        nombres=nombres_simples(performance),
        effectif=performance.effectif if performance else None,
        voix=information.capte_voix_image if information else None,
        mentions=_mentions(dossier),
        publication=(information.publication if information else None) or Publication(),
    )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for rank, item in enumerate(value, start=1):
            yield from _leaves(item, f"{path}.{rank}")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, f"{path}.{name}")
    elif value not in (None, ""):
        yield path, value


def _printed(value: Any) -> str:
    if isinstance(value, int | Decimal):
        return number(value)
    return str(getattr(value, "libelle", None) or value)


def _days_of(text: str, law: Law, day: date) -> frozenset[date]:
    """The dates that a text of law has at a date; those that it postponed are no longer dates."""
    found = law.textes[text]
    days = {version.a_compter_du for version in found.versions}
    days |= {event.le for event in found.echeances if event.publiee_le <= day}
    if found.publication:
        days.add(found.publication)
    return frozenset(days).union(
        *(_days_of_article(article.reference, law, day) for article in law.articles_of(text))
    )


def _days_of_article(reference: str, law: Law, day: date) -> frozenset[date]:
    days: set[date] = set()
    for state in law.states(reference, day):
        if state.statut is not Statut.SANS_OBJET:
            days |= {d for d in (state.applicable_le, state.version and state.version.a_compter_du) if d}
            days |= {version.a_compter_du for version in state.prochaines}
    return frozenset(days)


def _mentions(dossier: Dossier) -> frozenset[str]:
    """Which mentions the notice owes (RGPD art. 13 and 14); what is unknown is owed."""
    information = dossier.information
    donnees = information.donnees if information else None
    due = {"R1", "R3", "R4", "R5", "R7", "R8", "R9", "R10", "R11", "R13", "R14", "R15", "R18", "R20"}
    base = donnees.base_legale if donnees else None
    optional = {
        "R6": base in (None, BaseLegale.INTERET),
        "R12": base is BaseLegale.CONSENTEMENT,
        "R16": donnees is None or donnees.sources_indirectes is not False,
        "R17": donnees is None or donnees.reutilisations != (),
        "R19": donnees is None or donnees.coresponsables != (),
    }
    return frozenset(due | {mention for mention, owed in optional.items() if owed})


# ---------------------------------------------------------------------------------- read in a text

_MONTHS = {name: rank for rank, name in enumerate(MONTHS, start=1)}
_DATE = re.compile(rf"(?<!\d)(1er|\d{{1,2}})[ \u00a0]({'|'.join(MONTHS)})[ \u00a0](\d{{4}})", re.IGNORECASE)
#: A text of law is called by its date: this date tells nothing to the reader.
_NAMED = re.compile(
    r"\b(?:loi|décret|arrêté|ordonnance|règlement|directive|délibération)(?:[ \u00a0](?:n°|\(UE\)))?"
    r"(?:[ \u00a0][\w/-]*\d[\w/-]*)?[ \u00a0]du[ \u00a0]$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d.,])(?:\+33[ .\u00a0\u202f]?\d|0\d)(?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>«»]+[^\s<>«».,;:!?)]", re.IGNORECASE)


def dates_in(text: str) -> list[date]:
    """The dates written in full, those that name a text of law apart."""
    found = []
    for match in _DATE.finditer(text):
        if _NAMED.search(text[: match.start()]):
            continue
        day = 1 if match.group(1) == "1er" else int(match.group(1))
        try:
            found.append(date(int(match.group(3)), _MONTHS[match.group(2).lower()], day))
        except ValueError:
            continue  # « 31 février »: not a date, and the spelling is not our matter
    return found


def phones_in(text: str) -> list[str]:
    """Telephone numbers, digits only."""
    return [re.sub(r"\D", "", found).removeprefix("33").zfill(10) for found in _PHONE.findall(text)]


def mails_in(text: str) -> list[str]:
    """E-mail addresses."""
    return [found.casefold() for found in _MAIL.findall(text)]


def urls_in(text: str) -> list[str]:
    """Web addresses, without their scheme."""
    return [re.sub("^https?://", "", found, flags=re.IGNORECASE).casefold() for found in _URL.findall(text)]
