"""Where the packaged content (``templates/`` and ``references/``) is, installed or in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@cache
def racine() -> Traversable:
    """Folder that holds ``templates/`` and ``references/``.

    A wheel carries it inside the package; a checkout (or an editable install) has it at its root.
    """
    packaged = files("sia_docs") / "contenu"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2]
