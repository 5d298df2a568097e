"""A Word file is read as it is seen: accepted changes, boxes, notes, fields, styles that inherit."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import docx
import fichiers_falc as f
import pytest
from hostiles import CORPUS

from sia_docs.erreurs import FichierIllisible
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.page import GAP, Bloc, Genre, Role, Style
from sia_docs.quality.falc.read_docx import read_docx


def blocs(content: str, **parts: str | bytes) -> tuple[Bloc, ...]:
    return read_docx(f.docx({f.BODY: f.body(content, section="")} | parts)).blocs


def textes(content: str) -> list[str]:
    return [bloc.texte for bloc in blocs(content) if bloc.genre is not Genre.PIED]


def style(content: str, **parts: str | bytes) -> Style:
    return blocs(content, **parts)[0].runs[0].style


def ins(words: str) -> str:
    return f'<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'


def suppr(words: str) -> str:
    return f'<w:del w:id="2" w:author="x"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_tracked_changes_are_read_accepted_and_counted() -> None:
    content = f"<w:p>{run('délai de ')}{suppr('3')}{ins('6')}{run(' mois')}</w:p>"
    read = read_docx(f.docx({f.BODY: f.body(content, section="")}))
    assert read.blocs[0].texte == "délai de 6 mois"
    assert read.mise_en_page is not None and read.mise_en_page.modifications == 2
    assert "2 modifications suivies" in read.remarques[0] and "acceptées" in read.remarques[0]


def test_a_moved_text_is_one_change_and_is_read_where_it_arrives() -> None:
    moved = '<w:moveFrom w:id="1"><w:r><w:t>ici</w:t></w:r></w:moveFrom>'
    content = f'<w:p>{run("mot ")}{moved}</w:p><w:p><w:moveTo w:id="2">{run("ici")}</w:moveTo></w:p>'
    read = read_docx(f.docx({f.BODY: f.body(content, section="")}))
    assert [b.texte for b in read.blocs[:2]] == ["mot ", "ici"]
    assert read.mise_en_page is not None and read.mise_en_page.modifications == 1


def test_a_deleted_end_of_paragraph_joins_it_to_the_next() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    assert textes(f"<w:p>{mark}{run('un ')}</w:p><w:p>{run('seul')}</w:p>") == ["un seul"]


BOX = (
    "<w:p>{before}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{inside}"
    "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_is_read_once_after_its_paragraph_and_told() -> None:
    content = BOX.format(before=run("Avant."), inside=f.paragraph("Dans la zone.")) + f.paragraph("Après.")
    read = read_docx(f.docx({f.BODY: f.body(content, section="")}))
    assert [(b.genre, b.texte) for b in read.blocs if b.genre is not Genre.PIED] == [
        (Genre.PARAGRAPHE, "Avant."), (Genre.ZONE, "Dans la zone."), (Genre.PARAGRAPHE, "Après."),
    ]  # fmt: skip
    assert read.mise_en_page is not None and read.mise_en_page.zones_de_texte == 1
    assert any("1 zone de texte" in note for note in read.remarques)


def test_an_old_text_box_is_read_too() -> None:
    inside = f.paragraph("Ancienne zone.")
    assert textes(
        f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ) == ["Ancienne zone."]


def test_notes_headers_and_footers_are_read_apart() -> None:
    note = f'<w:footnotes {f._NS}><w:footnote w:id="1">{f.paragraph("Une note.")}</w:footnote></w:footnotes>'
    read = read_docx(f.docx({"word/footnotes.xml": note}))
    assert [b.texte for b in read.blocs if b.genre is Genre.NOTE] == ["Une note."]
    assert [(b.texte, b.role) for b in read.blocs if b.genre is Genre.PIED] == [
        ("page 1 sur 1", Role.MENTION)
    ]


def test_a_gap_to_complete_is_a_mark_and_not_a_word() -> None:
    gap = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('[le nom]')}</w:sdtContent></w:sdt>"
    )
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Paul')}</w:sdtContent></w:sdt>"
    assert textes(f"<w:p>{run('Voir ')}{gap}{run(' ou ')}{filled}</w:p>") == [f"Voir {GAP} ou Paul"]


def test_instructions_of_fields_are_not_text_and_their_links_are_known() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.exemple" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("le site")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    (bloc,) = [b for b in blocs(f"<w:p>{run('Voir ')}{field}{run('.')}</w:p>") if b.genre is not Genre.PIED]
    assert bloc.texte == "Voir le site."
    assert [r.style.lien for r in bloc.runs] == ["", "https://a.exemple", ""]


def test_hidden_words_are_not_read_and_it_is_said() -> None:
    read = read_docx(f.docx({f.BODY: f.body(f"<w:p>{run('vu')}{run('caché', '<w:vanish/>')}</w:p>")}))
    assert read.blocs[0].texte == "vu" and any("masqué" in note for note in read.remarques)


def test_line_breaks_soft_hyphens_and_tabs_are_kept() -> None:
    content = "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>"
    assert textes(content) == ["a\nb\u00adc \u2011"]


def test_properties_come_from_the_run_its_styles_and_the_defaults() -> None:
    more = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:i/><w:sz w:val="30"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Fils"><w:name w:val="Fils"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="Car"><w:name w:val="Car"/><w:rPr><w:i/><w:color w:val="00B050"/></w:rPr></w:style>'
    )
    sheet = {f.STYLES: f.styles(more=more)}
    inherited = style(f.paragraph("a", style="Fils"), **sheet)
    assert (inherited.italique, inherited.corps_pt, inherited.police) == (True, 15.0, "Arial")
    # Italic in an italic paragraph stands upright: a toggle.
    both = style(f.paragraph("a", style="Fils", run='<w:rStyle w:val="Car"/>'), **sheet)
    assert (both.italique, both.couleur) == (False, "#00b050")
    direct = style(f.paragraph("a", style="Fils", run='<w:i w:val="0"/><w:sz w:val="40"/>'), **sheet)
    assert (direct.italique, direct.corps_pt) == (False, 20.0)


def test_a_style_based_on_itself_does_not_hang() -> None:
    more = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style>'
    assert style(f.paragraph("a", style="A"), **{f.STYLES: f.styles(more=more)}).corps_pt == 14.0


def test_theme_fonts_and_colours_are_resolved() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme>'
        '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme><a:fontScheme><a:minorFont>'
        '<a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    found = style(
        f.paragraph(
            "a",
            run='<w:rFonts w:asciiTheme="minorHAnsi"/><w:color w:themeColor="accent1" w:themeShade="80"/>',
        ),
        **{f.THEME: theme},
    )
    assert (found.police, found.couleur) == ("Calibri", "#223962")


@pytest.mark.parametrize(("fond", "attendu"), [
    ('<w:shd w:val="clear" w:fill="1F3864"/>', ("#ffffff", "#1f3864")),
    ('<w:highlight w:val="yellow"/>', ("#000000", "#ffff00")),
    ('<w:shd w:val="pct20" w:fill="FFFFFF"/>', (None, None)),
    ("", ("#000000", "#ffffff")),
])  # fmt: skip
def test_automatic_ink_depends_on_what_is_behind(fond: str, attendu: tuple[str | None, str | None]) -> None:
    found = style(f.paragraph("a", run=fond))
    assert (found.couleur, found.fond) == attendu


def test_the_shade_of_a_paragraph_and_of_a_cell_lies_behind_the_words() -> None:
    shade = '<w:shd w:val="clear" w:fill="DDEEFF"/>'
    assert style(f.paragraph("a", own=shade)).fond == "#ddeeff"
    cell = f"<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{f.paragraph('a')}</w:tc></w:tr></w:tbl>"
    assert style(cell).fond == "#ddeeff"


def test_a_raised_letter_is_smaller() -> None:
    found = style(f.paragraph("er", run='<w:vertAlign w:val="superscript"/>')).corps_pt
    assert found is not None and found < 10


def test_headings_lists_tables_and_levels_are_known(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Titre", 0)
    made.add_heading("Partie", 1)
    made.add_paragraph("Un", style="List Bullet")
    table = made.add_table(2, 2)
    table.cell(0, 0).text = "case"
    made.save(str(tmp_path / "a.docx"))
    read = read_docx((tmp_path / "a.docx").read_bytes()).blocs
    assert [(b.genre, b.niveau, b.texte) for b in read] == [
        (Genre.TITRE, 1, "Titre"), (Genre.TITRE, 2, "Partie"), (Genre.ELEMENT, 1, "Un"), (Genre.CELLULE, 0, "case"),
    ]  # fmt: skip
    assert [b.tableau for b in read] == [None, None, None, 1] and read[2].lieu.titre == "Partie"


def test_pictures_facing_their_texts_are_beside_them_in_any_number_of_rows() -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:p>{f.picture()}</w:p></w:tc><w:tc>{f.paragraph('Texte.')}</w:tc></w:tr>"
        for _ in range(3)
    )
    read = [b for b in blocs(f"<w:tbl>{rows}</w:tbl>") if b.genre is not Genre.PIED]
    assert [b.genre for b in read] == [Genre.IMAGE, Genre.PARAGRAPHE] * 3
    assert all(b.image.a_cote and b.image.idee == "medecin" for b in read if b.image)
    assert {b.tableau for b in read} == {None}


def test_the_logo_and_the_name_above_the_title_are_not_its_text() -> None:
    title = f.paragraph("Vos droits", style="Titre")
    read = blocs(f"<w:p>{f.picture(mm=14)}</w:p>" + f.paragraph("CHU de Valmont") + title)
    assert [b.role for b in read[:3]] == [Role.MENTION, Role.MENTION, None]


@pytest.mark.parametrize("words", ["Le logiciel aide le soignant.", "mot " * 13])
def test_a_sentence_above_the_title_is_text(words: str) -> None:
    read = blocs(f.paragraph(words) + f.paragraph("Vos droits", style="Titre"))
    assert [b.role for b in read[:2]] == [None, None]


def test_a_picture_after_its_text_is_not_beside_it() -> None:
    left = f"<w:tbl><w:tr><w:tc>{f.paragraph('Texte.')}</w:tc><w:tc><w:p>{f.picture()}</w:p></w:tc></w:tr></w:tbl>"
    assert [b.image.a_cote for b in blocs(left) if b.image] == [False]


def test_where_a_floating_picture_stands_is_not_known() -> None:
    assert [b.image.a_cote for b in blocs(f"<w:p>{f.picture(kind='anchor')}</w:p>") if b.image] == [None]


@pytest.mark.parametrize("words", CORPUS)
def test_hostile_words_are_read_as_typed(words: str) -> None:
    if any(ord(c) < 32 and c not in "\t\n" for c in words):
        pytest.skip("Word ne peut pas contenir ce caractère")
    read = [b for b in blocs(f.paragraph(escape(words))) if b.genre is not Genre.PIED]
    assert "".join(b.texte for b in read).split() == words.split()


def bombe() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in f.parts().items():
            archive.writestr(name, data)
        archive.writestr("word/media/gros.bin", b"\x00" * 30_000_000)
    return buffer.getvalue()


ENTITES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + f.body().replace(f.PHRASE, "&b;")


@pytest.mark.parametrize(("data", "message"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "mot de passe"),
    (b"{\\rtf1 bonjour}", "RTF"),
    (b"PK\x03\x04 presque", "abîmé"),
    (f.docx()[:900], "abîmé"),
    (bombe(), "compressé|volumineux"),
    (f.docx({f.BODY: ENTITES}), "DTD"),
    (f.docx({f.BODY: "<w:document"}), "abîmé"),
    (f.docx({f.BODY: f.body().replace("schemas.openxmlformats.org/wordprocessingml", "purl.oclc.org/ooxml/w")}), "ordinaire"),
    (f.docx({f.BODY: f"<w:document {f._NS}><w:body>{'<w:p/>' * 600_001}</w:body></w:document>"}), "éléments|compressé"),
    (f.docx({f.BODY: f"<w:document {f._NS}><w:body>{'<w:sdt>' * 400}{'</w:sdt>' * 400}</w:body></w:document>"}), "niveaux"),
])  # fmt: skip
def test_what_cannot_be_read_is_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(FichierIllisible, match=message) as caught:
        read_docx(data, "essai.docx")
    (problem,) = caught.value.problemes
    assert problem.fichier == "essai.docx" and problem.remede


def test_a_picture_kept_elsewhere_is_told_and_not_fetched() -> None:
    outside = f'<Relationship Id="rIdLoin" Type="{f._R}/image" Target="https://a.exemple/i.png" TargetMode="External"/>'
    read = read_docx(
        f.docx({f.RELS: f.relations(outside), f.BODY: f.body(f"<w:p>{f.picture(rid='rIdLoin')}</w:p>")})
    )
    assert any("fichier extérieur" in note for note in read.remarques)


@pytest.mark.parametrize("value", ["", "-1", "99999999999999999999", "²", "abc", "0", "FFFFFFFF", "none"])
def test_any_value_of_any_attribute_is_read_or_unknown(value: str) -> None:
    run = f'<w:sz w:val="{value}"/><w:color w:val="{value}"/><w:spacing w:val="{value}"/><w:shd w:val="clear" w:fill="{value}"/>'
    own = (
        f'<w:ind w:firstLine="{value}"/><w:spacing w:after="{value}" w:line="{value}"/><w:jc w:val="{value}"/>'
        f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr>'
    )
    section = f.SECTION.replace('w:w="11906"', f'w:w="{value}"').replace(
        "<w:cols ", f'<w:cols w:num="{value}" '
    )
    read = read_docx(f.docx({f.BODY: f.body(f.paragraph("Un mot.", run=run, own=own), section)}))
    assert read.blocs[0].texte == "Un mot." and check(read).par_regle


def test_a_list_numbered_in_roman_by_word_breaks_the_rule_of_roman_numerals() -> None:
    numbering = (
        f'<w:numbering {f._NS}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="%s"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Venez.</w:t></w:r></w:p>'
    for kind, roman in (("upperRoman", True), ("lowerRoman", True), ("decimal", False), ("bullet", False)):
        changed = {f.BODY: f.body(item, section=""), f.NUMBERING: numbering % kind}
        found = [c.extrait for c in check(read_docx(f.docx(changed))).constats if c.regle == "F-N2"]
        assert found == (["Venez."] if roman else []), kind


def test_one_text_box_is_told_in_the_singular() -> None:
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    read = read_docx(f.docx({f.BODY: f.body(f"<w:p>{box}</w:p>", section="")}))
    assert "1 zone de texte. Son texte est contrôlé" in read.remarques[0]
