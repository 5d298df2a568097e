"""The charters of the examples: same text everywhere, accessible, true to the patient documents, on their pages."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from documents.chartes import STRUCTURES, Piece, inventaire, noms, piece, pieces, precedent, un_de_chaque
from documents.ecrits import defauts_du_word, ecarts, fautes_de_francais, restes
from documents.produits import NS, W
from outils import (
    audit,
    avec_validateur,
    axe,
    ecrites,
    feuilles_du_pdf,
    imprimes,
    node,
    pages_du_pdf,
    sdk,
    texte_du_pdf,
)
from sia_docs.api import build_charters, build_information
from sia_docs.document.nodes import Beside, Figure, Layout, Table, headings_of, plain
from sia_docs.document.poster import fits
from sia_docs.generators.charter_files import charter_files
from sia_docs.generators.charters import COMPARAISON
from sia_docs.library.charters import load_charters
from sia_docs.rules.catalogue import interdites
from sia_docs.writers.text import write_text

PAGES_MAX = {
    **dict.fromkeys(("RESUME", "AFFICHE", "PUBLIQUE", "ENGAGEMENT", "ACCEPTATION"), 1),
    **dict.fromkeys(("CARTE-AVEC", "QUIZ"), 2),
}
"""Documents that must fit on so many pages whatever the structure."""
LU_A_DEUX_METRES = 26.0
"""Points of the smallest letters of an A3 poster (rule of the posters for patients)."""
DE_PRES = {"SIAMentions", "SIAStatut"}
"""Styles of what is read from near by whoever puts the poster up: version, mark of a draft."""


def words(one: Piece) -> str:
    """The text of a document on one line, with ordinary spaces."""
    return " ".join(re.sub(r"[\u00a0\n]+", " ", one.texte).split())


def test_every_text_is_printed_for_at_least_one_example() -> None:
    assert set(load_charters().textes) - {p.id for p in pieces().values()} == set()


@pytest.mark.parametrize("nom", noms())
def test_word_and_html_say_the_same_thing(nom: str) -> None:
    assert ecarts(pieces()[nom]) == []


@pytest.mark.parametrize("nom", noms())
def test_the_french_is_french_and_nothing_is_left_over(nom: str) -> None:
    assert restes(pieces()[nom]) == []
    assert fautes_de_francais(pieces()[nom]) == []


@pytest.mark.parametrize("nom", noms())
def test_the_word_file_is_accessible_and_whole(nom: str, tmp_path: Path) -> None:
    assert defauts_du_word(pieces()[nom], tmp_path) == []


@pytest.mark.parametrize("nom", un_de_chaque())
def test_openxml_audit_finds_nothing(nom: str, tmp_path: Path) -> None:
    path = tmp_path / "charte.docx"
    path.write_bytes(pieces()[nom].docx)
    assert audit(path) == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    files = []
    for nom in un_de_chaque():
        files.append(tmp_path / f"{nom}.docx")
        files[-1].write_bytes(pieces()[nom].docx)
    assert sdk(*files) == {}


def test_the_same_inventory_gives_the_same_bytes_and_a_manifest_of_all() -> None:
    once, again = (
        charter_files(build_charters(inventaire("chu"), precedent=precedent()), ("docx", "html", "txt"))
        for _ in range(2)
    )
    assert once == again
    (manifest,) = [json.loads(data) for name, data in once.items() if name.endswith(".json")]
    assert {f for d in manifest["documents"] for f in d["fichiers"]} == {
        name for name in once if not name.endswith(".json")
    }
    assert set(manifest["dossiers"]) == set(inventaire("chu").dossiers)


# ---------------------------------------------------------------------------------------- catalogue


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_charter_prints_every_approved_use_and_every_tool_that_is_not(structure: str) -> None:
    parc = inventaire(structure)
    text = words(piece(structure, "CHARTE-COURTE" if structure == "cabinet" else "CHARTE"))
    for use in parc.inventaire.usages_approuves or ():
        entry = parc.entree(use.systeme)
        system = parc.systeme(entry) if entry else None
        assert system is not None and use.responsable is not None and use.statut is not None
        assert use.usage[1:] in text
        assert str(system.nom) in text and str(use.responsable.nom) in text
        assert all(data.libelle[1:] in text for data in use.donnees or ())
    for tool in parc.inventaire.outils_non_approuves or ():
        assert tool.nom in text


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_system_that_is_not_generative_or_not_validated_is_in_no_catalogue(structure: str) -> None:
    parc = inventaire(structure)
    others = [
        system.nom
        for entry in parc.inventaire.systemes
        if (system := parc.systeme(entry))
        and (system.generatif is not True or not entry.validation or entry.validation.statut != "valide")
    ]
    catalogue = [
        plain(cell.children)
        for one in pieces().values()
        if one.structure == structure and one.id in ("CHARTE", "CHARTE-COURTE", "METIERS", "RESUME")
        for block in one.document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    assert [name for name in others if name and any(name in cell for cell in catalogue)] == []


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_charter_names_every_class_of_data_that_is_forbidden(structure: str) -> None:
    text = words(piece(structure, "CHARTE-COURTE" if structure == "cabinet" else "CHARTE")).lower()
    for data in interdites(inventaire(structure)):
        assert data.libelle.lower() in text


# ------------------------------------------------------------------------------------------ facts


def test_contacts_systems_and_versions_are_those_of_the_patient_documents() -> None:
    """The public charter and the leaflets of the same hospital say the same facts."""
    parc = inventaire("chu")
    told = build_information(list(parc.dossiers.values()))
    leaflets = " ".join(write_text(made.document) for made in told.feuillets)
    hospital = parc.inventaire.etablissement
    assert hospital.dpo and hospital.usagers and hospital.guichet_ia and hospital.dpo.courriel
    public = words(piece("chu", "PUBLIQUE-WEB"))
    for contact in (hospital.guichet_ia, hospital.dpo.courriel, str(hospital.usagers.courriel)):
        assert contact in public and contact in leaflets
    charter = words(piece("chu", "CHARTE"))
    for ident in ("traduction", "agent-patient"):
        system = parc.dossiers[ident].systeme
        assert system.nom and system.version
        assert system.nom in leaflets and f"{system.nom}, version {system.version}" in charter


@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_system_with_a_dossier_is_described_by_it_alone(structure: str) -> None:
    parc = inventaire(structure)
    for entry in parc.inventaire.systemes:
        assert (entry.dossier is None) != (entry.systeme is None)
        assert (entry.id in parc.dossiers) == (entry.dossier is not None)


# --------------------------------------------------------------------------------------- structures


def test_a_private_practice_gets_the_short_charter_and_the_others_the_full_one() -> None:
    made = {s: {p.id for p in pieces().values() if p.structure == s} for s in STRUCTURES}
    assert all("CHARTE" in made[s] and "CHARTE-COURTE" not in made[s] for s in ("chu", "clinique", "ght"))
    assert "CHARTE-COURTE" in made["cabinet"] and not made["cabinet"] & {"CHARTE", "ADOPTION"}
    full, short = (
        len(words(piece(s, i)).split()) for s, i in (("chu", "CHARTE"), ("cabinet", "CHARTE-COURTE"))
    )
    assert short < full / 2
    assert [s for s in STRUCTURES if COMPARAISON in made[s]] == ["chu"]


def test_the_charters_differ_as_the_structures_do() -> None:
    chu, clinic, group = (words(piece(s, "CHARTE")) for s in ("chu", "clinique", "ght"))
    assert "comité social d’établissement" in chu and "comité social et économique" not in chu
    assert "comité social et économique" in clinic and "comité social d’établissement" not in clinic
    assert "CHU de Valmont" in group and "Centre hospitalier d’Ormeval" in group
    for text, said in ((chu, "six mois"), (clinic, "avertissement"), (group, "À compléter")):
        assert said in text


def test_an_unknown_option_is_a_field_to_complete_and_never_a_choice() -> None:
    lacking = {field.id for field in piece("ght", "CHARTE").produit.manques}
    assert {"options.code", "options.annexee_au_reglement_interieur", "options.duree_journaux"} <= lacking


def test_a_body_that_does_not_exist_is_not_spoken_of() -> None:
    lacking = {
        field.id for one in pieces().values() if one.structure == "clinique" for field in one.produit.manques
    }
    assert [
        ident for ident in lacking if ident.startswith(("gouvernance.comite_ia", "gouvernance.f3sct"))
    ] == []


# --------------------------------------------------------------------------------------- comparison


def test_what_changed_is_told_section_by_section() -> None:
    document = piece("chu", COMPARAISON).document
    sections = [plain(h.children) for h in headings_of(document.blocks) if h.level == 2]
    assert len(sections) == len(set(sections)) >= 5
    text = words(piece("chu", COMPARAISON))
    assert "Plume Valmont, version 1.4" in text and "Plume Valmont, version 1.8" in text
    assert "écrire ou corriger un programme" in text.lower()


def test_a_version_compared_with_itself_has_no_change() -> None:
    parc = inventaire("chu")
    (made,) = build_charters(parc, precedent=parc, ids=[COMPARAISON]).chartes
    assert [plain(h.children) for h in headings_of(made.document.blocks) if h.level == 2] == []


# ------------------------------------------------------------------------------------------ posters


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_poster_is_an_a3_page_read_at_two_metres(structure: str) -> None:
    found = [p for p in pieces().values() if p.structure == structure and p.id == "AFFICHE"]
    for one in found:
        document = one.document
        assert document.layout is Layout.AFFICHE and document.page == "A3" and fits(document)
        sizes = _body_sizes(one.docx)
        assert len(sizes) >= 3 and min(sizes.values()) >= LU_A_DEUX_METRES
    assert len(found) == 1


def _body_sizes(docx: bytes) -> dict[str, float]:
    """Points of the styles that the paragraphs of a poster use."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        body, styles = (etree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "styles"))
    found = {
        style.get(f"{{{W}}}styleId"): style.xpath("string(w:rPr/w:sz/@w:val)", namespaces=NS)
        for style in styles.iterfind("w:style", NS)
    }
    used = {p.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS) for p in body.iter(f"{{{W}}}p")}
    return {name: int(found[name]) / 2 for name in used - DE_PRES if found.get(name)}


