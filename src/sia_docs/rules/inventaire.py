"""Everything that stops the charters of a hospital, all at once.

The charters and the documents for patients come from different files: their facts must be equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sia_docs.erreurs import InventaireInvalide, Probleme
from sia_docs.models import Dossier, Etablissement, TypeEtablissement
from sia_docs.models.inventaire import Parc
from sia_docs.rules.adoption import controle_adoption
from sia_docs.rules.catalogue import controle_catalogue
from sia_docs.rules.options_charte import controle_options

_ABREGE = 80


def controle(parc: Parc) -> tuple[Probleme, ...]:
    """Every fault of an inventory and of its dossiers taken together, each once."""
    found = (*_faits(parc), *controle_catalogue(parc), *controle_adoption(parc), *controle_options(parc))
    return tuple(dict.fromkeys(found))


def refuse_si_fautif(parc: Parc) -> None:
    """Let no charter be made of an inventory that contradicts itself.

    Raises:
        InventaireInvalide: with every fault.
    """
    if problems := controle(parc):
        raise InventaireInvalide(problems)


def _faits(parc: Parc) -> Iterator[Probleme]:
    """The hospital of the dossiers is that of the inventory, with the same contacts."""
    inventory = parc.inventaire
    members = inventory.membres or ()
    group = inventory.etablissement.type is TypeEtablissement.GHT
    if members and not group:
        yield Probleme(
            "seul un groupement a des établissements membres.",
            champ="membres",
            recu=", ".join(members),
            remede="Supprimez cette liste, ou écrivez « type: ght ».",
        )
    for rank, entry in enumerate(inventory.systemes, start=1):
        dossier = parc.dossier(entry)
        if dossier is None or (group and dossier.etablissement.nom in members):
            continue  # a member of a group has its own contacts
        yield from _meme_etablissement(inventory.etablissement, dossier, f"systemes.{rank}.dossier", group)


def _meme_etablissement(ours: Etablissement, dossier: Dossier, champ: str, group: bool) -> Iterator[Probleme]:
    theirs = dossier.etablissement
    if theirs.nom != ours.nom:
        yield Probleme(
            f"ce dossier est celui d’un autre établissement que « {ours.nom} ».",
            champ=champ,
            recu=theirs.nom,
            remede="Ajoutez-le aux « membres »." if group else "Un inventaire décrit un seul établissement.",
        )
        return
    for field in Etablissement.model_fields:
        one, other = getattr(ours, field), getattr(theirs, field)
        if one is not None and other is not None and one != other:
            yield Probleme(
                "l’inventaire et le dossier d’un système disent deux choses différentes.",
                champ=f"etablissement.{field}",
                recu=_said(one),
                remede=f"Le dossier de « {dossier.systeme.nom or dossier.systeme.besoin} » dit "
                f"« {_said(other)} » : gardez une seule valeur.",
            )


def _said(value: Any) -> str:
    if isinstance(value, BaseModel):
        value = ", ".join(str(v) for v in value.model_dump().values() if v is not None)
    text = str(value)
    return text if len(text) <= _ABREGE else text[:_ABREGE] + "…"
