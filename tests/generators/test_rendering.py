"""A clause is rendered once for the same inputs, and never answers for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sia_docs.api import build_contract, in_phase, load_dossier
from sia_docs.document.nodes import Document
from sia_docs.erreurs import SiaDocsError
from sia_docs.generators import rendering
from sia_docs.generators.inputs import inputs_of
from sia_docs.generators.rendering import _inputs
from sia_docs.generators.templates import environment
from sia_docs.library.load import load_library
from sia_docs.models import Dossier

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("embolie-pulmonaire", "scribe", "clinique-planification")


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [load_dossier(EXAMPLES / name / "dossier.yaml") for name in NAMES]


def without_memory(dossier: Dossier) -> Document:
    rendering._memory.cache_clear()
    return build_contract(dossier).document


def test_the_inputs_of_every_packaged_text_are_known() -> None:
    lost = [clause.id for clause in load_library().clauses.values() if _inputs(clause.texte) is None]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "champs", "parametres", "conditions", "renvois"),
    [
        ("{{ systeme.nom }}", [("systeme", "nom")], [], [], []),
        ("{{ fournisseur.hebergement.certificat.numero }}", [("fournisseur", "hebergement")], [], [], []),
        ("{% for x in systeme.limites %}{{ x }}{% endfor %}", [("systeme", "limites")], [], [], []),
        ("{{ acheteur | le }}", [("etablissement", "acheteur_public")], [], [], []),
        ("{{ etablissement | de }}", [("etablissement", "article"), ("etablissement", "nom")], [], [], []),
        ("{{ p.rto_h | nombre }}", [], ["rto_h"], [], []),
        (
            "{% if si('est_generatif') %}{{ article('REV-001') | a }}{% endif %}",
            [],
            [],
            ["est_generatif"],
            ["REV-001"],
        ),
        ("{{ cite('rgpd#28') }}", [], [], [], []),
    ],
)
def test_inputs_are_read_from_the_text(
    text: str, champs: list[Any], parametres: list[str], conditions: list[str], renvois: list[str]
) -> None:
    found = inputs_of(environment().parse(text))
    assert found is not None
    assert list(found.champs) == champs
    assert list(found.parametres) == parametres
    assert list(found.conditions) == conditions
    assert list(found.renvois) == renvois


@pytest.mark.parametrize("text", ["{{ si(x) }}", "{% set x = 'a' %}{{ article(x) }}", "{{ autre.chose }}"])
def test_a_text_that_we_cannot_follow_is_rendered_each_time(text: str) -> None:
    assert inputs_of(environment().parse(text)) is None


def test_the_same_dossier_gives_the_same_blocks_and_another_value_does_not(dossiers: list[Dossier]) -> None:
    dossier = dossiers[0]
    first, again = build_contract(dossier).document, build_contract(dossier).document
    assert sum(a is b for a, b in zip(first.blocks, again.blocks, strict=True)) > len(first.blocks) / 2
    other = dossier.model_copy(update={"systeme": dossier.systeme.model_copy(update={"nom": "Autre nom"})})
    assert build_contract(other).document == without_memory(other) != first


def _changes(dossier: Dossier) -> list[Dossier]:
    """The dossier with each known datum of its four parts made unknown in turn, and a later date."""
    changed = [
        dossier.model_copy(update={"date_du_droit": date(2028, 9, 1)}),
        dossier.model_copy(update={"date_document": date(2026, 12, 1)}),
    ]
    for part in ("etablissement", "fournisseur", "systeme", "marche"):
        model = getattr(dossier, part)
        for name, info in type(model).model_fields.items():
            if not info.is_required() and getattr(model, name) is not None and info.default is None:
                changed.append(dossier.model_copy(update={part: model.model_copy(update={name: None})}))
    return changed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("phase", ["attribution", "consultation"])
def test_what_is_remembered_is_what_would_be_rendered(name: str, phase: str) -> None:
    dossier = in_phase(load_dossier(EXAMPLES / name / "dossier.yaml"), phase)
    kept: list[tuple[Dossier, Document]] = []
    for changed in _changes(dossier):
        try:
            kept.append((changed, build_contract(changed).document))  # with all that was rendered before
        except SiaDocsError:
            continue
    assert len(kept) > 20
    for changed, document in kept[::6]:
        assert without_memory(changed) == document
