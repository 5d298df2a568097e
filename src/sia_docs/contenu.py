"""Where the packaged content (``templates/``, ``references/``, ``schemas/``) is, installed or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def racine() -> Traversable:
    """Folder that holds ``templates/``, ``references/`` and ``schemas/``.

    A wheel carries it inside the package; a checkout (or an editable install) has it at its root.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "contenu", package.parents[1]):
        if (folder / "templates").is_dir():
            return folder
    # A package inside an archive: slower to import, and not needed by the others.
    from importlib.resources import files

    return files("sia_docs") / "contenu"
