"""Common fixtures. No test reaches the network; a test that needs a tool says so and is skipped without it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from fabrique import BASE, RACINE, ecrire, environnement

sys.path.append(str(RACINE / "tests" / "writers"))  # the hostile corpus is shared

_NAVIGATEUR = ("chromium", "chromium-browser", "google-chrome")
_OUTILS: dict[str, tuple[tuple[str, ...], bool]] = {
    "office": (("soffice", "libreoffice"), False),
    "navigateur": (_NAVIGATEUR, True),
    "validateur": (("node",), True),
}


def _manque(marker: str) -> str | None:
    names, npm = _OUTILS[marker]
    if not any(shutil.which(name) for name in names):
        return f"outil absent : {names[0]}"
    if npm and not (shutil.which("node") and (RACINE / "tools" / "node_modules").is_dir()):
        return "modules npm absents : « npm ci » dans tools/"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker in _OUTILS:
        reason = _manque(marker)
        for item in items:
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def _reseau_interdit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection to another machine fails the test."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family == getattr(socket, "AF_UNIX", None):
            return connect(self, address)
        raise AssertionError(f"connexion réseau interdite pendant les tests : {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: refuse(socket.socket(), a[0]))


@pytest.fixture
def dossier_minimal(tmp_path: Path) -> Path:
    """The smallest dossier, on disk."""
    return ecrire(tmp_path / "dossier.yaml")


@pytest.fixture
def fabrique_dossier(tmp_path: Path) -> Callable[..., Path]:
    """Write dossiers with changed paths: ``fabrique_dossier("a.yaml", {"systeme.nom": "X"})``."""

    def make(name: str = "dossier.yaml", changes: Mapping[str, Any] | None = None, base: Any = BASE) -> Path:
        return ecrire(tmp_path / name, changes, base=base)

    return make


@pytest.fixture
def commande(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run ``sia-docs`` in this process: exit code, output, errors."""
    from sia_docs.cli import main

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


@pytest.fixture
def processus() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run ``python -m sia_docs`` in another process, with a chosen folder and environment."""

    def run(
        *arguments: object, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "sia_docs", *map(str, arguments)],
            cwd=cwd,
            env=environnement(**environment),
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run
