"""The easy-to-read leaflets that a set of dossiers calls for, and what is in their trees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from fabrique import donnees
from sia_docs.document.colours import STRONG, WHITE, contrast
from sia_docs.document.nodes import Field, HouseLook, Layout, inlines_of, plain
from sia_docs.erreurs import ContenuInvalide, DossierInvalide
from sia_docs.generators.falc import FalcProduits, build_falc
from sia_docs.generators.falc_files import falc_files, falc_stem
from sia_docs.law import load_law
from sia_docs.library.falc import CATEGORIES, BibliothequeFalc, EnteteFalc, FeuilletFalc, load_falc
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.models import Dossier

IMAGES = load_pictogrammes().images
SOIN = {"information.contexte_soins": "oui", "systeme.nom": "Aide Un"}


def _leaflet(
    id: str, corps: str = "![contact](telephone)\nAppelez le {{ etablissement.telephone }}.", **head: Any
) -> FeuilletFalc:
    known = {
        "id": id,
        "titre": "Un titre",
        "portee": "etablissement",
        "si": ("N1",),
        "verifiee_le": date(2026, 11, 22),
    }
    return FeuilletFalc(entete=EnteteFalc(**{**known, **head}), texte=corps, fichier=f"{id}.md", ligne=9)


def _built(
    *dossiers: Mapping[str, Any], leaflets: tuple[FeuilletFalc, ...] | None = None, **options: Any
) -> FalcProduits:
    texts = leaflets or (
        _leaflet("FALC-GENERAL"),
        _leaflet("FALC-SCRIBE", portee="systeme", categories=("scribe",)),
        _leaflet("FALC-AUTRE", portee="systeme", categories=("inconnue",)),
    )
    library = BibliothequeFalc({leaflet.id: leaflet for leaflet in texts}, load_falc().cadre)
    return build_falc([_dossier(d) for d in dossiers], library, load_law(), IMAGES, **options)


def _dossier(changes: Mapping[str, Any]) -> Dossier:
    return Dossier.model_validate(donnees({**SOIN, **changes}))


def _ids(produced: FalcProduits) -> list[str]:
    return [made.feuillet.id for made in produced.feuillets]


def test_the_hospital_has_one_leaflet_and_each_system_that_of_its_category() -> None:
    produced = _built({"systeme.categorie": "scribe"}, {"systeme.nom": "Aide Deux"})
    assert _ids(produced) == ["FALC-GENERAL", "FALC-SCRIBE", "FALC-AUTRE"]
    assert [len(made.dossiers) for made in produced.feuillets] == [2, 1, 1]
    assert _ids(_built({"systeme.categorie": "technique"})) == ["FALC-GENERAL"]


def test_a_system_outside_care_has_no_leaflet() -> None:
    assert _ids(_built({"information.contexte_soins": "non"})) == []


def test_what_nobody_decided_is_kept() -> None:
    assert "FALC-GENERAL" in _ids(_built({"information.contexte_soins": None}))


def test_our_texts_say_each_category_at_most_once_and_only_known_ones() -> None:
    told = [c for leaflet in load_falc().feuillets.values() for c in leaflet.entete.categories]
    assert len(told) == len(set(told)) and set(told) <= set(CATEGORIES)


def test_a_missing_contact_is_a_visible_field_and_is_reported() -> None:
    (general, *_) = _built({"etablissement.telephone": None}).feuillets
    fields = [i for b in general.document.blocks for i in inlines_of(b) if isinstance(i, Field)]
    assert "etablissement.telephone" in {f.id for f in fields}
    assert {f.id for f in fields} <= {f.id for f in general.manques}


def test_a_leaflet_is_a_draft_and_its_banner_says_so_line_by_line() -> None:
    (made, *_) = _built({}).feuillets
    document = made.document
    assert document.draft and document.layout is Layout.FALC
    assert len(document.cover.status.split("\n")) == len(load_falc().cadre["bandeau"]["non_valide"])
    assert falc_stem(made).endswith("_projet")


def test_a_pale_house_colour_is_replaced_by_black_for_the_letters() -> None:
    for ink in ("#1F3864", "#767676", "#000000"):
        look = HouseLook(name="CHU", ink=ink)
        (made, *_) = _built({}, house=look).feuillets
        assert made.document.house is not None
        assert contrast(made.document.house.ink, WHITE) >= STRONG


def test_data_is_never_markup() -> None:
    hostile = "Accueil <b>3</b> & **gras** ![](lieu) {{ 7*7 }}"
    corps = "![](lieu)\nVenez à {{ etablissement.accueil }}.\n- {{ etablissement.accueil }}"
    (made, *_) = _built({"etablissement.accueil": hostile}, leaflets=(_leaflet("FALC-A", corps),)).feuillets
    (block,) = made.document.blocks
    assert "".join(plain((i,)) for i in inlines_of(block)).count(hostile) == 2


def test_an_idea_without_picture_is_told_with_its_file() -> None:
    with pytest.raises(ContenuInvalide, match="aucun pictogramme ne dit l’idée « licorne »") as refused:
        _built({}, leaflets=(_leaflet("FALC-A", "![](licorne)\nUne phrase."),))
    assert refused.value.problemes[0].fichier == "FALC-A.md"


def test_a_wrong_text_is_told_with_its_file_and_line() -> None:
    with pytest.raises(ContenuInvalide, match="variable inconnue") as refused:
        _built({}, leaflets=(_leaflet("FALC-A", "![](lieu)\nIci {{ inconnu }}."),))
    assert refused.value.problemes[0].fichier == "FALC-A.md"


def test_two_hospitals_are_refused() -> None:
    with pytest.raises(DossierInvalide, match="établissements différents"):
        _built({}, {"etablissement.nom": "Un autre hôpital"})


def test_a_use_that_nothing_regularises_is_refused() -> None:
    with pytest.raises(DossierInvalide):
        _built({"information.decision_sans_humain": "oui"})


def test_the_files_are_named_after_what_they_hold() -> None:
    produced = _built({"systeme.categorie": "scribe"}, ids=("FALC-SCRIBE",))
    files = falc_files(produced, ("docx", "html"), large=True, booklet=True)
    endings = sorted(name.partition("_projet")[2] for name in files if "manifeste" not in name)
    assert endings == sorted(
        [".docx", ".html", "_a5.docx", "_gros-caracteres.docx", "_gros-caracteres.html", "_livret.html"]
    )
    assert falc_files(produced, ("docx", "html"), large=True, booklet=True) == files


def test_two_systems_of_the_same_name_are_refused() -> None:
    produced = _built({"systeme.categorie": "scribe"}, {"systeme.categorie": "scribe"})
    with pytest.raises(DossierInvalide, match="même fichier « falc-scribe"):
        falc_files(produced, ("txt",))
