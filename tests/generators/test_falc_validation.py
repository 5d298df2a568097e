"""The banner goes, the readers are named and the European logo comes only once a leaflet has been read."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from fabrique import RACINE
from relectures import LECTRICE, relecture
from sia_docs.document.nodes import Beside, plain
from sia_docs.erreurs import LogoRefuse
from sia_docs.generators.falc import FalcProduit, build_falc
from sia_docs.generators.falc_validation import (
    LOGO_MIN_MM,
    logo_figure,
    read_by,
    refuse_logo,
    state_of,
    with_state,
)
from sia_docs.generators.output import written
from sia_docs.io.dossier import load_dossier
from sia_docs.law import load_law
from sia_docs.library.falc import load_falc
from sia_docs.library.falc_relecture import load_reading_texts
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.models import Dossier
from sia_docs.models.relecture_falc import RegistreRelectures
from sia_docs.rules.validation_falc import StatutFalc

WORDS = load_reading_texts().validation
DOSSIER = load_dossier(RACINE / "examples" / "embolie-pulmonaire" / "dossier.yaml")


def built(dossier: Dossier, ident: str) -> FalcProduit:
    (made,) = build_falc(
        [dossier], load_falc(), load_law(), load_pictogrammes().images, ids=[ident]
    ).feuillets
    return made


@cache
def leaflet(ident: str = "FALC-DROITS") -> FalcProduit:
    return built(DOSSIER, ident)


def register(made: FalcProduit, **changes: object) -> RegistreRelectures:
    about = read_by(made)
    record = relecture(**{
        "document": about.document, "systeme": about.systeme, "empreinte": about.empreinte, **changes,
    })  # fmt: skip
    return RegistreRelectures(schema_version="1", relectures=(record,))


def png(width: int = 600, height: int = 600) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#333399").save(out, "PNG")
    return out.getvalue()


def printed(made: FalcProduit) -> str:
    return " ".join(written(made.document, "txt").decode().split())


def test_a_leaflet_that_nobody_read_keeps_its_banner() -> None:
    made = leaflet()
    state = state_of(made, None)
    assert state.statut is StatutFalc.ABSENTE
    shown = with_state(made, state, WORDS)
    assert shown.document == made.document and shown.document.draft and "pas encore relu" in printed(shown)


def test_an_incomplete_reading_keeps_the_banner_and_names_nobody() -> None:
    made = leaflet()
    shown = with_state(made, state_of(made, register(made, structure=None)), WORDS)
    assert shown.document == made.document and shown.etat.manques and "Camille" not in printed(shown)


def test_a_complete_reading_takes_the_banner_away_and_names_its_readers() -> None:
    made = leaflet()
    readers = [
        LECTRICE,
        {**LECTRICE, "nom": "Ali <Dupont> & {{ 7*7 }} **fils**"},
        {**LECTRICE, "nom": "Nom Secret", "accord_pour_le_nom": "non"},
        {**LECTRICE, "nom": "Zoé", "situation": "accompagnante"},
    ]
    shown = with_state(made, state_of(made, register(made, lecteurs=readers)), WORDS)
    assert shown.document.cover.status == "" and not shown.document.draft
    told = printed(shown)
    assert "a été relu par Camille Le Goff et Ali <Dupont> & {{ 7*7 }} **fils**." in told
    assert "Avec l’aide de Zoé." in told and "Groupe de lecteurs : ESAT de Trévénec." in told
    assert "20 novembre 2026" in told
    assert "Nom Secret" not in told and "Projet" not in told and "handicap" not in told


def test_a_changed_word_brings_the_banner_back_and_says_why() -> None:
    made = leaflet()
    phone = DOSSIER.etablissement.model_copy(update={"telephone": "01 99 99 99 99"})
    changed = built(DOSSIER.model_copy(update={"etablissement": phone}), "FALC-DROITS")
    state = state_of(changed, register(made))
    assert state.statut is StatutFalc.PERIMEE
    shown = with_state(changed, state, WORDS)
    assert "Ce document a changé." in printed(shown) and "Camille" not in printed(shown)
    assert shown.document.draft


def test_a_mere_change_of_date_or_version_does_not_lapse_a_reading() -> None:
    made = leaflet()
    assert DOSSIER.information and DOSSIER.information.publication
    publication = DOSSIER.information.publication.model_copy(update={"version": "9.9"})
    later = DOSSIER.model_copy(
        update={
            "date_document": DOSSIER.date_document.replace(year=2027),
            "information": DOSSIER.information.model_copy(update={"publication": publication}),
        }
    )
    other = built(later, "FALC-DROITS")
    assert other.document.imprint != made.document.imprint
    assert state_of(other, register(made)).valide


def test_printing_the_readers_does_not_change_the_words_that_they_read() -> None:
    made = leaflet()
    known = register(made)
    state = state_of(made, known)
    shown = with_state(made, state, WORDS, logo_figure(png(), WORDS))
    assert read_by(made).empreinte == known.relectures[0].empreinte
    assert state_of(with_state(made, state, WORDS), known).valide
    assert shown.document != made.document


def test_a_leaflet_read_while_facts_were_missing_stays_a_draft() -> None:
    about = DOSSIER.etablissement.model_copy(update={"telephone": None})
    made = built(DOSSIER.model_copy(update={"etablissement": about}), "FALC-DROITS")
    assert made.manques
    state = state_of(made, register(made))
    shown = with_state(made, state, WORDS)
    assert state.valide and shown.document.draft and "pas encore complet" in printed(shown)
    with pytest.raises(LogoRefuse, match="il reste à compléter"):
        refuse_logo([(made, state)])


def test_a_reading_of_one_system_says_nothing_of_another() -> None:
    made = leaflet("FALC-TRIAGE")
    assert read_by(made).systeme == DOSSIER.systeme.nom
    assert state_of(made, register(made)).valide
    assert state_of(made, register(made, systeme="Autre")).statut is StatutFalc.ABSENTE


# ------------------------------------------------------------------------------------------- logo


@pytest.mark.parametrize("size", [(600, 600), (900, 400), (300, 700)])
def test_a_printed_logo_means_a_full_reading_named_readers_a_credit_line_and_15_mm(
    size: tuple[int, int],
) -> None:
    made = leaflet()
    state = state_of(made, register(made))
    refuse_logo([(made, state)])
    shown = with_state(made, state, WORDS, logo_figure(png(*size), WORDS))
    (signed,) = [block for block in shown.document.blocks if isinstance(block, Beside)]
    assert min(signed.figure.width_mm, signed.figure.height_mm) >= LOGO_MIN_MM == 15
    assert signed.figure.alt == "Logo européen Facile à lire"
    lines = [plain(block.children) for block in signed.blocks if hasattr(block, "children")]
    assert lines[0] == "Ce document a été relu par Camille Le Goff."
    assert lines[-2].replace("\u00a0", " ") == "© Logo européen Facile à lire : Inclusion Europe."
    assert "www.inclusion-europe.eu/easy-to-read" in lines[-1]
    for kind in ("docx", "html"):
        assert written(shown.document, kind)
    page = written(shown.document, "html").decode()
    assert "Camille Le Goff" in page and "inclusion-europe.eu/easy-to-read" in page


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (None, "pas encore relu"),
        ({"structure": None}, "la structure de relecture manque"),
        ({"empreinte": "0" * 16}, "les mots du document ont changé"),
        ({"lecteurs": [{**LECTRICE, "accord_pour_le_nom": "non"}]}, "n’a accepté d’être nommé"),
    ],
)
def test_without_a_full_reading_the_logo_is_refused_with_the_reason(
    changes: dict[str, object] | None, reason: str
) -> None:
    made = leaflet()
    known = None if changes is None else register(made, **changes)
    state = state_of(made, known)
    with pytest.raises(LogoRefuse, match=reason):
        refuse_logo([(made, state)])
    logo = logo_figure(png(), WORDS)
    assert not any(isinstance(b, Beside) for b in with_state(made, state, WORDS, logo).document.blocks)


def test_all_the_leaflets_that_do_not_deserve_the_logo_are_told_at_once() -> None:
    pairs = [(leaflet(ident), state_of(leaflet(ident), None)) for ident in ("FALC-DROITS", "FALC-GENERAL")]
    with pytest.raises(LogoRefuse) as caught:
        refuse_logo(pairs)
    assert [p.champ for p in caught.value.problemes] == ["FALC-DROITS", "FALC-GENERAL"]


def test_a_banner_is_not_the_logo() -> None:
    with pytest.raises(LogoRefuse, match="proportions"):
        logo_figure(png(2000, 300), WORDS)


def test_no_file_of_the_logo_is_shipped() -> None:
    shipped = [p.name for p in (RACINE / "templates").rglob("*") if "facile-a-lire" in p.name.lower() or "easy" in p.name.lower()]  # fmt: skip
    assert shipped == []
