"""The documents for patients: which leaflets a set of dossiers calls for → texts → document trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sia_docs.document.direction import is_rtl
from sia_docs.document.figures import PEOPLE, Person, people_png, qr_png
from sia_docs.document.french import NBSP, typography
from sia_docs.document.nodes import (
    Beside,
    Block,
    Document,
    Field,
    Figure,
    HouseLook,
    Paragraph,
    Role,
    Strong,
    Text,
    Toc,
    headings_of,
    plain,
)
from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.generators.addresses import Addresses
from sia_docs.generators.assembly import FRENCH, assembled, placed, with_contents
from sia_docs.generators.bilingual import side_by_side
from sia_docs.generators.lay import concerne, variables
from sia_docs.generators.speech import speech_of
from sia_docs.generators.templates import SPEECH, render, render_line
from sia_docs.generators.values import is_known
from sia_docs.law import Law
from sia_docs.library.leaflets import FRANCAIS, Feuillet, Feuillets
from sia_docs.models import Dossier, Phase
from sia_docs.rules.niveaux import DecisionInformation, decide, refuse_si_irregulier
from sia_docs.rules.traductions import refuse_si_perimee

_LONG = 12
"""Headings above which a document has a table of contents (rule D24)."""
_REGISTRE, _LONG_LIST = "N1-REGISTRE", 5
"""The public list is searched, not read through: it has one earlier."""
_QR_MM = 30.0
_QR_AFFICHE_MM = {"A3": 80.0, "A4": 56.0}
_PERSONNES_MM = (60.0, 96.0)


@dataclass(frozen=True, slots=True)
class FeuilletProduit:
    """A document for patients or about their information, and what it lacks."""

    feuillet: Feuillet
    dossiers: tuple[Dossier, ...]
    """One for a document about a system, all of them for a document of the hospital."""
    document: Document
    manques: tuple[Field, ...]
    """Fields to complete that it prints, each once."""
    langue: str = FRANCAIS
    """« en »; « fr-en » for two languages side by side."""


@dataclass(frozen=True, slots=True)
class InformationProduite:
    """All the documents of a set of dossiers, and the decisions that chose them."""

    dossiers: tuple[Dossier, ...]
    decisions: tuple[DecisionInformation, ...]
    feuillets: tuple[FeuilletProduit, ...]
    avertissements: tuple[Probleme, ...] = ()
    """What was changed in the hospital's look so that texts stay readable."""


def build_information(
    dossiers: Sequence[Dossier],
    library: Feuillets,
    law: Law,
    *,
    langue: str = FRANCAIS,
    bilingue: str = "",
    ids: Iterable[str] = (),
    house: HouseLook | None = None,
) -> InformationProduite:
    """Build the documents that the dossiers of one hospital call for.

    ``bilingue`` puts a language beside the French, for the leaflets that exist in it.  ``ids`` keeps some
    documents only.  What nobody decided yet is kept: INCONNU never removes a notice.

    Raises:
        DossierInvalide: dossiers of different hospitals; a use that no document can make lawful; a
            translation that its French has left behind.
        ContenuInvalide: a text is wrong (file and line).
    """
    known = of_one_hospital(dossiers)
    decisions = tuple(decide(dossier, dossier.date_du_droit) for dossier in known)
    for decision in decisions:
        refuse_si_irregulier(decision)
    other = bilingue or langue
    speech = None if other == FRANCAIS else speech_of(library.libelles[other])
    if speech:
        for dossier in known:
            refuse_si_perimee(dossier, other)
    wanted = tuple(ids)
    made: list[FeuilletProduit] = []
    for leaflet in library.par_langue[other].values():
        if wanted and leaflet.id not in wanted:
            continue
        if bilingue and leaflet.entete.format == "affiche":
            continue  # read at two metres: a poster stays in one language, and on one page
        concerned = [
            (dossier, decision)
            for dossier, decision in zip(known, decisions, strict=True)
            if all(concerne(decision, code) for code in leaflet.entete.si)
        ]
        if not concerned:
            continue
        groups = [concerned] if leaflet.entete.portee == "etablissement" else [[one] for one in concerned]
        for group in groups:
            about, verdicts = [d for d, _ in group], [v for _, v in group]
            one = _build(leaflet, about, variables(about, verdicts, law, speech), library, house)
            if bilingue:
                source = library.par_langue[FRANCAIS][leaflet.id]
                french = _build(source, about, variables(about, verdicts, law), library, house)
                one = _beside(french, one, library.cadres[FRANCAIS])
            made.append(one)
    return InformationProduite(known, decisions, tuple(made))


def _beside(french: FeuilletProduit, other: FeuilletProduit, cadre: Mapping[str, Any]) -> FeuilletProduit:
    """Both languages in one document, a draft as long as either lacks something."""
    fields = {field.id: field for field in (*other.manques, *french.manques)}
    both = side_by_side(french.document, other.document)
    cover = replace(both.cover, status=typography(cadre["statut"]["projet"]) if fields else "")
    long = len(headings_of(both.blocks)) > _LONG
    blocks = (Toc(typography(cadre["sommaire"])), *both.blocks) if long else both.blocks
    return FeuilletProduit(
        french.feuillet,
        french.dossiers,
        replace(both, cover=cover, blocks=blocks),
        tuple(fields.values()),
        f"{french.langue}-{other.langue}",
    )


