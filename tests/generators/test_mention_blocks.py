"""The Word template: its entries say what Python says, and its names suit Word."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from fabrique import donnees
from outils import avec_validateur, convertis, sdk
from sia_docs.erreurs import DossierInvalide
from sia_docs.generators.mention import mention
from sia_docs.generators.mention_blocks import word_template
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier
from sia_docs.models.information import Professionnel
from sia_docs.quality.docx_accessibilite import verifier_docx
from sia_docs.writers.docx.building_blocks import NAME_MAX

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
HOSTILE = "Société <Dupont> & fils {{ 7*7 }}"


def dossier(nom: str = "Poumonia", version: str = "2.1", **changes: Any) -> Dossier:
    told = {"systeme.nom": nom, "systeme.version": version, "systeme.categorie": "imagerie"}
    told |= {key.replace("__", "."): value for key, value in changes.items()}
    return Dossier.model_validate(donnees(told))


def entries(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/glossary/document.xml"))
    found = root.xpath("//w:docPart[.//w:gallery/@w:val='autoTxt']", namespaces=NS)
    return {str(e.xpath("string(w:docPartPr/w:name/@w:val)", namespaces=NS)): e for e in found}


def filled(entry: etree._Element, document: str, title: str, name: str, function: str) -> str:
    """The sentence once a person has chosen in the lists and typed in the fields."""
    typed = {"professionnel.titre": title, "professionnel.nom": name, "professionnel.fonction": function}
    text = []
    for node in entry.xpath("w:docPartBody/w:p/*", namespaces=NS):
        tag = node.xpath("string(w:sdtPr/w:tag/@w:val)", namespaces=NS)
        options = node.xpath(".//w:listItem/@w:value", namespaces=NS)
        if tag == "mention.document":
            (chosen,) = [
                option for option in options if option.casefold().endswith(f" {document}".casefold())
            ]
            text.append(str(chosen))
        elif tag in typed:
            assert not options or typed[tag] in options
            text.append(typed[tag])
        else:
            text.append("".join(node.itertext()))
    return "".join(text)


def has_document(entry: etree._Element, document: str) -> bool:
    options = entry.xpath(
        ".//w:sdt[w:sdtPr/w:tag/@w:val='mention.document']//w:listItem/@w:value", namespaces=NS
    )
    return not options or any(str(o).casefold().split(" ", 1)[1] == document.casefold() for o in options)


@pytest.mark.parametrize("nom", ["Poumonia", HOSTILE, "compte rendu"])
def test_each_filled_entry_is_the_sentence_of_python(nom: str) -> None:
    system = dossier(nom, information__finalite_mention="aide au diagnostic")
    person = Professionnel.model_validate(
        {"titre": "Mme", "nom": HOSTILE, "fonction": "sage-femme", "present": "oui"}
    )
    produced = list(entries(word_template([system])).values())
    for variante in load_mentions().variantes:
        prep = "de Mme" if "{de}" in variante.texte else "par Mme"
        for kind in load_mentions().documents:
            if variante.code not in "ABCFG":
                continue  # not suited to this kind of system
            wanted = mention([system], variante.code, kind.id, [person])
            written = {
                filled(entry, wanted.document, prep, HOSTILE, "sage-femme")
                for entry in produced
                if has_document(entry, wanted.document) and f"{prep.split()[0]} Mme" in "".join(
                    entry.xpath(".//w:listItem/@w:value", namespaces=NS)
                )
            }  # fmt: skip
            assert wanted.texte in written


def test_a_sentence_that_does_not_suit_the_system_has_no_entry() -> None:
    technical = dossier("ClairIRM", systeme__categorie="technique", systeme__generatif="non")
    names = entries(word_template([technical]))
    assert "ClairIRM images" in names
    assert not [name for name in names if name.startswith("ClairIRM aide")]


def test_names_are_unique_and_fit_even_for_systems_that_look_alike() -> None:
    long = "BriefCase-Triage for Pulmonary Embolism on every kind of angiography"
    names = list(entries(word_template([dossier(long), dossier(f"{long} 2"), dossier(long, "3")])))
    assert all(0 < len(name) <= NAME_MAX for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_what_nobody_knows_stays_a_field_to_fill_in_the_entry() -> None:
    unknown = Dossier.model_validate(donnees())
    entry = entries(word_template([unknown]))["Poumonia aide"]
    tags = entry.xpath(".//w:tag/@w:val", namespaces=NS)
    assert "systeme.version" in tags
    assert "[À\u00a0compléter\u00a0: version du système]" in "".join(entry.itertext())


def test_a_sentence_that_names_a_validator_says_so_in_its_description() -> None:
    entry = entries(word_template([dossier()]))["Poumonia aide"]
    described = entry.xpath("string(w:docPartPr/w:description/@w:val)", namespaces=NS)
    assert "présente lors de l’acte" in described


@pytest.mark.parametrize("systems", [[], [dossier(), dossier()]], ids=["none", "twins"])
def test_no_system_or_the_same_one_twice_is_refused(systems: list[Dossier]) -> None:
    with pytest.raises(DossierInvalide):
        word_template(systems)


def test_the_same_dossiers_give_the_same_bytes() -> None:
    assert word_template([dossier()]) == word_template([dossier()])


def test_the_page_that_opens_is_accessible() -> None:
    assert [(c.regle, c.message) for c in verifier_docx(word_template([dossier(HOSTILE)]))] == []


@pytest.mark.validateur
@avec_validateur
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    path = tmp_path / "mentions-ia.dotx"
    path.write_bytes(word_template([dossier(HOSTILE), dossier("Scribia", "3")]))
    assert sdk(path) == {}


@pytest.mark.office
def test_libreoffice_opens_the_template_and_prints_every_sentence(tmp_path: Path) -> None:
    path = tmp_path / "mentions-ia.dotx"
    data = word_template([dossier(HOSTILE)])
    path.write_bytes(data)
    text = convertis([path], "txt:Text")["mentions-ia"].read_text("utf-8-sig")
    assert "Document Building Blocks" in text
    assert re.sub(r"\s", "", HOSTILE) in re.sub(r"\s", "", text)
    assert all(name in text for name in entries(data))
