"""FHIR R4: valid resources, the sentence word for word, one label, no patient, no clock."""

from __future__ import annotations

import json
import re
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from echantillon import HOSTILES
from lxml import etree

from mentions import personne, systeme
from sia_docs.generators.mention import Mention, mention
from sia_docs.writers.fhir import AIAST, write_fhir

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own, when it builds its models
    from fhir.resources.R4B.bundle import Bundle

JOUR = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1)))
CODES = "ABCDEFGH"


def made(code: str, **changes: Any) -> Mention:
    return mention([systeme(**changes)], code, professionnels=[personne("Dr Anne Morel, radiologue")])


def resources(sentence: Mention) -> dict[str, list[dict[str, Any]]]:
    """Resources by type, once the public models accept them."""
    text = write_fhir(sentence, JOUR)
    Bundle.model_validate_json(text)
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(text)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


def narrative(div: str) -> str:
    return "".join(etree.fromstring(div).itertext())


@pytest.mark.parametrize("code", CODES)
def test_the_sentence_of_the_resource_is_the_sentence(code: str) -> None:
    sentence = made(code)
    (composition,) = resources(sentence)["Composition"]
    assert narrative(composition["text"]["div"]) == sentence.texte
    assert narrative(composition["section"][0]["text"]["div"]) == sentence.texte


@pytest.mark.parametrize("value", HOSTILES)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    if "\n" in value:
        pytest.skip("a name is one line")
    sentence = mention(
        [systeme(value, value)], "A", professionnels=[personne(f"Dr {value.replace(', ', ' ')}, {value}")]
    )
    found = resources(sentence)
    (composition,) = found["Composition"]
    assert narrative(composition["text"]["div"]) == sentence.texte
    assert found["Device"][0]["deviceName"][0]["name"] == sentence.systemes[0].nom
    tags = set(re.findall(r"<(\w+)", composition["text"]["div"]))
    assert tags == {"div", "p"}


def test_the_label_is_only_on_what_owes_its_content_to_a_system() -> None:
    labelled = {
        code: resources(made(code))["Composition"][0].get("meta", {}).get("security") for code in CODES
    }
    assert {code for code, label in labelled.items() if label} == {"A", "C", "D"}
    assert labelled["A"] == [AIAST]


def test_no_code_of_the_draft_guide_is_emitted() -> None:
    for code in CODES:
        text = write_fhir(made(code), JOUR)
        assert not re.search("AIRPT|CLINAST|aitransparency|AddedProvenance|profile", text)
        codings = re.findall(r'"system": "([^"]+)"', text)
        assert set(codings) <= {AIAST["system"], _PARTICIPANT}


_PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def test_provenance_says_what_the_system_and_the_person_did() -> None:
    found = resources(made("A"))
    (provenance,) = found["Provenance"]
    roles = [agent["type"]["coding"][0]["code"] for agent in provenance["agent"]]
    names = [agent["who"]["display"] for agent in provenance["agent"]]
    assert (roles, names) == (["assembler", "verifier"], ["Poumonia", "Dr Anne Morel"])
    assert provenance["recorded"] == "2026-11-22T14:05:00+01:00"
    (attester,) = found["Composition"][0]["attester"]
    assert attester["party"]["display"] == "Dr Anne Morel"
    assert attester["time"] == provenance["recorded"]


def test_a_composition_is_final_when_somebody_vouches_for_it() -> None:
    found = {code: resources(made(code))["Composition"][0] for code in CODES}
    assert {code for code, one in found.items() if one["status"] == "final"} == {"A", "C"}
    assert all(("attester" in one) == (one["status"] == "final") for one in found.values())


def test_a_system_that_was_not_used_has_no_provenance() -> None:
    assert {code for code in CODES if "Provenance" not in resources(made(code))} == {"B", "G"}
    assert "Device" not in resources(made("G"))


def test_the_device_is_described_by_what_is_known() -> None:
    (device,) = resources(made("A"))["Device"]
    assert device["type"] == {"text": "Artificial-Intelligence"}
    assert device["version"] == [{"value": "2.1"}] and device["manufacturer"] == "Pulmotech SAS"
    unknown = resources(mention([systeme("", "")], "B"))
    assert set(unknown["Device"][0]) == {"resourceType", "type", "manufacturer"}
    assert unknown["Composition"][0]["author"][0]["display"].startswith("[À\u00a0compléter")


def test_several_systems_and_professionals_are_all_agents() -> None:
    people = [personne("Dr Anne Morel, radiologue"), personne("Rose Petit, infirmière")]
    found = resources(mention([systeme(), systeme("Ossea", "1")], "A", professionnels=people))
    assert len(found["Device"]) == len(found["Practitioner"]) == 2
    assert len(found["Provenance"][0]["agent"]) == 4
    assert len(found["Composition"][0]["author"]) == 4


def test_every_reference_leads_to_a_resource_of_the_bundle() -> None:
    for code in CODES:
        text = write_fhir(made(code), JOUR)
        addresses = set(re.findall(r'"fullUrl": "([^"]+)"', text))
        assert set(re.findall(r'"reference": "([^"]+)"', text)) <= addresses


def test_nothing_is_said_of_a_patient_and_the_same_gives_the_same() -> None:
    text = write_fhir(made("A"), JOUR)
    assert "subject" not in text and "Patient" not in text
    assert text == write_fhir(made("A"), JOUR) != write_fhir(made("A"), JOUR.astimezone(UTC))


def test_a_date_without_a_zone_and_a_quotation_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_fhir(made("A"), datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="quotation"):
        write_fhir(made("GUIDE_1"), JOUR)
