"""JSON Schema of a dossier, so that an editor completes and checks the YAML while it is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sia_docs.library.schema import Parametre, TypeParametre
from sia_docs.models import Dossier

_FREE = {"type": ["string", "number", "boolean", "array"]}


def dossier_schema(registry: Mapping[str, Parametre]) -> dict[str, Any]:
    """The schema: titles and help in French, « inconnu » admitted wherever it means something."""
    schema = Dossier.model_json_schema(mode="validation")
    _admit_inconnu(schema)
    schema["title"] = "Dossier sia-docs"
    purchase = schema["$defs"]["Marche"]["properties"]
    purchase["parametres"] = {
        "type": "object",
        "title": "Paramètres des clauses",
        "description": purchase["parametres"]["description"],
        "additionalProperties": False,
        "properties": {name: _parameter(p) for name, p in registry.items()},
    }
    return schema


def model_schema_bytes(model: type[BaseModel], title: str) -> bytes:
    """The schema of another file of the hospital (inventory, reading of easy-to-read leaflets), as it is checked in."""
    schema = model.model_json_schema(mode="validation")
    _admit_inconnu(schema)
    schema["title"] = title
    return _written(schema)


def schema_bytes(registry: Mapping[str, Parametre]) -> bytes:
    """The schema as it is checked in."""
    return _written(dossier_schema(registry))


def _written(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _parameter(parametre: Parametre) -> dict[str, Any]:
    described: dict[str, Any] = {"title": parametre.titre, "description": parametre.aide}
    if parametre.type is TypeParametre.CHOIX:
        return {**described, "enum": [*parametre.valeurs, "inconnu"]}
    if parametre.type is TypeParametre.BOOLEEN:
        return {**described, "enum": ["oui", "non", "inconnu"]}
    return {**described, **_FREE}


def _admit_inconnu(node: Any) -> None:
    """``null`` (an empty value) and « inconnu » are the same thing."""
    if isinstance(node, dict):
        options = node.get("anyOf")
        if isinstance(options, list):
            node["anyOf"] = [
                {"enum": [None, "inconnu"]} if option == {"type": "null"} else option for option in options
            ]
        for value in node.values():
            _admit_inconnu(value)
    elif isinstance(node, list):
        for value in node:
            _admit_inconnu(value)
