"""Sentences, words and syllables of French."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_docs.quality.phrases import letters, sentences, syllables, words


@pytest.mark.parametrize(
    ("texte", "phrases"),
    [
        ("Bonjour. Vous allez bien ?", ["Bonjour.", "Vous allez bien ?"]),
        ("Une ligne\nUne autre", ["Une ligne", "Une autre"]),
        ("M. Dupont voit le Dr Martin. Il signe.", ["M. Dupont voit le Dr Martin.", "Il signe."]),
        ("Voir l’art. 22, le n° 3 et la p. 4. Fin.", ["Voir l’art. 22, le n° 3 et la p. 4.", "Fin."]),
        ("Selon l’article L. 1111-2 du code. Fin.", ["Selon l’article L. 1111-2 du code.", "Fin."]),
        ("La version 2.1 sort. Elle pèse 3,5 kg.", ["La version 2.1 sort.", "Elle pèse 3,5 kg."]),
        ("Voir https://chu.exemple/ia. Fin.", ["Voir https://chu.exemple/ia.", "Fin."]),
        ("Écrivez à dpo@chu.exemple. Fin.", ["Écrivez à dpo@chu.exemple.", "Fin."]),
        ("Le Dr A. Morel décide. Fin.", ["Le Dr A. Morel décide.", "Fin."]),
        ("C’est l’hépatite B. Vous guérissez.", ["C’est l’hépatite B.", "Vous guérissez."]),
        ("Venez à 9 h 30. Apportez ce papier.", ["Venez à 9 h 30.", "Apportez ce papier."]),
        ("1. Qui décide ?", ["1. Qui décide ?"]),
        ("Le reste… et la fin.", ["Le reste… et la fin."]),
        ("« Avez-vous mal ? » demande-t-il. Oui !", ["« Avez-vous mal ? » demande-t-il.", "Oui !"]),
        ("« Consultez le site. » Le guide le dit.", ["« Consultez le site. »", "Le guide le dit."]),
        ("  \n\n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(texte: str, phrases: list[str]) -> None:
    assert sentences(texte) == phrases


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("L’hôpital d'Auvergne", ["hôpital", "Auvergne"]),
        ("Lorsqu’il y a aujourd’hui quelqu’un", ["il", "y", "a", "aujourd’hui", "quelqu’un"]),
        ("un compte-rendu, adressez-vous ici", ["un", "compte-rendu", "adressez-vous", "ici"]),
        ("1 000 personnes et 10\u00a0000 autres", ["1 000", "personnes", "et", "10\u00a0000", "autres"]),
        ("3,5 % le 1er août", ["3,5", "le", "1er", "août"]),
        ("Appelez le 01 23 45 67 89.", ["Appelez", "le", "01 23 45 67 89"]),
        ("Écrivez à dpo@chu.exemple !", ["Écrivez", "à", "dpo@chu.exemple"]),
        ("☐ oui ……… – ;", ["oui"]),
    ],
)
def test_a_word_is_what_a_word_processor_counts(texte: str, mots: list[str]) -> None:
    assert words(texte) == mots


@pytest.mark.parametrize(
    ("mot", "nombre"),
    [
        ("hôpital", 3),
        ("intelligence", 4),
        ("artificielle", 4),
        ("ordinateur", 4),
        ("données", 2),
        ("qualité", 3),
        ("guide", 1),
        ("médicament", 4),
        ("arrivent", 2),
        ("souvent", 2),
        ("théâtre", 2),
        ("oublier", 3),
        ("moyen", 2),
        ("compte-rendu", 3),
        ("adressez-vous", 4),
        ("2027", 1),
        # known misses of the rule: said once, so that nobody takes them for right
        ("créer", 1),
        ("aérien", 3),
        ("médecin", 3),
    ],
)
def test_syllables_are_those_heard_or_a_known_miss(mot: str, nombre: int) -> None:
    assert syllables(mot) == nombre


def test_letters_are_counted_without_hyphens_and_digits() -> None:
    assert (letters("rendez-vous"), letters("1er"), letters("2.1")) == (10, 2, 0)


@given(st.text(max_size=300))
def test_any_text_is_cut_without_losing_a_word(texte: str) -> None:
    cut = [word for sentence in sentences(texte) for word in words(sentence)]
    assert all(syllables(word) >= 1 for word in cut)
    assert "".join("".join(sentences(texte)).split()) == "".join(texte.split())


@pytest.mark.parametrize("texte", ["a" * 20_000, "a," * 10_000, "a@" * 10_000, "1 " * 10_000, ". " * 10_000])
def test_a_hostile_text_is_read_in_a_moment(texte: str) -> None:
    before = time.monotonic()
    for sentence in sentences(texte):
        words(sentence)
    assert time.monotonic() - before < 5
