"""The catalogue of approved uses: what the inventory may promise to the staff (guide HAS/CNIL 12.1).

A row of the catalogue is an authorisation.  Anything in it that the inventory or a dossier contradicts, or
that nobody decided, stops the charters: a wrong authorisation is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sia_docs.erreurs import Probleme
from sia_docs.models.etablissement import Contact
from sia_docs.models.inventaire import (
    ClasseDonnees,
    Parc,
    StatutUsage,
    StatutValidation,
    SystemeInventorie,
    UsageApprouve,
)
from sia_docs.models.systeme import Deploiement, SystemeIA
from sia_docs.rules.niveaux import decide

TOUJOURS_INTERDITES = (ClasseDonnees.SECRETS,)
"""No approval ever opens these (ANSSI, 29 April 2024: no secret in a generative tool)."""

_EN_COURS = (StatutUsage.OUVERT, StatutUsage.ESSAI)
_SENSIBLES = (ClasseDonnees.PATIENTS, ClasseDonnees.PSEUDONYMES)


def interdites(parc: Parc) -> tuple[ClasseDonnees, ...]:
    """Classes of data that no tool of the hospital may receive, in the order of the classes."""
    said = parc.inventaire.donnees_interdites or ()
    return tuple(c for c in ClasseDonnees if c in said or c in TOUJOURS_INTERDITES)


def joignable(contact: Contact | None) -> bool:
    """Somebody can be written to or called."""
    return contact is not None and bool(contact.courriel or contact.telephone)


def controle_catalogue(parc: Parc) -> Iterator[Probleme]:
    """Every fault of every row of the catalogue, and of the list of tools that are not approved."""
    uses = parc.inventaire.usages_approuves or ()
    for rank, use in enumerate(uses, start=1):
        row = _Ligne(parc, use, f"usages_approuves.{rank}")
        yield from row.systeme()
        yield from row.donnees()
        yield from row.responsable()
        if any((use.usage, use.systeme) == (known.usage, known.systeme) for known in uses[: rank - 1]):
            yield row.probleme("usage", "cet usage figure deux fois.", "Gardez-en un seul.", use.usage)
    yield from _outils(parc)


@dataclass(frozen=True, slots=True)
class _Ligne:
    """One row of the catalogue."""

    parc: Parc
    use: UsageApprouve
    champ: str

    def probleme(self, field: str, message: str, remede: str, recu: str | None = None) -> Probleme:
        return Probleme(
            f"usage « {self.use.usage} » : {message}", champ=f"{self.champ}.{field}", recu=recu, remede=remede
        )

    # ------------------------------------------------------------------------------- system

    def systeme(self) -> Iterator[Probleme]:
        """The use names a system of the inventory, generative, validated, and in the state it supposes."""
        named = self.use.systeme
        entry = self.parc.entree(named)
        if named is None:
            yield self.probleme(
                "systeme",
                "il ne désigne aucun système.",
                "Donnez l’identifiant d’un système de l’inventaire.",
            )
        elif entry is None:
            ids = [known.id for known in self.parc.inventaire.systemes]
            near = get_close_matches(named, ids, n=1)
            remedy = f"Vouliez-vous dire « {near[0]} » ?" if near else f"Systèmes : {', '.join(ids)}."
            yield self.probleme("systeme", "il désigne un système absent de l’inventaire.", remedy, named)
        else:
            yield from self._generatif(entry)
            yield from self._valide(entry)
            yield from self._etat(entry)

    def _generatif(self, entry: SystemeInventorie) -> Iterator[Probleme]:
        system = self.parc.systeme(entry)
        if system is None or system.generatif:
            return
        if system.generatif is None:
            yield self.probleme(
                "systeme",
                "on ne sait pas si son système produit des contenus.",
                "Renseignez systeme.generatif : le catalogue ne contient que des systèmes génératifs.",
                entry.id,
            )
        else:
            yield self.probleme(
                "systeme",
                "son système n’est pas génératif.",
                "Retirez cet usage : la charte ne porte que sur l’IA générative.",
                entry.id,
            )

    def _valide(self, entry: SystemeInventorie) -> Iterator[Probleme]:
        validation = entry.validation
        status = validation.statut if validation else None
        if status is not StatutValidation.VALIDE:
            said = "sa décision est inconnue" if status is None else f"il est {status.libelle}"
            yield self.probleme(
                "systeme",
                f"son système n’est pas validé par l’établissement ({said}).",
                "Faites valider le système, ou retirez l’usage du catalogue.",
                entry.id,
            )
        elif validation and validation.le and self.use.approuve_le and self.use.approuve_le < validation.le:
            yield self.probleme(
                "approuve_le",
                "il est approuvé avant la validation de son système.",
                f"Le système est validé le {validation.le.isoformat()}.",
                self.use.approuve_le.isoformat(),
            )
        dossier = self.parc.dossier(entry)
        if dossier is not None:
            for problem in decide(dossier, dossier.date_du_droit).erreurs:
                yield self.probleme(
                    "systeme",
                    f"son système ne peut pas être employé. {problem.message}",
                    problem.remede,
                    entry.id,
                )

    def _etat(self, entry: SystemeInventorie) -> Iterator[Probleme]:
        system, status = self.parc.systeme(entry), self.use.statut
        if status not in _EN_COURS or status is None:
            return
        state = system.deploiement if system else None
        if state in (Deploiement.PROJET, Deploiement.RETIRE) and state is not None:
            yield self.probleme(
                "statut",
                f"il est « {status.libelle} », mais son système est « {state.libelle} ».",
                "Écrivez « a_venir » ou « suspendu », ou corrigez systeme.deploiement.",
                status.value,
            )
        elif status is StatutUsage.OUVERT and state is Deploiement.PILOTE:
            yield self.probleme(
                "statut",
                "il est « ouvert », mais son système est à l’essai.",
                "Écrivez « essai », ou corrigez systeme.deploiement.",
                status.value,
            )
        day = self.parc.inventaire.date_document
        if self.use.approuve_le and self.use.approuve_le > day:
            yield self.probleme(
                "approuve_le",
                f"il est « {status.libelle} », mais approuvé après la date du document.",
                "Écrivez « a_venir », ou corrigez l’une des dates.",
                self.use.approuve_le.isoformat(),
            )

    # --------------------------------------------------------------------------------- data

    def donnees(self) -> Iterator[Probleme]:
        """Each class that the use admits is allowed by the hospital, by the validation and by the system."""
        if not self.use.donnees:
            yield self.probleme(
                "donnees",
                "il ne dit pas quelles données il admet.",
                f"Choisissez parmi {', '.join(ClasseDonnees)}.",
            )
            return
        entry = self.parc.entree(self.use.systeme)
        system = self.parc.systeme(entry) if entry else None
        validation = entry.validation if entry else None
        allowed = validation.donnees if validation else None
        forbidden = interdites(self.parc)
        for data in self.use.donnees:
            if data in forbidden:
                yield self._refusee(data, "interdites dans tout outil", "Retirez cette classe de données.")
            elif allowed is not None and data not in allowed:
                yield self._refusee(
                    data,
                    "pour lesquelles le système n’est pas validé",
                    "Retirez cette classe, ou complétez la validation du système.",
                )
            elif data in _SENSIBLES and system and _sans_donnee(system):
                yield self._refusee(
                    data,
                    "alors que le système ne traite aucune donnée personnelle, selon sa description",
                    "Retirez cette classe, ou corrigez la description du système.",
                )
        if entry and allowed is None and validation and validation.statut is StatutValidation.VALIDE:
            yield self.probleme(
                "donnees",
                "on ne sait pas pour quelles données son système est validé.",
                f"Renseignez validation.donnees du système « {entry.id} ».",
            )

    def _refusee(self, data: ClasseDonnees, why: str, remede: str) -> Probleme:
        return self.probleme("donnees", f"il admet des données {why} : {data.libelle}.", remede, data.value)

    # -------------------------------------------------------------------------------- owner

    def responsable(self) -> Iterator[Probleme]:
        """Somebody answers for the use."""
        owner = self.use.responsable
        if owner is None or not (owner.nom or owner.fonction):
            yield self.probleme(
                "responsable", "il n’a pas de responsable.", "Nommez la personne ou le service qui en répond."
            )


def _sans_donnee(system: SystemeIA) -> bool:
    return system.donnees_personnelles is False


def _outils(parc: Parc) -> Iterator[Probleme]:
    """A tool cannot be both approved and known as not approved."""
    approved: dict[str, str] = {}
    for use in parc.inventaire.usages_approuves or ():
        entry = parc.entree(use.systeme)
        system = parc.systeme(entry) if entry else None
        if system and system.nom:
            approved[system.nom.casefold()] = use.usage
    for rank, tool in enumerate(parc.inventaire.outils_non_approuves or (), start=1):
        if use_of := approved.get(tool.nom.casefold()):
            yield Probleme(
                f"cet outil est dit non approuvé, mais l’usage « {use_of} » l’approuve.",
                champ=f"outils_non_approuves.{rank}.nom",
                recu=tool.nom,
                remede="Retirez-le de l’une des deux listes.",
            )
