"""The HTML writer: structure, hostile values, self-containment, accessibility, same text as Word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from unicodedata import normalize

import pytest
from echantillon import echantillon
from hostiles import CORPUS, document_with
from hypothesis import given
from hypothesis import strategies as st

from sia_docs.document.nodes import (
    Cell,
    CrossRef,
    Heading,
    Link,
    Paragraph,
    Table,
    Text,
    Toc,
)
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import is_safe_href, write_html

VOID = {"br", "col", "meta"}


class Outline(HTMLParser):
    """Strict reading: every element must be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"attribut répété sur {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> ferme {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def shape(self) -> list[tuple[str, tuple[str, ...], str | None]]:
        """Element names, attribute names and classes: what a value may never change."""
        return [(t, tuple(sorted(a)), a.get("class")) for t, a in self.elements if t != "br"]


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == []
    return parsed


def visible(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", normalize("NFC", text)).strip(" ")


# ------------------------------------------------------------------------------------- hostile values


def test_the_corpus_has_at_least_sixty_values() -> None:
    assert len(set(CORPUS)) >= 60


@pytest.mark.parametrize("value", CORPUS, ids=lambda value: ascii(value)[:30])
@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
def test_a_hostile_value_comes_out_as_it_is_and_changes_no_structure(value: str, fragment: bool) -> None:
    benign = write_html(document_with("valeur"), fragment=fragment)
    hostile = write_html(document_with(value), fragment=fragment)
    assert outline(hostile).shape() == outline(benign).shape()
    expected = [
        (bloc.nature, bloc.texte.replace("valeur", visible(value))) for bloc in blocks_of_html(benign)
    ]
    got = [(bloc.nature, bloc.texte) for bloc in blocks_of_html(hostile)]
    assert [nature for nature, _ in got] == [nature for nature, _ in expected]
    # Compared without spaces, since a value may begin or end with some beside our own text.
    assert [t.replace(" ", "") for _, t in got] == [t.replace(" ", "") for _, t in expected]


def test_a_hostile_value_stays_in_the_title_and_in_the_metas() -> None:
    for value in CORPUS:
        page = outline(write_html(document_with(value)))
        assert visible(page.texts["title"][0]) == visible(value)
        metas = {m["name"]: m["content"] for m in page.all("meta") if "name" in m}
        assert metas["author"] == metas["description"] == normalize("NFC", value)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1).filter(lambda v: visible(v)))
def test_any_text_reads_back_as_it_was(value: str) -> None:
    document = replace(echantillon(), blocks=(Paragraph((Text(value),)),), imprint=())
    assert blocks_of_html(write_html(document))[-1].texte == visible(value)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1b", "\r", "\x85", "\ud800", "\ufffe"], ids=ascii)
def test_a_control_character_is_refused_and_named(bad: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(bad):04X}"):
        write_html(document_with(f"a{bad}b"))


def test_no_break_spaces_and_decomposed_letters_are_kept_as_nfc() -> None:
    html = write_html(document_with("12\u202f000\u00a0€ e\u0301te\u0301"))
    assert "12\u202f000\u00a0€ été" in html


# --------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "\\\\serveur\\partage",
        "//exemple.test/",
        "http://exemple.test/",
        "https:exemple.test",
        "https://exemple.test/\"onclick='x'",
        "https://exemple.test/ x",
        "vbscript:x",
        "#ancre",
        "tel:x",
        "tel:+33 2 99",
        "",
    ],
)
def test_only_https_mailto_and_tel_become_links(href: str) -> None:
    assert not is_safe_href(href)
    document = replace(echantillon(), blocks=(Paragraph((Link(href, (Text("cible"),)),)),))
    html = write_html(document)
    assert outline(html).all("a") == [{"class": "evitement", "href": "#contenu"}]
    assert "<p>cible</p>" in html


def test_safe_links_keep_their_address_and_say_when_their_text_is_the_address() -> None:
    links = (
        Link("https://exemple.test/?a=1&b=2", (Text("le site"),)),
        Link("https://exemple.test/", (Text("exemple.test"),)),
        Link("mailto:dpo@exemple.test", (Text("dpo@exemple.test"),)),
        Link("tel:+33299000000", (Text("+33 2 99 00 00 00"),)),
        Link("mailto:delegue-a-la-protection@exemple.test", (Text("delegue-a-la-protection@exemple.test"),)),
    )
    page = outline(write_html(replace(echantillon(), blocks=(Paragraph(links),))))
    assert [(a["href"], a["class"]) for a in page.all("a")[1:]] == [
        ("https://exemple.test/?a=1&b=2", "lien"),
        ("https://exemple.test/", "lien adresse court"),
        ("mailto:dpo@exemple.test", "lien adresse court"),
        ("tel:+33299000000", "lien adresse court"),
        ("mailto:delegue-a-la-protection@exemple.test", "lien adresse"),
    ]


