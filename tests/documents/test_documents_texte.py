"""The text of the documents: the same everywhere, nothing lost, nothing left over, French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from documents.lecture import fautes, formes, lire, masque, textes, uni, valeurs
from documents.produits import EXEMPLES, Produit, attendus, cas, produit
from fabrique import champs_texte, riche, texte_yaml
from sia_docs.api import build_contract, in_phase, loads_dossier
from sia_docs.document.nodes import (
    CrossRef,
    Heading,
    Link,
    ListBlock,
    Numbering,
    PageBreak,
    Paragraph,
    Role,
    Table,
    Toc,
    inlines_of,
    plain,
)
from sia_docs.quality.meme_texte import compare
from sia_docs.writers.text import write_text

ICI = Path(__file__).parent
LISTES = yaml.safe_load((ICI / "champs_non_imprimes.yaml").read_text("utf-8"))
NON_IMPRIMES: dict[str, str] = LISTES["champs"]
POUR_LES_PATIENTS = tuple(LISTES["pour_les_patients"])
"""Fields that only the documents for patients print (test_feuillets.py)."""


def test_every_example_is_checked_in_each_of_its_phases() -> None:
    seen = {name.split("/")[0] for name in cas()} | set(attendus()["sans_contrat"])
    assert seen == {path.parent.name for path in EXEMPLES.glob("*/dossier.yaml")}
    publics = {
        e
        for e in (n.split("/")[0] for n in cas())
        if produit(f"{e}/attribution").dossier.etablissement.acheteur_public
    }
    assert all(f"{e}/consultation" in attendus()["documents"] for e in publics)


# -------------------------------------------------------------------------- one text, nothing lost


def test_word_and_html_say_the_same_thing_block_by_block(document: Produit) -> None:
    assert len(document.blocs_docx) > 300
    assert compare(document.blocs_docx, document.blocs_html) == []


def test_the_plain_text_holds_every_paragraph_and_cell(document: Produit) -> None:
    whole = "".join(document.texte.split())
    absent = [
        (lu.place, lu.texte)
        for lu in lire(document)
        if lu.nature != "description"  # for those who cannot see the table
        and (document.contrat.document.draft or lu.texte != document.contrat.document.cover.status)
        and "".join(lu.texte.split()) not in whole
        and not any(isinstance(c, Link) for c in lu.children)  # an address is put after its words
    ]
    assert absent == []


def test_every_value_of_the_examples_is_printed_at_award_or_declared(document: Produit) -> None:
    if "attribution" not in document.nom:
        pytest.skip("le fournisseur est connu à l’attribution")
    printed = uni(" ".join(lu.texte for lu in lire(document)))
    lost = [
        (path, value)
        for path, value in valeurs(document.dossier)
        if path not in NON_IMPRIMES | LISTES["selon_le_cas"]
        and not path.startswith(POUR_LES_PATIENTS)
        and not isinstance(value, bool)  # « oui » and « non » choose the clauses
        and not any(uni(form) in printed for form in formes(value))
    ]
    assert lost == []


def test_every_text_field_of_the_model_is_printed_in_one_phase_or_declared() -> None:
    """The examples leave fields unknown: here every field is filled, with a text of its own."""
    mark = "zz {} zz".format
    printed = ""
    for changes in LISTES["variantes"]:
        data = riche(lambda path: mark(path.replace(".", " ").replace("_", " ")), changes)
        dossier = loads_dossier(texte_yaml(data))
        for phase in ("consultation", "attribution"):
            printed += uni(write_text(build_contract(in_phase(dossier, phase)).document))
    lost = {
        p.replace(".0", "")
        for p in champs_texte()
        if not p.startswith(POUR_LES_PATIENTS)
        and uni(mark(p.replace(".", " ").replace("_", " "))) not in printed
    }
    assert lost == {path for path in NON_IMPRIMES if path in lost} and lost != set()
    texts = {p.replace(".0", "") for p in champs_texte()}
    assert {p for p in NON_IMPRIMES if p in texts} == lost, "un champ déclaré non imprimé l’est : retirez-le"


# -------------------------------------------------------------------------- numbers and references


def test_articles_and_annexes_are_numbered_without_a_gap(document: Produit) -> None:
    chapters = [h for h in document.titres if h.numbering is Numbering.ARTICLE and h.level == 1]
    assert [h.number for h in chapters] == [str(n) for n in range(1, len(chapters) + 1)]
    chapter, rank = "", 0
    for heading in document.titres:
        if heading.numbering is not Numbering.ARTICLE:
            continue
        if heading.level == 1:
            chapter, rank = heading.number, 0
        else:
            rank += 1
            assert heading.number == f"{chapter}.{rank}", heading
    annexes = [h for h in document.titres if h.numbering is Numbering.ANNEX]
    assert [h.number for h in annexes] == [str(n) for n in range(1, len(annexes) + 1)] and annexes


def test_each_reference_points_to_a_heading_and_bears_its_number(document: Produit) -> None:
    headings = {h.id: h for h in document.titres}
    seen = 0
    for block in document.contrat.document.blocks:
        for inline in inlines_of(block):
            if not isinstance(inline, CrossRef):
                continue
            seen += 1
            target = headings[inline.target]
            word = "annexe" if target.numbering is Numbering.ANNEX else "article"
            assert inline.number == target.number, inline
            assert inline.before == "" or word in inline.before.lower(), inline
    assert seen > 20


def test_the_references_of_the_page_lead_to_the_right_heading(document: Produit) -> None:
    page = document.page
    found = page.xpath("//a[@class='renvoi']")
    assert len(found) > 20
    for link in found:
        (target,) = page.xpath("//*[@id=$i]", i=link.get("href")[1:])
        number = target.xpath("string(span[@class='num'])").split()[-1]
        assert link.text_content().split()[-1].split("’")[-1] == number, link.text_content()


def test_no_article_or_annex_of_the_document_is_cited_without_a_link(document: Produit) -> None:
    """A number typed by hand would be wrong as soon as an article is inserted."""
    other = r"(?![\d.]* (?:du|de la|de l’|des) )"  # « l’article 3.9 du CCAG-TIC » is in another text
    bare = re.compile(rf"\bannexe\s\d+\b{other}|\barticle\s\d+\.\d+\b{other}", re.IGNORECASE)
    hide = masque(document)
    for lu in lire(document):
        text = "".join(c.text for c in lu.children if type(c).__name__ == "Text")
        assert not bare.search(hide.sub("x", text)), (lu.place, text)


def test_the_table_of_contents_lists_the_headings(document: Produit) -> None:
    expected = [
        (f"sommaire{h.level}", f"{h.prefix} " if h.prefix else "", h)
        for h in document.titres
        if h.in_toc and h.level <= 2
    ]
    for blocs in (document.blocs_docx, document.blocs_html):
        entries = [b for b in blocs if b.nature.startswith("sommaire")]
        wanted = [
            (nature, " ".join(f"{prefix}{''.join(t.text for t in h.children)}".split()))  # type: ignore[union-attr]
            for nature, prefix, h in expected
        ]
        assert [(b.nature, " ".join(b.texte.split())) for b in entries] == wanted
    links = document.page.xpath("//nav//a/@href")
    ids = [f"#{i}" for i in document.page.xpath("//h2/@id | //h3/@id")]
    assert links == [i for i in ids if i in links] and len(links) == len(expected)


# ---------------------------------------------------------------------------- nothing left or empty


@pytest.mark.parametrize("form", ["docx", "html", "fragment", "texte"])
def test_no_template_mark_nor_private_character_is_printed(document: Produit, form: str) -> None:
    text = "\n".join(b.texte for b in document.blocs_docx) if form == "docx" else getattr(document, form)
    found = re.findall(
        r"\{\{|\{%|%\}|\bNone\b|\bundefined\b|[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]", text, re.IGNORECASE
    )
    # the style sheet of the page may hold « none »
    assert [f for f in found if f != "none"] == []


def test_nothing_is_empty(document: Produit) -> None:
    empty = [(lu.place, lu.nature) for lu in lire(document) if not lu.texte.strip(" \u00a0\n—–-")]
    assert empty == []
    page = document.page
    silent = page.xpath(
        "//*[self::p or self::td or self::th or self::li or self::h2 or self::h3 or self::dd][not(normalize-space())]"
    )
    assert [e.tag for e in silent] == []


def test_no_heading_is_without_content(document: Produit) -> None:
    blocks = [b for b in document.contrat.document.blocks if not isinstance(b, PageBreak)]
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert after is not None and not isinstance(after, Toc), block
            if isinstance(after, Heading):
                assert after.level > block.level, (block, after)


# ------------------------------------------------------------------------------------------ French


def test_the_french_that_we_wrote_is_clean(document: Produit) -> None:
    hide = masque(document)
    found = []
    for lu in lire(document):
        found += [f"{lu.place} [{lu.nature}] {f}" for f in fautes(hide.sub("Xx", lu.texte))]
    assert found == []


def test_values_join_our_sentences_without_a_fault(document: Produit) -> None:
    """Read with the values in place: elision, contraction and doubled stops at their edges."""
    own = frozenset(
        {"apostrophe droite", "guillemets droits", "pas d’espace insécable avant la ponctuation", "Markdown"}
    )
    found = []
    for lu in lire(document):
        found += [f"{lu.place} [{lu.nature}] {f}" for f in fautes(lu.texte, sauf=own)]
    assert found == []


# a field to complete stands for a sentence, with its stop
_FIN = re.compile(r"[.:;!?…](?:\u00a0»|\))?$|\[À\u00a0compléter[^\]]*\]$")


def test_sentences_end_and_lists_are_punctuated(document: Produit) -> None:
    values = {uni(text).rstrip(".") for text in textes(document)}
    wrong = []
    for lu in lire(document):
        text = lu.texte.rstrip()
        if lu.nature.startswith("paragraphe") and lu.nature != f"paragraphe.{Role.FORMULA}":
            after = plain(lu.suivi.children) if isinstance(lu.suivi, Paragraph) else ""
            announces = (
                isinstance(lu.suivi, ListBlock | Table)
                or (isinstance(lu.suivi, Paragraph) and lu.suivi.role is Role.FORMULA)
                or uni(after).rstrip(".") in values
                or after.startswith("[À\u00a0compléter")
            )
            if not _FIN.search(text) or text.endswith((";", ",")):
                wrong.append((lu.place, "fin de paragraphe", text[-60:]))
            elif text.endswith(":") and not announces:
                wrong.append((lu.place, "deux-points qui n’annoncent rien", text[-60:]))
        elif lu.nature == "item" and not re.search(r"[;.:]$|\[À\u00a0compléter[^\]]*\]$", text):
            wrong.append((lu.place, "fin d’élément", text[-60:]))
        elif lu.nature == "dernier item" and not re.search(r"[.:]$|\[À\u00a0compléter[^\]]*\]$", text):
            wrong.append((lu.place, "fin de liste", text[-60:]))
        elif lu.nature in ("titre", "legende", "en-tete") and re.search(r"[.;:,]$", text):
            wrong.append((lu.place, lu.nature, text[-60:]))
    assert wrong == []


def test_paragraphs_and_cells_start_with_a_capital(document: Produit) -> None:
    wrong = [
        (lu.place, lu.nature, lu.texte[:50])
        for lu in lire(document)
        if lu.nature in ("titre", "legende", "en-tete", "description", f"paragraphe.{Role.BODY}")
        and re.match(r"[a-zéèêàâîôç]", lu.texte)
    ]
    assert wrong == []
