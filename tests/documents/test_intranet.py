"""The page of the intranet in a browser: its sentences are Python's, and a keyboard is enough to copy one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from fabrique import donnees
from outils import POLITIQUE, axe, ecrites, node, vnu
from sia_docs.generators.intranet import intranet_page
from sia_docs.generators.mention import NON, mention, toutes_les_mentions
from sia_docs.generators.mention_pieces import answers
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier
from sia_docs.models.information import Professionnel

HOSTILE = "Société <Dupont> & fils"
GABARIT = "{{ 7*7 }} **gras** </script><!-- \u2028"


def dossier(**changes: Any) -> Dossier:
    return Dossier.model_validate(donnees({key.replace("__", "."): value for key, value in changes.items()}))


@cache
def dossiers() -> tuple[Dossier, ...]:
    """Complete, hostile, without version nor purpose, generative, translation, technical, beds; three known people."""
    return (
        dossier(
            systeme__version="2.1",
            systeme__categorie="imagerie",
            information__finalite_mention="aide au diagnostic",
            information__superviseur={"titre": "Dr", "nom": "Claire Martin", "fonction": "radiologue"},
        ),
        dossier(
            etablissement__nom=HOSTILE,
            systeme__nom=HOSTILE,
            systeme__version=GABARIT.split(" \u2028")[0],
            systeme__categorie="imagerie",
            information__finalite_mention="orientation <b>rapide</b>",
            information__superviseur={"titre": "aucun", "nom": "Émile Zola", "fonction": HOSTILE},
        ),
        dossier(systeme__nom="Sans version ce compte rendu"),
        dossier(
            systeme__nom="Scribia",
            systeme__version="3",
            systeme__categorie="scribe",
            systeme__generatif="oui",
            information__finalite_mention="aide au diagnostic",
            information__superviseur={"titre": "Mme", "nom": "Anne Morel", "fonction": "sage-femme"},
        ),
        dossier(systeme__nom="Lingua", systeme__version="5", systeme__categorie="traduction"),
        dossier(
            systeme__nom="Neteo",
            systeme__version="4",
            systeme__categorie="technique",
            systeme__generatif="non",
        ),
        dossier(
            systeme__nom="Plumeo",
            systeme__version="1",
            systeme__categorie="organisation",
            systeme__generatif="non",
        ),
    )


KNOWN = (0, 1, 2)
TYPED = (
    {"titre": "Dr", "nom": "Ada Byron", "fonction": "cardiologue"},
    {"titre": "Mme", "nom": HOSTILE, "fonction": GABARIT.split(" \u2028")[0]},
    {"titre": "M.", "nom": "Omar O’Neil", "fonction": "infirmier"},
    {"titre": "Pr", "nom": "Ève", "fonction": "urgentiste"},
)


def suits(systems: Sequence[int], code: str) -> bool:
    return all(
        proposed.convient != NON
        for rank in systems
        for proposed in toutes_les_mentions(dossiers()[rank])
        if proposed.code == code
    )


def combinations() -> list[dict[str, Any]]:
    """Every sentence and document for one system, then lists of every length."""
    wording = load_mentions()
    codes, kinds = [v.code for v in wording.variantes], [d.id for d in wording.documents]
    lists = [
        ([0], [], 1),
        ([1], [1], 0),
        ([0, 1], [0, 1], 0),
        ([0, 1, 3], [0, 1, 2], 0),
        ([0, 1, 2, 3], [2], 4),
        ([2], [], 2),
        ([4], [1], 0),
        ([5], [], 1),
    ]
    cases = [
        {"systemes": systems, "connus": known, "professionnels": list(TYPED[:typed]), "variante": code, "document": kind}
        for (systems, known, typed), code, kind in product(lists, codes, kinds)
        if suits(systems, code)
    ]  # fmt: skip
    cases += [
        {"systemes": [3], "connus": [], "professionnels": [one, one], "variante": code, "document": kinds[0]}
        for one, code in product(TYPED, codes)
        if suits([3], code)
    ]
    for case in cases:
        case["present"] = True
    cases[0]["copie"] = True
    return cases


def refusals() -> list[dict[str, Any]]:
    """« établi avec l’assistance » without a validator, or a validator who was not there; what does not suit."""
    case = {"systemes": [0], "connus": [], "professionnels": [], "document": "compte_rendu", "present": False}
    validated = [v.code for v in load_mentions().variantes if v.validateur == "present"]
    cases = [{**case, "variante": code} for code in validated]
    cases += [{**case, "variante": code, "connus": [0]} for code in validated]
    cases += [{**case, "variante": code, "professionnels": [TYPED[0]]} for code in validated]
    cases += [{**case, "variante": validated[0], "professionnels": [{**TYPED[0], "fonction": "inconnue"}]}]
    cases += [{**case, "variante": validated[0], "professionnels": [{**TYPED[0], "nom": "Ada \u202eByron"}]}]
    cases += [
        {**case, "systemes": [rank], "variante": variante.code, "professionnels": [TYPED[0]], "present": True}
        for rank, variante in product(range(len(dossiers())), load_mentions().variantes)
        if not suits([rank], variante.code)
    ]
    cases[0]["refus"] = True
    return cases


def expected(case: dict[str, Any]) -> str:
    known = [d.information.superviseur for d in dossiers() if d.information and d.information.superviseur]
    people = [known[rank].model_copy(update={"present": True}) for rank in case["connus"]]
    people += [Professionnel.model_validate({**one, "present": "oui"}) for one in case["professionnels"]]
    systems = [dossiers()[rank] for rank in case["systemes"]]
    return mention(systems, case["variante"], case["document"], people).texte


STEPS = [
    {"cible": "systeme=0", "touche": "Space"},
    {"cible": "variante=A", "touche": "Space"},
    {"cible": "connu=0", "touche": "Space"},
    {"cible": "present=oui", "touche": "Space"},
]
STEPS_CASE = {
    "systemes": [0],
    "connus": [0],
    "professionnels": [],
    "variante": "A",
    "document": "compte_rendu",
}
BOOKMARK = "#systeme=poumonia&usage=A&document=courrier&titre=Dr&nom=Ada%20Byron&fonction=cardiologue"
BOOKMARK_CASE = {**STEPS_CASE, "connus": [], "professionnels": [TYPED[0]], "document": "courrier"}


CHOICES: list[list[int]] = [[], [0], [0, 3], [0, 4], [5], [0, 5], [6]]


@pytest.fixture(scope="module")
def rapport(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("intranet")
    (folder / "mentions-ia.html").write_text(intranet_page(dossiers()), "utf-8", newline="\n")
    asked: dict[str, Any] = {
        "parcours": STEPS,
        "combinaisons": [*combinations(), *refusals()],
        "favori": BOOKMARK,
    }
    asked["choix"] = CHOICES
    (folder / "demandes.json").write_text(json.dumps(asked), "utf-8")
    run = node("intranet.mjs", folder / "mentions-ia.html", folder / "demandes.json")
    assert run.returncode == 0, run.stderr
    report: dict[str, Any] = json.loads(run.stdout)
    return report


@pytest.mark.navigateur
def test_the_page_shows_the_sentence_that_python_writes(rapport: dict[str, Any]) -> None:
    cases = combinations()
    shown = rapport["phrases"][: len(cases)]
    wrong = [
        (case, found["phrase"], expected(case))
        for case, found in zip(cases, shown, strict=True)
        if found["phrase"] != expected(case) or not found["copiable"]
    ]
    assert wrong[:3] == []
    assert len(cases) > 600


@pytest.mark.navigateur
def test_without_a_validator_who_was_there_the_page_gives_the_reason_and_no_sentence(
    rapport: dict[str, Any],
) -> None:
    shown = rapport["phrases"][-len(refusals()) :]
    assert [(one["phrase"], one["copiable"]) for one in shown] == [(None, False)] * len(shown)
    assert all(one["raisons"] for one in shown)


@pytest.mark.navigateur
def test_a_keyboard_is_enough_to_choose_and_copy_the_exact_sentence(
    rapport: dict[str, Any], record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rapport["parcours"]
    sentence = expected(STEPS_CASE)
    assert path["phrase"] == sentence == path["texte"]
    assert unescape(re.sub("<[^>]+>", "", path["html"])).strip() == sentence
    assert path["chemin"][0] == "systeme=0"  # the page opens on the first question
    assert "copiée" in path["fait"] and "copiée" in path["annonce"]
    assert (path["requests"], path["errors"]) == ([], [])
    assert rapport["texte_seul"]["texte"] == sentence
    assert "text/html" not in rapport["texte_seul"]["types"]
    with capsys.disabled():
        print(
            f"\n  parcours au clavier : page ouverte en {path['ouverture_ms']} ms, choix et copie en"
            f" {path['choix_et_copie_ms']} ms, {path['touches']} touches"
        )


@pytest.mark.navigateur
def test_without_a_modern_clipboard_the_copy_goes_through_the_selection(rapport: dict[str, Any]) -> None:
    sentence = expected(combinations()[0])
    assert rapport["repli"]["text/plain"] == sentence
    assert unescape(re.sub("<[^>]+>", "", rapport["repli"]["text/html"])) == sentence
    assert "copiée" in rapport["repli"]["fait"]


@pytest.mark.navigateur
def test_a_bookmark_keeps_the_usual_choices_but_never_the_presence(rapport: dict[str, Any]) -> None:
    assert rapport["favori"] == expected(BOOKMARK_CASE)


@pytest.mark.navigateur
def test_only_what_suits_every_chosen_system_is_offered(rapport: dict[str, Any]) -> None:
    order = [answer.variante.code for answer in answers()]
    for choice, shown in zip(CHOICES, rapport["proposees"], strict=True):
        wanted = [code for code in order if suits(choice, code)] if choice else order
        assert shown["variantes"] == wanted, choice
    reasons = ["".join(shown["raisons"]) for shown in rapport["proposees"]]
    assert "une phrase par système" in reasons[5] and "Aucune phrase" in reasons[6]
    assert [shown["professionnels"] for shown in rapport["proposees"][:4]] == [[], ["0"], ["0", "2"], ["0"]]


@pytest.mark.navigateur
def test_another_system_clears_what_was_said_of_the_first(rapport: dict[str, Any]) -> None:
    change = rapport["changement"]
    assert change["avant"] == expected(combinations()[0])
    assert change["coches"] == ["systeme=3"] and change["phrase"] == ""
    assert change["saisis"] == ["Pr", "Ada", "cardiologue"]  # the bookmark's own


@pytest.mark.navigateur
def test_data_never_become_elements_and_nothing_is_asked_for(rapport: dict[str, Any]) -> None:
    assert (rapport["injectes"], rapport["requests"], rapport["errors"]) == (0, [], [])


@pytest.mark.navigateur
def test_axe_finds_no_violation_with_a_sentence_or_with_what_is_missing(rapport: dict[str, Any]) -> None:
    assert rapport["accessibilite"] == []


@pytest.mark.navigateur
def test_vnu_finds_no_error_and_axe_no_violation_on_the_empty_page(tmp_path: Path) -> None:
    pages = ecrites(tmp_path, {"mentions-ia": intranet_page(dossiers())})
    axe(*pages)
    assert vnu(*pages, sauf=POLITIQUE) == []
