"""Data flows one way: the import contracts of ``.importlinter`` hold, and would notice a broken one."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from fabrique import RACINE, SOURCES, environnement


def _linter(configuration: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache", "--config", str(configuration)],
        cwd=RACINE, env=environnement(), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_import_contracts_are_kept() -> None:
    done = _linter(RACINE / ".importlinter")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_a_broken_contract_would_be_noticed(tmp_path: Path) -> None:
    broken = tmp_path / ".importlinter"
    broken.write_text(
        "[importlinter]\nroot_package = sia_docs\n\n[importlinter:contract:x]\nname = x\ntype = forbidden\n"
        "source_modules = sia_docs.rules\nforbidden_modules = sia_docs.models\n",
        "utf-8",
    )
    done = _linter(broken)
    assert done.returncode != 0 and "1 broken" in done.stdout


def test_nothing_at_run_time_can_reach_the_network_or_another_program() -> None:
    forbidden = {
        "socket",
        "urllib",
        "http",
        "requests",
        "httpx",
        "subprocess",
        "ftplib",
        "smtplib",
        "ssl",
        "pickle",
        "shelve",
    }
    found = []
    for path in sorted((SOURCES / "sia_docs").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("eval", "exec")
            ):
                found.append(f"{path.name} : {node.func.id}")
            found += [f"{path.name} : {name}" for name in names if name.split(".")[0] in forbidden]
    # The clipboard belongs to the system: only its own program can fill it (« mention --copier »).
    allowed = {"html.py : urllib.parse", "clipboard.py : subprocess"}
    assert [f for f in found if f not in allowed] == []
