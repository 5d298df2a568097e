"""The charters say what they must: the forty topics, the requirements, the options, and nothing that contradicts them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from tests.fabrique import RACINE

from sia_docs.api import load_inventaire
from sia_docs.document.nodes import Layout, PageBreak
from sia_docs.generators.charters import ChartesProduites, build_charters
from sia_docs.law import load_law
from sia_docs.library.charters import SectionCharte, TexteCharte, load_charters
from sia_docs.library.exigences import load_requirements
from sia_docs.models.inventaire import Inventaire, Parc
from sia_docs.quality.clarte import CLAIR, analyse
from sia_docs.quality.lint import uncertain, unknown_reference
from sia_docs.writers.text import write_text

STRUCTURES = ("chu", "clinique", "ght", "cabinet")
FULL = ("chu", "clinique", "ght")
"""The structures that have the full charter."""

#: What a reader finds of each topic of the checklist, in the charter itself.
TOPICS = {
    1: "à toute personne qui utilise l’IA générative",
    2: "Hallucination",
    3: "Une personne sur trois",
    4: "Il est interdit",
    5: "Catalogue des usages approuvés",
    6: "c’est celui-là que vous utilisez",
    7: "maladie rare",
    8: "c’est une pseudonymisation",
    9: "votre compte professionnel",
    10: "Ce que le réseau bloque et enregistre",
    11: "cacher une instruction",
    12: "Une bonne demande dit",
    13: "milligrammes ou microgrammes",
    14: "Qui ne le valide pas",
    15: "L’outil n’est responsable de rien",
    16: "validé par le Dr [Nom, fonction]",
    17: "Enregistrer une voix ou une image",
    18: "l’outil et sa version, la date, l’usage, qui a validé",
    19: "Qui prévenir",
    20: "inscrite au registre",
    21: "Le bilan annuel porte sur",
    22: "écrivez au guichet",
    23: "la confiance excessive",
    24: "Traiter chacun équitablement",
    25: "La sobriété est une règle",
    26: "Respecter les droits des auteurs",
    27: "Mémoires et thèses",
    28: "Un témoignage de patient n’est jamais généré",
    29: "obtient un contrat",
    30: "analyse d’impact",
    31: "faire de l’établissement un fournisseur",
    32: "est-ce un dispositif médical",
    33: "Le dialogue avec les représentants du personnel",
    34: "La réponse est graduée",
    35: "Votre engagement, la version, la révision",
    36: "Une exception : elle se demande avant",
    37: "La charte existe aussi en une page",
    38: "Les agents, ces outils qui agissent",
    39: "Quand le patient utilise lui-même une IA",
    40: "L’interprète professionnel vient en premier",
}


@cache
def example(structure: str) -> Parc:
    return load_inventaire(RACINE / "examples" / "inventaires" / structure / "inventaire.yaml")


def made(parc: Parc) -> dict[str, str]:
    """The text of every document of an inventory, on one line each."""
    return {one.texte.id: flat(write_text(one.document)) for one in produced(parc).chartes}


def produced(parc: Parc) -> ChartesProduites:
    return build_charters(parc, load_charters(), load_law())


@cache
def documents(structure: str) -> dict[str, str]:
    return made(example(structure))


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("|", " ").split())


def with_options(structure: str, **options: Any) -> dict[str, str]:
    """The documents of an example whose catalogue is empty, with these options only."""
    parc = example(structure)
    chosen = {"filtrage": "aucun", "journalisation": "non", **options}
    data = parc.inventaire.model_dump(
        mode="python", exclude_none=True, exclude={"options", "usages_approuves"}
    )
    inventory = Inventaire.model_validate({**data, "usages_approuves": (), "options": chosen})
    return made(Parc(inventory, parc.dossiers))


@cache
def texts() -> tuple[TexteCharte | SectionCharte, ...]:
    library = load_charters()
    return (*library.textes.values(), *library.sections.values())


def sections_of(ident: str) -> list[SectionCharte]:
    library = load_charters()
    parts = library.textes[ident].entete.parties
    return [library.sections[name] for part in parts for name in part.sections]


# ------------------------------------------------------------------------------------- coverage


def test_the_sections_of_the_full_charter_claim_the_forty_topics() -> None:
    claimed = {topic for section in sections_of("CHARTE") for topic in section.entete.themes}
    assert claimed == set(TOPICS) == set(range(1, 41))


@pytest.mark.parametrize("structure", FULL)
def test_the_full_charter_answers_the_forty_topics(structure: str) -> None:
    charter = documents(structure)["CHARTE"]
    assert {topic: words for topic, words in TOPICS.items() if words not in charter} == {}


def test_the_short_charter_keeps_what_no_charter_may_omit() -> None:
    short = load_charters().textes["CHARTE-COURTE"].entete.themes
    claimed = {*short, *(t for section in sections_of("CHARTE-COURTE") for t in section.entete.themes)}
    assert {1, 4, 5, 7, 9, 13, 15, 16, 19, 20, 25, 34, 35} <= claimed


@pytest.mark.parametrize("family", ["charter", "charter_public"])
def test_every_requirement_on_charters_is_answered(family: str) -> None:
    asked = {ident for ident, row in load_requirements().items() if row.famille == family}
    answered = {name for text in texts() for name in text.entete.exigences}
    assert asked
    assert asked - answered == set()


def test_the_public_charter_alone_makes_the_six_commitments() -> None:
    commitments = {f"HN-0{rank}" for rank in range(1, 7)}
    for ident in ("PUBLIQUE", "PUBLIQUE-WEB"):
        assert set(load_charters().textes[ident].entete.exigences) == {*commitments, "P7.L1-04"}


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_public_charter_says_who_decides_what_is_asked_and_whom_to_call(structure: str) -> None:
    for ident in ("PUBLIQUE", "PUBLIQUE-WEB"):
        charter = documents(structure)[ident]
        for words in (
            "Un professionnel décide avec vous",
            "strict nécessaire",
            "l’environnement",
            "voix ou votre image",
        ):
            assert words in charter
        assert "liste" in charter


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_texts_for_the_public_are_in_plain_language(structure: str) -> None:
    wrong = [
        f"{one.texte.id} : {found.texte} {found.ou}"
        for one in produced(example(structure)).chartes
        if one.texte.entete.clarte == "exigee"
        for found in analyse(one.document, CLAIR).bloquants
    ]
    assert wrong == []


# ------------------------------------------------------------------------------------- writing


def test_texts_cite_only_law_that_exists_and_is_certain() -> None:
    law, faults = load_law(), []
    for text in texts():
        cited = [
            n for call in re.findall(r"\bcite\(([^)]*)\)", text.texte) for n in re.findall(r'"([^"]+)"', call)
        ]
        for name in {*text.entete.references, *cited}:
            if message := unknown_reference(law, name):
                faults.append(f"{text.id} : {message}")
        faults += [f"{text.id} : {name} est à confirmer" for name in cited if uncertain(law, name)]
    assert faults == []


def test_texts_type_no_date_and_no_amount() -> None:
    tags = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
    #: A survey's year, a chapter of the guide, emergency numbers, postal addresses.
    named = re.compile(
        r"CAIH, 2025|chapitre 8|le 15 ou le 112|3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07"
    )
    numbered = re.compile(
        r"^\s*\d+\. |^## Question \d+|\bRéponse [ABC]\. |^Largeurs : .*|^\*\*Article \d\.\*\*", re.MULTILINE
    )
    faults = {}
    for text in texts():
        bare = numbered.sub("", named.sub("", tags.sub("", text.texte)))
        if found := re.findall(r"\S*\d+\S*", bare):
            faults[text.id] = found
    assert faults == {}


@pytest.mark.parametrize("word", ["prompt", "requête", "chatbot", "shadow", "RAG", "LLM"])
def test_a_foreign_or_second_word_is_only_explained_in_the_glossary(word: str) -> None:
    using = [t.id for t in texts() if re.search(rf"\b{word}s?\b", t.texte)]
    assert [ident for ident in using if ident != "S-MOTS"] == []


@pytest.mark.parametrize("name", ["ChatGPT", "Copilot", "Mistral", "Gemini", "DeepL"])
def test_no_brand_is_named(name: str) -> None:
    assert [t.id for t in texts() if name.casefold() in t.texte.casefold()] == []


def test_the_four_letters_always_mean_the_same() -> None:
    for structure in STRUCTURES:
        for ident, text in documents(structure).items():
            for meaning in re.findall(r"A\.V\.E\.C\.[^:.]{0,60}: (\w+)(?=,)", text):
                assert meaning == "apprendre", f"{structure} {ident}"
    card = load_charters().textes["CARTE-AVEC"].texte
    letters = re.findall(r"^## (\w+)$", card, re.MULTILINE)
    assert letters == ["Apprendre", "Vérifier", "Estimer", "Communiquer"]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_no_template_mark_is_left_in_a_document(structure: str) -> None:
    for ident, text in documents(structure).items():
        assert not re.search(r"\{\{|\{%|\}\}|TODO|\bNone\b|\*\*| \.(?= )| ,", text), ident


# --------------------------------------------------------------------------------------- forms


def test_the_poster_has_very_few_words_and_is_in_a3() -> None:
    for structure in STRUCTURES:
        poster = next(one for one in produced(example(structure)).chartes if one.texte.id == "AFFICHE")
        assert (poster.document.layout, poster.document.page) == (Layout.AFFICHE, "A3")
        assert len(documents(structure)["AFFICHE"].split()) <= 90  # with its kicker, its code and its imprint


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_pocket_card_has_two_sides_three_moments_for_each_letter_and_whom_to_call(structure: str) -> None:
    card = next(one for one in produced(example(structure)).chartes if one.texte.id == "CARTE-AVEC").document
    assert (card.layout, card.page) == (Layout.CARTE, "A6")
    assert sum(isinstance(block, PageBreak) for block in card.blocks) == 1
    *letters, calls = re.split(r"^(?:Apprendre|Vérifier|Estimer|Communiquer|Qui appeler)\n[-=]+\n",
                               write_text(card), flags=re.MULTILINE)[1:]  # fmt: skip
    for letter in letters:
        assert re.findall(r"^(Avant|Pendant|En continu)\. \S", letter, re.MULTILINE) == [
            "Avant", "Pendant", "En continu",
        ]  # fmt: skip
    assert len(letters) == 4
    assert re.search(r"@\S+\.exemple|\d\d \d\d", calls.replace("\u00a0", " "))


def questions(text: str) -> list[str]:
    return re.split(r"^## Question \d+$", text, flags=re.MULTILINE)[1:]


def test_the_quiz_has_ten_questions_each_with_its_answer_and_why() -> None:
    library = load_charters().textes
    asked, answered = questions(library["QUIZ"].texte), questions(library["QUIZ-REPONSES"].texte)
    assert len(asked) == len(answered) == 10
    letters = []
    for question, answer in zip(asked, answered, strict=True):
        choices = dict(re.findall(r"^- \[ \] ([ABC])\. (.+)$", question, re.MULTILINE))
        assert sorted(choices) == ["A", "B", "C"]
        wording = question.strip().split("\n")[0]
        assert wording in answer
        found = re.search(r"^\*\*Réponse ([ABC])\. (.+)\*\*$", answer, re.MULTILINE)
        assert found is not None
        assert choices[found.group(1)] == found.group(2)
        assert re.search(r"^Pourquoi : .{40,}", answer, re.MULTILINE)
        letters.append(found.group(1))
    assert set(letters) == {"A", "B", "C"}


def test_the_answers_give_a_line_for_the_training_register() -> None:
    answers = documents("chu")["QUIZ-REPONSES"]
    assert "Ligne du registre" in answers
    assert "Version de la charte" in answers


def test_seven_jobs_have_examples_that_are_allowed_and_refused() -> None:
    jobs = re.split(r"^## ", load_charters().textes["METIERS"].texte, flags=re.MULTILINE)[1:]
    assert len(jobs) == 7
    for job in jobs:
        assert "| Si le catalogue le prévoit |" in job
        assert "| Non" in job


@pytest.mark.parametrize("structure", ["chu", "clinique", "cabinet"])
def test_the_engagement_binds_both_sides_and_names_the_version(structure: str) -> None:
    text = documents(structure)["ENGAGEMENT"]
    assert "Je m’engage à" in text
    assert "s’engage à" in text
    assert f"version {example(structure).inventaire.charte.version}" in text  # type: ignore[union-attr]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_form_that_the_hospital_did_not_choose_is_not_made(structure: str) -> None:
    options = example(structure).inventaire.options
    assert options is not None
    made = documents(structure)
    assert ("ENGAGEMENT" in made) == (options.engagement_signe is not False)
    assert ("ACCEPTATION" in made) == (options.acceptation_electronique is not False)
    if "ADOPTION" in made:
        assert ("engagement à signer" in made["ADOPTION"]) == ("ENGAGEMENT" in made)
        assert ("acceptation en ligne" in made["ADOPTION"]) == ("ACCEPTATION" in made)


def test_the_adoption_file_asks_every_body_and_gives_the_decision() -> None:
    text = documents("chu")["ADOPTION"]
    for words in (
        "Commission médicale d’établissement",
        "Comité social d’établissement",
        "Formation spécialisée",
        "Commission des usagers",
        "Délégué à la protection des données",
        "Responsable de la sécurité",
        "Article 1.",
        "est revue au plus tard le",
    ):
        assert words in text


# ----------------------------------------------------------------------------------- structures


def test_public_and_private_law_have_their_own_bodies_and_words() -> None:
    public, private = documents("chu")["CHARTE"], documents("clinique")["CHARTE"]
    assert "Le comité social d’établissement est consulté" in public
    assert "les agents, titulaires et contractuels" in public
    assert "Le comité social et économique est informé et consulté" in private
    assert "les praticiens libéraux et leurs collaborateurs" in private
    assert "comité social d’établissement" not in private
    assert "L. 2312-8" not in public


def test_members_of_a_group_decide_for_themselves() -> None:
    texts = documents("ght")
    assert "Chaque établissement membre consulte ses propres instances" in texts["CHARTE"]
    assert "chaque établissement prend cette décision en son nom" in texts["ADOPTION"]
    for other in ("chu", "clinique"):
        assert "établissement membre" not in documents(other)["CHARTE"]


def test_a_private_practice_gets_a_short_charter_without_bodies() -> None:
    texts = documents("cabinet")
    assert "CHARTE-COURTE" in texts
    assert not {"CHARTE", "ADOPTION", "METIERS"} & set(texts)
    assert "Un cabinet n’a pas besoin de comité" in texts["CHARTE-COURTE"]
    for ident, text in texts.items():
        assert "comité social" not in text, ident
        assert "comité d’éthique" not in text, ident
    assert len(texts["CHARTE-COURTE"].split()) * 2 < len(documents("chu")["CHARTE"].split())


# ------------------------------------------------------------------------------------- options

#: option, its value, the document, what it then says and does not say.
EFFECTS = [
    ({"filtrage": "aucun"}, "CHARTE", "ne bloque pas les outils", "Le réseau laisse passer"),
    ({"filtrage": "avertissement"}, "CHARTE", "un avertissement s’affiche", "Le réseau laisse passer"),
    ({"filtrage": "blocage"}, "CHARTE", "bloque les sites dangereux", "ne bloque pas les outils"),
    (
        {"filtrage": "blocage", "journalisation": "oui"},
        "CHARTE",
        "pour la sécurité seulement",
        "ne sont pas enregistrées",
    ),
    (
        {"journalisation": "non"},
        "CHARTE",
        "ne sont pas enregistrées à part",
        "Les chiffres publiés sont des totaux",
    ),
    ({"journalisation": "non"}, "FAQ", "Les données", "Est-ce que l’on surveille"),
    (
        {"usage_hors_catalogue": "non"},
        "CHARTE",
        "n’est pas utilisé pour le travail",
        "toléré pour ces seules",
    ),
    ({"usage_hors_catalogue": "non"}, "RESUME", "n’est pas permis", "Hors du catalogue"),
    ({"usage_hors_catalogue": "non"}, "FAQ", "n’a pas de contrat avec lui", "toléré"),
    ({"usage_hors_catalogue": "non"}, "ENGAGEMENT", "données du catalogue", "tolérance"),
    (
        {"compte_personnel": "non"},
        "CHARTE",
        "Vous n’ouvrez pas d’outil avec un compte personnel",
        "compte personnel est toléré",
    ),
    ({"appareil_personnel": "non"}, "CHARTE", "personnels ne servent pas", "peut servir, mais rien"),
    ({"agents": "non"}, "CHARTE", "Aucun agent n’est admis", "Il propose, une personne confirme"),
    ({"agents": "oui"}, "CHARTE", "Il propose, une personne confirme", "Aucun agent n’est admis"),
    (
        {"traduction": "non"},
        "CHARTE",
        "n’est pas admise avec un patient",
        "L’outil de traduction approuvé dépanne",
    ),
    ({"traduction": "non"}, "RESUME", "j’appelle un interprète", "jamais d’outil pour un consentement"),
    (
        {"traduction": "oui"},
        "CHARTE",
        "jamais pour recueillir un consentement",
        "n’est pas admise avec un patient",
    ),
    (
        {"enregistrement": "non"},
        "CHARTE",
        "Aucun usage n’autorise l’enregistrement",
        "Seul un outil approuvé pour cela enregistre",
    ),
    (
        {"enregistrement": "non"},
        "METIERS",
        "n’admet pas l’enregistrement",
        "Seul un outil approuvé enregistre",
    ),
    ({"code": "non"}, "CHARTE", "Le code généré n’est pas admis", "Le code généré est relu"),
    ({"images": "non"}, "CHARTE", "ne sont pas admis dans la communication", "Une image générée est admise"),
    ({"images": "oui"}, "METIERS", "Oui, avec la mention", "une banque d’images"),
    (
        {"annexee_au_reglement_interieur": "oui"},
        "CHARTE",
        "La charte est annexée au règlement",
        "n’est pas annexée",
    ),
    (
        {"annexee_au_reglement_interieur": "oui"},
        "ADOPTION",
        "Elle est annexée au règlement intérieur.",
        "n’est pas annexée",
    ),
    ({"annexee_au_reglement_interieur": "non"}, "CHARTE", "n’est pas annexée", "La charte est annexée"),
    (
        {"annexee_au_reglement_interieur": "non"},
        "ADOPTION",
        "Elle n’est pas annexée",
        "La charte est annexée",
    ),
    ({"formation_obligatoire": "oui"}, "CHARTE", "vous suivez la formation de base", "vous est proposée"),
    ({"formation_obligatoire": "non"}, "CHARTE", "vous est proposée", "vous suivez la formation de base"),
    ({"entrainement_interdit": "oui"}, "CHARTE", "interdit par contrat", "vous fait savoir"),
    (
        {"engagement_signe": "oui", "acceptation_electronique": "non"},
        "CHARTE",
        "vous signez le formulaire",
        "acceptez la charte en ligne",
    ),
    (
        {"engagement_signe": "non", "acceptation_electronique": "oui"},
        "CHARTE",
        "vous acceptez la charte en ligne",
        "vous signez le formulaire",
    ),
    (
        {"engagement_signe": "non", "acceptation_electronique": "non"},
        "CHARTE",
        "Aucune signature n’est demandée",
        "vous signez le formulaire",
    ),
]


@pytest.mark.parametrize(("options", "ident", "said", "unsaid"), EFFECTS, ids=lambda v: str(v)[:40])
def test_an_option_changes_every_text_that_speaks_of_it(
    options: dict[str, Any], ident: str, said: str, unsaid: str
) -> None:
    text = with_options("chu", **options)[ident]
    assert said in text
    assert unsaid not in text


def test_a_tolerated_tool_is_announced_with_its_limits_in_every_text() -> None:
    texts = with_options(
        "chu", usage_hors_catalogue="oui", donnees_hors_catalogue=["publiques"], compte_personnel="oui"
    )
    for ident in ("CHARTE", "RESUME", "FAQ"):
        assert "informations publiques" in texts[ident], ident
    for ident in ("CHARTE", "FAQ"):
        assert "toléré pour ces seules données" in texts[ident], ident
    assert "tolérance" in texts["ENGAGEMENT"]
    assert "n’est pas permis, même gratuit" not in texts["RESUME"]
    assert "n’est pas utilisé pour le travail" not in texts["CHARTE"]


@pytest.mark.parametrize("filtrage", ["aucun", "avertissement"])
def test_what_the_network_lets_through_agrees_with_what_is_tolerated(filtrage: str) -> None:
    tolerated = {"usage_hors_catalogue": "oui", "donnees_hors_catalogue": ["publiques"]}
    said = "tolérance écrite plus haut"
    assert said in with_options("chu", filtrage=filtrage, **tolerated)["CHARTE"]
    assert said not in with_options("chu", filtrage=filtrage, usage_hors_catalogue="non")["CHARTE"]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_what_nobody_chose_is_a_field_and_the_strict_rule_holds(structure: str) -> None:
    parc = example(structure)
    data = parc.inventaire.model_dump(
        mode="python", exclude_none=True, exclude={"options", "usages_approuves"}
    )
    inventory = Inventaire.model_validate({**data, "usages_approuves": ()})
    texts = made(Parc(inventory, parc.dossiers))
    charter = texts["CHARTE-COURTE" if structure == "cabinet" else "CHARTE"]
    assert "un outil non approuvé n’est pas utilisé pour le travail" in charter
    assert re.search(r"Choix [^:]{5,30}: \[À compléter : ", charter)
    assert "toléré pour ces seules données" not in charter


def test_a_use_to_come_or_suspended_is_listed_but_not_allowed() -> None:
    states = {use.statut for use in example("ght").inventaire.usages_approuves or ()}
    assert "a_venir" in states
    assert "Un usage à venir ou suspendu ne l’est pas" in documents("ght")["CHARTE"]
    assert "Statut : à venir" in documents("ght")["CHARTE"]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_an_honest_report_is_never_punished(structure: str) -> None:
    for ident in ("CHARTE", "CHARTE-COURTE", "RESUME", "ENGAGEMENT"):
        if ident in documents(structure):
            assert "de bonne foi" in documents(structure)[ident].casefold(), ident


@pytest.mark.parametrize("structure", STRUCTURES)
def test_only_somebody_who_was_there_validates_a_report(structure: str) -> None:
    for ident, text in documents(structure).items():
        for sentence in re.split(r"(?<=[.?!])\s", text):
            if re.search(r"secrétaire", sentence) and re.search(r"\bvalid(?:e|ent|er)\b", sentence):
                assert re.search(r"jamais|ne |n’|Qui |Non|absen", sentence), f"{ident} : {sentence}"
