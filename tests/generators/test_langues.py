"""A document in another language: its words, its dates, its numbers, and never the French in their place."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fabrique import RACINE, donnees, environnement, texte_yaml
from sia_docs.api import build_information, load_dossier
from sia_docs.document.nodes import Parallel, inlines_of, plain
from sia_docs.erreurs import DemandeInvalide, DossierInvalide
from sia_docs.generators.leaflet_files import information_files, leaflet_stem
from sia_docs.generators.patient_info import FeuilletProduit
from sia_docs.generators.speech import speech_of
from sia_docs.io.dossier import loads_dossier
from sia_docs.library.leaflets import load_leaflets
from sia_docs.models import Dossier
from sia_docs.models.information import PartDecision
from sia_docs.models.systeme import Criticite
from sia_docs.quality.facts import faits_of
from sia_docs.quality.traduction import check_translation

EXEMPLE = RACINE / "examples" / "embolie-pulmonaire" / "dossier.yaml"
ANGLAIS = speech_of(load_leaflets().libelles["en"])
ARABE = speech_of(load_leaflets().libelles["ar"])


def dossier(**information: Any) -> Dossier:
    told = {"contexte_soins": "oui", "patients_concernes": "oui", "part_decision": "aide", **information}
    return loads_dossier(texte_yaml(donnees({"information": told})))


def fiche(found: Dossier, langue: str = "en") -> FeuilletProduit:
    (made,) = build_information([found], langue=langue, ids=["N2-FICHE"]).feuillets
    return made


def texte(made: FeuilletProduit) -> str:
    lines = ["".join(plain((i,)) for i in inlines_of(block)) for block in made.document.blocks]
    return "\n".join([made.document.title, made.document.cover.subtitle, *lines, *made.document.imprint])


# --------------------------------------------------------------------------------- dates, numbers


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1000, "1,000"), (Decimal("94.39"), "94.39"), (Decimal("1840.50"), "1,840.5"), (0, "0")],
)
def test_a_number_has_the_separators_of_its_language(value: Decimal | int, printed: str) -> None:
    assert ANGLAIS.number(value) == printed
    assert ARABE.number(value) == printed  # Western digits, those of the French document beside it


def test_a_date_is_in_its_language_and_in_one_piece() -> None:
    assert ANGLAIS.day(date(2026, 11, 1)) == "1\u00a0November\u00a02026"
    assert ARABE.day(date(2026, 11, 22)) == "22\u00a0نوفمبر\u00a02026"


def test_a_choice_has_its_label_or_a_field_to_complete() -> None:
    assert plain((ANGLAIS.choice(PartDecision.AIDE),)) == "an aid to the decision"
    assert plain((ANGLAIS.choice(Criticite.ELEVEE),)) == "[To complete: « élevée »]"


def test_french_never_imports_babel() -> None:
    code = (
        "import sys; from sia_docs.api import build_information, load_dossier;"
        f"build_information([load_dossier({str(EXEMPLE)!r})]); sys.exit('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environnement(), check=False)
    assert done.returncode == 0


# ------------------------------------------------------------------------------- words of a dossier


def test_what_is_translated_is_printed_in_its_language() -> None:
    made = fiche(load_dossier(EXEMPLE))
    assert "It may miss a clot, or flag one by mistake." in texte(made)
    assert "22\u00a0November\u00a02026" in texte(made)
    assert "Dr\u00a0Hélène Marchetti, radiologist" in texte(made)


def test_what_nobody_translated_is_a_field_and_never_the_french() -> None:
    made = fiche(dossier(pourquoi="Pour lire plus vite.", limites=["Il se trompe."]))
    assert "Pour lire" not in texte(made) and "trompe" not in texte(made)
    assert "[To complete: pourquoi il est proposé (traduction)]" in texte(made)
    missing = {field.id for field in made.manques}
    assert {"information.traductions.1.pourquoi", "information.traductions.1.limites"} <= missing


def test_what_is_unknown_in_french_is_asked_in_french_first() -> None:
    made = fiche(dossier(traductions=[{"langue": "en"}]))
    assert "information.pourquoi" in {field.id for field in made.manques}


def test_an_empty_french_list_needs_no_translation() -> None:
    assert "No limit is known today." in texte(fiche(dossier(limites=[])))


def test_a_translated_value_is_never_markup() -> None:
    words = "<b>gras</b> **gras** {{ 7*7 }}"
    made = fiche(dossier(pourquoi="Parce que.", traductions=[{"langue": "en", "pourquoi": words}]))
    assert words in texte(made)


def test_a_stale_translation_stops_the_documents() -> None:
    found = dossier(limites=["un", "deux"], traductions=[{"langue": "en", "limites": ["one"]}])
    with pytest.raises(DossierInvalide, match="traduction périmée"):
        build_information([found], langue="en")
    assert build_information([found]).feuillets


# ------------------------------------------------------------------------------------- side by side


@pytest.mark.parametrize("langue", ["en", "ar"])
def test_a_bilingual_set_has_the_leaflets_of_the_language_and_no_poster(langue: str) -> None:
    made = build_information([load_dossier(EXEMPLE)], bilingue=langue).feuillets
    alone = build_information([load_dossier(EXEMPLE)], langue=langue).feuillets
    assert [m.feuillet.id for m in made] == [
        a.feuillet.id for a in alone if a.feuillet.entete.format != "affiche"
    ]
    assert all(leaflet_stem(m).removesuffix("_projet").endswith(f"_fr-{langue}") for m in made)
    assert all(any(isinstance(block, Parallel) for block in m.document.blocks) for m in made)


def test_a_bilingual_document_lacks_what_either_language_lacks() -> None:
    found = dossier(pourquoi="Parce que.")
    (made,) = build_information([found], bilingue="en", ids=["N2-FICHE"]).feuillets
    ids = [field.id for field in made.manques]
    assert {"information.controle", "information.traductions.1.pourquoi"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert made.document.draft and made.document.cover.status.startswith("Projet")


def test_the_manifest_tells_both_languages() -> None:
    files = information_files(build_information([load_dossier(EXEMPLE)], bilingue="en"), ("txt",))
    (manifest,) = [json.loads(data) for name, data in files.items() if name.endswith(".json")]
    assert {document["langue"] for document in manifest["documents"]} == {"fr-en"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"bilingue": "fr"}, "langue inconnue à côté du français"),
        ({"bilingue": "xx"}, "langue inconnue à côté du français"),
        ({"bilingue": "en", "langue": "ar"}, "deux langues demandées"),
    ],
)
def test_a_language_that_cannot_stand_beside_the_french_is_refused(
    asked: dict[str, str], message: str
) -> None:
    with pytest.raises(DemandeInvalide, match=message):
        build_information([load_dossier(EXEMPLE)], **asked)  # type: ignore[arg-type]


def test_a_french_word_left_in_a_dossier_s_translation_is_seen() -> None:
    french = "Le logiciel aide les médecins dans les services avec vous et pour votre bien"
    found = dossier(pourquoi=french, traductions=[{"langue": "en", "pourquoi": french}])
    faults = check_translation(fiche(found, "fr").document, fiche(found).document, faits_of(found))
    assert any("mots français" in fault.texte for fault in faults)
