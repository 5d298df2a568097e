"""Write the report sentence as HL7 FHIR R4 resources (docs/decisions/0011).

A collection Bundle: a Composition that carries the sentence as its narrative, with the security label
AIAST when the report owes its content to a system; the Devices (the systems), the Practitioners, and a
Provenance that says who did what.  No patient, no clock: the caller gives the date.  Nothing of the
draft guide « AI Transparency on FHIR » is claimed: no profile, no code of its unpublished tables.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from sia_docs.writers.sentence import sentence_xhtml

if TYPE_CHECKING:
    from sia_docs.generators.mention import Mention, RoleCite
    from sia_docs.generators.mention_sentence import PersonneCitee, SystemeCite

AIAST = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "AIAST",
    "display": "Artificial Intelligence asserted",
}
"""« Asserted by an artificial intelligence » (HL7 Terminology)."""

_PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:sia-docs:mention")

Ressource = dict[str, Any]


def write_fhir(mention: Mention, recorded: datetime) -> str:
    """The Bundle as JSON, the same bytes for the same sentence and date.

    Raises:
        ValueError: ``recorded`` has no time zone (a FHIR instant needs one), or the sentence is a
            quotation of the guide.
    """
    return json.dumps(bundle(mention, recorded), ensure_ascii=False, indent=2) + "\n"


def bundle(mention: Mention, recorded: datetime) -> Ressource:
    """The Bundle as plain data; see :func:`write_fhir`."""
    if recorded.tzinfo is None:
        raise ValueError("a FHIR instant needs a time zone")
    if mention.citation:
        raise ValueError("a quotation of the guide is not a statement about a report")
    instant = recorded.isoformat(timespec="seconds")
    devices = [_entry(_device(system)) for system in mention.systemes]
    people = [_entry(_practitioner(person)) for person in mention.professionnels if person.nom]
    composition = _entry(_composition(mention, instant, devices, people))
    entries = [composition, *devices, *people]
    if mention.role_systeme:
        entries.append(_entry(_provenance(mention, instant, composition, devices, people)))
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _entry(resource: Ressource) -> Ressource:
    """A resource under an address made from its content: no counter, no chance."""
    return {
        "fullUrl": f"urn:uuid:{uuid5(_NAMESPACE, json.dumps(resource, sort_keys=True))}",
        "resource": resource,
    }


def _composition(
    mention: Mention, instant: str, devices: list[Ressource], people: list[Ressource]
) -> Ressource:
    narrative = {
        "status": "generated",
        "div": '<div xmlns="http://www.w3.org/1999/xhtml" lang="fr" xml:lang="fr">'
        f"{sentence_xhtml(mention.inlines)}</div>",
    }
    authors = [*people, *(devices if mention.etiquette_ia else ())]
    composition: Ressource = {
        "resourceType": "Composition",
        "language": "fr",
        "text": narrative,
        "status": "preliminary",
        "type": {"text": mention.document},
        "date": instant,
        # « author » is mandatory: when nobody is known yet, it says so.
        "author": [_to(author) for author in authors] or [{"display": _unknown(mention)}],
        "title": mention.section,
        "section": [{"title": mention.section, "text": narrative}],
    }
    if mention.etiquette_ia:
        composition["meta"] = {"security": [AIAST]}
    if mention.role_humain and mention.role_humain.code == "verifier":
        # Somebody vouches for the document. Else only the software of the report knows when it is final.
        composition["status"] = "final"
        composition["attester"] = [
            {"mode": "professional", "time": instant, "party": _to(person)} for person in people
        ]
    return composition


def _device(system: SystemeCite) -> Ressource:
    # The draft guide has a code « Artificial-Intelligence » in a table of its own: here it is only words.
    device: Ressource = {"resourceType": "Device", "type": {"text": "Artificial-Intelligence"}}
    if system.fabricant:
        device["manufacturer"] = system.fabricant
    if system.nom:
        device["deviceName"] = [{"name": system.nom, "type": "user-friendly-name"}]
    if system.version:
        device["version"] = [{"value": system.version}]
    return device


def _practitioner(person: PersonneCitee) -> Ressource:
    name: Ressource = {"text": _name(person)}
    if person.titre:
        name["prefix"] = [person.titre]
    practitioner: Ressource = {"resourceType": "Practitioner", "name": [name]}
    if person.fonction:
        practitioner["qualification"] = [{"code": {"text": person.fonction}}]
    return practitioner


def _provenance(
    mention: Mention, instant: str, target: Ressource, devices: list[Ressource], people: list[Ressource]
) -> Ressource:
    agents = [
        {"type": _role(role), "who": _to(agent)}
        for role, acting in ((mention.role_systeme, devices), (mention.role_humain, people))
        if role
        for agent in acting
    ]
    return {
        "resourceType": "Provenance",
        "target": [{"reference": target["fullUrl"]}],
        "recorded": instant,
        "agent": agents,
    }


def _role(role: RoleCite) -> Ressource:
    coded = {"coding": [{"system": _PARTICIPANT, "code": role.code}]} if role.code else {}
    return {**coded, "text": role.texte}


def _to(entry: Ressource) -> Ressource:
    """A reference, with the name of whom it leads to."""
    resource = entry["resource"]
    names = resource.get("deviceName") or resource.get("name") or [{}]
    shown = names[0].get("name") or names[0].get("text")
    return {"reference": entry["fullUrl"], **({"display": shown} if shown else {})}


def _name(person: PersonneCitee) -> str:
    return " ".join(part for part in (person.titre, person.nom) if part)


def _unknown(mention: Mention) -> str:
    return mention.a_completer[0].text
