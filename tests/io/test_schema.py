"""The JSON Schema that an editor uses: checked in, up to date, and in agreement with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from sia_docs.io.schema import dossier_schema, model_schema_bytes, schema_bytes
from sia_docs.library.load import load_library
from sia_docs.models.inventaire import Inventaire
from sia_docs.models.relecture_falc import RegistreRelectures, ReponsesFalc

ROOT = Path(__file__).parents[2]
REGISTRY = load_library().parametres


def test_the_checked_in_schema_is_up_to_date() -> None:
    written = (ROOT / "schemas" / "dossier.schema.json").read_bytes()
    assert written == schema_bytes(REGISTRY), "lancez « make schema »"


@pytest.mark.parametrize(
    ("name", "model", "title"),
    [
        ("inventaire", Inventaire, "Inventaire sia-docs"),
        ("relectures-falc", RegistreRelectures, "Relectures FALC"),
        ("reponses-falc", ReponsesFalc, "Réponses d’une relecture FALC"),
    ],
)
def test_the_other_schemas_are_up_to_date(name: str, model: type[BaseModel], title: str) -> None:
    written = (ROOT / "schemas" / f"{name}.schema.json").read_bytes()
    assert written == model_schema_bytes(model, title), "lancez « make schema »"
    assert described(json.loads(written)) == []


def described(node: dict[str, Any]) -> list[str]:
    """Properties without a title or a help text."""
    found = []
    for name, definition in node.get("$defs", {}).items():
        for field, spec in definition.get("properties", {}).items():
            if field not in ("parametres",) and not (spec.get("title") and spec.get("description")):
                found.append(f"{name}.{field}")
    return found


def test_every_field_has_a_french_title_and_a_help() -> None:
    assert described(dossier_schema(REGISTRY)) == []


def test_every_parameter_is_completed_by_the_editor() -> None:
    properties = dossier_schema(REGISTRY)["$defs"]["Marche"]["properties"]["parametres"]["properties"]
    assert set(properties) == set(REGISTRY)
    assert all(p["title"] and p["description"] for p in properties.values())


@pytest.mark.parametrize("name", ["embolie-pulmonaire", "scribe", "clinique-planification"])
def test_the_examples_agree_with_the_schema(name: str) -> None:
    data = yaml.safe_load((ROOT / "examples" / name / "dossier.yaml").read_text("utf-8"))
    text = yaml.safe_load(yaml.safe_dump(data, allow_unicode=True))
    errors = [
        f"{list(error.absolute_path)}: {error.message[:120]}"
        for error in jsonschema.Draft202012Validator(dossier_schema(REGISTRY)).iter_errors(_as_typed(text))
    ]
    assert errors == []


def _as_typed(node: Any) -> Any:
    """What an editor sees: YAML 1.2 has no « oui » boolean and no date."""
    if isinstance(node, dict):
        return {key: _as_typed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_as_typed(value) for value in node]
    if hasattr(node, "isoformat"):
        return node.isoformat()
    return node
