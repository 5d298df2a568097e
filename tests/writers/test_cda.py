"""CDA R2: a well-formed section, the sentence word for word, a person or a machine as author."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from echantillon import HOSTILES
from lxml import etree

from mentions import personne, systeme
from sia_docs.generators.mention import Mention, mention
from sia_docs.writers.cda import write_cda

JOUR = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1)))
V3 = {"v": "urn:hl7-org:v3"}


def made(code: str) -> Mention:
    return mention([systeme()], code, professionnels=[personne("Dr Anne Morel, radiologue")])


def section(sentence: Mention) -> etree._Element:
    root = etree.fromstring(write_cda(sentence, JOUR).encode())
    assert root.tag == "{urn:hl7-org:v3}section"
    return root


def narrative(root: etree._Element) -> str:
    (text,) = root.findall("v:text", V3)
    return "".join(text.itertext())


@pytest.mark.parametrize("code", "ABCDEFGH")
def test_the_narrative_is_the_sentence(code: str) -> None:
    assert narrative(section(made(code))) == made(code).texte


@pytest.mark.parametrize("value", HOSTILES)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    if "\n" in value:
        pytest.skip("a name is one line")
    sentence = mention(
        [systeme(value, value)], "A", professionnels=[personne(f"Dr {value.replace(', ', ' ')}, {value}")]
    )
    root = section(sentence)
    assert narrative(root) == sentence.texte
    (model,) = root.findall(".//v:manufacturerModelName", V3)
    assert model.text == sentence.systemes[0].nom


def test_a_report_made_with_a_system_has_a_person_and_a_machine_as_authors() -> None:
    authors = section(made("A")).findall("v:author/v:assignedAuthor", V3)
    kinds = [[etree.QName(child).localname for child in author] for author in authors]
    assert kinds == [["id", "code", "assignedPerson"], ["id", "assignedAuthoringDevice"]]
    (name,) = authors[0].findall("v:assignedPerson/v:name", V3)
    assert "".join(name.itertext()) == "Dr Anne Morel"
    assert authors[0].findtext("v:code/v:originalText", None, V3) == "radiologue"
    assert authors[1].findtext(".//v:softwareName", None, V3) == "Poumonia 2.1"


def test_an_author_is_never_both_a_person_and_a_machine() -> None:
    for code in "ABCDEFGH":
        for author in section(made(code)).findall("v:author", V3):
            kinds = author.findall(".//v:assignedPerson", V3) + author.findall(
                ".//v:assignedAuthoringDevice", V3
            )
            assert len(kinds) == 1
            assert author.find("v:time", V3).get("value") == "20261122140500+0100"  # type: ignore[union-attr]


def test_a_system_that_wrote_nothing_is_no_author() -> None:
    with_machine = {
        code for code in "ABCDEFGH" if section(made(code)).findall(".//v:assignedAuthoringDevice", V3)
    }
    assert with_machine == {"A", "C", "D"}


def test_the_parts_of_the_section_are_in_the_order_of_the_standard() -> None:
    order = ["title", "text", "languageCode", "author", "author"]
    assert [etree.QName(child).localname for child in section(made("A"))] == order


def test_a_date_without_a_zone_and_a_quotation_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_cda(made("A"), datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="quotation"):
        write_cda(made("GUIDE_2"), JOUR)
