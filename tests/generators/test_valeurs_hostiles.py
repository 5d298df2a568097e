"""A value of the dossier is never markup: I1, I2, I7, I8 and the injection of each syntax we use."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from hostiles import CORPUS

from fabrique import champs_texte, riche, texte_yaml
from sia_docs.api import build_contract, loads_dossier
from sia_docs.generators.contracts import build_contract as build
from sia_docs.law import load_law
from sia_docs.library.load import Library, load_library, read_clause
from sia_docs.library.schema import Bundle, Chapitre
from sia_docs.models import Dossier
from sia_docs.quality.meme_texte import blocks_of_docx, blocks_of_html, compare
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html
from sia_docs.writers.text import write_text

CHAMPS = champs_texte()
NUMERO = {path: rank for rank, path in enumerate(CHAMPS)}
OUVRE, FERME = "DEBUT{}O", "FIN{}F"

_ENTETE = """---
id: TST-001
titre: Toutes les valeurs
famille: essai
niveau: usage
version: 1
verifiee_le: 2026-11-22
---
"""


def _variable(path: str) -> str:
    return path.replace(".0", "[0]")


def _clause() -> str:
    """Every text field in a paragraph; each fifth one in a list, a heading, strong text and a cell too."""
    lines = [_ENTETE]
    rows = ["Tableau : Valeurs", "Description : toutes.", "| champ | valeur |", "|---|---|"]
    for path, n in NUMERO.items():
        printed = f"{OUVRE.format(n)}{{{{ {_variable(path)} }}}}{FERME.format(n)}"
        lines += [printed, ""]
        if n % 5 == 0:
            lines += [f"- {printed}", "", f"## {printed}", "", f"**{printed}** et _{printed}_", ""]
            rows.append(f"| {n} | {printed} |")
    return "\n".join([*lines, *rows])


@pytest.fixture(scope="module")
def reduite() -> Library:
    """The real frame around one clause that prints every text field."""
    full = load_library()
    clause = read_clause(_clause(), "essai.md")
    bundle = Bundle(
        id="annexe-sia", titre="Essai", chapitres=(Chapitre(id="essai", titre="Essai", clauses=("TST-001",)),)
    )
    return Library({clause.id: clause}, full.parametres, {"annexe-sia": bundle}, full.cadre)


def _charge(value: str) -> tuple[Dossier, set[str]]:
    """A dossier with the value in every field that admits it, and those fields."""
    clean = value.strip()
    short = len(clean) <= 300 and "\n" not in clean and "\t" not in clean
    admitted = {p for p, longest in CHAMPS.items() if short or longest > 300}
    data = riche(lambda path: value if path in admitted else "valeur")
    return loads_dossier(texte_yaml(data)), admitted


def _squelette(node: Any) -> Any:
    """The tree without its texts."""
    if is_dataclass(node):
        inner = [_squelette(getattr(node, f.name)) for f in fields(node)]
        return type(node).__name__, tuple(inner)
    if isinstance(node, tuple | list):
        return tuple(_squelette(item) for item in node)
    return None if isinstance(node, str) else node


class _Balises(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.noms: Counter[str] = Counter()
        self.attributs: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.noms[tag] += 1
        self.attributs.update(name for name, _ in attrs)


def _structure_html(page: str) -> tuple[Counter[str], Counter[str]]:
    reader = _Balises()
    reader.feed(page)
    reader.noms.pop("br", None)  # a line feed of a long text
    return reader.noms, reader.attributs


def _structure_word(data: bytes) -> Counter[str]:
    body = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    return Counter(re.findall(r"<(w:(?:p|tbl|tr|tc|hyperlink|sdt|bookmarkStart))[ >/]", body))


@pytest.fixture(scope="module")
def temoin(reduite: Library) -> tuple[Any, ...]:
    document = build(_charge("valeur")[0], reduite, load_law()).document
    return (
        _squelette(document.blocks),
        _structure_html(write_html(document)),
        _structure_word(write_docx(document)),
    )


@pytest.mark.parametrize("value", CORPUS, ids=range(len(CORPUS)))
def test_a_hostile_value_in_every_field_is_the_same_text_everywhere_and_adds_no_structure(
    value: str, reduite: Library, temoin: tuple[Any, ...]
) -> None:
    dossier, admitted = _charge(value)
    assert admitted, "aucun champ n’admet cette valeur"
    document = build(dossier, reduite, load_law()).document
    page, word = write_html(document), write_docx(document)
    in_word, in_html = blocks_of_docx(word), blocks_of_html(page)
    assert compare(in_word, in_html) == []
    expected = " ".join(re.split(r"[ \t\r\n]+", normalize("NFC", value).strip()))
    text = "\n".join(block.texte for block in in_html)
    for path in admitted:
        n = NUMERO[path]
        found = re.findall(f"{OUVRE.format(n)}(.*?){FERME.format(n)}", text, re.DOTALL)
        assert set(found) == {expected}, path
        assert len(found) >= (5 if n % 5 == 0 else 1), path
    assert (_squelette(document.blocks), _structure_html(page), _structure_word(word)) == temoin


def test_the_corpus_holds_at_least_sixty_strings_and_the_dossier_a_hundred_text_fields() -> None:
    assert len(set(CORPUS)) >= 60
    assert len(CHAMPS) >= 100


@pytest.mark.parametrize("phase", ["consultation", "attribution"])
def test_the_real_clauses_print_hostile_values_as_they_are(phase: str) -> None:
    """The whole bundle, with another hostile string in each field."""
    short = [v for v in CORPUS if len(v.strip()) <= 300 and not set("\n\t") & set(v.strip())]

    def text(path: str) -> str:
        # A consultation that prints the name of a supplier is refused: its names stay apart.
        theirs = _repond(path) == "fournisseur" or path == "systeme.autres_noms.0"
        return "Zyxelbrand" if phase == "consultation" and theirs else short[NUMERO[path] % len(short)]

    data = riche(
        text,
        {"marche.phase": phase, "marche.parametres": {"maint_fenetre": "{{ 7*7 }} | <b>**nuit**</b>"}},
    )
    document = build_contract(loads_dossier(texte_yaml(data))).document
    page = write_html(document)
    assert compare(blocks_of_docx(write_docx(document)), blocks_of_html(page)) == []
    benign = riche(
        lambda _: "valeur", {"marche.phase": phase, "marche.parametres": {"maint_fenetre": "valeur"}}
    )
    other = build_contract(loads_dossier(texte_yaml(benign))).document
    assert _structure_html(page) == _structure_html(write_html(other))
    assert _squelette(document.blocks) == _squelette(other.blocks)


@pytest.mark.parametrize(
    "value",
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "**gras**",
        "]]>",
        "Société <Dupont> & fils",
        "a | b",
        "# titre",
        "\U000f0000\ue000",
    ],
)
def test_a_value_with_the_syntax_of_templates_or_markdown_stays_itself(value: str, reduite: Library) -> None:
    dossier, _ = _charge(value)
    document = build(dossier, reduite, load_law()).document
    n = NUMERO["fournisseur.nom"]
    expected = f"{OUVRE.format(n)}{value}{FERME.format(n)}"
    assert expected in write_text(document)
    assert expected in "\n".join(block.texte for block in blocks_of_docx(write_docx(document)))


def test_french_typography_of_a_value_is_kept_to_the_character(reduite: Library) -> None:
    value = "« Œuvre » : 12\u202f000\u00a0€\u00a0; 1ᵉʳ, n°\u00a05 – cœur\u00a0? Oui\u202f!"
    dossier, _ = _charge(value)
    document = build(dossier, reduite, load_law()).document
    assert normalize("NFC", value) in write_html(document)
    assert normalize("NFC", value) in "".join(block.texte for block in blocks_of_docx(write_docx(document)))


# ------------------------------------------------------------------------------------- canaries (I8)


def _repond(path: str) -> str:
    from pydantic import BaseModel

    from sia_docs.io.validation import model_in

    model: type[BaseModel] | None = Dossier
    who = ""
    for part in (p for p in path.split(".") if p != "0"):
        assert model is not None
        info = model.model_fields[part]
        extra = info.json_schema_extra
        who = str(extra["repond"]) if isinstance(extra, dict) else ""
        model = model_in(info.annotation)
    return who


def _jetons(phase: str) -> tuple[set[str], str]:
    data = riche(lambda path: f"jeton{NUMERO[path]:03d}z", {"marche.phase": phase})
    dossier = loads_dossier(texte_yaml(data))
    text = write_text(build_contract(dossier).document)
    by_token = {f"jeton{n:03d}z": path for path, n in NUMERO.items()}
    return {by_token[token] for token in re.findall(r"jeton\d{3}z", text)}, text


def test_a_consultation_prints_nothing_that_only_the_supplier_could_say() -> None:
    printed, _ = _jetons("consultation")
    assert printed, "aucun jeton imprimé : le test ne prouve rien"
    assert {path for path in printed if _repond(path) == "fournisseur"} == set()
    assert "systeme.autres_noms.0" not in printed


def test_an_attribution_prints_the_supplier_but_not_the_list_of_brands() -> None:
    printed, text = _jetons("attribution")
    assert {
        "fournisseur.nom",
        "systeme.nom",
        "fournisseur.sous_traitants.0.nom",
        "etablissement.nom",
    } <= printed
    assert "systeme.autres_noms.0" not in printed
    assert "None" not in text
