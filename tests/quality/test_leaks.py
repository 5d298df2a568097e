"""No name of a supplier, a product or a brand in a consultation, wherever it hides (R. 2111-7 CCP)."""

from __future__ import annotations

from datetime import date

import pytest

from fabrique import donnees, texte_yaml
from sia_docs.api import build_contract, loads_dossier
from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Cover,
    Document,
    Emphasis,
    Field,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Signatory,
    Signatures,
    Strong,
    Table,
    Text,
)  # fmt: skip
from sia_docs.erreurs import FuiteDeNom
from sia_docs.quality.leaks import forbidden_names, leaks

NOM = "Poumonia"
RIEN = (Text("rien"),)


def _document(*blocks: Block, cover: Cover | None = None, **changes: str) -> Document:
    base = {"title": "Titre", "subject": "Sujet", "author": "CHU"}
    return Document(
        **{**base, **changes}, day=date(2026, 11, 22), cover=cover or Cover("s", "t", "st", (), "projet"),
        blocks=blocks, imprint=("empreinte",),
    )  # fmt: skip


def _table(**changes: object) -> Table:
    base = {
        "caption": "c",
        "description": "d",
        "header": (Cell(RIEN),),
        "rows": ((Cell(RIEN),),),
        "widths": (1.0,),
    }
    return Table(**{**base, **changes})  # type: ignore[arg-type]


T = (Text(f"avec {NOM} dedans"),)
CACHETTES = {
    "paragraphe": _document(Paragraph(T)),
    "gras": _document(Paragraph((Strong(T),))),
    "italique": _document(Paragraph((Emphasis(T, "en"),))),
    "lien": _document(Paragraph((Link("https://exemple.test/", T),))),
    "champ": _document(Paragraph((Field("a", f"nom de {NOM}", "dpo"),))),
    "titre de section": _document(Heading(2, T, "x")),
    "liste imbriquée": _document(ListBlock(((Paragraph(RIEN), ListBlock(((Paragraph(T),),))),))),
    "cellule": _document(_table(rows=((Cell(T),),))),
    "en-tête de tableau": _document(_table(header=(Cell(T),))),
    "légende": _document(_table(caption=f"Tableau {NOM}")),
    "description de tableau": _document(_table(description=f"Tableau {NOM}")),
    "encadré": _document(Callout("t", (Paragraph(T),))),
    "titre d’encadré": _document(Callout(NOM, (Paragraph(RIEN),))),
    "signataire": _document(Signatures((Signatory(NOM, (RIEN,)),))),
    "ligne de signature": _document(Signatures((Signatory("x", (T,)),))),
    "titre du fichier": _document(title=NOM),
    "sujet du fichier": _document(subject=NOM),
    "auteur du fichier": _document(author=NOM),
    "couverture": _document(cover=Cover("s", "t", f"pour {NOM}", (), "projet")),
    "fait de couverture": _document(cover=Cover("s", "t", "st", (("x", T),), "projet")),
    "terme de couverture": _document(cover=Cover("s", "t", "st", ((NOM, RIEN),), "projet")),
}


@pytest.mark.parametrize("place", CACHETTES)
def test_a_name_is_found_wherever_it_hides(place: str) -> None:
    (problem,) = leaks(CACHETTES[place], {NOM: "systeme.nom"})
    assert NOM in problem.message and "systeme.nom" in problem.message and "attribution" in problem.remede


@pytest.mark.parametrize(
    "written", ["POUMONIA", "poumonia", "Poumonîa", "Poumonia®", "(Poumonia)", "« Poumonia »", "l’Poumonia"]
)
def test_a_name_is_found_whatever_its_case_accents_and_punctuation(written: str) -> None:
    assert leaks(_document(Paragraph((Text(f"un {written}, ici"),))), {NOM: "systeme.nom"})


def test_a_name_cut_by_the_formatting_is_found() -> None:
    assert leaks(_document(Paragraph((Text("Pou"), Strong((Text("monia"),))))), {NOM: "systeme.nom"})


@pytest.mark.parametrize("text", ["Poumonial", "Surpoumonia", "les poumons", "Poumoni"])
def test_a_longer_or_shorter_word_is_not_the_name(text: str) -> None:
    assert leaks(_document(Paragraph((Text(text),))), {NOM: "systeme.nom"}) == []


def test_a_name_with_the_syntax_of_expressions_is_only_a_name() -> None:
    assert leaks(_document(Paragraph((Text("le système a.b"),))), {"a.b": "x"})
    assert leaks(_document(Paragraph((Text("le système aXb"),))), {"a.b": "x"}) == []
    assert leaks(_document(Paragraph((Text("(((("),))), {"((((": "x"}) != []


def test_each_name_is_told_once_with_its_first_place() -> None:
    found = leaks(
        _document(Heading(1, (Text("Ici"),), "i"), Paragraph(T), Paragraph(T)), {NOM: "systeme.nom"}
    )
    assert len(found) == 1 and "Ici" in found[0].message


INTERDITS = {
    "systeme.nom": "Alphascan",
    "systeme.modele_tiers_nom": "Betamodele",
    "systeme.udi_di": "3760123456789",
    "systeme.autres_noms": ["Gammaligne"],
    "fournisseur.nom": "Deltasoft",
    "fournisseur.fabricant": "Epsilonsa",
    "fournisseur.groupe_ultime": "Zetagroup",
    "fournisseur.hebergement": {"nom": "Etahost", "par_le_titulaire": "non"},
    "fournisseur.sous_traitants": [{"nom": "Thetasub"}],
}
NOMS = [
    "Alphascan",
    "Betamodele",
    "3760123456789",
    "Gammaligne",
    "Deltasoft",
    "Epsilonsa",
    "Zetagroup",
    "Etahost",
    "Thetasub",
]


def test_every_name_of_the_supply_chain_is_forbidden() -> None:
    names = forbidden_names(loads_dossier(texte_yaml(donnees(INTERDITS))))
    assert set(NOMS) <= set(names)
    assert names["Thetasub"] == "fournisseur.sous_traitants.1.nom"


@pytest.mark.parametrize("name", NOMS)
@pytest.mark.parametrize("field", ["marche.objet", "systeme.besoin", "systeme.usage_prevu"])
def test_a_buyer_who_types_a_forbidden_name_gets_no_consultation(name: str, field: str) -> None:
    data = donnees(
        {**INTERDITS, "marche.phase": "consultation", field: f"solution {name.upper()} ou équivalent"}
    )
    dossier = loads_dossier(texte_yaml(data))
    try:
        text = build_contract(dossier).document
    except FuiteDeNom as leak:
        assert name in str(leak)
    else:
        # the field is not printed in this phase: nothing to refuse, and nothing printed
        assert name.upper() not in repr(text)
        assert field == "systeme.usage_prevu"


def test_the_brand_at_the_head_of_a_long_name_is_forbidden_too() -> None:
    names = forbidden_names(loads_dossier(texte_yaml(donnees({"systeme.nom": "PulmoTriage for Embolism"}))))
    assert "PulmoTriage" in names


def test_the_hospital_may_name_itself_even_when_it_hosts() -> None:
    changes = {"fournisseur.hebergement": {"nom": "CHU de Valmont", "par_le_titulaire": "non"}}
    assert "CHU de Valmont" not in forbidden_names(loads_dossier(texte_yaml(donnees(changes))))


def test_an_attribution_prints_the_names() -> None:
    document = build_contract(loads_dossier(texte_yaml(donnees(INTERDITS)))).document
    assert "Deltasoft" in repr(document) and "Alphascan" in repr(document)
