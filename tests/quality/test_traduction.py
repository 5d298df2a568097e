"""A translation keeps the parts, the figures and the contacts of the French text."""

from __future__ import annotations

import pytest
from arbre import de_markdown

from fabrique import donnees
from sia_docs.models import Dossier
from sia_docs.quality.facts import Faits, faits_of
from sia_docs.quality.traduction import check_translation

FRANCAIS = (
    "## Vos soins\n\nSur 1 000 personnes, 3,5 % attendent. Appelez le 01 23 45 67 89.\n\n- un\n- deux\n"
)
ANGLAIS = "## Your care\n\nOut of 1,000 people, 3.5% wait. Call 01 23 45 67 89.\n\n- one\n- two\n"


def faits(**changes: object) -> Faits:
    return faits_of(Dossier.model_validate(donnees({k.replace("__", "."): v for k, v in changes.items()})))


def dites(french: str, english: str, known: Faits | None = None) -> list[str]:
    other = de_markdown(english, lang="en-GB", titre="Your care")
    return [c.texte for c in check_translation(de_markdown(french), other, known or faits())]


def test_a_faithful_translation_has_nothing_to_say() -> None:
    assert dites(FRANCAIS, ANGLAIS) == []


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("- two\n", "", "éléments de liste"),
        ("## Your care", "### Your care", "titres de niveau"),
        ("67 89", "67 80", "téléphone"),
        ("1,000", "100", "nombre « 1000 » perdu"),
        ("3.5", "35.0", "nombre « 350 » ajouté"),
        ("Call", "Write to a@chu.exemple or call", "adresse électronique"),
        ("Call", "See https://chu.exemple/en or call", "adresse web"),
        ("wait", "wait dans les soins avec vous et votre médecin", "mots français"),
    ],
)
def test_what_a_translation_loses_or_adds_is_told(avant: str, apres: str, message: str) -> None:
    assert any(message in said for said in dites(FRANCAIS, ANGLAIS.replace(avant, apres)))


PHRASE = "repérer plus vite une maladie dans les images avec vous et votre médecin"


def test_a_name_of_the_dossier_stays_as_it_is() -> None:
    known = faits(systeme__nom=PHRASE)
    assert dites(f"Il s’appelle {PHRASE}.", f"It is called {PHRASE}.", known) == []


def test_words_for_patients_left_in_french_are_told() -> None:
    known = faits(information__usage_public=PHRASE)
    assert any(
        "mots français" in said for said in dites(f"Il sert à {PHRASE}.", f"It is used to {PHRASE}.", known)
    )


def test_a_french_quotation_may_stay() -> None:
    assert dites("Le guide.", "The guide: « la phrase que le guide propose pour vous dans les soins ».") == []


def test_a_note_names_its_source_in_its_own_way() -> None:
    assert dites("Note : Projet de guide de février 2026.", "Note : A draft guide.") == []
