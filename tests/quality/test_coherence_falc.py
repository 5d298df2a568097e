"""The easy-to-read leaflets say the facts of the dossier: each rule lets a right leaflet pass and stops a wrong one."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pytest
from arbre import document

from fabrique import RACINE, donnees
from sia_docs.document.from_falc import parse_falc
from sia_docs.erreurs import DossierInvalide
from sia_docs.generators.falc import FalcProduit, build_falc
from sia_docs.io.dossier import load_dossier
from sia_docs.law import load_law
from sia_docs.library.falc import load_falc
from sia_docs.library.pictogrammes import load_pictogrammes
from sia_docs.models import Dossier
from sia_docs.quality.coherence_falc import PieceFalc, check_falc, refuse_si_incoherent
from sia_docs.rules.validation import Gravite

DOSSIER = {
    "etablissement.telephone": "01 23 45 67 89",
    "etablissement.accueil": "hall B, bureau 12",
    "information.donnees.base_legale": "mission_interet_public",
    "information.decision_sans_humain": "non",
    "information.droits_exercables_avant": "oui",
    "information.publication.version": "1.0",
    "information.publication.publiee_le": "2026-11-22",
    "information.publication.prochaine_revue": "2027-11-22",
}
IMPRINT = (
    "Version 1.0 du 22\u00a0novembre\u00a02026",
    "Prochaine révision\u00a0: 22\u00a0novembre\u00a02027",
)
JUSTE = """![](professionnel-decide)
Le logiciel ne décide jamais seul de vos soins.
Le soignant décide avec vous.
Vous pouvez dire non à ce logiciel.

![](donnees)
Le logiciel utilise ces données :
- votre âge
Vous pouvez dire non à l'utilisation de vos données.

![contact](telephone)
Appelez le 01 23 45 67 89.
Venez ici : hall B, bureau 12.
"""


def piece(texte: str, *about: Dossier, portee: Literal["systeme", "etablissement"] = "systeme") -> PieceFalc:
    return PieceFalc("FALC-ESSAI", portee, document(*parse_falc(texte, "x"), imprint=IMPRINT), about)


def dossier(**changes: object) -> Dossier:
    asked = {key.replace("__", "."): value for key, value in changes.items()}
    return Dossier.model_validate(donnees({**DOSSIER, **asked}))


def regles(texte: str = JUSTE, about: Dossier | None = None) -> list[str]:
    return [constat.regle for constat in check_falc([piece(texte, about or dossier())])]


def without(*lines: str) -> str:
    kept = [line for line in JUSTE.splitlines() if not any(part in line for part in lines)]
    return "\n".join(kept) + "\n"


def test_a_right_leaflet_has_nothing_to_say() -> None:
    assert regles() == []


@pytest.mark.parametrize("sentence", ["Le logiciel décide.", "Le logiciel choisit vos soins."])
def test_a_leaflet_never_says_that_the_software_decides(sentence: str) -> None:
    assert regles(JUSTE.replace("Le soignant décide avec vous.", f"Le soignant décide.\n{sentence}")) == [
        "T17"
    ]


def test_a_leaflet_says_who_decides() -> None:
    assert regles(without("soignant décide")) == ["T17"]


def test_a_decision_without_anybody_is_not_hidden() -> None:
    assert regles(JUSTE, dossier(information__decision_sans_humain="oui")) == ["T17", "T17"]
    honest = without("ne décide jamais", "soignant décide").replace(
        "Vous pouvez dire non à ce", "Le logiciel décide.\nVous pouvez dire non à ce"
    )
    assert regles(honest, dossier(information__decision_sans_humain="oui")) == []


def test_the_right_to_object_is_told_when_it_exists_and_only_then() -> None:
    assert regles(without("l'utilisation de vos données")) == ["T18"]
    assert regles(JUSTE, dossier(information__donnees__base_legale="obligation_legale")) == ["T4"]


def test_a_leaflet_without_data_has_no_right_to_tell() -> None:
    assert regles(without("l'utilisation de vos données", "utilise ces", "votre âge").replace("![](donnees)\n", "")) == []  # fmt: skip


def test_saying_no_is_told_when_it_is_possible_and_only_then() -> None:
    assert regles(without("non à ce logiciel")) == ["T18"]
    assert regles(JUSTE, dossier(information__droits_exercables_avant="non")) == ["T18"]
    assert regles(JUSTE, dossier(information__droits_exercables_avant="inconnu")) == []


def test_a_contact_of_the_dossier_is_printed() -> None:
    assert regles(without("Appelez")) == ["T19"]
    assert regles(without("hall B")) == ["T19"]


def test_another_telephone_or_date_is_told() -> None:
    assert regles(JUSTE.replace("67 89", "67 90")) == ["T13", "T19"]
    assert regles(JUSTE.replace("hall B", "le 3 mai 2025, hall B")) == ["T13"]


def test_an_unknown_contact_is_a_field_to_complete() -> None:
    assert regles(JUSTE, dossier(etablissement__accueil="inconnu")) == ["T19"]
    made = next(m for m in _made("embolie-pulmonaire") if m.feuillet.id == "FALC-GENERAL")
    about = made.dossiers[0]
    bare = about.model_copy(
        update={"etablissement": about.etablissement.model_copy(update={"accueil": None})}
    )
    (rebuilt,) = build_falc([bare], load_falc(), load_law(), load_pictogrammes().images, ids=["FALC-GENERAL"]).feuillets  # fmt: skip
    found = check_falc([PieceFalc("FALC-GENERAL", "etablissement", rebuilt.document, (bare,))])
    assert [c.regle for c in found if c.gravite is Gravite.ERREUR] == []


def test_a_leaflet_that_contradicts_the_dossier_is_refused_with_its_sentence() -> None:
    wrong = piece(JUSTE, dossier(information__decision_sans_humain="oui"))
    with pytest.raises(DossierInvalide, match="le dossier dit qu’une décision") as caught:
        refuse_si_incoherent([wrong])
    assert "Le soignant décide avec vous." in str(caught.value)
    refuse_si_incoherent([piece(JUSTE, dossier())])


def test_a_leaflet_about_all_the_systems_hides_none_of_their_decisions() -> None:
    automated = dossier(information__decision_sans_humain="oui")
    both = piece(JUSTE, dossier(), automated, portee="etablissement")
    assert [c.regle for c in check_falc([both])] == ["T17", "T17"]
    assert check_falc([piece(JUSTE, dossier(), dossier(), portee="etablissement")]) == ()


# ------------------------------------------------------------------------- the packaged leaflets

EXEMPLES = sorted(path.parent.name for path in (RACINE / "examples").glob("*/dossier.yaml"))


@cache
def _made(exemple: str) -> tuple[FalcProduit, ...]:
    about = load_dossier(RACINE / "examples" / exemple / "dossier.yaml")
    return build_falc([about], load_falc(), load_law(), load_pictogrammes().images).feuillets


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_the_packaged_leaflets_agree_with_the_dossier(exemple: str) -> None:
    pieces = [
        PieceFalc(m.feuillet.id, m.feuillet.entete.portee, m.document, m.dossiers) for m in _made(exemple)
    ]
    assert [f"{c.regle} {c.texte} {c.ou}" for c in check_falc(pieces)] == []


def test_the_leaflets_of_the_examples_are_really_checked() -> None:
    assert {made.feuillet.id for exemple in EXEMPLES for made in _made(exemple)} >= {
        "FALC-GENERAL", "FALC-DROITS", "FALC-SCRIBE", "FALC-TRIAGE",
    }  # fmt: skip
