"""Any file that somebody may give: read, or refused with one clear reason and what to do."""

from __future__ import annotations

from pathlib import Path

import fichiers_falc as f
import pytest

from sia_docs.erreurs import FichierIllisible
from sia_docs.quality.falc.check_file import check_file
from sia_docs.quality.falc.findings import Statut
from sia_docs.quality.falc.read_file import TEXTE_MAX, read_everywhere, read_written


def ecrit(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("nom", "contenu", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "ce format n’est pas lu"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "ancien fichier .doc"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "mot de passe"),
        ("a.docx", b"pas un zip", "ce n’est pas un fichier .docx, ou il est abîmé"),
        ("a.docx", f.docx({f.BODY: f.body("<w:p/>"), f.FOOTER: f"<w:ftr {f._NS}/>"}), "aucun texte"),
        ("a.docx", f.docx({f.BODY: f.body(f"<w:p>{f.picture()}</w:p>"), f.FOOTER: f"<w:ftr {f._NS}/>"}), "que des images"),
        ("a.docx", b"", "est vide"),
        ("a.txt", b"", "est vide"),
        ("a.txt", b" \n\n ", "aucun texte"),
        ("a.txt", "été".encode("latin-1"), "n’est pas enregistré en UTF-8"),
        ("a.txt", "été".encode("utf-16"), "UTF-16"),
        ("a.txt", b"a\x00b", "n’est pas un texte"),
        ("a.txt", b"%PDF-1.7", "c’est un fichier PDF"),
        ("a.md", b"PK\x03\x04zzz", "fichier compressé"),
        ("a.html", b"\x89PNG\r\n", "c’est une image"),
        ("a.html", b"<p></p>", "aucun texte"),
        ("a.txt", ("Une phrase simple. " * 110_000).encode(), "2 090 000 signes"),
        ("a.html", ("<p>Une phrase simple.</p>" * 100_000).encode(), "signes ; le contrôle en lit"),
        ("absent/a.txt", None, "n’existe pas"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_error(
    nom: str, contenu: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / nom
    if contenu is not None:
        path.write_bytes(contenu)
    with pytest.raises(FichierIllisible) as caught:
        read_written(path)
    (problem,) = caught.value.problemes
    assert message in problem.message.replace("\u00a0", " ")
    assert problem.fichier == Path(nom).name and problem.remede


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(FichierIllisible, match="n’existe pas"):
        read_written(tmp_path / "a.txt")


def test_a_file_of_pictures_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    with pytest.raises(FichierIllisible, match="dépasse 20 Mio"):
        read_written(path)


def test_a_mark_at_the_start_of_the_file_is_not_text(tmp_path: Path) -> None:
    assert read_written(ecrit(tmp_path, "a.txt", b"\xef\xbb\xbfUn mot.")).blocs[0].texte == "Un mot."


def test_a_long_text_within_the_limit_is_read(tmp_path: Path) -> None:
    path = ecrit(tmp_path, "a.txt", ("Un mot.\n\n" * (TEXTE_MAX // 9)).encode())
    assert len(read_written(path).blocs) == TEXTE_MAX // 9


def test_pictures_inside_a_page_do_not_count_as_text(tmp_path: Path) -> None:
    large = f.html().replace(
        "<p>Version", '<img alt="x" src="data:image/png;base64,' + "A" * 3_000_000 + '"><p>Version'
    )
    assert read_written(ecrit(tmp_path, "a.html", large.encode())).blocs


def test_a_page_that_never_changes_is_read_once(tmp_path: Path) -> None:
    assert len(read_everywhere(ecrit(tmp_path, "a.html", b"<p>Un mot.</p>"))) == 1
    assert len(read_everywhere(ecrit(tmp_path, "b.html", f.html().encode()))) == 3


def test_a_fault_that_paper_alone_shows_is_found_and_says_so(tmp_path: Path) -> None:
    page = f.html(css="@media print{p{font-style:italic}}")
    bilan = check_file(ecrit(tmp_path, "a.html", page.encode()))
    found = [c for c in bilan.constats if c.regle == "F-L4"]
    assert [c.message.startswith("À l’impression") for c in found] == [True, True]
    assert next(p for p in bilan.par_regle if p.regle == "F-L4").statut is Statut.ECARTS


def test_a_fault_of_every_medium_is_told_once(tmp_path: Path) -> None:
    page = f.html(css="p{font-style:italic}")
    bilan = check_file(ecrit(tmp_path, "a.html", page.encode()))
    assert sum(c.regle == "F-L4" for c in bilan.constats) == 2  # the two paragraphs
