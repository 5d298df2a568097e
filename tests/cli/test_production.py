"""Whole runs: same bytes everywhere, nothing about the machine, nothing corrupt after a kill (W4, W5, W8, R1, R2, R5)."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest

from fabrique import SOURCES, ecrire, environnement, riche, texte_yaml
from sia_docs.cli import main
from sia_docs.io import atomic

Commande = Callable[..., tuple[int, str, str]]


def _hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def _complet(path: Path, **changes: object) -> Path:
    data = riche(
        lambda field: f"Texte de {field}, « é » & <b>", {k.replace("__", "."): v for k, v in changes.items()}
    )
    path.write_text(texte_yaml(data), "utf-8")
    return path


@pytest.fixture
def produit(commande: Commande, tmp_path: Path) -> Path:
    """Every format of a filled dossier."""
    source = _complet(tmp_path / "dossier.yaml")
    out = tmp_path / "out"
    code, _, err = commande(
        "generer", "contrat", source, "--dans", out, "--formats", "docx,html,txt,fragment"
    )
    assert code == 0, err
    return out


# ------------------------------------------------------------------------------------------- W5, R5


def test_another_process_folder_zone_locale_and_seed_give_the_same_bytes(
    produit: Path, tmp_path: Path, processus: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    folder = tmp_path / "un autre dossier"
    folder.mkdir()
    _complet(folder / "dossier.yaml")
    done = processus(
        "generer", "contrat", "dossier.yaml", "--formats", "docx,html,txt,fragment",
        cwd=folder, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="4242", PYTHONUTF8="0", PYTHONOPTIMIZE="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert _hashes(folder / "out") == _hashes(produit)
    assert len(_hashes(produit)) == 5


def test_only_the_command_line_reads_the_clock() -> None:
    clock = re.compile(
        r"\b(?:now|today|utcnow|localtime|gmtime|monotonic|perf_counter|time\.time)\(|\b(?:getpass|getuser|gethostname|uuid[14])\b|import random"
    )
    found = {
        str(path.relative_to(SOURCES))
        for path in (SOURCES / "sia_docs").rglob("*.py")
        if clock.search(re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text("utf-8")))
    }
    # the default date of « nouveau » and « droit », and the age of our own temporary files
    assert found == {"sia_docs/cli/common.py", "sia_docs/io/atomic.py"}


@pytest.mark.parametrize("day", ["2028-02-29", "2026-12-31", "2026-03-29"])
def test_a_document_bears_only_the_dates_of_its_dossier(day: str, commande: Commande, tmp_path: Path) -> None:
    source = ecrire(tmp_path / "d.yaml", {"date_document": day, "date_du_droit": day})
    assert commande("generer", "contrat", source, "--dans", tmp_path / "out")[0] == 0
    (word,) = (tmp_path / "out").glob("*.docx")
    core = zipfile.ZipFile(word).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", core)) == {day}


# ------------------------------------------------------------------------------------------- W4, W8


def test_metadata_hold_only_what_is_on_the_list(produit: Path, tmp_path: Path) -> None:
    (word,) = produit.glob("*.docx")
    archive = zipfile.ZipFile(word)
    names = set(archive.namelist())
    allowed = {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/document.xml", "word/styles.xml",
        "word/settings.xml", "word/numbering.xml", "word/fontTable.xml", "word/webSettings.xml", "word/footnotes.xml",
        "word/endnotes.xml", "word/theme/theme1.xml", "word/_rels/document.xml.rels",
    }  # fmt: skip
    assert {n for n in names - allowed if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", n)} == set()
    core = set(re.findall(r"<([a-zA-Z]+:[a-zA-Z]+)[ >]", archive.read("docProps/core.xml").decode())) - {
        "cp:coreProperties"
    }
    assert core <= {
        "dc:title", "dc:subject", "dc:creator", "dc:language", "cp:keywords", "dcterms:created", "dcterms:modified",
        "cp:lastModifiedBy", "dc:description", "cp:revision",
    }  # fmt: skip
    if "docProps/app.xml" in names:
        application = set(re.findall(r"<([A-Za-z]+)>", archive.read("docProps/app.xml").decode()))
        assert application <= {"Application", "AppVersion", "Company", "DocSecurity", "Template"}
    for info in archive.infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert not info.extra and not info.comment


def test_no_output_says_anything_about_the_machine(produit: Path, tmp_path: Path) -> None:
    import getpass
    import platform

    words = {str(tmp_path), str(SOURCES), "/home/", "/root", "/tmp", "\\Users\\", "python-docx"}
    words |= {platform.node()} if len(platform.node()) > 4 else set()
    words |= {getpass.getuser()} if len(getpass.getuser()) > 4 else set()
    for path in produit.iterdir():
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".docx":
            archive = zipfile.ZipFile(path)
            contents = {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
            assert not re.search(rb"w:rsid", archive.read("word/document.xml"))
        for name, data in contents.items():
            assert not re.search(rb"\.sia-docs-\w+\.part", data)
            for word in words:
                assert word.encode() not in data, f"{word} dans {name}"


def test_a_document_asks_nothing_from_the_network(produit: Path) -> None:
    asked: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in (
                "script",
                "iframe",
                "object",
                "embed",
                "img",
                "link",
                "base",
                "form",
                "video",
                "audio",
            ):
                asked.append(tag)
            asked.extend(
                f"{tag} {name}"
                for name, _ in attrs
                if name.startswith("on") or name in ("src", "srcset", "action")
            )

    for path in produit.glob("*.html"):
        text = path.read_text("utf-8")
        Reader().feed(text)
        asked.extend(re.findall(r"@import|url\((?!['\"]?(?:#|data:font))", text))
    (word,) = produit.glob("*.docx")
    archive = zipfile.ZipFile(word)
    for name in archive.namelist():
        if name.endswith(".rels"):
            for relation in re.findall(
                r"<Relationship [^>]*TargetMode=\"External\"[^>]*>", archive.read(name).decode()
            ):
                assert 'relationships/hyperlink"' in relation and re.search(
                    r'Target="(?:https:|mailto:)', relation
                )
        assert not re.search(r"vbaProject|oleObject|attachedTemplate|activeX", name)
    assert asked == []


def test_the_manifest_proves_the_files(produit: Path) -> None:
    (path,) = produit.glob("*.manifeste.json")
    content = json.loads(path.read_text("utf-8"))
    actual = _hashes(produit)
    actual.pop(path.name)
    assert content["fichiers"] == actual
    assert content["dossier_sha256"] and content["clauses"] and content["date_du_droit"] == "2026-11-22"
    assert all(set(c) == {"id", "version", "sort"} for c in content["clauses"])


# ---------------------------------------------------------------------------------------------- R1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_full_disk_during_a_run_gives_three_and_keeps_the_previous_files(
    code: int, commande: Commande, dossier_minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    arguments = ("generer", "contrat", dossier_minimal, "--dans", out, "--formats", "txt,html", "--remplacer")
    assert commande(*arguments)[0] == 0
    before = _hashes(out)
    dossier_minimal.write_text(dossier_minimal.read_text("utf-8").replace("Valmont", "Clairval"), "utf-8")
    real, calls = atomic.os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(code, "No space left on device")
        real(handle)

    monkeypatch.setattr(atomic.os, "fsync", full)
    exit_code, stdout, err = commande(*arguments)
    assert exit_code == 3 and stdout == ""
    assert str(out) in err and ".html" in err and "No space" not in err and "Traceback" not in err
    assert _hashes(out) == before


# ---------------------------------------------------------------------------------------------- R2


def _enfant(arguments: list[str]) -> int:
    """A forked child that generates: everything is already imported, so the instants fall in the work."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = main(arguments)
    finally:
        os._exit(code)


