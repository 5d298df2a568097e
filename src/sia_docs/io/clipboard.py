"""Put a text on the clipboard, with the program that the system has for it.

This is the only module that runs another program (tests/test_architecture.py), and only when asked.
"""

from __future__ import annotations

import shutil
import subprocess

from sia_docs.erreurs import Probleme, SiaDocsError

#: Program, its arguments, the encoding that it expects. The first found that works is used.
PROGRAMMES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("pbcopy", (), "utf-8"),
    ("wl-copy", (), "utf-8"),
    ("xclip", ("-selection", "clipboard"), "utf-8"),
    ("xsel", ("--clipboard", "--input"), "utf-8"),
    ("clip.exe", (), "utf-16"),  # the byte order mark tells Windows that it is not its old code page
)
_PATIENCE_S = 5.0


def copy(text: str) -> None:
    """Copy a text.

    Raises:
        SiaDocsError: no such program, or none that works (no graphical session).
    """
    found = [(path, options, code) for name, options, code in PROGRAMMES if (path := shutil.which(name))]
    if any(_copied([path, *options], text.encode(code)) for path, options, code in found):
        return
    names = ", ".join(name for name, _, _ in PROGRAMMES)
    cause = "n’a pas répondu" if found else "n’est installé"
    raise SiaDocsError(
        Probleme(
            f"le presse-papiers n’est pas accessible : aucun de ces programmes {cause} ({names}).",
            remede="Copiez la phrase affichée, ou installez l’un d’eux.",
        )
    )


def _copied(command: list[str], data: bytes) -> bool:
    try:
        # xclip and wl-copy stay to serve the text: they must not hold our output.
        done = subprocess.run(
            command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
