"""Each rule of look, picture and file: a Word file and a page that keep it, and one that breaks it alone."""

from __future__ import annotations

import fichiers_falc as f
import pytest

from sia_docs.library.falc_rules import load_falc_rules
from sia_docs.quality.falc import electronic, look, pictures
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.findings import Statut
from sia_docs.quality.falc.page import Ecrit
from sia_docs.quality.falc.read_docx import read_docx
from sia_docs.quality.falc.read_html import read_html
from sia_docs.quality.falc.read_text import read_text

REGLES = {
    name: rule
    for name, rule in load_falc_rules().items()
    if name in {**look.CONTROLES, **pictures.CONTROLES, **electronic.CONTROLES}
}
#: Word alone knows how many pages it makes.
JAMAIS_SEULE = {"F-L10c"}
#: What a page of a website has not.
WORD_SEUL = {"F-S12a", "F-L15", "F-E3c", "F-L7c"}


def statuts(ecrit: Ecrit) -> dict[str, Statut]:
    return {score.regle: score.statut for score in check(ecrit, REGLES).par_regle}


def fautes(ecrit: Ecrit) -> set[str]:
    return {name for name, status in statuts(ecrit).items() if status is Statut.ECARTS}


def mot(changed: dict[str, str | bytes] | None = None) -> Ecrit:
    return read_docx(f.docx(changed), "essai.docx")


def corps(extra: str) -> dict[str, str | bytes]:
    return {f.BODY: f.body(f.CORPS + extra)}


RED = '<w:color w:val="FF0000"/>'
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:txbx><w:txbxContent>"
    + f.paragraph("Dans une zone.")
    + "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>"
    + f.paragraph("Dans une zone.")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
NOTE = (
    f'<w:footnotes {f._NS}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{f.paragraph("Une note.")}</w:footnote></w:footnotes>'
)
LINKS = "".join(
    f'<w:p><w:hyperlink w:anchor="a"><w:r><w:t>la page {i}</w:t></w:r></w:hyperlink>'
    f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.exemple/{i}" </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>le site {i}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    for i in range(9)
)
EN_PAGES = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>1</Pages></Properties>'

