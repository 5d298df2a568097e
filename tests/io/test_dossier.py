"""What a person types stays what it is: scalars as text, « inconnu », JSON like YAML, lines of the faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fabrique import donnees, riche, texte_yaml
from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.io.dossier import load_dossier, loads_dossier, locate
from sia_docs.io.manifest import fingerprint_of_dossier
from sia_docs.io.yaml_lines import read_text


@pytest.mark.parametrize(
    "typed", ["1.10", "non", "2026-11-22", "0x1F", "1_000", "1e3", ".inf", "012", "yes", "Off"]
)
def test_yaml_changes_no_scalar(typed: str) -> None:
    assert read_text(f"a: {typed}", fichier="x").data == {"a": typed}


@pytest.mark.parametrize("empty", ["", "~", "null", "inconnu", "Inconnue", '"?"', " "])
def test_an_empty_or_unknown_value_is_nobody_knows(empty: str) -> None:
    text = texte_yaml(donnees()).replace("nom: Poumonia", f"nom: {empty}")
    assert loads_dossier(text).systeme.nom is None


def test_no_is_not_unknown_and_an_empty_list_says_there_is_none() -> None:
    dossier = loads_dossier(
        texte_yaml(donnees({"systeme.generatif": "non", "fournisseur.sous_traitants": []}))
    )
    assert dossier.systeme.generatif is False
    assert dossier.fournisseur.sous_traitants == ()
    assert dossier.systeme.agentique is None
    assert dossier.fournisseur.lois_extra_ue is None


@pytest.mark.parametrize("typed", ["2026-02-28", "28/02/2026"])
def test_a_date_is_typed_in_either_order(typed: str) -> None:
    assert loads_dossier(texte_yaml(donnees({"date_document": typed}))).date_document == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "read"), [("93,4", "93.4"), ("93.4", "93.4"), ("12 000", "12000"), ("12\u202f000,5", "12000.5")]
)
def test_a_number_is_typed_as_in_french(typed: str, read: str) -> None:
    changes = {"systeme.performances": [{"indicateur": "Sensibilité", "valeur": typed}]}
    performances = loads_dossier(texte_yaml(donnees(changes))).systeme.performances
    assert performances is not None and performances[0].valeur == Decimal(read)


@pytest.mark.parametrize("typed", ["NaN", "inf", "-Infinity", "1e999999999999", "douze", "1,2,3"])
def test_a_number_that_is_not_one_is_refused(typed: str) -> None:
    changes = {"systeme.performances": [{"indicateur": "Sensibilité", "valeur": typed}]}
    with pytest.raises(DossierInvalide, match=r"systeme\.performances\.1\.valeur : un nombre"):
        loads_dossier(texte_yaml(donnees(changes)))


def test_json_and_yaml_give_the_same_dossier() -> None:
    data = riche(lambda path: f"« {path} » : é & <b> 😀")
    from_yaml = loads_dossier(texte_yaml(data))
    assert loads_dossier(json.dumps(data), json=True) == from_yaml
    assert loads_dossier(json.dumps(data, ensure_ascii=False, indent="\t"), json=True) == from_yaml
    assert fingerprint_of_dossier(loads_dossier(json.dumps(data), json=True)) == fingerprint_of_dossier(
        from_yaml
    )


def test_a_byte_order_mark_and_windows_ends_of_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dossier.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + texte_yaml(donnees()).replace("\n", "\r\n").encode())
    assert load_dossier(path) == loads_dossier(texte_yaml(donnees()))


def test_a_heading_whose_lines_are_all_commented_out_is_empty() -> None:
    text = texte_yaml(donnees()) + "  parametres:\n    # sla_gti_p1: 1 h\n  justifications:\n"
    assert loads_dossier(text).marche.parametres == {}


def test_a_parameter_may_be_a_yaml_list() -> None:
    dossier = loads_dossier(texte_yaml(donnees({"marche.parametres": {"liste": ["a", "b"]}})))
    assert dossier.marche.parametres == {"liste": "a ; b"}


@pytest.mark.parametrize("bad", ["a\vb", "a\nb", "a\u202eb", "x" * 301])
def test_the_text_of_a_parameter_is_as_clean_as_any_other(bad: str) -> None:
    with pytest.raises(DossierInvalide, match=r"marche\.parametres\.maint_fenetre"):
        loads_dossier(texte_yaml(donnees({"marche.parametres": {"maint_fenetre": bad}})))


def test_all_faults_come_at_once_in_the_order_of_the_lines() -> None:
    changes = {"etablissement.type": "x", "date_document": "x", "systeme.generatif": "x", "marche.phase": "x"}
    with pytest.raises(DossierInvalide) as caught:
        loads_dossier(texte_yaml(donnees(changes)))
    problems = caught.value.problemes
    assert [p.champ for p in problems] == [
        "date_document",
        "etablissement.type",
        "systeme.generatif",
        "marche.phase",
    ]
    assert [p.ligne for p in problems] == sorted(p.ligne or 0 for p in problems)


def test_a_fault_of_a_rule_gets_the_line_of_its_field(fabrique_dossier: Callable[..., Path]) -> None:
    path = fabrique_dossier(changes={"systeme.performances": [{"indicateur": "a"}, {"indicateur": "b"}]})
    first, second = locate(
        [Probleme("faux.", champ="systeme.performances.2.indicateur"), Probleme("sans champ.")], path
    )
    lines = path.read_text("utf-8").splitlines()
    assert first.ligne is not None and lines[first.ligne - 1].strip() == "- indicateur: b"
    assert (second.fichier, second.ligne) == (path.name, None)
    path.unlink()
    assert locate([Probleme("faux.", champ="systeme.nom")], path)[0].ligne is None


def test_the_fingerprint_follows_the_data_not_the_file() -> None:
    given = donnees({"marche.parametres": {"a": "1", "b": "2"}})
    turned = dict(reversed(donnees({"marche.parametres": {"b": "2", "a": "1"}}).items()))
    changed = donnees({"marche.parametres": {"a": "1", "b": "3"}})
    marks = [
        fingerprint_of_dossier(loads_dossier("# note\n" + texte_yaml(d))) for d in (given, turned, changed)
    ]
    assert marks[0] == marks[1] != marks[2]
