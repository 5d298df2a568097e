"""Documents of one system: each rule lets a right document pass and stops a wrong one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from arbre import de_markdown, document

from fabrique import donnees, riche
from sia_docs.document.nodes import Field, Paragraph, Text
from sia_docs.erreurs import ContenuInvalide
from sia_docs.library.leaflets import EnteteFeuillet
from sia_docs.models import Dossier
from sia_docs.quality.clarte import Constat
from sia_docs.quality.coherence import (
    Piece,
    check_mention,
    check_register,
    check_set,
    load_reperes,
    read_reperes,
)
from sia_docs.quality.facts import Faits, faits_of
from sia_docs.rules.validation import Gravite

DOSSIER = {
    "etablissement.telephone": "01 23 45 67 89",
    "etablissement.page_ia": "https://chu.exemple/ia",
    "etablissement.dpo.courriel": "dpo@chu.exemple",
    "information.donnees.base_legale": "mission_interet_public",
    "information.performance.sensibilite_pct": "90",
    "information.performance.specificite_pct": "90",
    "information.performance.prevalence_pct": "20",
    "information.publication.version": "1.0",
    "information.publication.publiee_le": "2026-11-22",
    "information.publication.prochaine_revue": "2027-11-22",
}
EMPREINTE = (
    "CHU de Valmont – version 1.0 du 22\u00a0novembre\u00a02026. Prochaine révision : 22\u00a0novembre\u00a02027.",
)


def faits(**changes: object) -> Faits:
    asked = {key.replace("__", "."): value for key, value in changes.items()}
    return faits_of(Dossier.model_validate(donnees({**DOSSIER, **asked})))


def piece(texte: str, **tete: Any) -> Piece:
    head = {
        "id": "N1-ESSAI",
        "titre": "Essai",
        "niveau": "niveau1",
        "portee": "systeme",
        "verifiee_le": "2026-11-22",
        **tete,
    }
    return Piece(EnteteFeuillet.model_validate(head), de_markdown(texte, imprint=EMPREINTE))


def constats(texte: str, known: Faits | None = None, **tete: Any) -> tuple[Constat, ...]:
    return check_set([piece(texte, **tete)], known or faits())


def regles(texte: str, known: Faits | None = None, **tete: Any) -> list[str]:
    return [constat.regle for constat in constats(texte, known, **tete)]


def test_a_right_document_has_nothing_to_say() -> None:
    text = "Un logiciel peut aider le médecin. Appelez le 01 23 45 67 89 ou voyez https://chu.exemple/ia."
    assert constats(text) == ()


# ---- T2

PHRASE = (
    "Ce compte-rendu a été établi avec l’assistance de Poumonia 2.1, validé par le Dr Martin, radiologue."
)
PARTIES = {"nom": "Poumonia", "version": "2.1", "humain": "Dr Martin", "fonction": "radiologue"}


def test_the_sentence_of_a_report_names_the_system_its_version_the_human_and_their_function() -> None:
    assert check_mention(PHRASE, **PARTIES) == ()
    for part in PARTIES.values():
        assert len(check_mention(PHRASE.replace(part, ""), **PARTIES)) == 1


def test_a_long_sentence_is_refused_unless_the_guide_wrote_it() -> None:
    long = PHRASE + " mot" * 20
    assert [c.gravite for c in check_mention(long, **PARTIES)] == [Gravite.ERREUR]
    assert [c.gravite for c in check_mention(long, citation=True, **PARTIES)] == [Gravite.INFORMATION]


def test_a_sentence_that_only_its_values_make_long_is_worth_a_warning() -> None:
    parts = {**PARTIES, "nom": "Poumonia " + "de la suite " * 6}
    long = PHRASE.replace("Poumonia", parts["nom"])
    assert [c.gravite for c in check_mention(long, **parts)] == [Gravite.AVERTISSEMENT]


# ---- T1


def test_the_register_names_every_system() -> None:
    known = [
        faits(systeme__nom="Alpha"),
        faits(systeme__nom="Bêta", information__nom_public="aide à la lecture"),
    ]
    assert check_register(de_markdown("- Alpha\n- Aide à la lecture\n"), known) == ()
    assert [c.texte for c in check_register(de_markdown("- Alpha\n"), known)] == ["« Bêta » manque."]


# ---- T3


def test_a_mention_that_a_notice_says_it_carries_must_be_there() -> None:
    head = {"niveau": "rgpd", "mentions": ["R3", "R13"]}
    said = [c.texte for c in constats("Écrivez à dpo@chu.exemple.", **head)]
    assert any("R13" in text and "n’y est pas" in text for text in said)
    assert not any("R3 " in text and "n’y est pas" in text for text in said)


def test_a_field_to_complete_is_the_mention() -> None:
    head = EnteteFeuillet.model_validate(
        {
            "id": "RGPD-X",
            "titre": "x",
            "niveau": "rgpd",
            "portee": "systeme",
            "mentions": ["R10"],
            "verifiee_le": "2026-11-22",
        }
    )
    field = Field("information.donnees.conservation.duree", "durée", "dpo")
    made = Piece(head, document(Paragraph((Text("Durée : "), field)), imprint=EMPREINTE))
    assert not any("n’y est pas" in c.texte for c in check_set([made], faits()))


def test_every_mention_due_is_in_one_notice() -> None:
    said = [c.texte for c in constats("Rien.", niveau="rgpd", mentions=["R13"]) if "aucune notice" in c.texte]
    assert any("R1 (" in text for text in said) and any("R20 (" in text for text in said)
    assert not any("R6 (" in text for text in said)  # no legitimate interest here


def test_an_unknown_mention_is_told() -> None:
    assert any("« R21 » n’existe pas" in c.texte for c in constats("x", niveau="rgpd", mentions=["R21"]))


# ---- T4, T5, T6


@pytest.mark.parametrize(
    ("texte", "base", "attendu"),
    [
        ("Vous avez droit à la portabilité de vos données.", "mission_interet_public", True),
        ("Vous n’avez pas droit à la portabilité de vos données.", "mission_interet_public", False),
        ("Vous avez droit à la portabilité de vos données.", "consentement", False),
        ("Vous pouvez retirer votre consentement.", "interet_legitime", True),
        ("Vous pouvez vous opposer à cet usage.", "consentement", True),
        ("Vous pouvez vous opposer à cet usage.", "mission_interet_public", False),
    ],
)
def test_a_right_is_promised_only_when_the_legal_basis_gives_it(texte: str, base: str, attendu: bool) -> None:
    assert ("T4" in regles(texte, faits(information__donnees__base_legale=base), niveau="rgpd")) is attendu


def test_a_separate_use_has_its_own_basis() -> None:
    assert "T4" not in regles("Vous pouvez retirer votre consentement.", niveau="rgpd", si=["REUSE"])


@pytest.mark.parametrize(
    ("tete", "voix", "attendu"),
    [
        ({"niveau": "niveau1"}, None, True),
        ({"niveau": "niveau2"}, "non", True),
        ({"niveau": "niveau2", "si": ["VOIX"]}, None, False),
        ({"niveau": "niveau2"}, "oui", False),
        ({"niveau": "rgpd"}, None, False),
    ],
)
def test_levels_1_and_2_never_speak_of_consent_recording_apart(
    tete: dict[str, Any], voix: str | None, attendu: bool
) -> None:
    known = faits(information__capte_voix_image=voix or "inconnu")
    assert ("T5" in regles("Votre consentement est demandé.", known, **tete)) is attendu


def test_the_right_to_object_has_its_own_frame() -> None:
    head = {"niveau": "rgpd", "mentions": ["R11"]}
    assert "T6" in regles("Vous pouvez vous opposer à cet usage.", **head)
    assert "T6" not in regles("::: Votre droit de vous opposer\nDites-le au médecin.\n:::", **head)


# ---- T7, T13, T15


def test_a_date_of_the_ai_act_comes_from_the_dated_law() -> None:
    text = "Le RIA rend cette information obligatoire à compter du {}."
    assert "T7" not in regles(text.format("2 décembre 2027"))
    assert "T7" not in regles(text.format("2 août 2026"))  # article 50
    assert "T7" in regles(text.format("3 mars 2029"))


def test_a_postponed_date_of_annex_iii_is_stopped() -> None:
    text = "L’article 26 du règlement (UE) 2024/1689 le demande à compter du {}."
    assert "T7" not in regles(text.format("2 décembre 2027"))
    assert "T7" in regles(text.format("2 août 2026"))


@pytest.mark.parametrize(
    "texte",
    [
        "Appelez le 01 23 45 67 80.",
        "Écrivez à autre@chu.exemple.",
        "Voyez https://chu.exemple/autre.",
        "Mis à jour le 3 mars 2029.",
        "Sur 1 000 personnes, 20 ont la maladie.",
    ],
)
def test_a_fact_that_is_not_in_the_dossier_is_stopped(texte: str) -> None:
    assert regles(texte) == ["T13"]


@pytest.mark.parametrize(
    "texte",
    [
        "Écrivez à la CNIL : www.cnil.fr.",
        "Selon la loi n° 78-17 du 6 janvier 1978.",
        "Document du 22 novembre 2026.",
        "Sur 100 personnes, 20 ont la maladie.",
    ],
)
def test_a_fact_of_the_dossier_or_of_the_law_passes(texte: str) -> None:
    assert regles(texte) == []


@pytest.mark.parametrize(
    ("revue", "attendu"), [("2027-11-22", []), ("2027-12-01", ["T15"]), ("2026-11-01", ["T15"])]
)
def test_the_next_review_comes_within_a_year(revue: str, attendu: list[str]) -> None:
    known = faits(information__publication__prochaine_revue=revue)
    found = [c for c in check_set([], known) if c.regle == "T15"]
    assert [c.regle for c in found] == attendu


def test_a_document_prints_its_version_its_date_and_its_next_review() -> None:
    bare = piece("Bonjour.")
    bare = Piece(bare.entete, replace(bare.document, imprint=("CHU de Valmont",)))
    assert [c.regle for c in check_set([bare], faits())] == ["T15"] * 3


# ---- T10, T14, T16


def test_authored_text_is_in_its_final_typography() -> None:
    head = piece("x").entete
    for text, wrong in (
        ("C’est l’accueil.", False),
        ("C'est l'accueil.", True),
        ("Où\u202f?", True),
        ("a\u2011b", True),
    ):
        made = Piece(head, document(Paragraph((Text(text),)), imprint=EMPREINTE))
        assert ("T10" in [c.regle for c in check_set([made], faits())]) is wrong


def test_a_value_of_the_dossier_comes_out_as_typed() -> None:
    known = faits(information__usage_public="aider l'équipe !")
    made = Piece(
        piece("x").entete, document(Paragraph((Text("Il sert à aider l'équipe !"),)), imprint=EMPREINTE)
    )
    assert check_set([made], known) == ()


@pytest.mark.parametrize(
    ("texte", "gravite"),
    [
        ("Ce logiciel est infaillible.", Gravite.ERREUR),
        ("Vos données pseudonymisées sont anonymes.", Gravite.ERREUR),
        ("Ce logiciel accélère la lecture.", Gravite.AVERTISSEMENT),
    ],
)
def test_a_promise_is_stopped_and_a_benefit_is_said_with_peut(texte: str, gravite: Gravite) -> None:
    assert [(c.regle, c.gravite) for c in constats(texte)] == [("T14", gravite)]


@pytest.mark.parametrize(
    "texte",
    [
        "Ce logiciel n’est pas infaillible.",
        "Ce logiciel peut accélérer la lecture.",
        "Vos données pseudonymisées ne sont pas anonymes.",
    ],
)
def test_a_cautious_sentence_passes(texte: str) -> None:
    assert constats(texte) == ()


def test_a_text_for_professionals_may_quote_a_promise() -> None:
    assert (
        constats(
            "Ne dites pas : « ce logiciel est infaillible ».",
            niveau="professionnels",
            lecteur="professionnel",
        )
        == ()
    )


def test_a_sentence_of_the_guide_is_a_quotation() -> None:
    sentence = load_reperes().citations[0]
    assert regles(f"{sentence}.") == ["T16"]
    assert regles(f"« {sentence}. »") == []


# ---- the whole


def test_translations_are_not_judged_by_french_rules() -> None:
    assert regles("Your consent: 3 mars 2029.", langue="en") == []


def test_the_worst_comes_first() -> None:
    found = constats("Ce logiciel accélère. Ce logiciel est infaillible.")
    assert [c.gravite for c in found] == [Gravite.ERREUR, Gravite.AVERTISSEMENT]


def test_a_fault_of_the_marks_is_told_with_its_line() -> None:
    with pytest.raises(ContenuInvalide, match="clé inconnue") as caught:
        read_reperes("verifiee_le: 2026-11-22\nconsentements: [a]\n")
    assert all(problem.ligne for problem in caught.value.problemes)


@pytest.mark.parametrize(
    "hostile",
    ["Société <Dupont> & fils", "{{ 7*7 }}", "**gras**", "((((", "[a-", "\\", "1" * 200, "a.b" * 80],
)
def test_any_value_of_a_dossier_can_be_checked(hostile: str) -> None:
    known = faits_of(Dossier.model_validate(riche(lambda _: hostile)))
    made = Piece(piece("x").entete, document(Paragraph((Text(f"Un texte avec {hostile}, l'accueil."),))))
    assert isinstance(check_set([made], known), tuple)
    assert isinstance(
        check_mention(hostile, nom=hostile, version=hostile, humain=hostile, fonction=hostile), tuple
    )