FAUTES_WORD: dict[str, dict[str, str | bytes]] = {
    "F-L1": {f.STYLES: f.styles(run='<w:rFonts w:ascii="Comic Sans MS"/>')},
    "F-L2": corps(f.paragraph("Petit.", run='<w:sz w:val="27"/>')),
    "F-L3": corps(
        "".join(f.paragraph("Mot.", run=f'<w:rFonts w:ascii="{name}"/><w:sz w:val="32"/>') for name in ("Verdana", "Lato"))
    ),
    "F-L4": corps(f.paragraph("Penché.", run="<w:i/>")),
    "F-L5": corps(f.paragraph("Important.", run="<w:caps/>")),
    "F-L6": corps(f.paragraph("Souligné.", run='<w:u w:val="single"/>')),
    "F-L7": corps(f.paragraph("Ombre.", run="<w:shadow/>")),
    "F-L7b": corps(f.paragraph("Large.", run='<w:spacing w:val="40"/>')),
    "F-L7c": corps(f.paragraph("Barré.", run="<w:strike/>")),
    "F-L8": corps(f.paragraph("Justifié.", own='<w:jc w:val="both"/>')),
    "F-L9": {f.BODY: f.body(section=f.SECTION.replace("<w:cols ", '<w:cols w:num="2" '))},
    "F-L9b": corps(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:textDirection w:val=\"btLr\"/></w:tcPr>" + f.paragraph("Debout.") + "</w:tc></w:tr></w:tbl>"
    ),
    "F-L10": corps(f.paragraph("Décalé.", own='<w:ind w:firstLine="400"/>')),
    "F-L10b": corps(f.paragraph("Collé.", own='<w:spacing w:after="0"/>') + f.paragraph("Suite.")),
    "F-L10c": {"docProps/app.xml": EN_PAGES} | corps(f.paragraph("Beaucoup de mots. " * 70)),
    "F-L11": corps(f.paragraph("Rouge.", run=RED)),
    "F-L11b": corps(f.paragraph("Clair.", run='<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>')),
    "F-L11c": corps("<w:p>" + f.picture(kind="anchor").replace("<wp:anchor>", '<wp:anchor behindDoc="1">') + "</w:p>"),
    "F-L13": {f.BODY: f.body(section=f.SECTION.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'))},
    "F-L15": corps(BOX),
    "F-L16": corps(f.paragraph("Serré.", own='<w:spacing w:line="240"/>')),
    "F-S5b": {f.SETTINGS: f"<w:settings {f._NS}><w:autoHyphenation/></w:settings>"},
    "F-S12a": {"word/footnotes.xml": NOTE},
    "F-O10": {f.FOOTER: f.PIED.replace(" NUMPAGES ", " DATE ")},
    "F-O11": {f.BODY: f.body(f.CORPS.replace("2 mars 2026", "prochain"))},
    "F-I1": corps("<w:p>" + f.picture() + "</w:p>" + f.paragraph("Au-dessous.")),
    "F-I2": corps(f.row(f.picture(rid="rIdAutre"), f.paragraph("Autre image."))),
    "F-I3": {f.BODY: f.body(f.CORPS.replace(f"{30 * 36000}", f"{20 * 36000}"))},
    "F-I3b": {"word/media/image1.png": f.png(100, 100)},
    "F-I4": corps(f.paragraph("Autre partie", style="Titre") + f.paragraph("Sans image.")),
    "F-I4b": corps(f.row(f.picture() * 4, f.paragraph("Une phrase."))),
    "F-I5": {f.BODY: f.body(f.CORPS.replace('descr="Un médecin"', 'descr=""'))},
    "F-I5b": {f.BODY: f.body(f.CORPS.replace('descr="Un médecin"', 'descr="image 12.png"'))},
    "F-E4a": corps(LINKS),
    "F-E4b": corps('<w:p><w:hyperlink w:anchor="a"><w:r><w:t>Ici</w:t></w:r></w:hyperlink></w:p>'),
    "F-E3a": {f.STYLES: f.styles().replace("fr-FR", "en-US")},
    "F-E3b": {f.CORE: str(f.parts()[f.CORE]).replace(f.TITRE, "")},
    "F-E3c": corps('<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>Ajouté.</w:t></w:r></w:ins></w:p>'),
}  # fmt: skip
#: One change that two rules rightly see.
AUSSI = {"F-L11c": {"F-I1"}, "F-L11b": set(), "F-L10c": {"F-I4"}, "F-I4b": set()}


def test_a_right_word_file_keeps_every_rule_and_leaves_none_unchecked() -> None:
    found = statuts(mot({"docProps/app.xml": EN_PAGES}))
    assert {name: s for name, s in found.items() if s not in (Statut.CONFORME, Statut.SANS_OBJET)} == {}


@pytest.mark.parametrize("regle", FAUTES_WORD)
def test_a_fault_of_a_word_file_is_found_and_only_it(regle: str) -> None:
    found = fautes(mot(FAUTES_WORD[regle]))
    assert regle in found
    assert found - AUSSI.get(regle, set()) == {regle}


def test_every_rule_of_look_has_a_word_file_that_breaks_it() -> None:
    assert set(FAUTES_WORD) == {name for name in REGLES if not REGLES[name].humain}


P = "<p>Un mot de plus.</p>"
FAUTES_HTML: dict[str, str] = {
    "F-L1": f.html(css="p{font-family:Georgia}"),
    "F-L2": f.html(css="p{font-size:1.1rem}"),
    "F-L3": f.html(css="h1{font-family:Verdana}p{font-family:Lato;font-size:22px}.bloc p{font-family:Tahoma}"),
    "F-L4": f.html(css="p{font-style:italic}"),
    "F-L5": f.html(css="h1{text-transform:uppercase}"),
    "F-L6": f.html(css="p{text-decoration:underline}"),
    "F-L7": f.html(css="p{text-shadow:1px 1px red}"),
    "F-L7b": f.html(css="p{letter-spacing:.1em}"),
    "F-L8": f.html(css="p{text-align:justify}"),
    "F-L9": f.html(css="body{columns:2}"),
    "F-L9b": f.html(css="p{writing-mode:vertical-rl}"),
    "F-L10": f.html(css="p{text-indent:2em}"),
    "F-L10b": f.html(f"<p>{f.PHRASE}</p>{P}{f.image()}<p>Version 1, le lundi 2 mars 2026.</p>", "p{margin:0}").replace(
        "<img", '<div class="bloc"><img'
    ).replace("113\"><p>", '113"><p>'),
    "F-L11": f.html(css="p{color:rgb(200 0 0)}"),
    "F-L11b": f.html(css="p{color:white;background:#000}"),
    "F-L11c": f.html(css="body{background:linear-gradient(white,silver)}"),
    "F-L13": f.html(css="@page{size:A3}"),
    "F-L16": f.html(css="p{line-height:1}"),
    "F-S5b": f.html(css="p{hyphens:auto}"),
    "F-O11": f.html().replace("2 mars 2026", "prochain"),
    "F-I1": f.html(css=".bloc{display:block}"),
    "F-I2": f.html().replace("<p>Version", f'<div class="bloc" data-idee="medecin">{f.image(90)}<p>Deux.</p></div><p>Version'),
    "F-I3": f.html().replace("113", "60"),
    "F-I4": f.html().replace("<p>Version", "<h2>Et après ?</h2><p>Version"),
    "F-I5": f.html().replace(' alt="Un médecin"', ""),
    "F-I5b": f.html().replace('alt="Un médecin"', 'alt="photo"'),
    "F-E4b": f.html().replace("<p>Version", '<p><a href="https://a.exemple">Ici</a></p><p>Version'),
    "F-E3a": f.html(lang="en"),
    "F-E3b": f.html().replace(f"<title>{f.TITRE}</title>", ""),
}  # fmt: skip


def page(text: str) -> Ecrit:
    return read_html(text, "essai.html")


def test_a_right_page_keeps_every_rule_that_a_page_can_keep() -> None:
    found = statuts(page(f.html()))
    kept = (Statut.CONFORME, Statut.SANS_OBJET)
    assert {name for name, s in found.items() if s not in kept} == JAMAIS_SEULE


@pytest.mark.parametrize("regle", FAUTES_HTML)
def test_a_fault_of_a_page_is_found(regle: str) -> None:
    assert regle in fautes(page(FAUTES_HTML[regle]))


@pytest.mark.parametrize(
    "regle", [r for r in FAUTES_HTML if r not in ("F-L10b", "F-L11", "F-L11b", "F-L11c", "F-E4b")]
)
def test_a_fault_of_a_page_is_found_alone(regle: str) -> None:
    assert fautes(page(FAUTES_HTML[regle])) == {regle}


def test_a_plain_text_has_no_look_to_judge_and_says_so() -> None:
    found = statuts(read_text("Un mot.\n\nUn autre.", "a.txt"))
    # Capitals are typed, dates are written: a text tells them. Whether its style makes capitals, it does not.
    assert found["F-L5"] is Statut.NON_VERIFIEE and found["F-L2"] is Statut.NON_VERIFIEE
    assert fautes(read_text("UN MOT TAPÉ EN CAPITALES.")) >= {"F-L5"}


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("La CNIL protège vos données.", False),
        ("La HAS et la CNIL.", False),
        ("ATTENTION au chien.", True),
        ("NE PAS ENTRER ici.", True),
        ("Le CHU de Valmont.", False),
        ("L’UNAPEI aide les familles.", False),
        ("A et B.", False),
    ],
)
def test_initials_are_not_words_in_capitals(texte: str, attendu: bool) -> None:
    assert ("F-L5" in fautes(read_text(texte))) is attendu


