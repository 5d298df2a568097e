"""The report sentence: agreements, who is named, what is refused, and the guide's own words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from echantillon import HOSTILES

from fabrique import RACINE
from mentions import VALIDATEUR, personne, systeme
from sia_docs.document.nodes import Field, Text, plain
from sia_docs.erreurs import DossierInvalide, SiaDocsError
from sia_docs.generators.labels import respondent_of
from sia_docs.generators.mention import mention, toutes_les_mentions
from sia_docs.generators.mention_sentence import CHAMPS
from sia_docs.io.yaml_lines import read_file
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier
from sia_docs.models.base import texte_propre
from sia_docs.models.systeme import Categorie

SITUATIONS = read_file(RACINE / "tests" / "situations" / "mentions.yaml")
CODES = [variante.code for variante in load_mentions().variantes]
DOCUMENTS = [document.id for document in load_mentions().documents]
MOTS_MAX = 25


def words(text: str) -> int:
    """Words as a word processor counts them."""
    return sum(1 for word in text.split() if re.search(r"\w", word))


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


# ---------------------------------------------------------------------------------- the sentences


@pytest.mark.parametrize("rank", range(len(SITUATIONS.data)))
def test_a_sentence_reads_as_the_table_says(rank: int) -> None:
    case: dict[str, Any] = SITUATIONS.data[rank]
    where = f"mentions.yaml, ligne {SITUATIONS.ligne((rank,))}, « {case['titre']} »"
    dossiers = [
        systeme(nom, version, information__finalite_mention=case.get("finalite", ""))
        for nom, version in case["systemes"]
    ]
    people = [personne(texte) for texte in case.get("professionnels", ())]
    made = mention(dossiers, case["phrase"], case["document"], people)
    assert spaced(made.texte) == case["attendu"], where
    assert made.texte == plain(made.inlines), where


def test_the_table_has_every_sentence() -> None:
    assert {case["phrase"] for case in SITUATIONS.data} == set(CODES)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_short_and_names_the_system_the_person_and_the_function(
    code: str, document: str
) -> None:
    dossier = systeme(
        information__superviseur=VALIDATEUR, information__finalite_mention="aide à la décision médicale"
    )
    text = mention([dossier], code, document, [personne("Dr Anne Morel, radiologue")]).texte
    assert words(text) <= MOTS_MAX, text
    assert "Dr\u00a0Anne Morel, radiologue" in text
    assert ("Poumonia, version\u00a02.1" in text) is (code != "G")
    assert text[0].isupper() and text.endswith(".") and text.count(".") == 1 + text.count("2.1")


@pytest.mark.parametrize("document", load_mentions().documents, ids=lambda d: d.id)
def test_the_determiner_of_a_document_agrees_with_it(document: Any) -> None:
    vowel = document.nom[0] in "aeiouyéèêhœ"
    expected = {
        ("m", "s"): "cet" if vowel else "ce",
        ("f", "s"): "cette",
        ("m", "p"): "ces",
        ("f", "p"): "ces",
    }
    assert document.determinant == expected[document.genre, document.nombre]


def test_no_sentence_promises_nor_praises() -> None:
    banned = re.compile(
        r"infaillible|sans risque|100|garanti|performan|fiable|innovant|meilleur|révolution|algorithme"
        r"|consent|anonyme|amélior|précis",
        re.IGNORECASE,
    )
    for variante in load_mentions().variantes:
        assert not banned.search(variante.texte + variante.texte_pluriel), variante.code


def test_the_result_not_followed_is_not_told() -> None:
    text = mention([systeme()], "F", professionnels=[personne("Dr Anne Morel, radiologue")]).texte
    assert not re.search("suivi|diverg|écart|contr|désaccord|malgré", text)


# ----------------------------------------------------------------------------------- who is named


def test_the_professional_responsible_is_named_when_nobody_else_is_given() -> None:
    other = {**VALIDATEUR, "nom": "Jean Lin", "fonction": "pneumologue"}
    one = systeme(information__superviseur=VALIDATEUR)
    two = systeme("Ossea", "1", information__superviseur=other)
    text = spaced(mention([one, two, one], "A").texte)
    assert text.endswith("par le Dr Anne Morel, radiologue, et par le Dr Jean Lin, pneumologue.")
    assert "Jean" not in mention([one, two], "A", professionnels=[personne("Dr Rose Petit, gériatre")]).texte


@pytest.mark.parametrize("code", ["A", "C"])
@pytest.mark.parametrize("superviseur", [None, {"fonction": "radiologue", "present": "oui"}])
def test_a_validated_document_needs_a_validator(code: str, superviseur: Any) -> None:
    dossier = systeme(**({"information__superviseur": superviseur} if superviseur else {}))
    with pytest.raises(DossierInvalide) as caught:
        mention([dossier], code)
    (problem,) = caught.value.problemes
    assert "aucune n’est nommée" in problem.message
    assert problem.champ == "information.superviseur" and problem.remede


@pytest.mark.parametrize("code", ["A", "C"])
@pytest.mark.parametrize("present", ["non", "inconnu"])
def test_a_validator_must_have_been_there(code: str, present: str) -> None:
    people = [personne("Dr Anne Morel, radiologue", present=present), personne("Rose Petit, infirmière")]
    with pytest.raises(DossierInvalide) as caught:
        mention([systeme()], code, professionnels=people)
    (problem,) = caught.value.problemes
    assert "« Anne Morel »" in problem.message and problem.recu == present


def test_every_absent_validator_is_told_at_once() -> None:
    people = [personne(f"Dr {name}, radiologue", present="non") for name in ("Anne Morel", "Jean Lin")]
    with pytest.raises(DossierInvalide) as caught:
        mention([systeme()], "A", professionnels=people)
    assert len(caught.value.problemes) == 2


@pytest.mark.parametrize("code", ["F", "G"])
def test_nobody_is_made_to_sign_by_default(code: str) -> None:
    dossier = systeme(information__superviseur=VALIDATEUR)
    with pytest.raises(DossierInvalide, match="qui signe le document") as caught:
        mention([dossier], code)
    assert [problem.champ for problem in caught.value.problemes] == ["professionnels"]
    assert "Lin" in mention([dossier], code, professionnels=[personne("Dr Jean Lin, gériatre")]).texte


@pytest.mark.parametrize("code", ["B", "D", "E", "H"])
def test_the_other_sentences_do_not_say_that_somebody_validated(code: str) -> None:
    made = mention([systeme()], code)
    assert {"information.superviseur.nom", "information.superviseur.fonction"} <= {
        field.id for field in made.a_completer
    }
    assert "validé" not in made.texte


def test_the_sentence_without_a_system_needs_no_dossier() -> None:
    assert mention([], "G", professionnels=[personne("Dr Anne Morel, radiologue")]).systemes == ()
    with pytest.raises(SiaDocsError, match="aucun système"):
        mention([], "B")


@pytest.mark.parametrize(
    ("code", "document", "hint"),
    [("Z", "compte_rendu", "A, B, C"), ("A", "compterendu", "Vouliez-vous dire « compte_rendu »")],
)
def test_an_unknown_sentence_or_document_lists_those_that_exist(code: str, document: str, hint: str) -> None:
    with pytest.raises(SiaDocsError) as caught:
        mention([systeme(information__superviseur=VALIDATEUR)], code, document)
    assert hint in caught.value.problemes[0].remede


# ---------------------------------------------------------------------------------- data are data


@pytest.mark.parametrize("value", HOSTILES)
def test_a_hostile_value_comes_out_as_it_was_typed(value: str) -> None:
    if "\n" in value:
        pytest.skip("a name is one line")
    kept = texte_propre(value).strip()
    people = [personne(f"Dr {value}, {value}")] if ", " not in value else [personne(f"Dr {value}")]
    made = mention([systeme(value, value, information__finalite_mention=value)], "B", professionnels=people)
    assert made.texte.count(kept) >= 4
    assert all(isinstance(inline, Text | Field) for inline in made.inlines)


def test_what_is_missing_is_asked_of_who_knows_it() -> None:
    for path, who in CHAMPS.values():
        assert respondent_of(path) == who


# --------------------------------------------------------------------------------------- citations


@pytest.mark.parametrize("code", ["GUIDE_1", "GUIDE_2"])
def test_the_guide_is_quoted_word_for_word_with_its_source_and_version(code: str) -> None:
    made = mention([systeme()], code)
    assert made.citation and made.texte.count("[") >= 2
    assert "projet de février 2026" in made.source and "7.2" in made.source
    assert not made.etiquette_ia and made.a_completer == ()


def test_our_sentences_are_not_quotations() -> None:
    for code in CODES:
        made = mention([systeme()], code, professionnels=[personne("Dr Anne Morel, radiologue")])
        assert not made.citation and made.source.startswith("Notre rédaction")


# -------------------------------------------------------------------------------- which one suits


def suits(**changes: str) -> str:
    dossier = systeme(**{f"systeme__{key}": value for key, value in changes.items()})
    found = {p.code: p.convient for p in toutes_les_mentions(dossier)}
    return " ".join(code for code in CODES if found[code] == "oui")


@pytest.mark.parametrize(
    ("categorie", "generatif", "expected"),
    [
        ("imagerie", "non", "A B F G"),
        ("imagerie", "oui", "A B C F G"),
        ("scribe", "oui", "A B C F G"),
        ("scribe", "inconnu", "A B C F G"),
        ("traduction", "oui", "B D G H"),
        ("technique", "non", "E G"),
        ("organisation", "non", "G"),
        ("inconnu", "inconnu", "G"),
    ],
)
def test_the_sentences_that_suit_a_system(categorie: str, generatif: str, expected: str) -> None:
    assert suits(categorie=categorie, generatif=generatif) == expected


def test_what_nobody_knows_is_to_be_confirmed() -> None:
    found = {p.code: p.convient for p in toutes_les_mentions(systeme())}
    assert {code for code, value in found.items() if value == "à confirmer"} == {
        *"ABCDEFH",
        "GUIDE_1",
        "GUIDE_2",
    }
    imaging = {p.code: p.convient for p in toutes_les_mentions(systeme(systeme__categorie="imagerie"))}
    assert imaging["C"] == "à confirmer" and imaging["D"] == "non"


@pytest.mark.parametrize("categorie", list(Categorie))
def test_every_system_has_a_sentence(categorie: Categorie) -> None:
    assert suits(categorie=categorie.value)


# ------------------------------------------------------------------------- what does not suit is refused


def about(categorie: str, nom: str = "Poumonia", **changes: str) -> Dossier:
    kind = {"systeme__categorie": categorie, "systeme__generatif": "non", **changes}
    return systeme(nom, information__superviseur=VALIDATEUR, **kind)


@pytest.mark.parametrize(
    ("categorie", "code", "possible"),
    [
        ("surveillance", "D", "A, B, F, G"),
        ("surveillance", "c", "A, B, F, G"),
        ("technique", "A", "E, G"),
        ("organisation", "B", "G"),
        ("organisation", "GUIDE_1", "G"),
        ("traduction", "A", "B, D, G, H"),
    ],
)
def test_a_sentence_that_does_not_suit_is_refused_with_those_that_do(
    categorie: str, code: str, possible: str
) -> None:
    with pytest.raises(DossierInvalide, match="ne convient pas à Poumonia") as caught:
        mention([about(categorie)], code)
    (problem,) = caught.value.problemes
    assert spaced(problem.remede).endswith(f" : {possible}.")


def test_every_system_that_a_sentence_does_not_suit_is_told() -> None:
    systems = [about("surveillance"), about("technique", "Neteo"), about("organisation", "Plumeo")]
    with pytest.raises(DossierInvalide) as caught:
        mention(systems, "A")
    told = [problem.message for problem in caught.value.problemes]
    assert len(told) == 2 and "Neteo" in told[0] and "Plumeo" in told[1]
    assert "une phrase par système" in caught.value.problemes[0].remede


@pytest.mark.parametrize(
    ("categorie", "code"), [("surveillance", "A"), ("technique", "E"), ("traduction", "B"), ("inconnu", "A")]
)
def test_without_a_choice_the_first_sentence_that_suits_is_written(categorie: str, code: str) -> None:
    assert mention([about(categorie)]).code == code


def test_the_absence_of_a_system_is_never_said_by_default() -> None:
    for systems in ([about("organisation")], [about("surveillance"), about("technique", "Neteo")]):
        with pytest.raises(DossierInvalide, match="aucune phrase sur l’usage"):
            mention(systems)
    with pytest.raises(SiaDocsError, match="aucun système"):
        mention([])


@pytest.mark.parametrize(
    ("typed", "found"), [("mail", "courriel"), ("synthese", "synthèse médicale"), ("CR", "compte rendu")]
)
def test_a_kind_of_document_has_other_names(typed: str, found: str) -> None:
    assert mention([about("surveillance")], "A", typed).document == found
