"""The addresses of the hospital become links; what is read does not change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fabrique import BASE
from sia_docs.document.nodes import Cell, Link, ListBlock, Paragraph, Strong, Table, Text, inlines_of, plain
from sia_docs.generators.addresses import Addresses
from sia_docs.models import Etablissement

HOPITAL = {
    "telephone": "02 99 00 00 00",
    "page_ia": "https://chu.exemple/ia",
    "guichet_ia": "ia@chu.exemple",
    "dpo": {"nom": "M. Roy", "courriel": "dpo@chu.exemple", "telephone": "15"},
}
ETABLISSEMENT = Etablissement.model_validate({**BASE["etablissement"], **HOPITAL})
ADRESSES = Addresses.of(ETABLISSEMENT)


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def liens(text: str) -> list[tuple[str, str]]:
    (block,) = ADRESSES.linked((p(text),))
    assert plain(getattr(block, "children", ())).replace("\u00a0", " ") == text
    return [(i.href, plain(i.children)) for i in inlines_of(block) if isinstance(i, Link)]


def test_a_page_an_e_mail_and_a_phone_lead_somewhere() -> None:
    assert liens("M. Roy, dpo@chu.exemple, 02 99 00 00 00. Voir https://chu.exemple/ia.") == [
        ("mailto:dpo@chu.exemple", "dpo@chu.exemple"),
        ("tel:0299000000", "02\u00a099\u00a000\u00a000\u00a000"),
        ("https://chu.exemple/ia", "https://chu.exemple/ia"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sous 15 jours.",  # a number of two digits is not looked for
        "https://chu.exemple/ia-generative",
        "https://chu.exemple/ia/page",
        "autre.dpo@chu.exemple",
        "dpo@chu.exemple.org",
        "002 99 00 00 00",
    ],
)
def test_neither_a_longer_address_nor_a_short_number_is_one_of_them(text: str) -> None:
    assert liens(text) == []


def test_a_block_without_address_is_the_same_object() -> None:
    blocks = (p("Rien."), ListBlock(((p("Rien non plus."),),)))
    assert all(a is b for a, b in zip(ADRESSES.linked(blocks), blocks, strict=True))


def test_lists_tables_and_strong_words_hold_links_too() -> None:
    strong = Paragraph((Strong((Text("ia@chu.exemple"),)),))
    table = Table("t", "d", (Cell((Text("Qui"),)),), ((Cell((Text("ia@chu.exemple"),)),),), (1,))
    for block in ADRESSES.linked((ListBlock(((strong,),)), table)):
        assert [i.href for i in inlines_of(block) if isinstance(i, Link)] == ["mailto:ia@chu.exemple"]


def test_a_poster_keeps_its_phones_whole_and_leads_nowhere() -> None:
    (block,) = replace(ADRESSES, paper=True).linked((p("Téléphone : 02 99 00 00 00, ou ia@chu.exemple"),))
    assert isinstance(block, Paragraph)
    assert all(isinstance(inline, Text) for inline in block.children)
    assert plain(block.children) == "Téléphone : 02\u00a099\u00a000\u00a000\u00a000, ou ia@chu.exemple"


def test_a_hospital_without_address_changes_nothing() -> None:
    none = replace(ADRESSES, hrefs={}, pattern=None)
    assert none.linked((p("ia@chu.exemple"),)) == (p("ia@chu.exemple"),)
