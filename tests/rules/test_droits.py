"""The rights matrix: what each legal basis gives, what it never gives, and how it is told."""

from __future__ import annotations

import pytest

from sia_docs.document.french import typography
from sia_docs.erreurs import ContenuInvalide
from sia_docs.models.information import BaseLegale, Droit
from sia_docs.rules.droits import BASES_DES_SOINS, droits_de, droits_non_dus, load_matrice, read_matrice

TOUJOURS = {"acces", "rectification", "limitation", "decision_automatisee", "directives", "reclamation"}

#: The rights matrix of the fact sheet (§4.3).
ATTENDUS = {
    BaseLegale.MISSION: TOUJOURS | {"effacement", "opposition"},
    BaseLegale.INTERET: TOUJOURS | {"effacement", "opposition"},
    BaseLegale.OBLIGATION: TOUJOURS,
    BaseLegale.CONSENTEMENT: TOUJOURS | {"effacement", "portabilite", "retrait_consentement"},
}

MATRICE = """\
verifiee_le: 2026-11-22
delais:
  rgpd: "Un mois."
droits:
  - id: acces
    nom: Accès
    article: article 15 du RGPD
    delai: rgpd
    regimes:
      - bases: [mission_interet_public]
        texte: "Vous pouvez accéder à vos données."
"""


@pytest.mark.parametrize("base", BaseLegale)
def test_each_basis_gives_the_rights_of_the_matrix(base: BaseLegale) -> None:
    assert {ligne.id for ligne in droits_de(base)} == ATTENDUS[base]


def test_an_unknown_basis_gives_what_holds_whichever_basis_of_care_is_right() -> None:
    both = [set(droits_de(base)) for base in BASES_DES_SOINS]
    assert set(droits_de(None)) == both[0] & both[1]
    assert {ligne.id for ligne in droits_de(None)} == ATTENDUS[BaseLegale.MISSION]


def test_only_the_right_to_object_stands_in_its_own_block() -> None:
    for base in (None, *BaseLegale):
        assert [ligne.id for ligne in droits_de(base) if ligne.a_part] in (["opposition"], [])


def test_the_limit_of_a_right_is_told_with_the_right() -> None:
    lignes = {ligne.id: ligne.texte for ligne in droits_de(BaseLegale.MISSION)}
    assert "dossier médical" in lignes["effacement"]
    assert "motifs légitimes et impérieux" in lignes["opposition"]
    assert "remarque" in lignes["rectification"]


def test_access_tells_its_two_delays() -> None:
    acces = next(ligne for ligne in droits_de(None) if ligne.id == "acces")
    assert "Huit jours" in acces.delai and "Un mois" in acces.delai


def test_every_line_is_printed_in_french_typography() -> None:
    for base in BaseLegale:
        for ligne in droits_de(base):
            for text in (ligne.nom, ligne.texte, ligne.delai, ligne.article):
                assert text and text == typography(text)


def test_a_portability_promise_is_not_due_in_care() -> None:
    promised = (Droit.ACCES, Droit.PORTABILITE, Droit.RETRAIT)
    assert droits_non_dus(promised, BaseLegale.MISSION) == (Droit.PORTABILITE, Droit.RETRAIT)
    assert droits_non_dus(promised, None) == (Droit.PORTABILITE, Droit.RETRAIT)
    assert droits_non_dus(promised, BaseLegale.CONSENTEMENT) == ()
    assert droits_non_dus((Droit.OPPOSITION,), BaseLegale.CONSENTEMENT) == (Droit.OPPOSITION,)


def test_every_right_of_a_dossier_is_in_the_matrix() -> None:
    assert {droit.value for droit in Droit} <= {right.id for right in load_matrice().droits}


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("delai: rgpd", "delai: jamais", "le délai « jamais » n’est pas défini"),
        ("article: article", "articles: article", "clé inconnue"),
        ("[mission_interet_public]", "[mission]", "valeur non admise"),
        ("[mission_interet_public]", "[interet_legitime, interet_legitime]", "deux régimes"),
    ],
)
def test_a_fault_of_the_matrix_is_told_with_its_line(avant: str, apres: str, message: str) -> None:
    with pytest.raises(ContenuInvalide, match=message) as caught:
        read_matrice(MATRICE.replace(avant, apres))
    assert all(problem.ligne for problem in caught.value.problemes)


def test_a_right_defined_twice_is_refused() -> None:
    entry = MATRICE[MATRICE.index("  - id: acces") :]
    with pytest.raises(ContenuInvalide, match="défini deux fois"):
        read_matrice(MATRICE + entry)
