"""A translation has the same shape, the same data and the same people to ask as the French text."""

from __future__ import annotations

import re

import pytest

from sia_docs.library.leaflets import FRANCAIS, Feuillet, load_leaflets

FEUILLETS = load_leaflets().par_langue
TRADUITS = [
    (language, leaflet)
    for language, texts in FEUILLETS.items()
    if language != FRANCAIS
    for leaflet in texts.values()
]
IDS = [f"{language}-{leaflet.id}" for language, leaflet in TRADUITS]

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_VARIABLE = re.compile(r"\b(?:etablissement|information|systeme|s)\.[a-z_.]+")
_SHAPE = re.compile(r"^(#{2,3} |- (?:\[ \])?|::: ?\S|:::$|Chapeau :|Note :|Figure : \S+)", re.MULTILINE)


def _shape(text: str) -> list[str]:
    return [re.sub(r"::: ?\S", ":::", mark) for mark in _SHAPE.findall(text)]


def _printed(text: str) -> set[str]:
    return {name for tag in _TAG.findall(text) for name in _VARIABLE.findall(tag)}


def _letters(leaflet: Feuillet) -> str:
    text = _TAG.sub("", f"{leaflet.entete.titre} {leaflet.texte}")
    return "".join(char for char in text if char.isalpha())


@pytest.mark.parametrize(("language", "leaflet"), TRADUITS, ids=IDS)
def test_a_translation_has_the_headings_the_lists_and_the_frames_of_the_french(
    language: str, leaflet: Feuillet
) -> None:
    assert _shape(leaflet.texte) == _shape(FEUILLETS[FRANCAIS][leaflet.id].texte)


@pytest.mark.parametrize(("language", "leaflet"), TRADUITS, ids=IDS)
def test_a_translation_prints_the_same_data(language: str, leaflet: Feuillet) -> None:
    french = FEUILLETS[FRANCAIS][leaflet.id]
    # « le CHU de Valmont » is « etablissement » with a French article; elsewhere it is its name.
    assert _printed(leaflet.texte) - {"etablissement.nom"} == _printed(french.texte) - {"etablissement.nom"}


@pytest.mark.parametrize(("language", "leaflet"), TRADUITS, ids=IDS)
def test_a_translation_says_when_it_applies_as_the_french_does(language: str, leaflet: Feuillet) -> None:
    done, french = leaflet.entete, FEUILLETS[FRANCAIS][leaflet.id].entete
    assert (done.si, done.portee, done.format, done.page, done.exigences, done.references) == (
        french.si,
        french.portee,
        french.format,
        french.page,
        french.exigences,
        french.references,
    )


def test_the_arabic_text_is_in_arabic_and_says_that_it_must_be_validated() -> None:
    leaflet = FEUILLETS["ar"]["N1-LIVRET-COURT"]
    assert leaflet.entete.sous_titre and "traduction à valider" in leaflet.entete.sous_titre
    assert "تحتاج إلى تصديق" in leaflet.texte
    letters = _letters(leaflet)
    arabic = [char for char in letters if "\u0600" <= char <= "\u06ff"]
    assert len(arabic) > 0.9 * len(letters)


@pytest.mark.parametrize("word", ["consentement", "infaillible", "sans risque", "100 %", "boîte noire"])
def test_levels_1_and_2_neither_ask_for_consent_nor_promise(word: str) -> None:
    texts = [t for t in FEUILLETS[FRANCAIS].values() if t.entete.niveau in ("niveau1", "niveau2")]
    written = [(t.id, re.sub(r'"consentement"', "", t.texte)) for t in texts]
    assert not [ident for ident, text in written if word in text.casefold()]


@pytest.mark.parametrize("ident", ["N1-AFFICHE-A3", "N1-AFFICHE-A4"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_poster_can_be_read_while_walking_past(language: str, ident: str) -> None:
    leaflet = FEUILLETS[language][ident]
    assert len(f"{leaflet.entete.titre} {_TAG.sub('', leaflet.texte)}".split()) <= 60
    assert leaflet.texte.count("\n- ") + leaflet.texte.startswith("- ") <= 4
