"""The texts for patients, built for every example: clear, without promise, coherent, faithfully translated."""

from __future__ import annotations

from functools import cache

import pytest

from fabrique import RACINE
from sia_docs.generators.mention import NON, mention, toutes_les_mentions
from sia_docs.generators.patient_info import FeuilletProduit, build_information
from sia_docs.io.dossier import load_dossier
from sia_docs.law import load_law
from sia_docs.library.leaflets import FRANCAIS, load_leaflets
from sia_docs.models import Dossier, Professionnel, Titre
from sia_docs.quality.clarte import CLAIR, analyse
from sia_docs.quality.coherence import Piece, check_mention, check_register, check_set
from sia_docs.quality.facts import faits_of
from sia_docs.quality.traduction import check_translation
from sia_docs.rules.validation import Gravite

EXEMPLES = sorted(path.parent.name for path in (RACINE / "examples").glob("*/dossier.yaml"))
LANGUES = [langue for langue in load_leaflets().par_langue if langue != FRANCAIS]


@cache
def dossier(exemple: str) -> Dossier:
    return load_dossier(RACINE / "examples" / exemple / "dossier.yaml")


@cache
def feuillets(exemple: str, langue: str = FRANCAIS) -> tuple[FeuilletProduit, ...]:
    made = build_information([dossier(exemple)], load_leaflets(), load_law(), langue=langue)
    return made.feuillets


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_texts_of_levels_1_and_2_are_in_plain_language(exemple: str) -> None:
    known = faits_of(dossier(exemple))
    wrong = [
        f"{made.feuillet.id} : {constat.texte} {constat.ou}"
        for made in feuillets(exemple)
        if made.feuillet.entete.clarte == "exigee"
        for constat in analyse(made.document, CLAIR, noms=known.noms).bloquants
    ]
    assert wrong == []


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_the_documents_of_a_system_agree_with_each_other_and_with_the_law(exemple: str) -> None:
    pieces = [Piece(made.feuillet.entete, made.document) for made in feuillets(exemple)]
    found = check_set(pieces, faits_of(dossier(exemple)))
    assert [f"{c.regle} {c.texte} {c.ou}" for c in found if c.gravite is Gravite.ERREUR] == []


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_the_sentences_of_a_report_name_who_and_what_in_25_words(exemple: str) -> None:
    about = dossier(exemple)
    present = Professionnel(titre=Titre.DR, nom="Anne Morel", fonction="radiologue", present=True)
    for choice in toutes_les_mentions(about):
        if choice.convient == NON:
            continue  # refused
        made = mention([about], choice.code, professionnels=[present])
        if not made.systemes or not made.systemes[0].nom or not made.systemes[0].version:
            continue  # no system in the sentence, or a field to complete
        (system,) = made.systemes
        known = about.information and about.information.finalite_mention
        found = check_mention(
            made.texte,
            nom=system.nom or "",
            version=system.version or "",
            humain="Anne Morel",
            fonction="radiologue",
            finalite=known or "",
            citation=made.citation,
        )
        assert [c.texte for c in found if c.gravite is Gravite.ERREUR] == [], made.texte


def test_the_public_register_names_every_system_of_a_hospital() -> None:
    by_hospital: dict[str, list[Dossier]] = {}
    for exemple in EXEMPLES:
        by_hospital.setdefault(dossier(exemple).etablissement.nom, []).append(dossier(exemple))
    for dossiers in by_hospital.values():
        made = build_information(dossiers, load_leaflets(), load_law(), ids=["N1-REGISTRE"])
        for leaflet in made.feuillets:
            assert check_register(leaflet.document, [faits_of(d) for d in leaflet.dossiers]) == ()


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("exemple", EXEMPLES)
def test_translations_keep_the_parts_and_the_figures_of_the_french_text(exemple: str, langue: str) -> None:
    french = {made.feuillet.id: made.document for made in feuillets(exemple)}
    wrong = [
        f"{made.feuillet.id} : {constat.texte}"
        for made in feuillets(exemple, langue)
        for constat in check_translation(french[made.feuillet.id], made.document, faits_of(dossier(exemple)))
    ]
    assert wrong == []
