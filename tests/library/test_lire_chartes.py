"""The texts of the charters: read once, every fault at once, with its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sia_docs.erreurs import ContenuInvalide
from sia_docs.library.charters import FAMILLES, load_charters, read_charters
from sia_docs.library.exigences import load_requirements
from sia_docs.models import TypeEtablissement
from sia_docs.models.inventaire import Droit

DOCUMENT = """---
id: {id}
titre: "Charte"
famille: {famille}
parties:
  - titre: Avant
    sections: [{sections}]
verifiee_le: 2026-11-22
---
Bonjour.
"""
SECTION = """---
id: {id}
titre: "Une section"
moment: avant
verifiee_le: 2026-11-22
---
{texte}
"""
MOTS = "personne: {public: un agent, prive: un salarié, liberal: un membre, autre: un professionnel}\n"


def folder(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """A small library, with some files changed."""
    base = {
        "personnel/CHARTE.md": DOCUMENT.format(id="CHARTE", famille="personnel", sections="S-UN"),
        "sections/S-UN.md": SECTION.format(id="S-UN", texte="Un."),
        "mots.yaml": MOTS,
        "cadre.yaml": "sommaire: Dans ce document\n",
    }
    for name, text in {**base, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def faults(path: Path) -> list[str]:
    with pytest.raises(ContenuInvalide) as refused:
        read_charters(path)
    return [str(problem) for problem in refused.value.problemes]


def test_the_packaged_charters_are_read() -> None:
    library = load_charters()
    assert {text.entete.famille for text in library.textes.values()} == set(FAMILLES)
    assert all(set(forms) == set(Droit) for forms in library.mots.values())


def test_every_requirement_that_a_text_names_is_in_the_register() -> None:
    library = load_charters()
    heads = [text.entete for text in (*library.textes.values(), *library.sections.values())]
    named = {ident for head in heads for ident in head.exigences}
    assert named and named <= set(load_requirements())


def test_a_small_library_is_read(tmp_path: Path) -> None:
    library = read_charters(folder(tmp_path, {}))
    assert list(library.textes) == ["CHARTE"] and list(library.sections) == ["S-UN"]
    assert library.textes["CHARTE"].entete.concerne(TypeEtablissement.CABINET)


def test_a_text_for_some_structures_is_not_for_the_others(tmp_path: Path) -> None:
    text = SECTION.format(id="S-UN", texte="Un.").replace("moment:", "structures: [cabinet]\nmoment:")
    head = read_charters(folder(tmp_path, {"sections/S-UN.md": text})).sections["S-UN"].entete
    assert head.concerne(TypeEtablissement.CABINET) and not head.concerne(TypeEtablissement.CHU)


FAUTES: dict[str, tuple[dict[str, str], str]] = {
    "a wrong folder": (
        {"public/X.md": DOCUMENT.format(id="XX", famille="adoption", sections="S-UN")},
        "X.md, ligne 1 : « famille : adoption » ne correspond pas au dossier « public ».",
    ),
    "an id twice": (
        {"personnel/Z.md": DOCUMENT.format(id="CHARTE", famille="personnel", sections="S-UN")},
        "Z.md, ligne 1 : l’identifiant « CHARTE » existe déjà.",
    ),
    "a section twice": (
        {"sections/S-UN_bis.md": SECTION.format(id="S-UN", texte="Un.")},
        "S-UN_bis.md, ligne 1 : l’identifiant « S-UN » existe déjà.",
    ),
    "a section that nobody names": (
        {"sections/S-DEUX.md": SECTION.format(id="S-DEUX", texte="Deux.")},
        "S-DEUX.md, ligne 1 : aucun document ne contient la section « S-DEUX ».",
    ),
    "a section that does not exist": (
        {"personnel/CHARTE.md": DOCUMENT.format(id="CHARTE", famille="personnel", sections="S-UN, S-TROIS")},
        "CHARTE.md, ligne 1 : aucune section ne porte l’identifiant « S-TROIS ».",
    ),
    "a heading as high as the section": (
        {"sections/S-UN.md": SECTION.format(id="S-UN", texte="Un.\n\n## Trop haut")},
        "S-UN.md, ligne 9 : une section n’a pas de titre « ## » : employez « ### ». Reçu : « ## Trop haut ».",
    ),
    "a word that a structure lacks": (
        {"mots.yaml": "personne: {public: un agent}\n"},
        "mots.yaml, ligne 1 : le mot « personne » doit avoir une forme pour chacun de : public, prive, liberal, autre.",
    ),
    "a topic that does not exist": (
        {
            "sections/S-UN.md": SECTION.format(id="S-UN", texte="Un.").replace(
                "moment:", "themes: [41]\nmoment:"
            )
        },
        "S-UN.md, ligne 4 – themes.1 : la valeur doit être au plus 40.",
    ),
}


@pytest.mark.parametrize("name", FAUTES)
def test_a_fault_is_told_with_its_file(name: str, tmp_path: Path) -> None:
    files, said = FAUTES[name]
    assert any(fault.startswith(said.removesuffix(".")) for fault in faults(folder(tmp_path, files)))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    files = {"mots.yaml": "personne: {public: un agent}\n", "sections/S-DEUX.md": "sans en-tête"}
    assert len(faults(folder(tmp_path, files))) == 2