def test_a_link_never_contains_another_link() -> None:
    title = (Link("https://exemple.test/", (Text("site"),)), CrossRef("a", "article ", "1"))
    document = replace(
        echantillon(),
        blocks=(
            Toc("Sommaire"),
            Heading(1, title, "a"),
            Paragraph((Link("https://exemple.test/", (CrossRef("a", "article ", "1"),)),)),
        ),
    )
    html = write_html(document)
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html)


# --------------------------------------------------------------------------------------- structure


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
def test_the_file_holds_nothing_active_and_asks_for_nothing(fragment: bool) -> None:
    html = write_html(echantillon(), fragment=fragment)
    parsed = outline(html)
    tags = {tag for tag, _ in parsed.elements}
    assert tags.isdisjoint(
        {"script", "iframe", "object", "embed", "form", "input", "link", "base", "img", "svg", "video"}
    )
    for tag, attributes in parsed.elements:
        assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name in attributes)
        href = attributes.get("href")
        assert href is None or (tag == "a" and href.startswith(("#", "https://", "mailto:")))
    for css in parsed.texts.get("style", []):
        assert not re.search(r"url\(|@import|@font-face|expression\(", css)


def test_the_page_has_its_language_its_policy_and_only_known_metas() -> None:
    page = outline(write_html(echantillon()))
    assert page.all("html") == [{"lang": "fr", "dir": "ltr"}]
    assert len(page.all("title")) == 1
    metas = page.all("meta")
    assert metas[0] == {"charset": "utf-8"}
    assert metas[1]["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert {m["name"] for m in metas if "name" in m} == {"viewport", "referrer", "description", "author"}
    assert page.all("html") != outline(write_html(replace(echantillon(), lang="ar"))).all("html")


def test_the_page_has_its_landmarks_and_a_skip_link_that_arrives() -> None:
    page = outline(write_html(echantillon()))
    tags = Counter(tag for tag, _ in page.elements)
    assert tags["header"] == tags["nav"] == tags["main"] == tags["footer"] == tags["h1"] == 1
    assert page.all("a")[0] == {"class": "evitement", "href": f"#{page.all('main')[0]['id']}"}


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
def test_heading_levels_never_skip(fragment: bool) -> None:
    levels = (1, 3, 3, 2, 1, 2, 3)
    blocks = tuple(Heading(level, (Text(f"t{i}"),), f"i{i}") for i, level in enumerate(levels))
    html = write_html(replace(echantillon(), blocks=blocks), fragment=fragment)
    got = [int(tag[1]) for tag, _ in outline(html).elements if re.fullmatch("h[1-6]", tag)]
    first = 2 if fragment else 1
    assert got == [first + step for step in (0, 1, 2, 3, 2, 1, 2, 3)]


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
def test_ids_are_unique_and_every_internal_reference_arrives(fragment: bool) -> None:
    twins = tuple(
        Heading(1, (Text("t"),), name)
        for name in ("contenu", "a b", "a b", "1", "é", "sommaire", "tableau-1")
    )
    document = echantillon()
    html = write_html(replace(document, blocks=document.blocks + twins), fragment=fragment)
    elements = outline(html).elements
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", i or "") for i in ids)
    for _, attributes in elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert attributes.get(name, ids[0]) in ids
        href = attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids


def test_two_fragments_can_share_a_page() -> None:
    first = write_html(echantillon(), fragment=True)
    second = write_html(replace(echantillon(), subject="Autre objet"), fragment=True)
    ids = [{a["id"] for _, a in outline(html).elements if "id" in a} for html in (first, second)]
    assert ids[0].isdisjoint(ids[1])
    assert all(name is not None and name.startswith("sia-") for name in ids[0])


def test_a_fragment_is_one_article_without_style_nor_page() -> None:
    fragment = outline(write_html(echantillon(), fragment=True))
    assert fragment.elements[0] == ("article", {"class": "sia-docs", "lang": "fr"})
    assert {tag for tag, _ in fragment.elements}.isdisjoint({"html", "head", "body", "style", "h1", "main"})


def test_page_and_fragment_say_the_same_thing() -> None:
    page, fragment = (blocks_of_html(write_html(echantillon(), fragment=f)) for f in (False, True))
    assert compare(page, fragment) == []


def test_tables_are_captioned_numbered_and_headed() -> None:
    html = write_html(echantillon())
    parsed = outline(html)
    captions = [b.texte for b in blocks_of_html(html) if b.nature == "legende"]
    assert [c.split("\u00a0–")[0] for c in captions] == ["Tableau\u00a01", "Tableau\u00a02"]
    assert {th["scope"] for th in parsed.all("th")} == {"col", "row"}
    assert len(parsed.all("thead")) == len(parsed.all("table")) == 2
    frames = [d for d in parsed.all("div") if d.get("class") == "tableau"]
    # Four columns may scroll, hence reachable with the keyboard; two columns fit.
    assert [d.get("tabindex") for d in frames] == ["0", None]


def test_a_table_without_row_headers_has_none() -> None:
    cells = (Cell((Text("a"),)), Cell((Text("b"),)))
    document = replace(echantillon(), blocks=(Table("l", "", cells, (cells,), (1, 1), row_header=False),))
    assert {th["scope"] for th in outline(write_html(document)).all("th")} == {"col"}


def test_fields_are_marked_and_carry_their_path_and_who_answers() -> None:
    marks = outline(write_html(echantillon())).all("mark")
    assert {"class": "a-completer", "data-champ": "fournisseur.hds", "data-qui": "candidat"} in marks
    assert len(marks) == 6


def test_a_reference_without_target_is_text_not_a_dead_link() -> None:
    html = write_html(echantillon())
    assert "article 99" in html
    assert not re.search(r"<a[^>]*>article 99", html)


def test_the_table_of_contents_links_to_the_listed_headings_of_two_levels() -> None:
    html = write_html(echantillon())
    toc = html[html.index("<nav") : html.index("</nav>")]
    listed = [b.texte for b in blocks_of_html(toc) if b.nature.startswith("sommaire")]
    assert listed[0] == "Préambule"
    assert "2.1 Disponibilité" in listed
    assert not any("Interprétation" in entry or entry == "Signatures" for entry in listed)
    assert len(outline(toc + "</nav>").all("a")) == len(listed)


def test_another_style_sheet_cannot_leave_its_element() -> None:
    page = outline(write_html(echantillon(), css="p{color:red}</style><script>x</script>"))
    assert page.all("script") == []
    assert len(page.all("style")) == 1


def test_the_status_is_printed_on_drafts_and_finals() -> None:
    assert echantillon().cover.status in write_html(echantillon(draft=True))
    assert echantillon().cover.status in write_html(echantillon(draft=False))


def test_two_runs_give_the_same_text() -> None:
    assert write_html(echantillon()) == write_html(echantillon())


# ------------------------------------------------------------------------------------- same as Word


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
def test_word_and_html_say_the_same_thing(fragment: bool) -> None:

    document = echantillon()
    word = blocks_of_docx(write_docx(document))
    assert compare(word, blocks_of_html(write_html(document, fragment=fragment))) == []


@pytest.mark.parametrize("value", CORPUS, ids=lambda value: ascii(value)[:30])
def test_word_and_html_say_the_same_thing_with_a_hostile_value_everywhere(value: str) -> None:

    document = document_with(value)
    assert compare(blocks_of_docx(write_docx(document)), blocks_of_html(write_html(document))) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<td>30 minutes</td>", "<td>31 minutes</td>"),
        ("<td>30 minutes</td>", ""),
        ("<p>Fait en deux exemplaires.</p>", ""),
        ("<dd>1er septembre 2026</dd>", "<dd>2 septembre 2026</dd>"),
        ('<span class="numero">2.1</span>', '<span class="numero">2.2</span>'),
        (">l’article 2.1</a>", ">l’article 2.2</a>"),
        ("Empreinte 3f9a0c", "Empreinte 3f9a0d"),
    ],
)
def test_a_divergence_between_word_and_html_would_be_seen(before: str, after: str) -> None:

    html = write_html(echantillon())
    assert html.count(before) == 1
    word = blocks_of_docx(write_docx(echantillon()))
    assert len(compare(word, blocks_of_html(html.replace(before, after)))) == 1
