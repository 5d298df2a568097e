"""French citations: elision, contraction, plural, grouping, no-break spaces."""

from __future__ import annotations

import pytest

from sia_docs.law import load_law
from sia_docs.law.typography import typographie

N = "\u00a0"


@pytest.mark.parametrize(
    ("reference", "attendu"),
    [
        ("csp#L1111-8", f"article{N}L.{N}1111-8 du code de la santé publique"),
        ("csp#R1111-11-I-4", f"article{N}R.{N}1111-11, I, 4°, du code de la santé publique"),
        ("rgpd#28-3-a", f"article{N}28, paragraphe{N}3, point{N}a), du RGPD"),
        ("code-penal#226-13", f"article{N}226-13 du code pénal"),
        ("ccag-tic-2021#33.2.2", f"article{N}33.2.2 du CCAG-TIC"),
        (
            "hds-v2#EXI-24",
            f"exigence{N}EXI{N}24 du référentiel de certification HDS approuvé par l’arrêté du 26{N}avril "
            "2024",
        ),
        ("guide-has-cnil#2.4", f"recommandation{N}2.4 du projet de guide HAS/CNIL de février 2026"),
        ("decret-2026-209", f"décret n°{N}2026-209 du 24{N}mars 2026"),
    ],
)
def test_label_names_an_article_and_its_text(reference: str, attendu: str) -> None:
    assert load_law().label(reference) == attendu


@pytest.mark.parametrize(
    ("references", "le", "de", "a"),
    [
        (
            ["rgpd#28"],
            f"l’article{N}28 du RGPD",
            f"de l’article{N}28 du RGPD",
            f"à l’article{N}28 du RGPD",
        ),
        (
            ["rgpd#32", "rgpd#28"],
            f"les articles{N}28 et 32 du RGPD",
            f"des articles{N}28 et 32 du RGPD",
            f"aux articles{N}28 et 32 du RGPD",
        ),
        (
            ["rgpd#28", "csp#L1111-8"],
            f"l’article{N}28 du RGPD et l’article{N}L.{N}1111-8 du code de la santé publique",
            f"de l’article{N}28 du RGPD et de l’article{N}L.{N}1111-8 du code de la santé publique",
            f"à l’article{N}28 du RGPD et à l’article{N}L.{N}1111-8 du code de la santé publique",
        ),
        (
            ["rgpd#28-2", "rgpd#32"],
            f"l’article{N}28, paragraphe{N}2, et l’article{N}32 du RGPD",
            f"de l’article{N}28, paragraphe{N}2, et de l’article{N}32 du RGPD",
            f"à l’article{N}28, paragraphe{N}2, et à l’article{N}32 du RGPD",
        ),
        (
            ["rgpd#28-2", "rgpd#32", "csp#L1111-8", "csp#R1111-11"],
            f"l’article{N}28, paragraphe{N}2, et l’article{N}32 du RGPD ainsi que les articles{N}"
            f"L.{N}1111-8 et R.{N}1111-11 du code de la santé publique",
            f"de l’article{N}28, paragraphe{N}2, et de l’article{N}32 du RGPD ainsi que des articles{N}"
            f"L.{N}1111-8 et R.{N}1111-11 du code de la santé publique",
            f"à l’article{N}28, paragraphe{N}2, et à l’article{N}32 du RGPD ainsi qu’aux articles{N}"
            f"L.{N}1111-8 et R.{N}1111-11 du code de la santé publique",
        ),
        (["rgpd"], "le RGPD", "du RGPD", "au RGPD"),
        (
            ["nis2#23"],
            f"l’article{N}23 de la directive (UE){N}2022/2555",
            f"de l’article{N}23 de la directive (UE){N}2022/2555",
            f"à l’article{N}23 de la directive (UE){N}2022/2555",
        ),
        (
            ["clauses-types-2021-915#7.7"],
            f"la clause{N}7.7 des clauses contractuelles types (UE){N}2021/915",
            f"de la clause{N}7.7 des clauses contractuelles types (UE){N}2021/915",
            f"à la clause{N}7.7 des clauses contractuelles types (UE){N}2021/915",
        ),
    ],
)
def test_citations_fit_in_a_sentence(references: list[str], le: str, de: str, a: str) -> None:
    citation = load_law().cite(*references)
    assert (citation.le(), citation.de(), citation.a()) == (le, de, a)
    assert str(citation) == le


def test_gender_and_number_allow_agreement() -> None:
    law = load_law()
    un, deux = law.cite("guide-has-cnil#2.4"), law.cite("guide-has-cnil#2.4", "rgpd#28")
    assert (un.genre, un.nombre) == ("f", "singulier")
    assert (deux.genre, deux.nombre) == ("m", "pluriel")


def test_the_same_reference_is_cited_once() -> None:
    assert load_law().cite("rgpd#28", "rgpd#28").le() == f"l’article{N}28 du RGPD"


def test_citing_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="rien"):
        load_law().cite()


def test_typography_glues_what_must_not_be_cut() -> None:
    assert typographie("l'article L. 1111-8, point a) : 1 000 € et 3 % au 1er mars") == (
        f"l’article{N}L.{N}1111-8, point{N}a){N}: 1{N}000{N}€ et 3{N}% au 1er{N}mars"
    )


def test_typography_leaves_ordinary_spaces_alone() -> None:
    text = "une annexe au contrat et un point de mesure"
    assert typographie(text) == text
