"""The house style of a hospital: what it gives to writers, and every way it can be wrong, in French."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fabrique import donnees
from sia_docs.erreurs import CharteInvalide, DossierInvalide
from sia_docs.io.charte import LOGO_MAX, CharteLue, load_charte, with_contacts
from sia_docs.io.dossier import dossier_of
from sia_docs.io.yaml_lines import Arbre


def _png(width: int = 300, height: int = 100, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#00695C").save(out, kind)
    return out.getvalue()


def _load(folder: Path, text: str, **files: bytes) -> CharteLue:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    (folder / "charte.yaml").write_text(text, "utf-8")
    return load_charte(folder / "charte.yaml")


def _faults(folder: Path, text: str, **files: bytes) -> list[str]:
    with pytest.raises(CharteInvalide) as caught:
        _load(folder, text, **files)
    return [str(problem) for problem in caught.value.problemes]


def test_a_full_house_style(tmp_path: Path) -> None:
    text = (
        "nom: CHU de Trévénec\nlogo: logo.png\nlogo_alt: Logo du CHU\ncouleur_principale: '#00695c'\n"
        "couleur_texte_sur_principale: '#FFFFFF'\npolice: Marianne\ntelephone: 02 99 00 00 00\n"
        "page_ia: https://chu-trevenec.exemple/ia\n"
    )
    read = _load(tmp_path, text, logo__png=_png())
    assert read.avertissements == ()
    assert read.look.logo == _png() and read.look.logo_alt == "Logo du CHU"
    assert (read.look.name, read.look.fonts) == ("CHU de Trévénec", ("Marianne",))
    assert (read.look.primary, read.look.on_primary, read.look.ink) == ("#00695C", "#FFFFFF", "#00695C")
    assert read.charte.telephone == "02 99 00 00 00"


def test_a_colour_is_enough_and_may_come_without_its_sign(tmp_path: Path) -> None:
    look = _load(tmp_path, "couleur_principale: 006950\n").look
    assert (look.primary, look.on_primary, look.logo, look.logo_alt) == ("#006950", "#FFFFFF", None, "")


def test_a_logo_without_words_takes_the_name(tmp_path: Path) -> None:
    text = "nom: CHU\nlogo: logo.jpg\ncouleur_principale: '#00695C'\n"
    assert _load(tmp_path, text, logo__jpg=_png(kind="JPEG")).look.logo_alt == "Logo CHU"


def test_a_pale_colour_keeps_its_ground_and_loses_its_letters(tmp_path: Path) -> None:
    read = _load(tmp_path, "couleur_principale: '#FFD54F'\n")
    assert (read.look.on_primary, read.look.ink) == ("#000000", "#000000")
    (notice,) = read.avertissements
    assert "1,41 pour 1" in str(notice) and "titres sont écrits en noir" in str(notice)


def test_too_little_contrast_says_the_ratio_and_what_is_needed(tmp_path: Path) -> None:
    text = "couleur_principale: '#FFD54F'\ncouleur_texte_sur_principale: '#FFFFFF'\n"
    (fault,) = _faults(tmp_path, text)
    assert fault.startswith("charte.yaml, ligne 2 – couleur_texte_sur_principale : ")
    assert "1,41 pour 1, il en faut au moins 4,5" in fault and "le noir sera choisi" in fault


def test_a_contrast_just_below_is_never_rounded_up(tmp_path: Path) -> None:
    text = "couleur_principale: '#777777'\ncouleur_texte_sur_principale: '#FFFFFF'\n"
    (fault,) = _faults(tmp_path, text)
    assert "4,47 pour 1" in fault


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("logo__png", b"ceci n'est pas une image", "n’est pas une image PNG ou JPEG"),
        ("logo__png", b"", "n’est pas une image PNG ou JPEG"),
        ("logo__png", _png()[:60], "n’est pas une image PNG ou JPEG"),
        ("logo__png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une image PNG ou JPEG"),
        ("logo__png", _png(kind="GIF"), "n’est pas une image PNG ou JPEG"),
        ("logo__png", b"\x89PNG" + bytes(40 * 1024 * 1024), "pèse 40 Mio ; la limite est de 5 Mio"),
        ("autre__png", b"", "introuvable"),
    ],
    ids=["texte", "vide", "tronquée", "svg", "gif", "40 Mio", "absente"],
)
def test_a_bad_logo_is_one_clear_error(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (fault,) = _faults(tmp_path, "couleur_principale: '#00695C'\nlogo: logo.png\n", **{name: data})
    assert fault.startswith("charte.yaml, ligne 2 – logo : ") and words in fault
    assert "Reçu : « logo.png »" in fault


@pytest.mark.parametrize("size", [(6000, 5000), (12_000, 12_000), (20_000, 20_000)])
def test_a_picture_that_unpacks_to_millions_of_points_is_refused(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    bomb = BytesIO()
    Image.new("1", size).save(bomb, "PNG")
    assert len(bomb.getvalue()) < LOGO_MAX
    (fault,) = _faults(tmp_path, "couleur_principale: '#00695C'\nlogo: b.png\n", b__png=bomb.getvalue())
    assert "trop de points" in fault and "25 millions" in fault


@pytest.mark.parametrize("path", ["/etc/passwd", "C:\\logo.png", "."])
def test_a_path_that_is_not_a_picture_beside_the_file(tmp_path: Path, path: str) -> None:
    (fault,) = _faults(tmp_path, f"couleur_principale: '#00695C'\nlogo: '{path}'\n")
    assert "relatif" in fault or "introuvable" in fault


def test_a_colour_without_quotes_is_not_lost(tmp_path: Path) -> None:
    text = "couleur_principale: #00695C\ncouleur_texte_sur_principale: #FFFFFF\n"
    faults = _faults(tmp_path, text)
    assert [fault.split(" : ")[0] for fault in faults] == [
        "charte.yaml, ligne 1 – couleur_principale",
        "charte.yaml, ligne 2 – couleur_texte_sur_principale",
    ]
    assert all("entre guillemets" in fault for fault in faults)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "nom: CHU\nlogo: logo.png\ncouleur_principale: rouge\npolice: 'Arial; } body { color: red'\n"
        "page_ia: http://chu.exemple\ncouleurs: bleu\n"
    )
    faults = _faults(tmp_path, text, logo__png=b"faux")
    assert len(faults) == 5
    assert [fault.split("ligne ")[1][0] for fault in faults] == ["2", "3", "4", "5", "6"]


def test_contacts_of_the_house_style_fill_what_the_dossier_does_not_say(tmp_path: Path) -> None:
    read = _load(tmp_path, "couleur_principale: '#00695c'\ntelephone: 02 99 00 00 00\n")
    dossier = dossier_of(Arbre(donnees({"etablissement.page_ia": "https://chu.exemple/ia"}), {}, "x"))
    known = with_contacts(dossier, read.charte).etablissement
    assert (known.telephone, known.page_ia) == ("02 99 00 00 00", "https://chu.exemple/ia")


def test_two_different_phone_numbers_are_one_clear_error(tmp_path: Path) -> None:
    read = _load(tmp_path, "couleur_principale: '#00695c'\ntelephone: 02 99 00 00 00\n")
    dossier = dossier_of(Arbre(donnees({"etablissement.telephone": "01 00 00 00 00"}), {}, "x"))
    with pytest.raises(DossierInvalide, match=r"deux valeurs différentes.*02 99.*Le dossier dit « 01 00"):
        with_contacts(dossier, read.charte)