def test_the_code_of_a_poster_is_large_and_says_its_address() -> None:
    document = piece("chu", "AFFICHE").document
    (figure,) = [b.figure for b in document.blocks if isinstance(b, Beside)]
    assert isinstance(figure, Figure) and figure.width_mm >= 60
    assert "https://intranet.chu-valmont.exemple/charte-ia" in figure.alt


# ------------------------------------------------------------------------------------------ pages


@pytest.fixture(scope="session")
def chartes_pdf(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """One of each text, and all those that must fit on a page, printed by LibreOffice in one process."""
    wanted = {n: one.docx for n, one in pieces().items() if n in un_de_chaque() or one.id in PAGES_MAX}
    return imprimes(tmp_path_factory.mktemp("chartes"), wanted)


@pytest.mark.office
def test_the_short_documents_fit_on_their_page_and_no_page_is_empty(chartes_pdf: Mapping[str, Path]) -> None:
    wrong = {}
    for nom, path in chartes_pdf.items():
        found = pages_du_pdf(path)
        imprint = sum(len(line.split()) for line in pieces()[nom].document.imprint)
        header = len(pieces()[nom].document.title.split()) + 4
        too_many = len(found) > PAGES_MAX.get(pieces()[nom].id, 99)
        if too_many or any(len(page.split()) < imprint + header + 3 for page in found[1:]):
            wrong[nom] = [len(page.split()) for page in found]
    assert wrong == {}


@pytest.mark.office
def test_a_question_of_the_quiz_stays_with_its_answers(chartes_pdf: Mapping[str, Path]) -> None:
    for path in (path for nom, path in chartes_pdf.items() if pieces()[nom].id == "QUIZ"):
        for page in pages_du_pdf(path):
            counts = {len(re.findall(mark, page)) for mark in (r"Question \d+", r"\bA\. ", r"\bC\. ")}
            assert len(counts) == 1


@pytest.mark.office
def test_a_poster_fills_its_page(chartes_pdf: Mapping[str, Path]) -> None:
    for path in (path for nom, path in chartes_pdf.items() if pieces()[nom].id == "AFFICHE"):
        boxes = texte_du_pdf(path, "-bbox")
        (high,) = re.findall(r'<page width="[\d.]+" height="([\d.]+)"', boxes)
        lowest = max(map(float, re.findall(r'yMax="([\d.]+)"', boxes)))
        assert lowest > 0.8 * float(high)


# ---------------------------------------------------------------------------------------- browser


@pytest.mark.navigateur
@pytest.mark.parametrize("ident", ["RESUME", "ENGAGEMENT", "QUIZ"])
def test_a_short_document_is_printed_on_its_pages_by_a_browser(ident: str, tmp_path: Path) -> None:
    """That of a practice, which is a draft: its notice takes room."""
    (page,) = ecrites(tmp_path, {ident: piece("cabinet", ident).html})
    node("capture.mjs", page, page.with_suffix(".pdf"))
    assert feuilles_du_pdf(page.with_suffix(".pdf"))[0] <= PAGES_MAX[ident]


@pytest.mark.navigateur
def test_axe_finds_no_violation_on_any_page_and_nothing_overflows(tmp_path: Path) -> None:
    axe(*ecrites(tmp_path, {nom: one.html for nom, one in pieces().items()}))
