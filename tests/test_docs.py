"""The documentation says what the program does: links, commands, examples and generated tables."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import sia_docs
from sia_docs.cli import main
from sia_docs.cli.parser import build_parser
from sia_docs.document.nodes import Document

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
WITH_COMMANDS = [
    "README.md",
    "docs/guides/acheteur.md",
    "docs/guides/juriste-dpo.md",
    "docs/guides/clinicien.md",
    "docs/guides/falc.md",
]
WITH_PYTHON = ["README.md", "docs/guides/python.md", "docs/reference/droit.md"]
IMAGES_MAX = 800_000

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(text_of(page)) if kind == language]


def shell_lines(page: Path) -> Iterator[list[str]]:
    for body in blocks(page, "sh"):
        for line in body.splitlines():
            if words := shlex.split(line, comments=True):
                yield words


def commands(page: Path) -> list[list[str]]:
    return [words[1:] for words in shell_lines(page) if words[0] == "sia-docs"]


def links(page: Path) -> list[tuple[str, str, str]]:
    """Mark of a picture or nothing, words and target of each link; what is shown as code leads nowhere."""
    return _LINK.findall(_CODE.sub("", _BLOCK.sub("", text_of(page))))


def anchors(page: Path) -> set[str]:
    """Anchors of the headings, as forges make them."""
    titles = re.findall(r"^#+ +(.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_tables", ROOT / "tools" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the examples, where the commands of a page run."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ----------------------------------------------------------------------------------------- links


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    broken = []
    for _, _, href in links(page):
        if href.startswith(("https:", "mailto:")):
            continue
        path, _, anchor = href.partition("#")
        target = (page.parent / path).resolve() if path else page
        found = target.is_relative_to(ROOT) and target.exists()
        if not found or (anchor and anchor not in anchors(target)):
            broken.append(href)
    assert not broken


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        hrefs = [href for _, _, href in links(page) if not href.startswith("https:")]
        targets = [(page.parent / href.partition("#")[0]).resolve() for href in hrefs]
        waiting += [t for t in targets if t.suffix == ".md" and t.is_file() and t.is_relative_to(ROOT)]
    assert not [name_of(page) for page in PAGES if page not in seen]


def test_every_image_has_a_text_and_together_they_stay_light() -> None:
    for page in PAGES:
        assert all(alt.strip() for mark, alt, _ in links(page) if mark), page
    shown = {href.rpartition("/")[2] for _, _, href in _LINK.findall(text_of(ROOT / "README.md"))}
    files = list((ROOT / "docs" / "images").iterdir())
    assert {file.name for file in files} <= shown
    assert sum(file.stat().st_size for file in files) < IMAGES_MAX


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_path_of_somebody_s_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(work|root|tmp|home|Users)/", text_of(page))


# -------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_cited_is_well_written(page: Path) -> None:
    targets = set(_TARGET.findall(text_of(ROOT / "Makefile")))
    for words in shell_lines(page):
        match words:
            case ["sia-docs", *arguments]:
                build_parser().parse_args(arguments)  # leaves with 2 on an unknown command or option
            case ["make", target]:
                assert target in targets
            case ["sh", script, *_]:
                assert (ROOT / script).is_file()
            case [program, *_]:
                assert program in ("python", "pip") or program.endswith("activate")


def test_every_command_and_make_target_cited_in_a_sentence_exists() -> None:
    targets = set(_TARGET.findall(text_of(ROOT / "Makefile")))
    known = {
        "nouveau",
        "verifier",
        "generer",
        "expliquer",
        "information",
        "droit",
        "gabarit",
        "clarte",
        "falc",
        "mention",
        "--help",
        "--version",
    }
    for page in PAGES:
        assert set(re.findall(r"`make (\w+)`", text_of(page))) <= targets, page
        assert set(re.findall(r"`sia-docs ([\w-]+)", text_of(page))) <= known, page


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_of_a_page_run_in_its_order(
    name: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cited = commands(ROOT / name)
    assert cited
    for words in cited:
        expected = 1 if "--definitif" in words else 0  # a dossier that is barely filled in
        code = main(words)
        captured = capsys.readouterr()
        assert code == expected, (words, captured.err)
        assert captured.out or captured.err


# ---------------------------------------------------------------------------------------- Python


@pytest.mark.parametrize("name", WITH_PYTHON)
def test_the_python_examples_of_a_page_work(
    name: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = blocks(ROOT / name, "python")
    assert examples
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, name, "exec"), names)


def test_the_guide_names_the_whole_public_api_and_nothing_else() -> None:
    table = text_of(ROOT / "docs/guides/python.md").partition("## L’interface publique")[2]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(sia_docs.__all__)


def test_every_public_name_can_be_imported() -> None:
    assert all(getattr(sia_docs, name) for name in sia_docs.__all__)
    assert set(sia_docs.__all__) <= set(dir(sia_docs))
    with pytest.raises(AttributeError):
        _ = sia_docs.inconnu


def test_importing_the_package_loads_none_of_its_dependencies() -> None:
    program = "import sys, sia_docs; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    assert "sia_docs" in done.stdout.split()
    assert not {"pydantic", "jinja2", "markdown", "babel", "yaml"} & set(done.stdout.split())


def test_a_refused_house_file_is_an_error_of_the_public_api() -> None:
    with pytest.raises(sia_docs.SiaDocsError) as caught:
        sia_docs.load_house(b"ceci n'est pas un document Word")
    assert caught.value.problemes[0].remede


def test_the_public_writers_print_the_same_document() -> None:
    dossier = sia_docs.load_dossier(ROOT / "examples" / "scribe" / "dossier.yaml")
    document = sia_docs.build_contract(dossier).document
    assert isinstance(document, Document)
    assert sia_docs.write_docx(document).startswith(b"PK")
    assert sia_docs.write_html(document).lower().startswith("<!doctype html>")
    assert sia_docs.write_text(document).endswith("\n")


# -------------------------------------------------------------------------------- generated pages


@pytest.mark.parametrize(
    "name",
    [
        "commandes",
        "conditions",
        "parametres",
        "clauses",
        "limites",
        "regles",
        "information",
        "inventaire",
        "falc",
    ],
)
def test_a_generated_table_is_up_to_date(name: str, reference: ModuleType) -> None:
    text = text_of(ROOT / "docs" / "reference" / f"{name}.md")
    assert reference.page(name, text) == text, "lancez « make reference »"


def test_every_generated_table_is_tested(reference: ModuleType) -> None:
    tested = test_a_generated_table_is_up_to_date.pytestmark[0].args[1]
    assert sorted(tested) == sorted(reference.TABLES)


def test_a_stale_table_is_seen(reference: ModuleType) -> None:
    text = text_of(ROOT / "docs" / "reference" / "regles.md")
    assert reference.page("regles", text.replace("| D01 |", "| D99 |", 1)) != text.replace(
        "| D01 |", "| D99 |", 1
    )


def test_a_table_shows_what_the_content_says(reference: ModuleType) -> None:
    parameters = reference.parameters()
    assert re.search(r"`sla_disponibilite_pct` \|[^|]*\| criticité critique : 99,9\s%", parameters)
    assert "| `fournisseur.sous_traitants` | 10" in reference.limits()
    assert "| R02 | erreur |" in reference.rules()
    assert re.search(
        r"\| `N1` \|[^|]*\| `utilise_dans_les_soins` \| `hors_des_soins`", reference.information()
    )
    assert "| E1 | erreur |" in reference.information()
    assert "| `est_generatif` | La Solution produit du texte" in reference.conditions()
    assert re.search(r"\[REV-002\]\(\.\./\.\./templates/[^)]+\)[^\n]*`fourni_en_nuage`", reference.clauses())


def test_the_guide_of_the_developer_names_rooms_that_exist() -> None:
    text = text_of(ROOT / "docs/guides/developpeur.md")
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text))
    rooms = [ROOT / place for place in (".", "src", "src/sia_docs")]
    assert len(named) > 15
    assert [name for name in named if not any((room / name).is_file() for room in rooms)] == []


def test_the_table_of_the_documents_names_files_that_exist() -> None:
    text = text_of(ROOT / "docs/guides/developpeur.md").partition("## Où se trouve chaque document")[2]
    _, header, _, *rows = text.partition("\n\nCe qu’ils partagent")[0].strip().splitlines()[1:]
    folders = [ROOT / "templates", *(ROOT / "src/sia_docs" / name for name in _shown(header)[1:])]
    assert [folder.name for folder in folders] == ["templates", "library", "generators", "cli"]
    for row in rows:
        for folder, cell in zip(folders, row.strip("|").split("|")[1:], strict=True):
            assert _shown(cell) and [name for name in _shown(cell) if not (folder / name).exists()] == []


def _shown(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
