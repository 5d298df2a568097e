"""The examples do what ``examples/README.md`` says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sia_docs.api import build_contract, in_phase, load_dossier, verify
from sia_docs.document.nodes import Document, inlines_of
from sia_docs.document.nodes import Field as Champ
from sia_docs.erreurs import DocumentIncomplet, FuiteDeNom
from sia_docs.generators.contract_files import file_stem, output_files
from sia_docs.generators.output import FORMATS

EXEMPLES = Path(__file__).resolve().parents[1] / "examples"
NOMS = ("embolie-pulmonaire", "scribe", "clinique-planification")
#: The dossiers made for the information of patients: the same fictional hospital, a minimal purchase.
INFORMATION = (
    "irm-debruitage",
    "appels-urgence",
    "agent-patient",
    "alerte-sepsis",
    "traduction",
    "gestion-lits",
)
TOUS = NOMS + INFORMATION
#: Every proper name of a supplier, a product, a model or a certificate that a consultation must hide.
INTERDITS = {
    "embolie-pulmonaire": ("aidoc", "briefcase", "pe-03", "k241727"),
    "scribe": ("orbdoc", "orbvoice", "voice-to-soap", "deepgram", "nova 2", "athena"),
    "clinique-planification": ("planicare", "planibloc"),
    "irm-debruitage": ("clairval", "clairirm"),
    "appels-urgence": ("régulis",),
    "agent-patient": ("dialogia", "nuagis"),
    "alerte-sepsis": ("vigiflux",),
    "traduction": ("polyglossa", "nuagis"),
    "gestion-lits": ("plumeo",),
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


@pytest.mark.parametrize("name", TOUS)
def test_a_consultation_prints_no_name_of_a_supplier_or_a_product(name: str) -> None:
    text = _text(name, "consultation").casefold()
    assert not [word for word in INTERDITS[name] if word in text]


@pytest.mark.parametrize(("name", "words"), [(name, words[:2]) for name, words in NOMMES.items()])
def test_the_chosen_supplier_and_its_product_are_named(name: str, words: tuple[str, ...]) -> None:
    text = _text(name, "attribution").casefold()
    assert all(word in text for word in words)


@pytest.mark.parametrize("name", TOUS)
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


def test_every_dossier_of_the_folder_is_listed_and_loads() -> None:
    readme = (EXEMPLES / "README.md").read_text("utf-8")
    found = {path.parent.name for path in EXEMPLES.glob("*/dossier.yaml")}
    assert found == set(TOUS)
    assert all(f"({name}/dossier.yaml)" in readme for name in TOUS)


@pytest.mark.parametrize("name", TOUS)
def test_a_dossier_has_no_error(name: str) -> None:
    assert not verify(load_dossier(EXEMPLES / name / "dossier.yaml")).erreurs


@pytest.mark.parametrize("name", TOUS)
def test_patients_know_whom_to_ask_and_what_the_system_is_for(name: str) -> None:
    dossier = load_dossier(EXEMPLES / name / "dossier.yaml")
    hospital, told = dossier.etablissement, dossier.information
    assert hospital.telephone and hospital.page_ia and hospital.accueil and hospital.usagers and hospital.dpo
    assert hospital.page_ia.endswith(".exemple/ia")
    assert told and told.nom_public and told.usage_public and told.population and told.controle
    assert told.publication and told.publication.publiee_le and told.publication.prochaine_revue


def test_the_patient_dossiers_share_one_hospital() -> None:
    names = ("embolie-pulmonaire", *INFORMATION)
    assert len({load_dossier(EXEMPLES / name / "dossier.yaml").etablissement for name in names}) == 1


@pytest.mark.parametrize("name", TOUS)
def test_no_text_for_patients_names_the_product_or_promises(name: str) -> None:
    told = load_dossier(EXEMPLES / name / "dossier.yaml").information
    assert told is not None
    apart = {"donnees", "performance", "publication", "superviseur", "traductions"}
    lay = " ".join(
        str(value)
        for words in (told, *(told.traductions or ()))
        for field, value in words
        if field not in apart and value is not None
    ).casefold()
    banned = (
        "infaillible",
        "sans risque",
        "100 %",
        "boîte noire",
        "révolution",
        "performant",
        "consentement",
    )
    assert not [word for word in (*INTERDITS[name], *banned) if word in lay]


def test_a_real_system_has_only_the_figures_of_its_card() -> None:
    dossier = load_dossier(EXEMPLES / "embolie-pulmonaire" / "dossier.yaml")
    measured = dossier.information.performance if dossier.information else None
    assert measured is not None and measured.prevalence_pct is None and measured.locale is False
    declared = {p.indicateur: p.valeur for p in dossier.systeme.performances or ()}
    assert measured.sensibilite_pct == declared["Sensibilité"]
    assert measured.specificite_pct == declared["Spécificité"]


def test_the_licence_of_the_cards_is_given() -> None:
    text = (EXEMPLES / "LICENCES.md").read_text("utf-8")
    assert "Copyright (c) 2024 Coalition for Health AI, Inc." in text
    for name in NOMS[:2]:
        assert "Copyright (c) 2024 Coalition for Health AI" in (EXEMPLES / name / "fiche.xml").read_text(
            "utf-8"
        )
        assert f"{name}/fiche.xml" in text
