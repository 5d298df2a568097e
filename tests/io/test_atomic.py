"""Writing is all or nothing, whatever fails and whenever the process dies (R1, R3, R4)."""

from __future__ import annotations

import errno
import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sia_docs.erreurs import EcritureImpossible
from sia_docs.io import atomic
from sia_docs.io.atomic import PREFIXE, RESTE_ANCIEN_S, SUFFIXE, remove_old_parts, write_all

_APPELS = ("mkdir", "mkstemp", "fdopen", "write", "flush", "fsync", "chmod", "replace")
_PANNES = (errno.ENOSPC, errno.EIO, errno.EACCES)


def _restes(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.name.startswith(PREFIXE) or p.suffix == SUFFIXE]


class _Panne:
    """Fails at the n-th call of a function, and counts the calls."""

    def __init__(self, real: Callable[..., Any], code: int, rank: int) -> None:
        self.real, self.code, self.rank, self.calls = real, code, rank, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == self.rank:
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **kwargs)


class _Fichier:
    """A file whose write or flush fails."""

    def __init__(self, file: Any, **faults: _Panne) -> None:
        self._file, self._faults = file, faults

    def __enter__(self) -> _Fichier:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        if fault := self._faults.get(name):
            fault.real = getattr(self._file, name)
            return fault
        return getattr(self._file, name)


def _arme(monkeypatch: pytest.MonkeyPatch, call: str, code: int, rank: int) -> _Panne:
    match call:
        case "mkdir":
            fault = _Panne(Path.mkdir, code, rank)
            monkeypatch.setattr(Path, "mkdir", lambda self, *a, **k: fault(self, *a, **k))
        case "chmod":
            fault = _Panne(Path.chmod, code, rank)
            monkeypatch.setattr(Path, "chmod", lambda self, *a, **k: fault(self, *a, **k))
        case "mkstemp":
            fault = _Panne(tempfile.mkstemp, code, rank)
            monkeypatch.setattr(atomic.tempfile, "mkstemp", fault)
        case "write" | "flush":
            fault = _Panne(len, code, rank)
            real = os.fdopen
            monkeypatch.setattr(atomic.os, "fdopen", lambda *a, **k: _Fichier(real(*a, **k), **{call: fault}))
        case _:
            fault = _Panne(getattr(os, call), code, rank)
            monkeypatch.setattr(atomic.os, call, fault)
    return fault


@pytest.mark.parametrize("code", _PANNES, ids=errno.errorcode.get)
@pytest.mark.parametrize("rank", [1, 2])
@pytest.mark.parametrize("call", _APPELS)
def test_a_fault_at_any_call_leaves_each_file_old_or_absent_and_names_the_path(
    call: str, rank: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "ancien.docx", tmp_path / "sous" / "neuf.html"
    old.write_bytes(b"ancien")
    fault = _arme(monkeypatch, call, code, rank)
    with pytest.raises(EcritureImpossible) as caught:
        write_all({old: b"nouveau" * 1000, new: b"neuf"})
    monkeypatch.undo()
    assert fault.calls >= rank, "la panne n’a pas été atteinte"
    # Only a fault between two renames may leave the first file new; never a mixture.
    assert old.read_bytes() in (
        (b"ancien", b"nouveau" * 1000) if (call, rank) == ("replace", 2) else (b"ancien",)
    )
    assert not new.exists()
    assert _restes(tmp_path) == []
    message = str(caught.value)
    assert str(old if rank == 1 else new) in message
    assert "Errno" not in message and os.strerror(code) not in message


@pytest.mark.parametrize("call", _APPELS)
def test_each_call_that_the_faults_aim_at_is_really_made(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = _arme(monkeypatch, call, errno.EIO, rank=10**6)
    write_all({tmp_path / "a": b"1", tmp_path / "b" / "c": b"2"})
    assert counter.calls >= 2


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_the_name_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "annexe.docx").mkdir()
    with pytest.raises(EcritureImpossible, match="un dossier porte le nom du fichier"):
        write_all({tmp_path / "annexe.docx": b"x"})
    assert _restes(tmp_path) == []


def test_a_file_with_the_name_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("je suis un fichier")
    with pytest.raises(EcritureImpossible, match="un fichier porte le nom du dossier"):
        write_all({tmp_path / "out" / "a.docx": b"x"})
    assert (tmp_path / "out").read_text() == "je suis un fichier"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    write_all({tmp_path / "a" / "b" / "c.txt": b"x"})
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"x"


def test_a_file_is_shared_like_any_other_of_the_folder(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        write_all({tmp_path / "a": b"x"})
    finally:
        os.umask(previous)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_only_our_old_remnants_are_removed(tmp_path: Path) -> None:
    old, recent = tmp_path / f"{PREFIXE}a{SUFFIXE}", tmp_path / f"{PREFIXE}b{SUFFIXE}"
    other = tmp_path / "a.part"
    past = time.time() - RESTE_ANCIEN_S - 60
    for path in (old, recent, other):
        path.write_bytes(b"x")
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    remove_old_parts(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([recent.name, other.name])
    remove_old_parts(tmp_path / "absent")


def _ecrivain(target: Path, letter: str, times: int) -> int:
    """A forked process that writes the same file again and again."""
    pid = os.fork()
    if pid:
        return pid
    try:
        for _ in range(times):
            write_all({target: letter.encode() * 200_000})
    finally:
        os._exit(0)


def test_a_reader_never_sees_half_a_file_while_eight_processes_write_it(tmp_path: Path) -> None:
    target = tmp_path / "annexe.docx"
    target.write_bytes(b"0" * 200_000)
    running = {_ecrivain(target, letter, 20) for letter in "ABCDEFGH"}
    reads, seen = 0, set()
    while running or reads < 1000:
        data = target.read_bytes()
        assert len(data) == 200_000 and data == data[:1] * 200_000
        seen.add(data[:1])
        reads += 1
        if running:
            running.discard(os.waitpid(-1, os.WNOHANG)[0])
    assert len(seen) > 2, "les écritures n’ont pas été vues pendant qu’elles se faisaient"
    assert target.read_bytes()[:1] in b"ABCDEFGH"
    assert _restes(tmp_path) == []


def test_a_process_killed_at_any_instant_leaves_whole_files(tmp_path: Path) -> None:
    target = tmp_path / "annexe.docx"
    target.write_bytes(b"0" * 200_000)
    for rank in range(20):
        pid = _ecrivain(target, "AB"[rank % 2], 100_000)
        time.sleep(0.004 + 0.0037 * rank)
        os.kill(pid, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        data = target.read_bytes()
        assert len(data) == 200_000 and len(set(data)) == 1
    assert target.read_bytes()[:1] != b"0"
    write_all({target: b"fin"})
    assert target.read_bytes() == b"fin"
