"""The manifest of a run: what was written, from which texts, at which date of the law, what was missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sia_docs.models import Dossier
from sia_docs.models.inventaire import Inventaire


def fingerprint(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fingerprint_of_dossier(dossier: Dossier) -> str:
    """SHA-256 of the dossier's data, whatever its file looks like.

    Fields always come in the order of the model; only free keys have an order to forget.
    """
    purchase = dossier.marche
    ordered = purchase.model_copy(
        update={
            "parametres": dict(sorted(purchase.parametres.items())),
            "justifications": dict(sorted(purchase.justifications.items())),
        }
    )
    return fingerprint(dossier.model_copy(update={"marche": ordered}).model_dump_json().encode())


def fingerprint_of_inventaire(inventory: Inventaire) -> str:
    """SHA-256 of the inventory's data, whatever its file looks like; its dossiers have their own."""
    return fingerprint(inventory.model_dump_json().encode())


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: readable, sorted, ended by a line feed."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
