"""Which information is owed: situations that a lawyer can read (``situations/information/*.yaml``)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabrique import BASE, RACINE, donnees, place
from sia_docs.api import Dossier, decide_information, load_dossier
from sia_docs.document.french import typography
from sia_docs.erreurs import ContenuInvalide, DossierInvalide
from sia_docs.generators.labels import label_of, respondent_of
from sia_docs.io.dossier import dossier_of
from sia_docs.io.yaml_lines import Arbre, read_file
from sia_docs.law import load_law
from sia_docs.library.decision import Gravite, load_decision, read_decision
from sia_docs.models.base import lire_date
from sia_docs.rules.conditions import Valeur
from sia_docs.rules.faits import FAITS
from sia_docs.rules.niveaux import CODES, DecisionInformation, Verdict, faults_of, refuse_si_irregulier
from situations_ecrites import SituationEcrite, lues, nom

ICI = RACINE / "tests" / "situations" / "information"
JOUR = "2026-11-22"
CLES = {"titre", "pourquoi", "source", "profil", "modifie", "a_la_date", "attendu"}
ATTENDUS = {
    "oui", "a_confirmer", "reste", "echeances", "sans_echeance", "dit", "phrase_l4001_3_au_niveau_1",
    "erreurs", "avertissements", "arret",
}  # fmt: skip
EXPRESSION = load_decision().a_venir.partition("{date}")[0]


class Situation(SituationEcrite):
    """One situation."""

    def valeurs(self) -> dict[str, Valeur]:
        """The expected value of each level and overlay."""
        rest = Valeur.INCONNU if self.attendu.get("reste") == "a_confirmer" else Valeur.NON
        told = dict.fromkeys(self.attendu.get("oui", ()), Valeur.OUI)
        doubt = dict.fromkeys(self.attendu.get("a_confirmer", ()), Valeur.INCONNU)
        return {**dict.fromkeys(CODES, rest), **told, **doubt}

    def decision(self) -> DecisionInformation:
        data = {
            "schema_version": "1",
            "date_document": JOUR,
            "date_du_droit": JOUR,
            **copy.deepcopy(_profils()[self.data.get("profil", "soins")]),
        }
        for path, value in self.data["modifie"].items():
            place(data, path, value)
        when = self.data.get("a_la_date")
        dossier = dossier_of(Arbre(data, {}, self.ou))
        return decide_information(dossier, jour=lire_date(when) if when else None)


@cache
def _profils() -> dict[str, Any]:
    found: dict[str, Any] = read_file(ICI / "profils.yaml").data
    return found


@cache
def _situations() -> tuple[Situation, ...]:
    return lues(Situation, (path for path in sorted(ICI.glob("*.yaml")) if path.name != "profils.yaml"))


toutes_les_situations = pytest.mark.parametrize("situation", _situations(), ids=nom)


def words_of(verdict: Verdict) -> str:
    return " ".join(motif.texte for motif in (*verdict.raisons, *verdict.precisions))


# ------------------------------------------------------------------------------------- situations


@toutes_les_situations
def test_a_situation_is_well_written(situation: Situation) -> None:
    assert situation.data.keys() <= CLES and situation.data.keys() >= CLES - {"profil", "a_la_date"}
    assert situation.attendu.keys() <= ATTENDUS, situation.ou
    named = [*situation.attendu.get("oui", ()), *situation.attendu.get("a_confirmer", ())]
    assert len(named) == len(set(named)) and set(named) <= set(CODES), situation.ou


@toutes_les_situations
def test_a_situation_owes_exactly_what_is_written(situation: Situation) -> None:
    found = {verdict.code.value: verdict for verdict in situation.decision().verdicts}
    expected = situation.valeurs()
    wrong = [
        f"{code} : attendu {value}, trouvé {found[code].valeur} ({words_of(found[code])})"
        for code, value in expected.items()
        if found[code].valeur is not value
    ]
    assert not wrong, f"{situation.ou}\n  " + "\n  ".join(wrong)
    for code, fields in dict(situation.attendu.get("a_confirmer", {})).items():
        assert set(found[code].manquants) == set(fields), f"{situation.ou} : {code}"


@toutes_les_situations
def test_a_situation_raises_exactly_the_findings_written(situation: Situation) -> None:
    decision = situation.decision()
    for gravity, key in ((Gravite.ERREUR, "erreurs"), (Gravite.AVERTISSEMENT, "avertissements")):
        found = [c.code for c in decision.constats if c.gravite is gravity]
        assert found == situation.attendu.get(key, []), situation.ou
    assert decision.arret is (situation.attendu.get("arret") == "oui"), situation.ou


@toutes_les_situations
def test_a_situation_says_its_dates_and_its_words(situation: Situation) -> None:
    decision = situation.decision()
    for code, day in situation.attendu.get("echeances", {}).items():
        first = decision.verdict(code).raisons[0]
        assert first.applicable_le == lire_date(day), situation.ou
        assert EXPRESSION in first.texte, situation.ou
    for code in situation.attendu.get("sans_echeance", ()):
        first = decision.verdict(code).raisons[0]
        assert first.applicable_le is None and EXPRESSION not in first.texte, situation.ou
    for code, words in situation.attendu.get("dit", {}).items():
        assert typography(words) in words_of(decision.verdict(code)), situation.ou
    if sentence := situation.attendu.get("phrase_l4001_3_au_niveau_1"):
        assert decision.phrase_l4001_3_au_niveau_1 is (sentence == "oui"), situation.ou


@toutes_les_situations
def test_every_answer_has_a_reason_and_its_source(situation: Situation) -> None:
    for verdict in situation.decision().verdicts:
        assert verdict.raisons, (situation.ou, verdict.code)
        assert bool(verdict.manquants) is (verdict.valeur is Valeur.INCONNU), (situation.ou, verdict.code)
        for motif in (*verdict.raisons, *verdict.precisions):
            assert motif.source and motif.champs, (situation.ou, verdict.code)


def test_there_are_enough_situations_and_each_value_of_each_verdict_is_shown() -> None:
    assert len(_situations()) >= 39
    shown = {(code, value) for s in _situations() for code, value in s.valeurs().items()}
    assert shown >= {(code, value) for code in CODES for value in Valeur}


def test_every_finding_is_shown_raised() -> None:
    raised = {
        code
        for s in _situations()
        for key in ("erreurs", "avertissements")
        for code in s.attendu.get(key, ())
    }
    assert raised == {written.code for written in load_decision().constats}


def test_every_reason_written_is_said_in_some_situation() -> None:
    said = {
        motif.texte.partition(f" {EXPRESSION}")[0]
        for s in _situations()
        for verdict in s.decision().verdicts
        for motif in (*verdict.raisons, *verdict.precisions)
    }
    written = {
        typography(part.texte)
        for verdict in load_decision().verdicts
        for part in (*verdict.fondements, *verdict.obstacles, *verdict.precisions, verdict.sinon)
        if part
    }
    assert written == said


# ------------------------------------------------------------------------------- unknown, in general

#: Fields that a fact reads as they are: an answer may only settle what was unknown.
CHAMPS = (
    "information.contexte_soins", "information.patients_concernes", "information.donnees_cliniques_objectivables",
    "information.risque_specifique", "information.droits_exercables_avant", "information.niveau3_decide",
    "information.urgence",
    "information.apprentissage_massif", "information.capte_voix_image", "information.emotion_biometrie",
    "systeme.interaction_patient", "systeme.decision_administrative", "systeme.personnel_surveille",
    "systeme.donnees_personnelles", "etablissement.acheteur_public", "information.donnees.sources_indirectes",
)  # fmt: skip
CHOIX = {
    "systeme.categorie": ("aide_decision", "technique", "organisation", "autre", "appels_urgence"),
    "systeme.statut_dm": ("non", "IIa", "B"),
    "systeme.haut_risque_ria": ("non", "annexe_III"),
    "information.part_decision": ("aucune", "aide", "majoritaire"),
    "etablissement.type": ("chu", "clinique", "espic", "autre"),
    "systeme.generatif": ("oui", "non"),
}
reponses = st.fixed_dictionaries(
    {
        **{path: st.sampled_from(("oui", "non")) for path in CHAMPS},
        **{path: st.sampled_from(values) for path, values in CHOIX.items()},
        "information.donnees.reutilisations": st.sampled_from(([], [{"finalite": "étude"}])),
    }
)


def decided(changes: dict[str, Any]) -> DecisionInformation:
    return decide_information(dossier_of(Arbre(donnees(changes, base=_vide()), {}, "essai")))


@cache
def _vide() -> dict[str, Any]:
    return {**copy.deepcopy(BASE), "etablissement": {"nom": "Hôpital d’essai", "type": "autre"}}


@settings(max_examples=150, deadline=None)
@given(reponses, st.data())
def test_answering_a_question_never_reverses_an_answer_already_given(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.sampled_from(sorted(answers.keys() - {"etablissement.type"}))))
    before = decided({path: value for path, value in answers.items() if path not in hidden})
    after = decided(answers)
    for old, new in zip(before.verdicts, after.verdicts, strict=True):
        assert old.valeur in (Valeur.INCONNU, new.valeur), old.code
        if old.valeur is Valeur.INCONNU:
            assert set(old.manquants) & hidden, old.code


@settings(max_examples=100, deadline=None)
@given(reponses)
def test_nothing_is_left_to_confirm_once_every_question_is_answered(answers: dict[str, Any]) -> None:
    assert not [v.code for v in decided(answers).verdicts if v.valeur is Valeur.INCONNU]


def test_a_dossier_without_the_section_on_information_leaves_everything_to_confirm() -> None:
    dossier = Dossier.model_validate(donnees())
    assert dossier.information is None
    decision = decide_information(dossier)
    assert {v.valeur for v in decision.verdicts} == {Valeur.INCONNU}
    assert decision.constats == () and "information.contexte_soins" in decision.manquants


# --------------------------------------------------------------------------------------- refusals


def avec(**changes: Any) -> DecisionInformation:
    named = {path.replace("__", "."): value for path, value in changes.items()}
    return decide_information(Dossier.model_validate(donnees(named)))


def test_what_no_document_can_regularise_is_the_only_reason_given() -> None:
    decision = avec(
        information__contexte_soins="oui",
        information__decision_sans_humain="oui",
        information__donnees={"base_legale": "consentement"},
    )
    assert len(decision.erreurs) == 2
    with pytest.raises(DossierInvalide) as caught:
        refuse_si_irregulier(decision)
    (only,) = caught.value.problemes
    assert only.champ == "information.decision_sans_humain"
    assert "aucun document ne peut la régulariser" in only.message


def test_every_other_error_is_given_at_once() -> None:
    decision = avec(
        information__donnees={"base_legale": "consentement"},
        etablissement__dpo={"nom": "Idris Lemoine"},
    )
    with pytest.raises(DossierInvalide) as caught:
        refuse_si_irregulier(decision)
    assert [p.champ for p in caught.value.problemes] == [
        "information.donnees.base_legale",
        "etablissement.dpo",
    ]


def test_a_warning_refuses_nothing() -> None:
    decision = avec(information__donnees={"base_legale": "interet_legitime"}, etablissement__type="chu")
    assert decision.avertissements and not decision.erreurs
    refuse_si_irregulier(decision)


def test_an_unknown_code_is_an_error_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        avec().verdict("N4")


# ------------------------------------------------------------------------------------- the content


def test_every_fact_is_named_by_a_rule_and_reads_fields_that_exist() -> None:
    named = {name for rule, _ in load_decision().regles() for name in rule.names}
    assert named == set(FAITS)
    for name, fact in FAITS.items():
        assert fact.sens.endswith("."), name
        assert fact.champs and all(label_of(field) and respondent_of(field) for field in fact.champs), name


@pytest.mark.parametrize("path", sorted(RACINE.glob("examples/*/dossier.yaml")), ids=lambda p: p.parent.name)
def test_an_unknown_fact_asks_only_for_fields_that_it_reads(path: Path) -> None:
    dossier = load_dossier(path)
    for blank in (
        dossier,
        dossier.model_copy(update={"information": None}),
        Dossier.model_validate(donnees()),
    ):
        for name, fact in FAITS.items():
            answer = fact.predicat(blank, blank.date_du_droit)
            asked = {re.sub(r"\.\d+\.", ".", field) for field in answer.manquants}  # the rank in a list
            assert asked <= set(fact.champs), name


def test_every_finding_points_at_a_field_and_says_what_to_do() -> None:
    for written in load_decision().constats:
        assert label_of(written.champ)
        assert written.remede.endswith(".") and written.message.endswith(".")


def test_an_unknown_fact_or_text_in_the_content_is_seen() -> None:
    content = load_decision()
    first = content.constats[0]
    wrong = first.model_copy(
        update={"si": first.si.model_copy(update={"toutes": ("jamais_vu",)}), "source": "rgpd#999"}
    )
    assert not list(faults_of(content))
    broken = content.model_copy(update={"constats": (wrong,)})
    assert [p.recu for p in faults_of(broken)] == ["jamais_vu", "rgpd#999"]


def test_the_dates_come_from_the_law_and_none_is_typed() -> None:
    text = (RACINE / "templates" / "patient_info" / "decision.yaml").read_text("utf-8")
    _, _, rules = text.partition("a_venir:")
    assert not [year for year in range(2016, 2040) if str(year) in rules]
    day = load_law().at("ria#26-11", date(2026, 11, 22)).applicable_le
    decision = avec(systeme__haut_risque_ria="annexe_III", information__part_decision="aide")
    assert decision.verdict("A26_11").raisons[0].applicable_le == day


def _without(text: str, start: str, end: str) -> str:
    return text[: text.index(start)] + text[text.index(end) :]


def broken_contents() -> Iterator[tuple[str, str]]:
    text = (RACINE / "templates" / "patient_info" / "decision.yaml").read_text("utf-8")
    yield text.replace("verifiee_le:", "verifie_le:"), "clé inconnue"
    yield text.replace("{date}", "bientôt"), "« {date} »"
    yield _without(text, "  - code: A50_3", "  - code: VOIX"), "dans cet ordre"
    yield text.replace("code: N2", "code: N9"), "valeur non admise"
    yield _without(text, '    sinon:\n      texte: "Le patient ne', "  - code: A50_3"), "ne serait pas due"
    yield text.replace("si: {toutes: [hors_des_soins]}", "si: {}", 1), "à quelles conditions"


@pytest.mark.parametrize(
    ("text", "expected"), list(broken_contents()), ids=lambda v: v[:20] if len(v) < 40 else ""
)
def test_a_broken_content_is_refused_with_its_place(text: str, expected: str) -> None:
    with pytest.raises(ContenuInvalide) as caught:
        read_decision(text)
    assert any(expected in p.message for p in caught.value.problemes)
    assert all(p.fichier == "decision.yaml" and p.ligne for p in caught.value.problemes)
