"""Situations that a lawyer can read (``situations/*.yaml``), checked against the rules."""

from __future__ import annotations

import copy
import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fabrique import place
from sia_docs.api import Dossier, explain, in_phase, verify
from sia_docs.io.dossier import dossier_of
from sia_docs.io.yaml_lines import Arbre, read_file
from sia_docs.library.load import load_library
from sia_docs.rules import validation
from sia_docs.rules.conditions import CONDITIONS
from sia_docs.rules.selection import Sort
from situations_ecrites import SituationEcrite, lues, nom

ICI = Path(__file__).parent / "situations"
EXEMPLES = Path(__file__).resolve().parents[1] / "examples"
FICHIERS = ("exemples.yaml", "clauses.yaml", "alertes.yaml")
VIDE: dict[str, Any] = {
    "schema_version": "1",
    "date_document": "2026-11-22",
    "date_du_droit": "2026-11-22",
    "etablissement": {"nom": "Hôpital d’essai", "type": "autre"},
    "fournisseur": {},
    "systeme": {"besoin": "système d’essai"},
    "marche": {"phase": "attribution"},
}
SORTS = {"retenues": Sort.RETENUE, "a_confirmer": Sort.A_CONFIRMER, "ecartees": Sort.ECARTEE}
CLES = {"titre", "pourquoi", "dossier", "exemple", "modifie", "phase", "attendu"}
ATTENDUS = {*SORTS, "complet", "alertes", "sans_alertes", "hors_plage"}


class Situation(SituationEcrite):
    """One situation."""

    def dossier(self) -> Dossier:
        """The example or the empty dossier, with its changes, in its phase."""
        if exemple := self.data.get("exemple"):
            data = copy.deepcopy(_exemple(exemple))
            changes = self.data.get("modifie") or {}
        else:
            data, changes = copy.deepcopy(VIDE), self.data["dossier"]
        for path, value in changes.items():
            place(data, path, value)
        return in_phase(dossier_of(Arbre(data, {}, self.ou)), self.data.get("phase", "attribution"))


@cache
def _exemple(name: str) -> dict[str, Any]:
    data: dict[str, Any] = read_file(EXEMPLES / name / "dossier.yaml").data
    return data


@cache
def _situations() -> tuple[Situation, ...]:
    return lues(Situation, (ICI / name for name in FICHIERS))


# ------------------------------------------------------------------------------------ conditions


@cache
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(read_file(ICI / "conditions.yaml").data)


@pytest.mark.parametrize("answer", ["OUI", "NON", "INCONNU"])
@pytest.mark.parametrize("row", _table(), ids=lambda row: row["condition"])
def test_a_condition_answers_as_written(row: dict[str, Any], answer: str) -> None:
    changes = row[answer]
    if changes == "jamais":
        assert answer == "INCONNU", "seul INCONNU peut ne jamais arriver"
        return
    data = copy.deepcopy(VIDE)
    for path, value in changes.items():
        place(data, path, value)
    dossier = dossier_of(Arbre(data, {}, "conditions.yaml"))
    found = CONDITIONS[row["condition"]](dossier, dossier.date_du_droit)
    assert found.valeur == answer, f"{row['condition']} avec {changes} répond {found.valeur}"
    assert bool(found.manquants) == (answer == "INCONNU"), f"champs manquants : {found.manquants}"


def test_every_condition_of_the_registry_is_in_the_table() -> None:
    written = [row["condition"] for row in _table()]
    assert sorted(written) == sorted(CONDITIONS), "à écrire dans situations/conditions.yaml"


# ------------------------------------------------------------------------------------ situations


@pytest.mark.parametrize("situation", _situations(), ids=nom)
def test_a_situation_is_well_written(situation: Situation) -> None:
    data = situation.data
    assert not data.keys() - CLES, f"{situation.ou} : clés inconnues {data.keys() - CLES}"
    assert not situation.attendu.keys() - ATTENDUS, f"{situation.ou} : {situation.attendu.keys() - ATTENDUS}"
    assert ("exemple" in data) != ("dossier" in data), f"{situation.ou} : « exemple » ou « dossier »"
    known = set(load_library().bundle().ids)
    named = [i for key in SORTS for i in situation.attendu.get(key, ())]
    assert not set(named) - known, f"{situation.ou} : clauses inconnues {set(named) - known}"
    assert len(named) == len(set(named)), f"{situation.ou} : une clause est écrite deux fois"


@pytest.mark.parametrize("situation", _situations(), ids=nom)
def test_a_situation_keeps_the_clauses_that_the_law_commands(situation: Situation) -> None:
    decisions = {d.clause.id: d for d in explain(situation.dossier())}
    wrong = [
        f"{ident} : attendue {sort.value}, trouvée {decisions[ident].sort.value} "
        f"({', '.join(f'{r.condition} {r.reponse.valeur}' for r in decisions[ident].raisons) or 'toujours'})"
        for key, sort in SORTS.items()
        for ident in situation.attendu.get(key, ())
        if decisions[ident].sort is not sort
    ]
    assert not wrong, f"{situation.ou}\n  " + "\n  ".join(wrong)
    if situation.attendu.get("complet") == "oui":
        named = {i for key in SORTS for i in situation.attendu.get(key, ())}
        left = [f"{i} ({d.sort.value})" for i, d in decisions.items() if i not in named]
        assert not left, f"{situation.ou}\n  clauses à placer dans une liste : {', '.join(left)}"


@pytest.mark.parametrize("situation", _situations(), ids=nom)
def test_a_situation_raises_the_alerts_that_it_should(situation: Situation) -> None:
    result = verify(situation.dossier())
    raised = {a.regle for a in result.alertes}
    missing = set(situation.attendu.get("alertes", ())) - raised
    extra = set(situation.attendu.get("sans_alertes", ())) & raised
    assert not missing, f"{situation.ou} : règles non déclenchées {sorted(missing)} (vues : {sorted(raised)})"
    assert not extra, f"{situation.ou} : règles déclenchées à tort {sorted(extra)}"
    refused = sorted(p.champ.removeprefix("marche.parametres.") for p in result.problemes if p.champ)
    assert refused == sorted(situation.attendu.get("hors_plage", ())), (
        f"{situation.ou} : paramètres refusés {refused}"
    )


def test_every_rule_is_shown_raised_and_not_raised() -> None:
    source = inspect.getsource(validation)
    rules = set(re.findall(r'"([DR]\d{2})"', source))
    if "log_conservation_mois" not in load_library().parametres:
        rules -= {"R10"}  # its parameter comes with the clauses on logs; see rules/test_validation.py
    raised = {r for s in _situations() for r in s.attendu.get("alertes", ())}
    silent = {r for s in _situations() for r in s.attendu.get("sans_alertes", ())}
    assert not rules - raised, f"jamais déclenchées : {sorted(rules - raised)}"
    assert not rules - silent, f"jamais montrées muettes : {sorted(rules - silent)}"
