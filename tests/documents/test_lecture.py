"""The checks on French can fail, and let right French through."""

from __future__ import annotations

import pytest

from documents.lecture import fautes


@pytest.mark.parametrize(
    "text",
    [
        "le contrat de le Titulaire",
        "à les Données",
        "de le marché",
        "droit de les personnes",
        "de Acheteur",
        "le Acheteur",
        "de un mois",
        "que il fournit",
        "si il répond",
        "la Acheteur",
        "fin .. suite",
        "fin. . suite",
        "un,, deux",
        "un ; ; deux",
        "deux  espaces",
        "l'hôpital",
        "Voilà {{ nom }}",
        "vaut None jours",
        "signe \U000f0001 perdu",
        "sans espace: ici",
        "« ici »",
        "d’ ici",
        "d’contrat",
        "il dit dit cela",
        "**gras**",
        "fin .",
        "( ici )",
    ],
)
def test_a_fault_is_found(text: str) -> None:
    assert fautes(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Il s’engage à le faire, à les corriger et à le lui remettre.",
        "Le onzième jour, le oui de l’Acheteur vaut accord\u00a0; le Titulaire répond\u00a0: non\u00a0!",
        "«\u00a0service\u00a0» de l’article 3.2 (voir l’annexe\u00a01), soit 99,5\u00a0% du temps…",
        "Dites-le à l’équipe, demandez-la à l’accueil.",
        "de 8\u00a0h à 18\u00a0h, au CHU d’Amiens\u00a0; nous nous réservons ce droit.",
    ],
)
def test_right_french_passes(text: str) -> None:
    assert fautes(text) == []
