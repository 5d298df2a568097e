"""Write the report sentence as a section of a CDA R2 document (docs/decisions/0011).

In CDA an author is a person **or** a machine, never both: a report that owes its content to a system has
one ``author`` for each person and one for each system.  CDA has no label for artificial intelligence.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sia_docs.document.inlines import plain
from sia_docs.writers.html import check_characters

if TYPE_CHECKING:
    from sia_docs.generators.mention import Mention
    from sia_docs.generators.mention_sentence import PersonneCitee, SystemeCite

_UNKNOWN = '<id nullFlavor="NI"/>'


def write_cda(mention: Mention, time: datetime) -> str:
    """A ``section`` element of namespace ``urn:hl7-org:v3``, to insert in a document's body.

    Raises:
        ValueError: ``time`` has no time zone, or the sentence is a quotation of the guide.
    """
    if time.tzinfo is None:
        raise ValueError("the time of an author needs a time zone")
    if mention.citation:
        raise ValueError("a quotation of the guide is not a statement about a report")
    stamp = f"{time:%Y%m%d%H%M%S%z}"
    authors = [_author(stamp, _person(person)) for person in mention.professionnels if person.nom]
    if mention.etiquette_ia:
        authors += [_author(stamp, _device(system)) for system in mention.systemes]
    lines = [
        '<section xmlns="urn:hl7-org:v3">',
        f"  <title>{escape(mention.section)}</title>",
        f"  <text><paragraph>{escape(plain(mention.inlines))}</paragraph></text>",
        '  <languageCode code="fr-FR"/>',
        *authors,
        "</section>",
    ]
    result = "\n".join(lines) + "\n"
    check_characters(result)
    return result


def _author(stamp: str, assigned: str) -> str:
    return (
        f'  <author>\n    <time value="{stamp}"/>\n'
        f"    <assignedAuthor>{_UNKNOWN}{assigned}</assignedAuthor>\n  </author>"
    )


def _person(person: PersonneCitee) -> str:
    name = f"<prefix>{escape(person.titre)}</prefix> " if person.titre else ""
    # The function is in words, not in a code of a national table.
    code = (
        f'<code nullFlavor="OTH"><originalText>{escape(person.fonction)}</originalText></code>'
        if person.fonction
        else ""
    )
    return f"{code}<assignedPerson><name>{name}{escape(person.nom or '')}</name></assignedPerson>"


def _device(system: SystemeCite) -> str:
    model = f"<manufacturerModelName>{escape(system.nom)}</manufacturerModelName>" if system.nom else ""
    software = " ".join(part for part in (system.nom, system.version) if part)
    name = f"<softwareName>{escape(software)}</softwareName>" if software else ""
    return f"<assignedAuthoringDevice>{model}{name}</assignedAuthoringDevice>"