def of_one_hospital(dossiers: Sequence[Dossier]) -> tuple[Dossier, ...]:
    """The dossiers as patients are told about them.

    Raises:
        DossierInvalide: they describe different hospitals.
    """
    known = tuple(_of_the_chosen_supplier(dossier) for dossier in dossiers)
    _same_hospital(known)
    return known


def _of_the_chosen_supplier(dossier: Dossier) -> Dossier:
    """Patients are told about a system in use: the words of a consultation are not theirs."""
    market = dossier.marche.model_copy(update={"phase": Phase.ATTRIBUTION})
    return dossier.model_copy(update={"marche": market})


def _same_hospital(dossiers: Sequence[Dossier]) -> None:
    names = list(dict.fromkeys(d.etablissement.nom for d in dossiers))
    if len(names) > 1:
        raise DossierInvalide(
            Probleme(
                "les dossiers décrivent des établissements différents.",
                champ="etablissement.nom",
                recu=" ; ".join(names),
                remede="Produisez les documents d’un établissement à la fois.",
            )
        )


# -------------------------------------------------------------------------------------- document


def _build(
    leaflet: Feuillet,
    dossiers: Sequence[Dossier],
    names: Mapping[str, Any],
    library: Feuillets,
    house: HouseLook | None,
) -> FeuilletProduit:
    head, first = leaflet.entete, dossiers[0]
    cadre = library.cadres[head.langue]
    poster = head.format == "affiche"
    figures = _Figures(cadre, names, first, head.page if poster else "", (house or HouseLook()).ink)
    most = _LONG_LIST if leaflet.id == _REGISTRE else _LONG
    # in a right-to-left line, LibreOffice cuts a phone without spaces between two digits
    space = " " if is_rtl(head.langue) else NBSP
    addresses = Addresses.of(first.etablissement, paper=poster, space=space)
    kind = "affiche" if poster else ("professionnel" if head.lecteur == "professionnel" else "feuillet")

    def write(known: Mapping[str, Any]) -> tuple[Block, ...]:
        blocks = addresses.linked(placed(render(leaflet, known), figures.at))
        return with_contents(blocks, cadre["sommaire"], most=most)

    document, lacking = assembled(
        head,
        cadre,
        names,
        write,
        cadre["empreinte"][kind],
        author=first.etablissement.nom,
        day=first.date_document,
        lang=FRENCH if head.langue == FRANCAIS else library.libelles[head.langue].region,
        house=house,
    )
    return FeuilletProduit(leaflet, tuple(dossiers), document, lacking, head.langue)


# --------------------------------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class _Figures:
    """Makes the figures that a text asks for; one whose data are unknown leaves its words alone."""

    cadre: Mapping[str, Any]
    names: Mapping[str, Any]
    dossier: Dossier
    poster: str
    """Paper of a poster, empty for a leaflet."""
    colour: str

    def at(self, name: str) -> tuple[Block, ...]:
        return {"qr": self._qr, "personnes": self._people}[name]()

    def _alt(self, name: str) -> str:
        return plain(render_line(" ".join(self.cadre["figures"][name]["description"].split()), self.names))

    def _qr(self) -> tuple[Block, ...]:
        lines = tuple(
            Paragraph(render_line(line, self.names)) for line in self.cadre["figures"]["qr"]["lignes"]
        )
        address = self.dossier.etablissement.page_ia
        if address is None:
            return lines
        size = _QR_AFFICHE_MM.get(self.poster, _QR_MM)
        figure = Figure(qr_png(address), self._alt("qr"), size, size)
        if self.poster:  # an address is typed from near: smaller letters keep it on one line
            return (Beside(figure, lines[1:]), replace(lines[0], role=Role.NOTE))
        return (Beside(figure, lines),)

    def _people(self) -> tuple[Block, ...]:
        """A hundred people and the key of their patterns; a rarer condition cannot be drawn on so few."""
        counts, words = self.names["nombres"], self.cadre["figures"]["personnes"]
        found, missed, wrongly = counts.signales_a_raison, counts.manques, counts.signales_a_tort
        if not all(map(is_known, (counts.total, found, missed, wrongly))):
            return ()
        if counts.total != PEOPLE:
            return (Paragraph(render_line(words["trop_rare"], self.names), Role.NOTE),)
        groups = {
            "signales_a_raison": (found, Person.FULL),
            "manques": (missed, Person.CROSSED),
            "signales_a_tort": (wrongly, Person.STRIPED),
            "autres": (PEOPLE - found - missed - wrongly, Person.OUTLINE),
        }
        drawn = {name: group for name, group in groups.items() if group[0]}
        picture = people_png(tuple(drawn.values()), colour=self.colour)
        title = Paragraph((Strong(render_line(words["titre"], self.names)),))
        speech = self.names.get(SPEECH)
        colon = " : " if speech is None else speech.colon
        key = [
            Paragraph((Strong((Text(typography(f"{words['groupes'][name]}{colon}")),)), Text(str(count))))
            for name, (count, _) in drawn.items()
        ]
        figure = Figure(picture, self._alt("personnes"), *_PERSONNES_MM)
        return (Beside(figure, (title, *key), picture_first=True),)
