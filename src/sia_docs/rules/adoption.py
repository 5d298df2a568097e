"""Contacts, dates and bodies of a charter: what it cannot be published without, and what cannot be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sia_docs.erreurs import Probleme
from sia_docs.models.inventaire import Avis, Droit, Gouvernance, Instance, Parc, VersionCharte
from sia_docs.rules.catalogue import joignable

REVUE_MAX_ANS = 1
"""A charter is reviewed at least every year (fact sheet § 7, completeness test; guide HAS/CNIL 1.4)."""


def controle_adoption(parc: Parc) -> Iterator[Probleme]:
    """Contacts, then dates, then bodies: one error for each fault."""
    yield from _contacts(parc)
    yield from _revue(parc)
    yield from _instances(parc)


def _contacts(parc: Parc) -> Iterator[Probleme]:
    """Somebody answers questions; in a hospital, somebody answers for data and for incidents too."""
    inventory, hospital = parc.inventaire, parc.inventaire.etablissement
    charter = inventory.charte or VersionCharte()
    if hospital.guichet_ia is None and not joignable(charter.referent):
        yield Probleme(
            "personne n’est désigné pour répondre aux questions sur l’IA.",
            champ="etablissement.guichet_ia",
            remede="Donnez l’adresse du guichet, ou le courriel ou le téléphone du référent (charte.referent).",
        )
    if parc.droit is Droit.LIBERAL:
        return
    if not joignable(hospital.dpo):
        yield Probleme(
            "le délégué à la protection des données ne peut pas être joint.",
            champ="etablissement.dpo",
            remede="Donnez son courriel ou son téléphone.",
        )
    named = inventory.contacts.incident if inventory.contacts else None
    if not any(map(joignable, (named, hospital.referent_incident, hospital.rssi))):
        yield Probleme(
            "personne ne peut être joint pour signaler un incident.",
            champ="contacts.incident",
            remede="Donnez un courriel ou un téléphone, ici ou pour le RSSI de l’établissement.",
        )


def a_year_after(day: date) -> date:
    """The same day of the next year; the 28th for a 29th of February."""
    year = day.year + REVUE_MAX_ANS
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _revue(parc: Parc) -> Iterator[Probleme]:
    charter = parc.inventaire.charte or VersionCharte()
    since = charter.adoptee_le or parc.inventaire.date_document
    review = charter.prochaine_revue
    what = "l’adoption" if charter.adoptee_le else "la date du document"
    if review is None:
        yield Probleme(
            "la date de révision de la charte manque.",
            champ="charte.prochaine_revue",
            remede="Donnez une date, douze mois au plus après l’adoption.",
        )
    elif review <= since:
        yield Probleme(
            f"la révision de la charte est prévue avant {what} ({since.isoformat()}).",
            champ="charte.prochaine_revue",
            recu=review.isoformat(),
            remede="Donnez une date postérieure, dans les douze mois.",
        )
    elif review > (latest := a_year_after(since)):
        yield Probleme(
            f"la révision de la charte est prévue plus de douze mois après {what} ({since.isoformat()}).",
            champ="charte.prochaine_revue",
            recu=review.isoformat(),
            remede=f"Donnez une date, {latest.isoformat()} au plus tard.",
        )
    for rank, before in enumerate(charter.versions_precedentes or (), start=1):
        if before.adoptee_le and charter.adoptee_le and before.adoptee_le >= charter.adoptee_le:
            yield Probleme(
                "une version précédente est adoptée après celle-ci.",
                champ=f"charte.versions_precedentes.{rank}.adoptee_le",
                recu=before.adoptee_le.isoformat(),
                remede="Corrigez l’une des dates.",
            )


def _instances(parc: Parc) -> Iterator[Probleme]:
    bodies = parc.inventaire.gouvernance or Gouvernance()
    adopted = parc.inventaire.charte.adoptee_le if parc.inventaire.charte else None
    for name in Gouvernance.model_fields:
        body: Instance | None = getattr(bodies, name)
        if body is not None:
            yield from _instance(body, f"gouvernance.{name}", adopted)


def _instance(body: Instance, champ: str, adopted: date | None) -> Iterator[Probleme]:
    if body.existe is False and (body.saisi_le or body.reuni_le or body.avis):
        yield Probleme(
            "cette instance n’existe pas, mais une date ou un avis lui est attribué.",
            champ=f"{champ}.existe",
            recu="non",
            remede="Supprimez la date et l’avis, ou écrivez « existe: oui ».",
        )
    if body.saisi_le and body.reuni_le and body.reuni_le < body.saisi_le:
        yield Probleme(
            "l’instance se réunit avant d’être saisie.",
            champ=f"{champ}.reuni_le",
            recu=body.reuni_le.isoformat(),
            remede="Corrigez l’une des deux dates.",
        )
    if body.reuni_le and adopted and body.reuni_le > adopted:
        yield Probleme(
            f"l’instance examine la charte après son adoption ({adopted.isoformat()}).",
            champ=f"{champ}.reuni_le",
            recu=body.reuni_le.isoformat(),
            remede="Une consultation précède la décision : corrigez l’une des deux dates.",
        )
    if body.avis is Avis.ATTENDU and adopted:
        yield Probleme(
            f"l’avis est encore attendu, mais la charte est adoptée ({adopted.isoformat()}).",
            champ=f"{champ}.avis",
            recu=body.avis.value,
            remede="Donnez l’avis rendu, ou supprimez la date d’adoption.",
        )
