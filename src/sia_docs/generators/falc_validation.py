"""What a leaflet prints of its reading: the banner goes, the readers are named, the European logo may come.

The logo is never ours to give: a hospital brings its file, and it is printed only on a leaflet that people
concerned have read, that names them, with the credit line, at 15 mm or more (conditions of use of the
logo, Inclusion Europe; fact sheet « information des patients », §1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sia_docs.document.french import join_and, typography
from sia_docs.document.images import picture
from sia_docs.document.nodes import Beside, Figure, Paragraph, Text, plain
from sia_docs.document.pauses import paused
from sia_docs.erreurs import LogoRefuse, Probleme
from sia_docs.generators.falc import FalcProduit, FalcProduits
from sia_docs.generators.falc_kit import leaflet_to_read
from sia_docs.generators.falc_reading import FeuilletALire
from sia_docs.generators.templates import render_line
from sia_docs.library.falc_relecture import Validation
from sia_docs.models.relecture_falc import RegistreRelectures
from sia_docs.rules.validation_falc import EtatFalc, StatutFalc, etat_du_registre

LOGO_MIN_MM = 15.0
"""Smallest side allowed by the conditions of use."""
_LOGO_MM = 25.0
"""Printed smallest side: that of every picture of a leaflet (rule F-I3)."""
_LOGO_LONGEST_MM = 75.0


def validated(
    produced: FalcProduits,
    registre: RegistreRelectures | None,
    words: Validation,
    logo: bytes | None = None,
) -> FalcProduits:
    """The leaflets as their readings allow them, with the hospital's file of the European logo.

    Raises:
        LogoRefuse: a logo, and a leaflet that does not deserve it.
    """
    pairs = [(made, state_of(made, registre)) for made in produced.feuillets]
    figure = None
    if logo is not None:
        refuse_logo(pairs)
        figure = logo_figure(logo, words)
    return replace(produced, feuillets=tuple(with_state(made, state, words, figure) for made, state in pairs))


def read_by(made: FalcProduit) -> FeuilletALire:
    """The leaflet as its readers judge it; whatever its reading, the same words give the same digest."""
    first = made.dossiers[0]
    information = first.information
    publication = information.publication if information else None
    of_system = made.feuillet.entete.portee == "systeme"
    return leaflet_to_read(
        made.document,
        made.feuillet.id,
        systeme=(first.systeme.nom or first.systeme.besoin) if of_system else None,
        langue=made.document.lang[:2],
        version=publication.version if publication else None,
    )


def state_of(made: FalcProduit, registre: RegistreRelectures | None) -> EtatFalc:
    """Where the reading of a built leaflet stands."""
    leaflet = read_by(made)
    key = leaflet.document, leaflet.systeme, leaflet.langue
    return etat_du_registre(registre, key, leaflet.empreinte, leaflet.idees)


def with_state(
    made: FalcProduit, state: EtatFalc, words: Validation, logo: Figure | None = None
) -> FalcProduit:
    """The leaflet as its reading allows it; ``logo`` must have been allowed (:func:`refuse_logo`)."""
    document = made.document
    if state.statut is StatutFalc.PERIMEE:
        cover = replace(document.cover, status=_status(words.perimee))
        return replace(made, document=replace(document, cover=cover), etat=state)
    if not state.valide:
        return replace(made, etat=state)
    told = tuple(_told(state, words))
    cover = replace(document.cover, status=_status(words.incomplet) if made.manques else "")
    blocks = (*document.blocks, _signed(logo, told, words)) if logo else document.blocks
    return replace(
        made,
        document=replace(
            document,
            cover=cover,
            blocks=blocks,
            imprint=document.imprint if logo else (*told, *document.imprint),
            draft=bool(made.manques),
        ),
        etat=state,
    )


def _status(lines: Iterable[str]) -> str:
    return "\n".join(paused(typography(line)) for line in lines)


def _told(state: EtatFalc, words: Validation) -> Iterator[str]:
    """Who read, where, when: only people who agreed to be named."""
    record, said = state.relecture, words.valide
    assert record is not None
    yield plain(render_line(said.relu, {"noms": join_and(list(state.lecteurs))}))
    if state.accompagnants:
        yield plain(render_line(said.aide, {"noms": join_and(list(state.accompagnants))}))
    yield plain(render_line(said.ou, {"structure": record.structure}))
    yield plain(render_line(said.quand, {"date": record.date}))


def _signed(logo: Figure, told: Iterable[str], words: Validation) -> Beside:
    """The logo, and beside it the names that allow it and its credit line."""
    lines = (*told, *map(typography, words.logo.credit))
    return Beside(logo, tuple(Paragraph((Text(line),)) for line in lines), picture_first=True)


# ------------------------------------------------------------------------------------------- logo


def logo_figure(png: bytes, words: Validation) -> Figure:
    """The hospital's file of the logo, at its printed size.

    Raises:
        LogoRefuse: so long that it cannot be the logo.
    """
    _, width, height = picture(png)
    scale = _LOGO_MM / min(width, height)
    longest = max(width, height) * scale
    if longest > _LOGO_LONGEST_MM:
        raise LogoRefuse(
            Probleme(
                "ce fichier n’a pas les proportions du logo européen.",
                recu=f"{width} × {height} pixels",
                remede="Donnez le logo seul, sans texte ni marge.",
            )
        )
    return Figure(png, typography(words.logo.alternative), round(width * scale, 2), round(height * scale, 2))


def refuse_logo(made: Iterable[tuple[FalcProduit, EtatFalc]]) -> None:
    """Stop before printing the European logo on a leaflet that does not deserve it.

    Raises:
        LogoRefuse: for each such leaflet, all that its reading or its facts lack.
    """
    problems: list[Probleme] = []
    for leaflet, state in made:
        name = leaflet.document.title
        if not state.valide:
            problems.append(
                Probleme(
                    f"le logo européen n’est pas permis sur « {name} » : {state.statut.libelle}.",
                    champ=leaflet.feuillet.id,
                    remede="Des personnes ayant un handicap intellectuel doivent le relire et y être nommées : "
                    "« sia-docs falc kit », puis « sia-docs falc reponses ».",
                )
            )
            problems += [replace(one, champ=f"{leaflet.feuillet.id}.{one.champ}") for one in state.manques]
        elif leaflet.manques:
            labels = ", ".join(field.label for field in leaflet.manques)
            problems.append(
                Probleme(
                    f"le logo européen n’est pas permis sur « {name} » : il reste à compléter {labels}.",
                    champ=leaflet.feuillet.id,
                    remede="Complétez le dossier, puis faites relire le document.",
                )
            )
    if problems:
        raise LogoRefuse(problems)
