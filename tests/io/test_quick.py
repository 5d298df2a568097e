"""The quick reading never recognises what the model refuses, and reads as it reads."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from echantillon import HOSTILES
from pydantic import BaseModel

from fabrique import RACINE, donnees, ecrire, feuilles, riche
from sia_docs.erreurs import SiaDocsError
from sia_docs.io.dossier import dossier_of, load_dossier
from sia_docs.io.quick import _LINES, _PLAIN, Record, quick_dossier, recognise
from sia_docs.io.yaml_lines import Arbre, read_file

EXEMPLES = sorted((RACINE / "examples").glob("*/dossier.yaml"))
MAUVAIS = sorted(
    path
    for path in (RACINE / "tests" / "fixtures" / "mauvais_dossiers").iterdir()
    if path.suffix in (".yaml", ".json")
)


def same(record: Any, model: Any, path: str = "") -> list[str]:
    """Paths where the two do not read alike."""
    if isinstance(model, BaseModel):
        if not isinstance(record, Record) or set(vars(record)) != set(type(model).model_fields):
            return [path]
        return [
            difference
            for name in vars(record)
            for difference in same(getattr(record, name), getattr(model, name), f"{path}.{name}")
        ]
    if isinstance(model, tuple):
        if not isinstance(record, tuple) or len(record) != len(model):
            return [path]
        return [
            difference
            for rank, pair in enumerate(zip(record, model, strict=True))
            for difference in same(*pair, f"{path}.{rank}")
        ]
    return [] if record == model and isinstance(model, type(record)) else [path]


def judged(data: Any) -> Any:
    """The model, or ``None`` when it refuses."""
    try:
        return dossier_of(Arbre(data, {}, "essai"))
    except SiaDocsError:
        return None


def agrees(data: Any) -> bool:
    """The rule of the module; returns whether the data were recognised."""
    found = recognise(data, "dossier")
    if found is None:
        return False
    model = judged(data)
    assert model is not None, "recognised, and the model refuses it"
    assert same(found, model) == []
    return True


@pytest.mark.parametrize("path", EXEMPLES, ids=lambda p: p.parent.name)
def test_an_example_is_recognised_and_reads_like_the_model(path: Path) -> None:
    assert agrees(read_file(path).data)


@pytest.mark.parametrize("path", MAUVAIS, ids=lambda p: p.name)
def test_a_bad_dossier_is_left_to_the_model(path: Path) -> None:
    try:
        tree = read_file(path)
    except SiaDocsError:
        return
    agrees(tree.data)


def test_a_dossier_with_every_field_is_recognised() -> None:
    assert agrees(riche(lambda path: "texte"))


@pytest.mark.parametrize(
    "value", [*HOSTILES, "inconnu", "Inconnue", "?", "", " ", "OUI", "5", "-1", "é" * 301]
)
def test_a_text_is_never_read_otherwise_than_by_the_model(value: str) -> None:
    agrees(riche(lambda path: value))
    agrees(donnees({"systeme.nom": value, "systeme.limites": value}))


@pytest.mark.parametrize("value", ["inconnu", "Oui", "5", "x" * 301])
def test_no_field_is_ever_read_otherwise_than_by_the_model(value: str) -> None:
    filled = riche(lambda path: "texte")
    for path in feuilles():
        if ".parametres" not in path and ".justifications" not in path:
            agrees(donnees({path: value}, base=filled))


@pytest.mark.parametrize(
    "change",
    [
        {"systeme.nm": "x"},
        {"systeme": "x"},
        {"systeme.services": "x"},
        {"systeme.nom": ["x"]},
        {"systeme.nom": {"x": "y"}},
        {"date_document": "2026-02-30"},
        {"information.superviseur.presnt": "oui"},
        {"etablissement.guichet_ia": "personne"},
        {"etablissement.page_ia": "http://exemple.test"},
    ],
)
def test_a_fault_is_left_to_the_model(change: dict[str, Any]) -> None:
    assert not agrees(donnees(change))
    assert judged(donnees(change)) is None


def test_every_plain_character_is_kept_by_the_model_as_it_is() -> None:
    plain = [chr(code) for code in range(0x3000) if _PLAIN.fullmatch(chr(code))]
    assert len(plain) > 300
    for char in plain:
        assert unicodedata.is_normalized("NFC", char) and unicodedata.category(char)[0] != "M"
        assert unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cn")
        if char.strip():
            assert agrees(donnees({"systeme.nom": f"a{char}b"}))
    assert _LINES.fullmatch("a\nb") and not _PLAIN.fullmatch("a\nb")


def test_a_long_text_is_read_in_no_time() -> None:
    assert not re.compile(_LINES.pattern).fullmatch("a" * 20_000 + "\x00")


def test_the_quick_dossier_is_the_model_when_in_doubt(tmp_path: Path) -> None:
    quick = quick_dossier(ecrire(tmp_path / "vite.yaml"))
    assert isinstance(quick, Record)
    slow = ecrire(tmp_path / "doute.yaml", {"systeme.nom": "医療"})
    assert quick_dossier(slow) == load_dossier(slow)
    with pytest.raises(SiaDocsError, match=r"presnt.*Vouliez-vous dire « present »"):
        quick_dossier(ecrire(tmp_path / "faux.yaml", {"information.superviseur.presnt": "oui"}))


def test_without_a_schema_the_model_decides() -> None:
    assert recognise(donnees(), "absent") is None
