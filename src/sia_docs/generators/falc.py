"""The easy-to-read leaflets of a hospital: which texts → variables → trees with their pictograms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sia_docs.document.colours import STRONG, WHITE, contrast
from sia_docs.document.from_falc import parse_falc
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cover,
    Document,
    Field,
    HouseLook,
    Illustrated,
    Layout,
    Pictogram,
    illustrated_of,
    plain,
)
from sia_docs.document.pauses import paused
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.generators.addresses import Addresses
from sia_docs.generators.assembly import fields_of
from sia_docs.generators.lay import concerne, variables
from sia_docs.generators.patient_info import of_one_hospital
from sia_docs.generators.templates import render, render_line
from sia_docs.law import Law
from sia_docs.library.falc import INCONNUE, BibliothequeFalc, FeuilletFalc
from sia_docs.models import Dossier
from sia_docs.rules.niveaux import DecisionInformation, decide, refuse_si_irregulier
from sia_docs.rules.validation_falc import PAS_RELU, EtatFalc


@dataclass(frozen=True, slots=True)
class FalcProduit:
    """A leaflet of a hospital, and what it lacks."""

    feuillet: FeuilletFalc
    dossiers: tuple[Dossier, ...]
    """One for a leaflet about a system, all of them for one of the hospital."""
    document: Document
    manques: tuple[Field, ...]
    """Fields to complete that it prints, each once."""
    etat: EtatFalc = PAS_RELU
    """Where its reading stands; see :mod:`sia_docs.generators.falc_validation`."""

    def variant(self, *, page: Literal["A4", "A5"] = "A4", large: bool = False) -> Document:
        """The same leaflet on other paper, or in large print."""
        return replace(self.document, page=page, large=large)


@dataclass(frozen=True, slots=True)
class FalcProduits:
    """All the leaflets of a set of dossiers."""

    dossiers: tuple[Dossier, ...]
    feuillets: tuple[FalcProduit, ...]
    avertissements: tuple[Probleme, ...] = ()
    """What was changed in the hospital's look so that texts stay readable."""

    @property
    def images(self) -> dict[str, Pictogram]:
        """The pictures that they show, by idea."""
        shown = (b for made in self.feuillets for b in illustrated_of(made.document.blocks))
        return {block.idea: block.drawn for block in shown}


def build_falc(
    dossiers: Sequence[Dossier],
    library: BibliothequeFalc,
    law: Law,
    pictures: Mapping[str, Pictogram],
    *,
    ids: Iterable[str] = (),
    house: HouseLook | None = None,
) -> FalcProduits:
    """Build the easy-to-read leaflets that the dossiers of one hospital call for, all as drafts.

    A leaflet stays a draft until people concerned have read it: nothing here can tell that they did.

    Raises:
        DossierInvalide: dossiers of different hospitals; a use that no document can make lawful.
        ContenuInvalide: a text is wrong (file and line), or wants a pictogram that does not exist.
    """
    known = of_one_hospital(dossiers)
    decisions = tuple(decide(dossier, dossier.date_du_droit) for dossier in known)
    for decision in decisions:
        refuse_si_irregulier(decision)
    wanted = tuple(ids)
    made = [
        _build(leaflet, group, library, law, pictures, _readable(house))
        for leaflet in library.feuillets.values()
        if not wanted or leaflet.id in wanted
        for group in _groups(leaflet, tuple(zip(known, decisions, strict=True)))
    ]
    return FalcProduits(known, tuple(made))


_Decided = tuple[Dossier, DecisionInformation]


def _groups(leaflet: FeuilletFalc, decided: Sequence[_Decided]) -> list[list[_Decided]]:
    """The dossiers of each document that a leaflet makes."""
    head = leaflet.entete
    concerned = [one for one in decided if all(concerne(one[1], code) for code in head.si)]
    if head.portee == "etablissement":
        return [concerned] if concerned else []
    return [[one] for one in concerned if _category(one[0]) in head.categories]


def _category(dossier: Dossier) -> str:
    return dossier.systeme.categorie.value if dossier.systeme.categorie else INCONNUE


def _readable(house: HouseLook | None) -> HouseLook | None:
    """The look of the hospital, in black where its colour does not reach the contrast of rule F-L11."""
    if house is None or contrast(house.ink, WHITE) >= STRONG:
        return house
    return replace(house, ink="#000000")


# -------------------------------------------------------------------------------------- document


def _build(
    leaflet: FeuilletFalc,
    group: Sequence[_Decided],
    library: BibliothequeFalc,
    law: Law,
    pictures: Mapping[str, Pictogram],
    house: HouseLook | None,
) -> FalcProduit:
    dossiers = [dossier for dossier, _ in group]
    first, cadre = dossiers[0], library.cadre
    names = variables(dossiers, [decision for _, decision in group], law)
    title = render_line(leaflet.entete.titre, names)
    blocks = Addresses.of(first.etablissement).linked(
        _illustrated(render(leaflet, names, parse_falc), pictures, leaflet)
    )
    imprint = [render_line(line, names) for line in cadre["empreinte"]]
    lacking = fields_of((title, *imprint), blocks)
    document = Document(
        title=plain(title),
        subject=plain(title),
        author=first.etablissement.nom,
        day=first.date_document,
        cover=Cover(
            kicker="" if house and house.name else plain(render_line(cadre["surtitre"], names)),
            title=paused(plain(title)),
            subtitle="",
            facts=(),
            status=_status(cadre, names),
        ),
        blocks=blocks,
        imprint=tuple(plain(line) for line in imprint),
        draft=True,
        layout=Layout.FALC,
        house=house,
    )
    return FalcProduit(leaflet, tuple(dossiers), document, lacking)


def _status(cadre: Mapping[str, Any], names: Mapping[str, Any]) -> str:
    """The banner of a leaflet that nobody validated: each sentence on its line."""
    return "\n".join(paused(plain(render_line(line, names))) for line in cadre["bandeau"]["non_valide"])


def _illustrated(
    blocks: Iterable[Block], pictures: Mapping[str, Pictogram], leaflet: FeuilletFalc
) -> Iterator[Block]:
    """The blocks with the pictures of their ideas."""
    for block in blocks:
        match block:
            case Illustrated():
                if block.idea not in pictures:
                    message = f"{leaflet.id} : aucun pictogramme ne dit l’idée « {block.idea} »."
                    raise ContenuInvalide(
                        Probleme(message, fichier=leaflet.fichier, remede=f"Idées : {', '.join(pictures)}.")
                    )
                yield replace(block, picture=pictures[block.idea])
            case Callout():
                yield replace(block, blocks=tuple(_illustrated(block.blocks, pictures, leaflet)))
            case _:
                yield block
