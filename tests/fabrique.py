"""Dossiers made for the tests: the smallest one, and one with every field filled."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

import sia_docs
from sia_docs.models import Dossier

RACINE = Path(__file__).resolve().parents[1]
SOURCES = Path(sia_docs.__file__).resolve().parents[1]

BASE: dict[str, Any] = {
    "schema_version": "1",
    "date_document": "2026-11-22",
    "date_du_droit": "2026-11-22",
    "etablissement": {"nom": "CHU de Valmont", "type": "chu", "acheteur_public": "oui"},
    "fournisseur": {"nom": "Pulmotech SAS"},
    "systeme": {
        "nom": "Poumonia",
        "besoin": "système d’aide à la priorisation des angioscanners thoraciques",
    },
    "marche": {"phase": "attribution"},
}
"""The smallest dossier worth a document: almost everything is unknown."""

#: What the generic values would contradict (dates in order, a law that allows it…).
_COHERENT = {
    "etablissement.article": "le",
    "fournisseur.article": "la",
    "fournisseur.role": "distributeur",
    "fournisseur.hebergement.type": "tiers",
    "fournisseur.hebergement.par_le_titulaire": "non",
    "fournisseur.hebergement.zone_stockage": "ue",
    "fournisseur.hebergement.certificat.version": "v2",
    "fournisseur.hebergement.certificat.delivre_le": "2025-01-15",
    "fournisseur.hebergement.certificat.expire_le": "2028-01-15",
    "systeme.certificat_ce.expire_le": "2031-01-15",
    "systeme.statut_dm": "IIa",
    "systeme.haut_risque_ria": "annexe_I",
    "systeme.mode": "saas",
    "information.traductions.0.langue": "en",
    "marche.phase": "attribution",
    "marche.debut": "2027-01-01",
    "marche.fin": "2030-12-31",
}
COURRIELS = ("courriel", "guichet_ia")
"""Text fields with a form of their own…"""
LIENS = ("page_ia",)
"""… and those that hold a web address."""


def place(data: dict[str, Any], path: str, value: Any) -> None:
    """Set ``systeme.performances.0.valeur`` in nested data."""
    *parents, last = path.split(".")
    node: Any = data
    for part in parents:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    if isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value


def donnees(changes: Mapping[str, Any] | None = None, *, base: Mapping[str, Any] = BASE) -> dict[str, Any]:
    """Data of a dossier with some paths changed."""
    data = copy.deepcopy(dict(base))
    for path, value in (changes or {}).items():
        place(data, path, value)
    return data


def texte_yaml(data: Any) -> str:
    """YAML of data; awkward characters are escaped between double quotes."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**9)


def ecrire(path: Path, changes: Mapping[str, Any] | None = None, *, base: Mapping[str, Any] = BASE) -> Path:
    """Write a dossier."""
    path.write_text(texte_yaml(donnees(changes, base=base)), "utf-8")
    return path


def environnement(**changes: str) -> dict[str, str]:
    """The environment of a child process that finds the same sources."""
    return {**os.environ, "PYTHONPATH": str(SOURCES), **changes}


# ------------------------------------------------------------------------------ every field filled


def _schema(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in node:
            node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
        elif "anyOf" in node:
            node = next(option for option in node["anyOf"] if option.get("type") != "null")
        else:
            return node


def _walk(node: dict[str, Any], path: str, root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    node = _schema(node, root)
    if "properties" in node:
        for name, child in node["properties"].items():
            yield from _walk(child, f"{path}.{name}" if path else name, root)
    elif node.get("type") == "array":
        yield from _walk(node["items"], f"{path}.0", root)
    else:
        yield path, node


def feuilles() -> dict[str, dict[str, Any]]:
    """Every leaf of the model (indices from 0) and its JSON Schema."""
    root = Dossier.model_json_schema()
    return {path: node for path, node in _walk(root, "", root) if "additionalProperties" not in node}


def champs_texte() -> dict[str, int]:
    """Every text field that a person types, and its greatest length."""
    return {
        path: node["maxLength"]
        for path, node in feuilles().items()
        if "maxLength" in node and not path.endswith((*COURRIELS, *LIENS))
    }


def riche(text: Callable[[str], str], changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Data with every field of the model filled; ``text`` gives the value of each text field."""
    data: dict[str, Any] = {}
    for path, node in feuilles().items():
        parts = path.split(".")
        at: Any = data
        for part, after in pairwise(parts):
            made: Any = [None] if after == "0" else {}
            if isinstance(at, list):
                at[0] = at[0] if at[0] is not None else made
                at = at[0]
            else:
                at = at.setdefault(part, made)
        value = _COHERENT.get(path, _value(path, node, text))
        at[0 if isinstance(at, list) else parts[-1]] = value
    for path, value in (changes or {}).items():
        place(data, path, value)
    return data


def _value(path: str, node: dict[str, Any], text: Callable[[str], str]) -> Any:
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return node["enum"][0]
    if node.get("format") == "date":
        return "2026-11-22"
    if node.get("format") == "uri":
        return "https://exemple.test/ia"
    if path.endswith(COURRIELS):
        return "contact@exemple.test"
    if "maxLength" in node:
        return text(path)
    return "5"
