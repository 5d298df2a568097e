"""The look of a hospital, in one file: name, logo, colours, font, and what patients may call or read."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from sia_docs.models.base import Courriel, Lien, Modele, Repondant, Texte, champ, obligatoire

_A = Repondant.ACHETEUR
_COULEUR = re.compile("#?([0-9A-Fa-f]{6})")
_POLICE = re.compile(r"[\w .-]+")


def _couleur(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _COULEUR.fullmatch(value.strip())
    if found is None:
        # « couleur: #00695C » is a comment for YAML: the value is then empty
        raise ValueError('une couleur est attendue entre guillemets, par exemple "#00695C"')
    return f"#{found[1].upper()}"


def _police(value: str) -> str:
    if not _POLICE.fullmatch(value):
        raise ValueError("un nom de police est attendu, par exemple Marianne (lettres, chiffres, espaces)")
    return value


Couleur = Annotated[str, BeforeValidator(_couleur)]
"""« #RRGGBB »."""

Police = Annotated[Texte, AfterValidator(_police)]
"""The name of a font; one that a machine does not have is replaced there by Arial."""


class Charte(Modele):
    """The house style of a hospital, for leaflets, pages and posters."""

    nom: Texte | None = champ(
        "Nom affiché",
        "Nom de l’établissement tel que les patients le connaissent, écrit à côté du logo.",
        repond=_A,
        exemple="CHU de Trévénec",
    )
    logo: Texte | None = champ(
        "Logo",
        "Chemin d’une image PNG ou JPEG, relatif à ce fichier ; 5 Mio au plus.",
        repond=_A,
        exemple="logo.png",
    )
    logo_alt: Texte | None = champ(
        "Texte du logo",
        "Ce que dit le logo à qui ne le voit pas. À défaut : « Logo » et le nom affiché.",
        repond=_A,
        exemple="Logo du CHU de Trévénec",
    )
    couleur_principale: Couleur = obligatoire(
        "Couleur principale",
        "Couleur du bandeau des affiches et des titres, entre guillemets.",
        repond=_A,
        exemple='"#00695C"',
    )
    couleur_texte_sur_principale: Couleur | None = champ(
        "Couleur du texte sur la couleur principale",
        "À défaut : le blanc ou le noir, celui qui se lit le mieux.",
        repond=_A,
        exemple='"#FFFFFF"',
    )
    police: Police | None = champ(
        "Police",
        "Police de l’établissement ; un poste qui ne l’a pas emploie Arial.",
        repond=_A,
        exemple="Marianne",
    )
    telephone: Texte | None = champ(
        "Téléphone pour les patients", "Numéro imprimé sur les affiches.", repond=_A, exemple="02 99 00 00 00"
    )
    page_ia: Lien | None = champ(
        "Page web sur l’IA",
        "Adresse courte, en https, imprimée et mise en QR code.",
        repond=_A,
        exemple="https://chu-trevenec.exemple/ia",
    )
    courriel: Courriel | None = champ(
        "Courriel pour les patients", "Adresse imprimée sur les feuillets.", repond=_A
    )
