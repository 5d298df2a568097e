"""The file of the sentences: strict, with the line of each fault, and an up-to-date schema."""

from __future__ import annotations

import json
import re

import pytest

from fabrique import RACINE
from sia_docs.erreurs import ContenuInvalide
from sia_docs.io.quick import recognise
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.law import load_law
from sia_docs.library.mentions import CHEMIN, load_mentions, read_mentions
from sia_docs.library.mentions_schema import Mentions, mentions_schema

FICHIER = RACINE.joinpath(*CHEMIN)
TEXTE = FICHIER.read_text("utf-8")
GUIDE = RACINE / "references" / "guide-has-cnil.yaml"


def test_the_packaged_sentences_are_valid_and_recognised_at_once() -> None:
    tree = read_text(TEXTE, fichier="mentions.yaml")
    strict = validate_tree(Mentions, tree, ContenuInvalide)
    quick = recognise(tree.data, "mentions")
    assert quick is not None
    assert [v.code for v in strict.variantes] == [v.code for v in quick.variantes] == list("ABCDEFGH")
    assert strict.variantes[2].convient.categories == quick.variantes[2].convient.categories


def test_the_checked_in_schema_is_up_to_date() -> None:
    written = (RACINE / "schemas" / "mentions.schema.json").read_text("utf-8")
    expected = json.dumps(mentions_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert written == expected, "lancez « make schema »"


@pytest.mark.parametrize(
    ("typed", "instead", "message"),
    [
        ("validateur: aucun", "validateurs: aucun", "clé inconnue"),
        ("validateur: aucun", "validateur: peut-être", "attendu"),
        ("{systemes}, puis", "{sytemes}, puis", "forme attendue"),
        ("été établi{|e|s|es} avec", "été établi{|e|s|es avec", "forme attendue"),
        ("genre: f", "genre: n", "attendu"),
        ("categories: [scribe]", "categories: [scribes]", "attendu"),
        ("role_humain: supervision", "role_humain: chef", "attendu"),
        ("etiquette_ia: oui", "etiquette_ia: peut-être", "oui"),
    ],
)
def test_a_fault_is_told_with_its_line(typed: str, instead: str, message: str) -> None:
    broken = TEXTE.replace(typed, instead, 1)
    line = TEXTE[: TEXTE.index(typed)].count("\n") + 1
    with pytest.raises(ContenuInvalide) as caught:
        read_mentions(broken, "mentions.yaml")
    problems = [p for p in caught.value.problemes if p.ligne == line]
    assert problems, [str(p) for p in caught.value.problemes]
    assert message in str(problems[0]) and problems[0].fichier == "mentions.yaml"


def test_a_code_written_twice_is_refused() -> None:
    with pytest.raises(ContenuInvalide, match="écrit deux fois"):
        read_mentions(TEXTE.replace("code: B", "code: A"), "mentions.yaml")


def test_the_quoted_guide_is_a_dated_reference_and_its_version_is_said() -> None:
    guide = load_mentions().guide
    identifier, _, article = guide.reference.partition("#")
    assert identifier == "guide-has-cnil" and f'"{article}"' in GUIDE.read_text("utf-8")
    assert load_law() is not None
    assert "février 2026" in guide.version
    for citation in load_mentions().citations:
        assert re.search("projet de février 2026", citation.source)
