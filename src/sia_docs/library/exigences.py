"""The register of requirements (``references/exigences.csv``): what the guides and the law ask."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sia_docs.contenu import racine

FAMILLES: Mapping[str, str] = {
    "inventory": "inventaire",
    "contract": "contrat",
    "red_flags": "alertes",
    "patient": "patient",
    "mention": "mention",
    "falc": "falc",
    "charter": "charte",
    "charter_public": "charte-publique",
}
"""The families of the register, and the names that the commands give them."""


@dataclass(frozen=True, slots=True)
class Exigence:
    """One requirement: where it comes from, its kind and family, and its words."""

    id: str
    source: str
    nature: str
    famille: str
    texte: str


@cache
def load_requirements() -> Mapping[str, Exigence]:
    """The register by id, read once."""
    text = (racine() / "references" / "exigences.csv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {
        row["id"]: Exigence(row["id"], row["source"], row["kind"], row["family"], row["requirement"])
        for row in rows
    }
