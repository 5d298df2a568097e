"""Each faulty dossier stands beside the message that it must get: file, line, field, remedy, in French."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sia_docs.erreurs import FichierIllisible
from sia_docs.io.yaml_lines import PROFONDEUR_MAX, TAILLE_MAX, read_file

FOLDER = Path(__file__).parents[1] / "fixtures" / "mauvais_dossiers"
FAUTIFS = sorted(p for p in FOLDER.iterdir() if p.suffix in (".yaml", ".json"))
#: Words of Pydantic, PyYAML, Jinja and Python that a hospital must never read.
ANGLAIS = re.compile(
    r"\b(error|invalid|input|should|expected|found|while|line|column|unexpected|field|required|Traceback|None|True|False"
    r"|Field|permitted|validation|token|scanning|string|Errno|file|directory|dict|list|str|tuple|value|choose|usage)\b"
)


@pytest.mark.parametrize("path", FAUTIFS, ids=lambda p: p.name)
@pytest.mark.parametrize("verb", ["verifier", "generer"])
def test_a_faulty_dossier_gets_its_exact_message(
    path: Path, verb: str, commande: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    arguments = (
        ["verifier", path] if verb == "verifier" else ["generer", "contrat", path, "--dans", tmp_path / "out"]
    )
    code, out, err = commande(*arguments)
    assert code == 1
    expected = path.with_suffix(".attendu.txt").read_text("utf-8").splitlines()
    said = [line[4:] for line in (out + err).splitlines() if line.startswith("  – ")]
    assert expected and expected[0]
    assert said[: len(expected)] == expected
    if verb == "generer":
        assert said == expected
        assert not (tmp_path / "out").exists()
    assert not ANGLAIS.search(re.sub(r"«[^»]*»|'[^']*'", "", "\n".join(expected)))


def test_every_expected_message_belongs_to_a_dossier() -> None:
    stems = {p.stem for p in FAUTIFS}
    assert len(FAUTIFS) >= 50
    assert {p.name.removesuffix(".attendu.txt") for p in FOLDER.glob("*.attendu.txt")} == stems


def test_a_file_over_two_mebibytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gros.yaml"
    path.write_bytes(b"a: " + b"x" * (3 * 1024 * 1024))
    with pytest.raises(FichierIllisible, match=r"dépasse la limite de 2 Mio\. Reçu : « 3,0 Mio »"):
        read_file(path)


def test_a_file_of_exactly_two_mebibytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plein.yaml"
    path.write_bytes(b"a: " + b"x" * (TAILLE_MAX - 4) + b"\n")
    assert len(read_file(path).data["a"]) == TAILLE_MAX - 4


def test_a_bomb_of_aliases_is_refused_at_its_first_alias(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    path = tmp_path / "bombe.yaml"
    path.write_text("\n".join(lines))
    with pytest.raises(FichierIllisible, match="ligne 2 : les alias YAML"):
        read_file(path)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_too_many_levels_are_refused_without_exhausting_the_stack(opening: str, tmp_path: Path) -> None:
    path = tmp_path / "profond.yaml"
    path.write_text(opening * 100_000)
    with pytest.raises(FichierIllisible, match=f"plus de {PROFONDEUR_MAX} niveaux"):
        read_file(path)


def test_fifty_levels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "profond.yaml"
    path.write_text("[" * PROFONDEUR_MAX + "]" * PROFONDEUR_MAX)
    assert read_file(path).data == eval("[" * PROFONDEUR_MAX + "]" * PROFONDEUR_MAX)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FichierIllisible, match="le fichier n’existe pas"):
        read_file(tmp_path / "absent.yaml")
    with pytest.raises(FichierIllisible, match="un fichier est attendu, c’est un dossier"):
        read_file(tmp_path)
    (tmp_path / "f").write_text("x")
    with pytest.raises(FichierIllisible, match="ne peut pas être lu"):
        read_file(tmp_path / "f" / "dossier.yaml")


def test_a_file_without_the_right_to_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("a: b")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FichierIllisible, match=r"ne peut pas être lu.*droits"):
        read_file(path)
