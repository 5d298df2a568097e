"""The notices before use, on data and on interaction say what the law asks, even when the dossier is empty."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.fabrique import donnees

from sia_docs.document.nodes import Callout, CheckBox, Document, inlines_of
from sia_docs.generators.patient_info import build_information
from sia_docs.law import load_law
from sia_docs.library.leaflets import load_leaflets
from sia_docs.models import Dossier
from sia_docs.writers.text import write_text

MINIMAL: dict[str, Any] = {"information.contexte_soins": "oui"}
CNIL = "3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07"


def document(ident: str, changes: dict[str, Any] | None = None, langue: str = "fr") -> Document:
    dossier = Dossier.model_validate(donnees(MINIMAL | (changes or {})))
    produced = build_information([dossier], load_leaflets(), load_law(), langue=langue, ids=[ident])
    assert len(produced.feuillets) == 1
    return produced.feuillets[0].document


def text(ident: str, changes: dict[str, Any] | None = None) -> str:
    return " ".join(write_text(document(ident, changes)).replace("\u00a0", " ").replace("|", "").split())


def test_the_notice_before_use_keeps_its_fifteen_points_when_nothing_is_known() -> None:
    printed = text("N3-NOTICE")
    for heading in (
        "Qu’est-ce que ce logiciel ?",
        "Pourquoi vous le propose-t-on ?",
        "Qui décide ?",
        "Quelles données sur vous sont utilisées ?",
        "Se trompe-t-il ?",
        "Quelles sont ses limites ?",
        "Quels sont les risques",
        "Quelles sont les autres possibilités ?",
        "Que se passe-t-il si vous refusez ?",
        "Quels sont vos droits ?",
        "Vos données servent-elles à autre chose ?",
        "Comment faire une réclamation ?",
        "Quelles questions pouvez-vous poser ?",
        "Comment savoir que cette notice est à jour ?",
        "Que garde-t-on de cette information ?",
    ):
        assert heading in printed
    for needed in (
        "Devez-vous répondre tout de suite ?",
        "[À compléter : autorité de surveillance du marché]",
        CNIL,
    ):
        assert needed in printed


@pytest.mark.parametrize("ident", ["N3-NOTICE", "N3-TRACE", "QR-PROFESSIONNELS"])
def test_information_never_asks_for_a_signature(ident: str) -> None:
    sentences = [s for s in re.split(r"(?<=[.?!])\s", text(ident)) if "signature" in s.casefold()]
    assert sentences
    assert all(
        re.search(r"aucune|pas|n’en exige|remplace jamais|mieux qu|faut-il", s.casefold()) for s in sentences
    )


def test_the_trace_sheet_has_boxes_and_says_that_the_tool_keeps_nothing() -> None:
    sheet = document("N3-TRACE")
    boxes = [i for block in sheet.blocks for i in inlines_of(block) if isinstance(i, CheckBox)]
    assert len(boxes) > 20
    assert "n’enregistre rien sur le patient" in text("N3-TRACE")


@pytest.mark.parametrize("ident", ["RGPD-COURT", "RGPD-LONG", "N3-NOTICE"])
@pytest.mark.parametrize("base", ["inconnu", "mission_interet_public", "interet_legitime"])
def test_the_right_to_object_has_its_own_block_once(ident: str, base: str) -> None:
    made = document(ident, {"information.donnees.base_legale": base})
    assert [b.title for b in made.blocks if isinstance(b, Callout)].count("Votre droit de vous opposer") == 1


@pytest.mark.parametrize("ident", ["RGPD-COURT", "RGPD-LONG"])
def test_a_legal_obligation_gives_no_right_to_object(ident: str) -> None:
    assert "opposer" not in text(ident, {"information.donnees.base_legale": "obligation_legale"})


@pytest.mark.parametrize(
    "base", ["inconnu", "mission_interet_public", "interet_legitime", "obligation_legale"]
)
def test_no_notice_of_care_promises_portability_or_rests_on_consent(base: str) -> None:
    for ident in ("RGPD-COURT", "RGPD-LONG"):
        printed = text(ident, {"information.donnees.base_legale": base}).casefold()
        assert "portabilité" not in printed and "consentement" not in printed


def test_the_long_notice_carries_the_twenty_mentions() -> None:
    leaflet = load_leaflets().par_langue["fr"]["RGPD-LONG"]
    assert list(leaflet.entete.mentions) == [f"R{n}" for n in range(1, 21)]


def test_the_long_notice_keeps_what_it_owes_when_nothing_is_known() -> None:
    printed = text("RGPD-LONG")
    for needed in (
        "Aucune décision entièrement automatisée n’est prise",
        "Délai de réponse",
        "huit jours",
        "après la mort",
        "hors de l’Espace économique européen, et garantie qui les protège : [À compléter",
        "Autres usages prévus : [À compléter",
        "Autres responsables : [À compléter",
        "Intérêt poursuivi, si la base est l’intérêt légitime : [À compléter",
        CNIL,
    ):
        assert needed in printed


def test_each_reuse_has_its_own_purpose_basis_and_block() -> None:
    reuses = [
        {
            "finalite": "améliorer le modèle",
            "base_legale": "interet_legitime",
            "interet": "un logiciel plus sûr",
        },
        {"finalite": "mener une étude", "base_legale": "mission_interet_public"},
        {"finalite": "former des soignants", "base_legale": "consentement"},
    ]
    made = document("RGPD-REUTILISATION", {"information.donnees.reutilisations": reuses})
    titles = [b.title for b in made.blocks if isinstance(b, Callout)]
    assert titles.count("Votre droit de vous opposer à cet usage") == 2
    assert titles.count("Rien ne se fait sans votre accord") == 1
    printed = text("RGPD-REUTILISATION", {"information.donnees.reutilisations": reuses})
    for reuse in reuses:
        assert f"Un autre usage : {reuse['finalite']}" in printed


def test_the_consultation_room_sign_is_short() -> None:
    leaflet = load_leaflets().par_langue["fr"]["SCRIBE-AFFICHE"]
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", f"{leaflet.entete.titre} {leaflet.texte}").split()
    assert len(words) <= 60


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_banner_says_who_speaks_and_whom_to_call_in_an_emergency(langue: str) -> None:
    banner = document("A50-BANDEAU", langue=langue).blocks[0]
    assert isinstance(banner, Callout)
    printed = "".join(getattr(i, "text", "") for i in inlines_of(banner))
    assert all(number in printed for number in ("15", "112", "114"))


@pytest.mark.parametrize(
    ("jour", "mots"),
    [
        ("2026-11-22", "la rendra obligatoire à compter du 2 décembre 2027"),
        ("2027-12-02", "la rend obligatoire depuis le 2 décembre 2027"),
    ],
)
def test_the_high_risk_notice_takes_its_date_from_the_law(jour: str, mots: str) -> None:
    assert mots in text("A26-NOTICE", {"date_document": jour, "date_du_droit": jour})


@pytest.mark.parametrize(
    ("ident", "words", "without", "kept"),
    [
        ("A50-BANDEAU", "mot de passe", "traduction", "agent_conversationnel"),
        ("A50-BANDEAU", "raccrochez", "traduction", "agent_conversationnel"),
        ("SCRIBE-SCRIPT", "Relisez tout", "traduction", "scribe"),
        ("SCRIBE-SCRIPT", "par un interprète", "scribe", "traduction"),
        ("QR-PROFESSIONNELS", "donne un avis", "technique", "imagerie"),
        ("QR-PROFESSIONNELS", "votre décision et votre raison", "scribe", "imagerie"),
        ("N3-NOTICE", "sans s’en tenir au résultat du logiciel", "scribe", "imagerie"),
        ("N3-NOTICE", "Que ferez-vous si le logiciel a mal compris ?", "imagerie", "agent_conversationnel"),
        ("N1-LIVRET-LONG", "laisser passer un signe", "scribe", "imagerie"),
        ("N1-WEB", "mal comprendre, oublier ou inventer", "imagerie", "scribe"),
    ],
)
def test_a_text_says_only_what_its_kind_of_system_does(
    ident: str, words: str, without: str, kept: str
) -> None:
    assert words in text(ident, {"systeme.categorie": kept})
    assert words not in text(ident, {"systeme.categorie": without})
