"""The three examples do what ``examples/README.md`` says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sia_docs.api import build_contract, in_phase, load_dossier
from sia_docs.document.nodes import Document, inlines_of
from sia_docs.document.nodes import Field as Champ
from sia_docs.erreurs import DocumentIncomplet, FuiteDeNom
from sia_docs.generators.output import FORMATS, file_stem, output_files

EXEMPLES = Path(__file__).resolve().parents[1] / "examples"
NOMS = ("embolie-pulmonaire", "scribe", "clinique-planification")
#: Every proper name of a supplier, a product, a model or a certificate that a consultation must hide.
INTERDITS = {
    "embolie-pulmonaire": ("aidoc", "briefcase", "pe-03", "k241727"),
    "scribe": ("orbdoc", "orbvoice", "voice-to-soap", "deepgram", "nova 2", "athena"),
    "clinique-planification": ("planicare", "planibloc"),
}
#: What the contract must say once the supplier is chosen.
NOMMES = {
    "embolie-pulmonaire": ("aidoc", "briefcase-triage"),
    "scribe": ("orbdoc", "deepgram medical nova 2"),
    "clinique-planification": ("planicare &amp; fils", "&lt;édition 4&gt;"),
}


def _text(name: str, phase: str) -> str:
    dossier = in_phase(load_dossier(EXEMPLES / name / "dossier.yaml"), phase)
    contract = build_contract(dossier)
    made = output_files(contract, dossier, file_stem(dossier, definitif=False), FORMATS)
    names = " ".join(made)
    return names + "".join(
        data.decode() for file, data in made.items() if file.endswith((".txt", ".html", ".json"))
    )


@pytest.mark.parametrize("name", NOMS)
def test_a_consultation_prints_no_name_of_a_supplier_or_a_product(name: str) -> None:
    text = _text(name, "consultation").casefold()
    assert not [word for word in INTERDITS[name] if word in text]


@pytest.mark.parametrize(("name", "words"), [(name, words[:2]) for name, words in NOMMES.items()])
def test_the_chosen_supplier_and_its_product_are_named(name: str, words: tuple[str, ...]) -> None:
    text = _text(name, "attribution").casefold()
    assert all(word in text for word in words)


@pytest.mark.parametrize("name", NOMS)
def test_a_brand_in_the_need_is_refused_in_consultation(name: str) -> None:
    dossier = in_phase(load_dossier(EXEMPLES / name / "dossier.yaml"), "consultation")
    system = dossier.systeme
    assert system.autres_noms
    leaking = system.model_copy(update={"usage_prevu": f"Comme {system.autres_noms[0]}."})
    with pytest.raises(FuiteDeNom):
        build_contract(dossier.model_copy(update={"systeme": leaking}))


def _champs(document: Document) -> set[str]:
    return {i.id for block in document.blocks for i in inlines_of(block) if isinstance(i, Champ)}


def test_the_complete_example_gives_a_final_document_with_nothing_to_complete() -> None:
    dossier = load_dossier(EXEMPLES / "clinique-planification" / "dossier.yaml")
    contract = build_contract(dossier, definitif=True)
    assert not contract.completude.manques and not contract.completude.a_confirmer
    assert not _champs(contract.document)


@pytest.mark.parametrize("name", NOMS[:2])
def test_an_incomplete_example_refuses_a_final_document_and_says_what_is_missing(name: str) -> None:
    dossier = load_dossier(EXEMPLES / name / "dossier.yaml")
    with pytest.raises(DocumentIncomplet) as refused:
        build_contract(dossier, definitif=True)
    fields = {p.champ for p in refused.value.problemes}
    assert {"fournisseur.hebergement.nom", "fournisseur.hebergement.certificat.numero"} <= fields


@pytest.mark.parametrize("name", NOMS[:2])
def test_what_the_card_does_not_say_stays_unknown(name: str) -> None:
    dossier = load_dossier(EXEMPLES / name / "dossier.yaml")
    supplier, system = dossier.fournisseur, dossier.systeme
    assert supplier.siren is supplier.pays is supplier.lois_extra_ue is supplier.acces_hors_eee is None
    assert supplier.hebergement is None or supplier.hebergement.certificat is None
    assert system.udi_di is system.date_mise_sur_marche is None


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        (
            "embolie-pulmonaire",
            ["94.39", "90.41", "97.07", "91.04", "96.67", "26.42", "25.3", "27.54"],
        ),
        ("scribe", ["36.5", "31.25", "52.17", "26.09"]),
    ],
)
def test_the_figures_of_the_dossier_are_those_of_the_card(name: str, figures: list[str]) -> None:
    card = (EXEMPLES / name / "fiche.xml").read_text("utf-8")
    performances = load_dossier(EXEMPLES / name / "dossier.yaml").systeme.performances or ()
    said = {str(n) for p in performances for n in (p.valeur, p.ic_bas, p.ic_haut) if n is not None}
    assert set(figures) <= said
    assert all(figure in card for figure in figures)


def test_the_licence_of_the_cards_is_given() -> None:
    text = (EXEMPLES / "LICENCES.md").read_text("utf-8")
    assert "Copyright (c) 2024 Coalition for Health AI, Inc." in text
    for name in NOMS[:2]:
        assert "Copyright (c) 2024 Coalition for Health AI" in (EXEMPLES / name / "fiche.xml").read_text(
            "utf-8"
        )
        assert f"{name}/fiche.xml" in text