@pytest.mark.parametrize(("police", "corps", "juste"), [
    ("Calibri", 14, False), ("Calibri", 16, True), ("Verdana", 13.5, True), ("Verdana", 13, False),
    ("Liberation Sans", 14, True), ("Arial", 13.5, False),
])  # fmt: skip
def test_the_size_is_that_of_the_letters_not_of_the_number(police: str, corps: float, juste: bool) -> None:
    run = f'<w:rFonts w:ascii="{police}"/><w:sz w:val="{round(2 * corps)}"/>'
    assert ("F-L2" not in fautes(mot({f.STYLES: f.styles(run=run)}))) is juste


def test_the_letters_of_an_unknown_font_are_not_measured() -> None:
    found = statuts(mot({f.STYLES: f.styles(run='<w:rFonts w:ascii="Luciole"/>')}))
    assert found["F-L1"] is Statut.CONFORME and found["F-L2"] is Statut.NON_VERIFIEE


def test_a_pattern_behind_the_words_is_unknown_not_right() -> None:
    found = statuts(mot(corps(f.paragraph("Motif.", run='<w:shd w:val="pct50" w:fill="FFFF00"/>'))))
    assert found["F-L11"] is Statut.NON_VERIFIEE


def test_a_sheet_that_is_elsewhere_leaves_the_look_unchecked() -> None:
    found = statuts(page(f.html(head='<link rel="stylesheet" href="https://a.exemple/s.css">')))
    for regle in ("F-L1", "F-L2", "F-L4", "F-L6", "F-L8", "F-L9", "F-L11", "F-L11c", "F-S5b"):
        assert found[regle] is Statut.NON_VERIFIEE, regle


def test_the_lines_of_an_imprint_and_the_name_of_a_frame_may_hold_together() -> None:
    close = '<w:spacing w:after="0"/>'
    more = '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="SIA Mentions"/></w:style>'
    imprint = f.paragraph("Version 1.", own=close, style="M") + f.paragraph(
        "Un nom.", own=close, run="<w:b/>"
    )
    changed = {f.STYLES: f.styles(more=more), f.BODY: f.body(f.CORPS + imprint + f.paragraph("Fin."))}
    assert "F-L10b" not in fautes(mot(changed))


def test_a_page_number_may_stand_on_the_right() -> None:
    right = f.PIED.replace("<w:p>", '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>')
    assert fautes(mot({f.FOOTER: right})) == set()
