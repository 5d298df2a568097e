"""The easy-to-read leaflets: one word for one thing, short sentences, and the facts of the other documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from fabrique import RACINE, donnees
from sia_docs.document.nodes import Block, Callout, Heading, Illustrated, ListBlock, Paragraph, Purpose, plain
from sia_docs.generators.falc import FalcProduit, build_falc
from sia_docs.generators.patient_info import build_information
from sia_docs.io.dossier import load_dossier
from sia_docs.law import load_law
from sia_docs.library.falc import CATEGORIES, load_falc
from sia_docs.library.leaflets import load_leaflets
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.models import Dossier
from sia_docs.models.systeme import Categorie
from sia_docs.quality.coherence import load_reperes
from sia_docs.quality.facts import dates_in, faits_of, mails_in, phones_in, urls_in
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.read_text import read_text
from sia_docs.quality.lexique import words_pattern
from sia_docs.quality.phrases import words
from sia_docs.writers.text import write_text

DOSSIER_FALC = RACINE / "templates" / "patient_info" / "falc"
LEXIQUE = yaml.safe_load((DOSSIER_FALC / "lexique.yaml").read_text("utf-8"))
FEUILLETS = load_falc().feuillets
EXEMPLES = sorted(path.parent.name for path in (RACINE / "examples").glob("*/dossier.yaml"))
SOINS: dict[str, Any] = {
    "information.contexte_soins": "oui",
    "information.patients_concernes": "oui",
    "information.droits_exercables_avant": "oui",
    "information.urgence": "non",
    "information.capte_voix_image": "non",
    "information.donnees_cliniques_objectivables": "oui",
    "information.donnees.base_legale": "mission_interet_public",
    "systeme.donnees_personnelles": "oui",
}
MOTS_MAX, SIGNES_MAX = 12, 62
#: The name of an authority is as long as it is.
_NOM_OFFICIEL = "Commission nationale de l'informatique et des libertés"


# ------------------------------------------------------------------------------------------ tools


@cache
def dossier(exemple: str) -> Dossier:
    return load_dossier(RACINE / "examples" / exemple / "dossier.yaml")


def produits(*dossiers: Dossier) -> tuple[FalcProduit, ...]:
    return build_falc(dossiers, load_falc(), load_law(), load_pictogrammes().images).feuillets


def du_systeme(categorie: str, changements: dict[str, Any] | None = None) -> FalcProduit:
    """The leaflet of a system of this category."""
    change = {"systeme.categorie": categorie, "systeme.interaction_patient": "oui"}
    made = produits(Dossier.model_validate(donnees(SOINS | change | (changements or {}))))
    found = [one for one in made if one.feuillet.entete.portee == "systeme"]
    assert len(found) == 1
    return found[0]


def lignes(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Sentences and headings in reading order, with plain spaces and apostrophes."""
    for block in blocks:
        if isinstance(block, Illustrated | Callout):
            yield from lignes(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from lignes(item)
        elif isinstance(block, Paragraph | Heading):
            yield _simple(plain(block.children))


def _any_of(words_or_phrases: Iterable[str]) -> re.Pattern[str]:
    return words_pattern(tuple(words_or_phrases))


def _simple(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("’", "'").split())


def texte(produit: FalcProduit) -> str:
    return "\n".join((_simple(produit.document.title), *lignes(produit.document.blocks)))


def blocs(produit: FalcProduit) -> list[Illustrated]:
    """Illustrated blocks, those of the box included."""
    found = []
    for block in produit.document.blocks:
        inside = block.blocks if isinstance(block, Callout) else (block,)
        found += [one for one in inside if isinstance(one, Illustrated)]
    return found


def ecrites(ident: str) -> list[str]:
    """Lines that the author wrote, without what the dossiers bring."""
    source = [line.strip() for line in FEUILLETS[ident].texte.splitlines()]
    kept = [line for line in source if line and not line.startswith(("{%", "![", ":::"))]
    return [
        re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", line.removeprefix("- ").removeprefix("## ")) for line in kept
    ]


@cache
def des_exemples() -> tuple[FalcProduit, ...]:
    """The leaflets of all the examples, hospital by hospital."""
    hospitals: dict[str, list[Dossier]] = {}
    for name in EXEMPLES:
        hospitals.setdefault(dossier(name).etablissement.nom, []).append(dossier(name))
    return tuple(one for dossiers in hospitals.values() for one in produits(*dossiers))


@cache
def de_toutes_categories() -> tuple[FalcProduit, ...]:
    return tuple(du_systeme(categorie.value) for categorie in Categorie)


def tous() -> tuple[FalcProduit, ...]:
    return des_exemples() + de_toutes_categories()


def noms() -> list[str]:
    return [f"{one.feuillet.id}-{rank}" for rank, one in enumerate(tous())]


# ---------------------------------------------------------------------------------- which leaflets


def test_every_category_of_system_has_its_leaflet_even_an_unknown_one() -> None:
    told = [name for leaflet in FEUILLETS.values() for name in leaflet.entete.categories]
    assert sorted(told) == sorted(CATEGORIES)


def test_the_hospital_has_a_general_leaflet_and_one_about_rights() -> None:
    of_hospital = {ident for ident, one in FEUILLETS.items() if one.entete.portee == "etablissement"}
    assert of_hospital == {"FALC-GENERAL", "FALC-DROITS"}


def test_a_system_used_outside_care_has_no_leaflet() -> None:
    assert produits(dossier("gestion-lits")) == ()


# -------------------------------------------------------------------------------------- the words


@pytest.mark.parametrize("ident", FEUILLETS)
def test_one_word_stands_for_one_thing(ident: str) -> None:
    written = "\n".join(ecrites(ident))
    for entry in LEXIQUE["mots"]:
        if banned := entry.get("jamais"):
            assert _any_of(banned).findall(written) == [], entry["mot"]


@pytest.mark.parametrize("ident", FEUILLETS)
def test_no_word_that_frightens_promises_or_is_jargon(ident: str) -> None:
    assert _any_of(LEXIQUE["jamais"]).findall("\n".join(ecrites(ident))) == []


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_a_difficult_word_is_explained_in_the_leaflet_that_uses_it(produit: FalcProduit) -> None:
    printed = texte(produit)
    for entry in LEXIQUE["mots"]:
        if "explication" in entry and _any_of(entry["formes"]).search(printed):
            assert any(one in printed for one in entry["explication"]), entry["mot"]


@pytest.mark.parametrize("ident", FEUILLETS)
def test_sentences_are_short_and_fit_on_a_line(ident: str) -> None:
    for line in ecrites(ident):
        if _NOM_OFFICIEL in line:
            continue
        assert len(words(line)) <= MOTS_MAX, line
        assert len(line) <= SIGNES_MAX, line


@pytest.mark.parametrize("ident", FEUILLETS)
def test_no_condition_no_parenthesis_no_percent(ident: str) -> None:
    for line in ecrites(ident):
        assert not re.match(r"Si\b|Lorsque\b|En cas\b", line), line
        assert not re.search(r"[()%;/*_…]", line), line


# ------------------------------------------------------------------------------- what each one says


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_every_leaflet_opens_with_its_subject_then_the_essential(produit: FalcProduit) -> None:
    first = produit.document.blocks[0]
    assert isinstance(first, Illustrated)
    assert first.purpose is Purpose.SUBJECT
    subject = list(lignes(first.blocks))
    assert "Ce document est pour vous." in subject
    assert any(line.startswith("Ce document parle d") for line in subject)
    kinds = [type(block) for block in produit.document.blocks]
    assert kinds.index(Callout) < kinds.index(Heading)


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_every_leaflet_says_that_a_person_decides(produit: FalcProduit) -> None:
    printed = texte(produit)
    assert "Le logiciel ne décide jamais seul de vos soins." in printed
    assert re.search(r"Le soignant (?:vérifie et )?décide|Vous décidez avec le soignant", printed)


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_every_leaflet_has_an_example_and_a_phone_and_a_place_to_go(produit: FalcProduit) -> None:
    purposes = {block.purpose for block in blocs(produit)}
    assert Purpose.EXAMPLE in purposes
    contact = [line for b in blocs(produit) if b.purpose is Purpose.CONTACT for line in lignes(b.blocks)]
    etablissement = produit.dossiers[0].etablissement
    for known, label in ((etablissement.telephone, "téléphone"), (etablissement.accueil, "accueil")):
        assert (
            _simple(known) in contact if known else any(label in f.label.casefold() for f in produit.manques)
        )


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_headings_are_questions(produit: FalcProduit) -> None:
    headings = [block for block in produit.document.blocks if isinstance(block, Heading)]
    assert headings
    assert all(_simple(plain(heading.children)).endswith(" ?") for heading in headings)


@pytest.mark.parametrize("produit", tous(), ids=noms())
def test_a_block_is_short(produit: FalcProduit) -> None:
    for block in blocs(produit):
        sentences = [line for part in block.blocks if isinstance(part, Paragraph) for line in lignes((part,))]
        assert len(sentences) <= 6, sentences


# ------------------------------------------------------------------------------------------ facts


@pytest.mark.parametrize("produit", des_exemples(), ids=noms()[: len(des_exemples())])
def test_contacts_and_dates_are_those_of_the_dossier(produit: FalcProduit) -> None:
    facts = [faits_of(one) for one in produit.dossiers]
    known = "\n".join(one.textes for one in facts)
    printed = "\n".join((texte(produit), *produit.document.imprint))
    assert set(phones_in(printed)) <= set(phones_in(known))
    assert set(mails_in(printed)) <= set(mails_in(known))
    assert set(urls_in(printed)) <= set(urls_in(known))
    days = {day for one in facts for day in one.jours} | {produit.document.day}
    assert set(dates_in(printed)) <= days
    assert phones_in(printed)


@pytest.mark.parametrize("exemple", ["alerte-sepsis", "embolie-pulmonaire", "scribe", "traduction"])
def test_durations_and_persons_are_those_of_the_data_notice(exemple: str) -> None:
    one = dossier(exemple)
    leaflet = next(made for made in produits(one) if made.feuillet.entete.portee == "systeme")
    notices = build_information([one], load_leaflets(), load_law(), ids=["RGPD-LONG", "N2-FICHE"])
    ordinary = _simple(" ".join(write_text(made.document) for made in notices.feuillets))
    printed = texte(leaflet)
    assert one.information
    assert one.information.donnees
    for line in one.information.donnees.conservation or ():
        assert _simple(line.donnees) in printed
        assert _simple(line.donnees) in ordinary
        if line.duree:
            assert _simple(line.duree).casefold() in printed.casefold()
            assert _simple(line.duree).casefold() in ordinary.casefold()
    superviseur = one.information.superviseur
    assert superviseur
    assert superviseur.nom
    assert f"La personne responsable du logiciel est {superviseur.nom}." in printed
    assert superviseur.nom in ordinary


def test_the_delays_of_the_rights_are_those_of_the_notices() -> None:
    delays = yaml.safe_load((RACINE / "templates/patient_info/rgpd/droits.yaml").read_text("utf-8"))["delais"]
    in_words = {"huit jours": "8 jours", "deux mois": "2 mois", "cinq ans": "5 ans", "un mois": "1 mois"}
    written = "\n".join(ecrites("FALC-DROITS"))
    said = " ".join(delays.values()).casefold()
    for spelled, in_digits in in_words.items():
        assert spelled in said
        assert in_digits in written
    assert set(re.findall(r"\d+ (?:jours?|mois|ans?)", written)) == set(in_words.values())


# ----------------------------------------------------------------------------------------- rights

REFUS = "Vous pouvez dire non à ce logiciel."
ACCORD = "Le soignant vous demande votre accord avant."


@pytest.mark.parametrize("categorie", [c.value for c in Categorie if c.value not in ("scribe", "traduction")])
def test_refusing_is_promised_only_when_the_dossier_says_it_is_possible(categorie: str) -> None:
    assert REFUS in texte(du_systeme(categorie))
    assert REFUS not in texte(du_systeme(categorie, {"information.droits_exercables_avant": "non"}))
    unknown = du_systeme(categorie, {"information.droits_exercables_avant": "inconnu"})
    assert REFUS not in texte(unknown)
    assert "information.droits_exercables_avant" in {field.id for field in unknown.manques}


@pytest.mark.parametrize("categorie", [c.value for c in Categorie])
def test_objecting_to_the_use_of_data_follows_the_legal_basis(categorie: str) -> None:
    promise = _any_of(load_reperes().droits["opposition"])
    assert promise.search(texte(du_systeme(categorie)))
    for base in ("obligation_legale", "inconnu"):
        made = du_systeme(categorie, {"information.donnees.base_legale": base})
        confirmed = "information.donnees.base_legale" not in {field.id for field in made.manques}
        assert bool(promise.search(texte(made))) is not confirmed


@pytest.mark.parametrize("categorie", [c.value for c in Categorie])
def test_the_agreement_to_record_is_asked_when_a_voice_or_a_picture_is_recorded(categorie: str) -> None:
    assert ACCORD in texte(du_systeme(categorie, {"information.capte_voix_image": "oui"}))
    assert ACCORD not in texte(du_systeme(categorie))


def test_without_recording_a_scribe_does_not_listen() -> None:
    assert "Le logiciel écoute" in texte(du_systeme("scribe", {"information.capte_voix_image": "oui"}))
    assert "Le logiciel lit les notes du soignant." in texte(du_systeme("scribe"))


@pytest.mark.parametrize(
    ("etat", "phrase"),
    [
        ("projet", "L'équipe n'utilise pas encore ce logiciel."),
        ("pilote", "Le CHU de Valmont essaie ce logiciel."),
        ("retire", "L'équipe n'utilise plus ce logiciel."),
    ],
)
def test_the_leaflet_says_where_the_software_stands(etat: str, phrase: str) -> None:
    assert phrase in texte(du_systeme("imagerie", {"systeme.deploiement": etat}))
    assert phrase not in texte(du_systeme("imagerie", {"systeme.deploiement": "usage_courant"}))


def test_the_general_leaflet_lists_only_what_is_in_use() -> None:
    general = next(one for one in des_exemples() if one.feuillet.id == "FALC-GENERAL")
    assert "repérer les urgences" in texte(general)
    assert "écrire le compte rendu" not in texte(general)
    (project,) = (one for one in produits(dossier("scribe")) if one.feuillet.id == "FALC-GENERAL")
    assert "L'équipe n'utilise pas encore ce logiciel." in texte(project)
    assert "Ici, un logiciel peut aider à" not in texte(project)


def test_a_chatbot_is_told_from_a_person_and_from_an_emergency_service() -> None:
    (box,) = (b for b in du_systeme("agent_conversationnel").document.blocks if isinstance(b, Callout))
    said = list(lignes(box.blocks))
    assert {"Le logiciel n'est pas une personne.", "Appelez le 15 ou le 112."} <= set(said)


# ---------------------------------------------------------------------------------------- unknown


@pytest.mark.parametrize("categorie", [*CATEGORIES])
def test_what_nobody_said_is_a_field_to_complete(categorie: str) -> None:
    minimal = Dossier.model_validate(
        donnees(
            {
                "information.contexte_soins": "oui",
                "systeme.categorie": categorie.replace("inconnue", "inconnu"),
            }
        )
    )
    for made in produits(minimal):
        lacking = {field.id for field in made.manques}
        assert {"etablissement.telephone", "etablissement.accueil"} <= lacking
        if made.feuillet.entete.portee == "systeme":
            assert {"information.superviseur", "information.donnees.conservation"} <= {
                re.sub(r"(superviseur|conservation).*", r"\1", ident) for ident in lacking
            }


def test_the_purpose_is_printed_when_it_is_given_and_nothing_is_missing_without_it() -> None:
    told = texte(du_systeme("triage", {"information.finalite_falc": "repérer une infection grave"}))
    assert "Ce logiciel sert à repérer une infection grave." in told
    silent = texte(du_systeme("triage"))
    assert "Ce logiciel sert à" not in silent and "facile à lire]" not in silent


def test_a_long_purpose_is_printed_as_typed_and_the_checker_tells_it() -> None:
    long = "repérer " + "très " * 20 + "vite"
    told = texte(du_systeme("triage", {"information.finalite_falc": long}))
    assert f"Ce logiciel sert à {long}." in told
    blocking = {constat.regle for constat in check(read_text(told)).bloquants}
    assert any(rule.startswith("F-S2") for rule in blocking)


def test_what_the_dossier_says_comes_out_as_typed() -> None:
    hostile = "Service <Dupont> & fils {{ 7*7 }} **gras**"
    assert hostile in texte(du_systeme("imagerie", {"systeme.services": [hostile]}))
