"""Has an easy-to-read leaflet been validated by its readers, and are its words still those they read?

Rules F-H2 to F-H5 of the fact sheet « information des patients » (§1.3), and the conditions of use of
the European logo (§1.4): a person with an intellectual disability whose mother tongue is that of the
document read it, understood it and is named in it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sia_docs.erreurs import Probleme
from sia_docs.models.base import Choix
from sia_docs.models.relecture_falc import Accord, Lecteur, RegistreRelectures, RelectureFalc, Situation

EMPREINTE_LONGUEUR = 16


class StatutFalc(Choix):
    """Where the validation of a leaflet stands."""

    ABSENTE = "absente", "pas encore relu"
    INCOMPLETE = "incomplete", "relecture incomplète"
    PERIMEE = "perimee", "relecture périmée"
    VALIDE = "valide", "validé"


@dataclass(frozen=True, slots=True)
class EtatFalc:
    """The verdict, what is missing to be valid, and what is worth doing all the same."""

    statut: StatutFalc
    manques: tuple[Probleme, ...] = ()
    reserves: tuple[Probleme, ...] = ()
    relecture: RelectureFalc | None = None

    @property
    def valide(self) -> bool:
        """The banner goes, the readers are named."""
        return self.statut is StatutFalc.VALIDE

    @property
    def lecteurs(self) -> tuple[str, ...]:
        """Names to print: people concerned who agreed, in the order of the record; none until valid."""
        readers = self.relecture.lecteurs if self.relecture and self.valide else None
        return tuple(
            reader.nom for reader in readers or () if reader.nom and _named(reader) and _concerned(reader)
        )

    @property
    def accompagnants(self) -> tuple[str, ...]:
        """Names of those who helped the readers and agreed; none until valid."""
        readers = self.relecture.lecteurs if self.relecture and self.valide else None
        return tuple(
            reader.nom
            for reader in readers or ()
            if reader.nom and _named(reader) and reader.situation is Situation.ACCOMPAGNANTE
        )


PAS_RELU = EtatFalc(StatutFalc.ABSENTE)
"""Nobody has read it."""


def empreinte_des_mots(lignes: Iterable[str]) -> str:
    """Digest of the words of a leaflet, line by line, whatever its typography and its line breaks.

    The lines are those that the readers understand or not: titles and sentences, never the lines of
    status, version or date, whose change does not ask for a new reading (rule F-H2).
    """
    words = "\n".join(filter(None, map(_bare, lignes)))
    return hashlib.sha256(words.encode()).hexdigest()[:EMPREINTE_LONGUEUR]


def _bare(line: str) -> str:
    """NFC, straight apostrophes, one ASCII space between words."""
    return " ".join(unicodedata.normalize("NFC", line).replace("’", "'").split())


def etat_falc(relecture: RelectureFalc | None, empreinte: str, idees: Collection[str] = ()) -> EtatFalc:
    """The state of a leaflet whose words have this digest today and whose pictures say these ideas."""
    if relecture is None:
        return PAS_RELU
    missing = tuple(_missing(relecture))
    kept = tuple(_reserves(relecture, idees))
    if relecture.empreinte and relecture.empreinte != empreinte:
        lapsed = Probleme(
            "les mots du document ont changé depuis la relecture.",
            champ="empreinte",
            recu=relecture.empreinte,
            remede=f"Faites relire le document (empreinte d’aujourd’hui : {empreinte}).",
        )
        return EtatFalc(StatutFalc.PERIMEE, (lapsed, *missing), kept, relecture)
    return EtatFalc(StatutFalc.INCOMPLETE if missing else StatutFalc.VALIDE, missing, kept, relecture)


def etat_du_registre(
    registre: RegistreRelectures | None,
    feuillet: tuple[str, str | None, str],
    empreinte: str,
    idees: Collection[str] = (),
) -> EtatFalc:
    """The best state that the readings of a leaflet (its :func:`cle`) give to today's words.

    The latest of the valid readings, else of those of today's words, else of the others.
    """
    readings = [record for record in (registre.relectures if registre else ()) if cle(record) == feuillet]
    readings.sort(key=lambda record: record.date or date.min, reverse=True)  # max keeps the first
    states = [etat_falc(record, empreinte, idees) for record in readings]
    return max(states, key=lambda state: _RANG[state.statut], default=PAS_RELU)


_RANG = {StatutFalc.ABSENTE: 0, StatutFalc.PERIMEE: 1, StatutFalc.INCOMPLETE: 2, StatutFalc.VALIDE: 3}


def cle(relecture: RelectureFalc) -> tuple[str, str | None, str]:
    """What tells one leaflet from another in a register: document, system, language."""
    return relecture.document, relecture.systeme, relecture.langue


def _missing(record: RelectureFalc) -> Iterator[Probleme]:
    """What keeps a record from being complete."""
    for name, what in (
        ("empreinte", "l’empreinte des mots lus"),
        ("version", "la version lue"),
        ("date", "la date de la relecture"),
        ("structure", "la structure de relecture"),
    ):
        if getattr(record, name) is None:
            yield Probleme(f"{what} manque.", champ=name, remede="Complétez les réponses.")
    if not any(_validates(reader) for reader in record.lecteurs or ()):
        yield _nobody(record.lecteurs or ())
    if record.texte_compris is None:
        yield Probleme(
            "personne n’a dit si le texte est compris.",
            champ="texte_compris",
            remede="Répondez « oui » ou « non » à chaque ligne et à chaque question.",
        )
    elif not record.texte_compris:
        yield Probleme(
            "une partie du texte n’est pas comprise.",
            champ="texte_compris",
            recu="non",
            remede="Corrigez le texte, puis faites-le relire.",
        )
    for rank, picture in enumerate(record.pictogrammes or (), start=1):
        if picture.compris is False:
            yield Probleme(
                "une image n’est pas comprise.",
                champ=f"pictogrammes.{rank}.compris",
                recu=picture.idee,
                remede="Changez l’image, puis montrez-la de nouveau.",
            )


def _nobody(readers: Collection[Lecteur]) -> Probleme:
    """Why no reader validates: the best of them tells what is still to ask."""
    if not any(map(_concerned, readers)):
        return Probleme(
            "aucun lecteur n’est une personne ayant un handicap intellectuel.",
            champ="lecteurs",
            remede="Sans elle, un document ne peut pas être dit facile à lire et à comprendre.",
        )
    if not any(_concerned(reader) and reader.langue_maternelle for reader in readers):
        return Probleme(
            "aucun lecteur concerné n’a la langue du document pour langue maternelle.",
            champ="lecteurs",
            remede="Renseignez « langue_maternelle », ou faites lire une autre personne.",
        )
    return Probleme(
        "aucun lecteur concerné, de cette langue maternelle, n’a accepté d’être nommé.",
        champ="lecteurs",
        remede="Le nom d’un lecteur au moins s’imprime, avec son accord : « nom » et « accord_pour_le_nom ».",
    )


def _reserves(record: RelectureFalc, ideas: Collection[str]) -> Iterator[Probleme]:
    """What does not stop the validation and is to be done."""
    tested = {picture.idee for picture in record.pictogrammes or () if picture.compris is not None}
    if unseen := [idea for idea in ideas if idea not in tested]:
        yield Probleme(
            "des images n’ont pas été montrées aux lecteurs.",
            champ="pictogrammes",
            recu=", ".join(unseen),
            remede="Montrez chaque image seule.",
        )
    agreements = record.accords
    for name, who in (("dpo", "du délégué à la protection des données"), ("clinicien", "d’un soignant")):
        given: Accord | None = getattr(agreements, name) if agreements else None
        if given is None or given.nom is None or given.le is None:
            yield Probleme(
                f"l’accord {who} sur le contenu manque.",
                champ=f"accords.{name}",
                remede="Le sens doit rester juste une fois le texte simplifié.",
            )


def _concerned(reader: Lecteur) -> bool:
    return reader.situation is Situation.CONCERNEE


def _named(reader: Lecteur) -> bool:
    return reader.nom is not None and reader.accord_pour_le_nom is True


def _validates(reader: Lecteur) -> bool:
    return _concerned(reader) and _named(reader) and reader.langue_maternelle is True
