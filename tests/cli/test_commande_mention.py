"""``sia-docs mention``: the sentence in every format, what is refused, and how little it loads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from fabrique import ecrire, environnement
from mentions import VALIDATEUR

Commande = Callable[..., tuple[int, str, str]]
MOREL = ("--professionnel", "Dr Anne Morel, radiologue", "--present")
QUAND = ("--horodatage", "2026-11-22T14:05:00+01:00")


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    return str(ecrire(tmp_path / "dossier.yaml", {"systeme.version": "2.1"}))


@pytest.fixture
def phrase(dossier: str, commande: Commande) -> str:
    code, out, err = commande("mention", dossier, *MOREL)
    assert (code, err) == (0, "")
    return out.removesuffix("\n")


def test_the_sentence_is_printed_alone(phrase: str) -> None:
    assert phrase.startswith("Ce compte rendu a été établi")
    assert phrase.endswith("Poumonia, version\u00a02.1, puis validé par le Dr\u00a0Anne Morel, radiologue.")


def test_several_systems_and_people_are_in_one_sentence(
    tmp_path: Path, dossier: str, commande: Commande
) -> None:
    other = str(ecrire(tmp_path / "autre.yaml", {"systeme.nom": "Ossea", "systeme.version": "1"}))
    code, out, _ = commande(
        "mention", dossier, other, *MOREL, "--professionnel", "Rose Petit, infirmière", "--document", "note"
    )
    assert code == 0
    assert (
        "Poumonia, version\u00a02.1, et Ossea, version\u00a01, puis validée par le Dr\u00a0Anne Morel" in out
    )
    assert out.endswith("et par Rose Petit, infirmière.\n")


@pytest.mark.parametrize("kind", ["html", "json", "fhir", "cda"])
def test_every_format_holds_the_same_sentence(
    kind: str, phrase: str, dossier: str, commande: Commande
) -> None:
    code, out, err = commande("mention", dossier, *MOREL, "--format", kind, *QUAND)
    assert (code, err) == (0, "")
    match kind:
        case "json":
            assert json.loads(out)["texte"] == phrase
            assert json.loads(out)["systemes"] == [{"nom": "Poumonia", "version": "2.1"}]
        case "fhir":
            assert phrase in json.loads(out)["entry"][0]["resource"]["text"]["div"]
        case _:
            assert phrase in "".join(etree.fromstring(out.encode()).itertext())


def test_what_is_missing_is_marked_in_html(dossier: str, commande: Commande) -> None:
    _, out, _ = commande("mention", dossier, "--variante", "D", "--format", "html")
    assert "<mark>[À\u00a0compléter\u00a0: nom du professionnel]</mark>" in out


def test_the_professional_of_the_dossier_is_the_default(tmp_path: Path, commande: Commande) -> None:
    path = str(ecrire(tmp_path / "d.yaml", {"information.superviseur": VALIDATEUR}))
    code, out, _ = commande("mention", path, "--document", "lettre_liaison")
    assert code == 0 and "validée par le Dr\u00a0Anne Morel, radiologue" in out


def test_present_vouches_for_the_professional_of_the_dossier(tmp_path: Path, commande: Commande) -> None:
    path = ecrire(tmp_path / "d.yaml", {"information.superviseur": {**VALIDATEUR, "present": "inconnu"}})
    code, out, err = commande("mention", path)
    assert (code, out) == (1, "") and "sa présence lors de l’acte n’est pas établie" in err
    assert "d.yaml, ligne" in err and "--present" in err
    assert commande("mention", path, "--present")[0] == 0


def test_no_validator_is_one_clear_error(dossier: str, commande: Commande) -> None:
    code, out, err = commande("mention", dossier)
    assert (code, out) == (1, "")
    assert err.count("–") >= 1 and "aucune n’est nommée" in err and "Ajoutez --professionnel" in err
    code, _, err = commande("mention", dossier, "--professionnel", "Dr Anne Morel, radiologue")
    assert code == 1 and "Ajoutez --present" in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--variante", "Z"), "« Z »"),
        (("--document", "lettre"), "Choisissez parmi compte_rendu"),
        (("--professionnel", "Dr Anne\u202eMorel, radiologue"), "changement de sens"),
        (("--professionnel", ""), "le nom du professionnel est vide."),
        (("--professionnel", "Docteur , radiologue"), "le nom du professionnel est vide."),
        (("--professionnel", "Dr Anne Morel"), "la fonction manque. Reçu : « Dr Anne Morel ». Écrivez"),
        (("--professionnel", "inconnu, radiologue", "--present"), "aucune n’est nommée"),
        (("--variante", "F"), "Indiquez avec --professionnel la personne qui signe le document."),
        (
            ("--variante", "G", "--present"),
            "Indiquez avec --professionnel la personne qui signe le document.",
        ),
        (("--variante", "Z"), "H, GUIDE_1, GUIDE_2"),
        ((*MOREL, "--format", "fhir"), "--horodatage"),
        ((*MOREL, "--format", "cda", "--horodatage", "hier"), "« hier »"),
        ((*MOREL, "--format", "fhir", "--horodatage", "2026-11-22T14:05:00"), "fuseau"),
        (("--variante", "GUIDE_1", "--format", "fhir", *QUAND), "citation"),
    ],
)
def test_a_bad_request_is_refused_in_french(
    arguments: tuple[str, ...], expected: str, dossier: str, commande: Commande
) -> None:
    code, out, err = commande("mention", dossier, *arguments)
    assert (code, out) == (1, "")
    assert expected in err and "Traceback" not in err


def test_an_error_is_json_when_json_is_asked_for(dossier: str, commande: Commande) -> None:
    code, out, err = commande("mention", dossier, "--format", "json")
    assert (code, err) == (1, "")
    assert "aucune n’est nommée" in json.loads(out)["erreurs"][0]["message"]


def test_a_bad_dossier_is_told_with_its_line(tmp_path: Path, commande: Commande) -> None:
    path = ecrire(tmp_path / "faux.yaml", {"information.superviseur.presnt": "oui"})
    code, _, err = commande("mention", path, *MOREL)
    assert code == 1 and "Vouliez-vous dire « present »" in err and "ligne" in err


def test_the_list_says_what_suits_and_the_kinds_of_document(dossier: str, commande: Commande) -> None:
    code, out, _ = commande("mention", dossier, "--liste")
    assert code == 0 and "Poumonia" in out and "lettre_liaison" in out
    assert out.count("à confirmer") == 9
    code, out, _ = commande("mention", dossier, "--liste", "--format", "json")
    assert [p["code"] for p in json.loads(out)[0]["phrases"]][-2:] == ["GUIDE_1", "GUIDE_2"]


def test_the_clipboard_receives_exactly_the_sentence(
    tmp_path: Path, dossier: str, phrase: str, commande: Commande, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "recu"
    program = tmp_path / "bin" / "xclip"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    code, out, err = commande("mention", dossier, *MOREL, "--copier")
    assert (code, out) == (0, phrase + "\n") and "presse-papiers" in err
    assert kept.read_text("utf-8") == phrase


def test_without_a_clipboard_the_sentence_is_still_printed(
    tmp_path: Path, dossier: str, phrase: str, commande: Commande, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, err = commande("mention", dossier, *MOREL, "--copier")
    assert (code, out) == (1, phrase + "\n") and "Copiez la phrase affichée" in err


def test_the_sentence_loads_neither_pydantic_nor_the_engine(dossier: str) -> None:
    program = (
        "import sys; from sia_docs.cli import main; code = main(sys.argv[1:]);"
        "print(code, *sorted(m for m in sys.modules if m.split('.')[0] in ('pydantic', 'jinja2', 'markdown')"
        " or m in ('sia_docs.law', 'sia_docs.document.nodes', 'sia_docs.models')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "mention", dossier, *MOREL],
        env=environnement(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "0"


def test_a_sentence_that_does_not_suit_the_system_is_refused(tmp_path: Path, commande: Commande) -> None:
    path = ecrire(
        tmp_path / "d.yaml",
        {
            "systeme.categorie": "surveillance",
            "systeme.generatif": "non",
            "information.superviseur": VALIDATEUR,
        },
    )
    assert commande("mention", path)[0] == 0
    code, out, err = commande("mention", path, "--variante", "D")
    assert (code, out) == (1, "")
    told = "la phrase D (document traduit) ne convient pas à Poumonia. Phrases possibles\u00a0: A, B, F, G."
    assert told in err and "--variante" in err


def test_a_system_that_no_sentence_suits_is_told(tmp_path: Path, commande: Commande) -> None:
    path = ecrire(tmp_path / "d.yaml", {"systeme.categorie": "organisation", "systeme.generatif": "non"})
    code, out, err = commande("mention", path, *MOREL)
    assert (code, out) == (1, "") and "aucune phrase sur l’usage d’un système ne convient à Poumonia" in err
    assert " oui " in commande("mention", path, "--liste")[1]
    assert not re.search(r"GUIDE_\d +oui", commande("mention", path, "--liste")[1])


def test_every_absent_supervisor_is_told_once_with_the_file(tmp_path: Path, commande: Commande) -> None:
    absent = {"information.superviseur": {**VALIDATEUR, "present": "inconnu"}}
    for name, system in (("a", "Poumonia"), ("b", "Ossea")):
        (tmp_path / name).mkdir()
        ecrire(tmp_path / name / "dossier.yaml", {"systeme.nom": system, **absent})
    paths = [tmp_path / name / "dossier.yaml" for name in "ab"]
    code, _, err = commande("mention", *paths, paths[0])
    assert code == 1
    assert [err.count(f"{path}, ligne") for path in paths] == [1, 1]
    assert 'sinon --professionnel "…" --present' in err


def test_every_unreadable_dossier_is_told_at_once(tmp_path: Path, commande: Commande) -> None:
    paths = [ecrire(tmp_path / f"{n}.yaml", {"systeme.categorie": "magie"}) for n in "ab"]
    code, _, err = commande("mention", *paths, *MOREL)
    assert code == 1 and "a.yaml" in err and "b.yaml" in err


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Docteur", "Dr\u00a0"), ("dr", "Dr\u00a0"), ("Dr.", "Dr\u00a0"), ("Dre", "Dr\u00a0"),
        ("Professeure", "Pr\u00a0"), ("Madame", "par Mme\u00a0"), ("Monsieur", "par M.\u00a0"),
    ],
)  # fmt: skip
def test_a_title_is_understood_however_it_is_typed(
    typed: str, written: str, dossier: str, commande: Commande
) -> None:
    _, out, _ = commande("mention", dossier, "--professionnel", f"{typed} Ada Byron, radiologue", "--present")
    assert f"{written}Ada Byron, radiologue." in out


def test_the_guide_own_sentence_is_said_to_be_a_pattern(dossier: str, commande: Commande) -> None:
    code, out, err = commande("mention", dossier, "--variante", "GUIDE_2")
    assert code == 0 and "[Nom, fonction]" in out
    assert "modèle du guide, à remplir" in err
