"""The manifest of a run: what was written, from which texts, at which date of the law, what was missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sia_docs.models import Dossier


def fingerprint(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fingerprint_of_dossier(dossier: Dossier) -> str:
    """SHA-256 of the dossier's data, whatever its file looks like."""
    canonical = json.dumps(dossier.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return fingerprint(canonical.encode())


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: readable, sorted, ended by a line feed."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
