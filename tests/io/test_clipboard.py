"""The clipboard: the program that the system has, and a clear message when it has none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sia_docs.erreurs import SiaDocsError
from sia_docs.io import clipboard

PHRASE = "Ce compte rendu « établi » : l’été, 100\u00a0% <b> & $(echo non) `non`"


def install(folder: Path, name: str, *, code: int = 0) -> Path:
    """A program that keeps what it receives."""
    kept = folder / f"{name}.recu"
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())\nsys.exit({code})\n",
        "utf-8",
    )
    program.chmod(0o755)
    return kept


@pytest.fixture
def programmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("name", "encoding"), [(name, code) for name, _, code in clipboard.PROGRAMMES])
def test_each_program_receives_the_exact_text(programmes: Path, name: str, encoding: str) -> None:
    kept = install(programmes, name)
    clipboard.copy(PHRASE)
    assert kept.read_bytes().decode(encoding) == PHRASE


def test_a_program_that_fails_gives_way_to_the_next(programmes: Path) -> None:
    install(programmes, "wl-copy", code=1)
    kept = install(programmes, "xsel")
    clipboard.copy(PHRASE)
    assert kept.read_text("utf-8") == PHRASE


def test_without_a_program_the_message_says_what_to_do(programmes: Path) -> None:
    with pytest.raises(SiaDocsError, match=r"n’est installé \(pbcopy.*Copiez la phrase affichée"):
        clipboard.copy(PHRASE)
    install(programmes, "xclip", code=1)
    with pytest.raises(SiaDocsError, match="n’a pas répondu"):
        clipboard.copy(PHRASE)


def test_a_program_that_hangs_is_left(programmes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(programmes, "xclip")

    def hang(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("xclip", 5)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(SiaDocsError, match="n’a pas répondu"):
        clipboard.copy(PHRASE)
