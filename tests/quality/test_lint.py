"""The lint of the library: the packaged content is clean, and each rule catches its fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sia_docs.law import load_law
from sia_docs.library.load import Library, load_library, read_clause
from sia_docs.library.schema import Bundle, Chapitre, Nature, Parametre, TypeParametre
from sia_docs.quality.lint import defined_terms, lint

HEAD = """---
id: ESS-001
titre: Essai
famille: essai
niveau: usage
{extra}version: 1
verifiee_le: 2026-11-22
---
{texte}
"""


def test_the_packaged_library_has_no_fault() -> None:
    assert [str(problem) for problem in lint(load_library(), load_law())] == []


def test_the_packaged_library_defines_its_terms() -> None:
    terms = defined_terms(load_library())
    assert "Solution" in terms
    assert len(terms) >= 15


def library_with(texte: str, extra: str = "") -> Library:
    """The packaged library plus one clause."""
    packaged = load_library()
    clause = read_clause(HEAD.format(extra=extra, texte=texte), "ESS-001_essai.md")
    bundle = packaged.bundle()
    chapter = Chapitre(id="essai", titre="Essai", clauses=("ESS-001",))
    extended = Bundle(
        id=bundle.id, titre=bundle.titre, chapitres=(*bundle.chapitres, chapter), annexes=bundle.annexes
    )
    return replace(packaged, clauses={**packaged.clauses, "ESS-001": clause}, bundles={bundle.id: extended})


@pytest.mark.parametrize(
    ("texte", "extra", "attendu"),
    [
        ("Texte.", "applicable_si: {toutes: [est_magique]}\n", "condition inconnue « est_magique »"),
        ("Texte.", "exigences: [C9.9-99]\n", "exigence inconnue « C9.9-99 »"),
        ("Texte.", "references: ['rgpd#9999']\n", "rgpd#9999"),
        ("Texte.", "requiert: [XXX-999]\n", "clause inconnue « XXX-999 »"),
        ("Texte.", "parametres: [pas_un_parametre]\n", "paramètre inconnu « pas_un_parametre »"),
        ("Délai : {{ p.rev_preavis_j }}.", "", "employé sans être déclaré"),
        ("Texte.", "parametres: [rev_preavis_j]\n", "déclaré mais pas employé"),
        ("Délai de 30 jours.", "", "chiffre écrit dans le texte (« 30 »)"),
        ("Selon {{ cite('rgpd#9999') }}.", "", "rgpd#9999"),
        ("Selon {{ cite('ccag-tic-2021#51') }}.", "", "à confirmer"),
        ("{% if si('est_magique') %}Texte.{% endif %}", "", "condition inconnue « est_magique »"),
        ("Voir {{ article('XXX-999') }}.", "", "renvoi à une clause inconnue"),
        ("{% if %}", "", "gabarit incorrect"),
    ],
)
def test_a_fault_is_named_with_its_file(texte: str, extra: str, attendu: str) -> None:
    found = lint(library_with(texte, extra), load_law())
    assert len(found) == 1, [str(p) for p in found]
    assert attendu in found[0].message
    assert found[0].fichier == "ESS-001_essai.md"


def test_a_bare_figure_is_found_on_its_line() -> None:
    found = lint(
        library_with("Première ligne.\n\n{% if si('est_generatif') %}\nSous 48 heures.\n{% endif %}"),
        load_law(),
    )
    assert [p.ligne for p in found] == [12]


def test_names_that_contain_figures_are_not_amounts() -> None:
    assert lint(library_with("Un Incident P1, la norme ISO 27001, la Version N-1."), load_law()) == []


def test_a_clause_in_no_document_is_found() -> None:
    library = library_with("Texte.")
    lost = replace(library, bundles=load_library().bundles)
    assert ["n’est dans aucun document" in p.message for p in lint(lost, load_law())] == [True]


def test_a_parameter_that_nobody_uses_and_a_wrong_default_are_found() -> None:
    packaged = load_library()
    wrong = Parametre(
        nom="inutile",
        titre="Inutile",
        type=TypeParametre.ENTIER,
        defaut="beaucoup",
        nature=Nature.USAGE,
        aide="Essai.",
    )
    found = lint(replace(packaged, parametres={**packaged.parametres, "inutile": wrong}), load_law())
    assert len(found) == 2
    assert "défaut incorrect" in found[0].message
    assert "ne sert dans aucun texte" in found[1].message