def test_a_run_killed_at_random_instants_leaves_no_corrupt_file_and_can_be_run_again(tmp_path: Path) -> None:
    """Eighteen kills while several dossiers are generated; every file there is whole, then a rerun completes."""
    sources = [str(ecrire(tmp_path / f"d{n}.yaml", {"systeme.nom": f"Poumonia {n}"})) for n in range(2)]

    def command(out: Path) -> list[str]:
        return [
            "generer",
            "contrat",
            *sources,
            "--formats",
            "docx,txt",
            "--remplacer",
            "--json",
            "--dans",
            str(out),
        ]

    main(command(tmp_path / "chaud"))
    start = time.monotonic()
    assert main(command(tmp_path / "reference")) == 0
    length = time.monotonic() - start
    whole = _hashes(tmp_path / "reference")
    assert len(whole) == 6

    out = tmp_path / "out"
    chance = random.Random(20261122)
    killed = 0
    for _ in range(18):
        pid = _enfant(command(out))
        time.sleep(chance.uniform(0.2, 1.0) * length)
        os.kill(pid, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        for path in out.iterdir() if out.is_dir() else ():
            if path.suffix == atomic.SUFFIXE:
                assert path.name.startswith(atomic.PREFIXE)
            else:
                assert hashlib.sha256(path.read_bytes()).hexdigest() == whole[path.name], path
    assert killed >= 9, "presque tout était déjà fini : les instants ne prouvent rien"
    assert main(command(out)) == 0
    assert {n: h for n, h in _hashes(out).items() if not n.endswith(atomic.SUFFIXE)} == whole


def test_a_kill_between_the_writes_and_the_renames_leaves_only_our_temporary_files(tmp_path: Path) -> None:
    """The instant that chance seldom meets: everything is written, nothing is renamed."""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from sia_docs.io import atomic\n"
        "rank = int(sys.argv[2]); calls = 0; real = os.replace\n"
        "def replace(a, b):\n"
        "    global calls\n"
        "    calls += 1\n"
        "    if calls == rank:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(a, b)\n"
        "atomic.os.replace = replace\n"
        "folder = Path(sys.argv[1])\n"
        "atomic.write_all({folder / n: b'neuf' * 50_000 for n in 'abc'})\n"
    )
    for rank in (1, 2, 3):
        folder = tmp_path / str(rank)
        folder.mkdir()
        for name in "abc":
            (folder / name).write_bytes(b"ancien")
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(rank)], env=environnement(), check=False
        )
        assert done.returncode == -signal.SIGKILL
        seen = [(folder / name).read_bytes() for name in "abc"]
        assert seen == [b"neuf" * 50_000] * (rank - 1) + [b"ancien"] * (4 - rank)
        others = {p.name for p in folder.iterdir()} - set("abc")
        assert len(others) == 4 - rank and all(atomic.PREFIXE in name for name in others)


def test_a_docx_is_a_whole_archive(produit: Path) -> None:
    (word,) = produit.glob("*.docx")
    assert zipfile.ZipFile(BytesIO(word.read_bytes())).testzip() is None
