"""The public functions: load, check, explain, build, write. What is not documented is not public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sia_docs.document.nodes import Document, Field, HouseLook
from sia_docs.erreurs import (
    DemandeInvalide,
    DocumentIncomplet,
    DossierInvalide,
    EcritureImpossible,
    FuiteDeNom,
    Probleme,
)
from sia_docs.generators.charters import COMPARAISON, ChartesProduites, is_made
from sia_docs.generators.charters import build_charters as _build_charters
from sia_docs.generators.contracts import Contrat
from sia_docs.generators.contracts import build_contract as _build
from sia_docs.generators.labels import respondent_of
from sia_docs.generators.output import written
from sia_docs.generators.patient_info import InformationProduite
from sia_docs.generators.patient_info import build_information as _build_information
from sia_docs.io.atomic import write_all
from sia_docs.io.dossier import load_dossier, loads_dossier
from sia_docs.io.inventaire import load_inventaire
from sia_docs.law import Law, load_law
from sia_docs.library.charters import Chartes, load_charters
from sia_docs.library.leaflets import FRANCAIS, Feuillets, load_leaflets
from sia_docs.library.load import Library, load_library
from sia_docs.models import Dossier, Phase, Repondant
from sia_docs.models.inventaire import Parc
from sia_docs.quality.leaks import forbidden_names, leaks
from sia_docs.rules.niveaux import DecisionInformation, decide
from sia_docs.rules.parametres import Resolu, resolve
from sia_docs.rules.selection import Decision, pour_la_phase, select
from sia_docs.rules.validation import Alerte, Gravite, check

if TYPE_CHECKING:
    from sia_docs.generators.falc import FalcProduits
    from sia_docs.quality.falc.page import Ecrit
    from sia_docs.writers.docx import House

__all__ = [
    "Alerte",
    "ChartesProduites",
    "Contrat",
    "Decision",
    "DecisionInformation",
    "Document",
    "Dossier",
    "InformationProduite",
    "Parc",
    "Verification",
    "build_charters",
    "build_contract",
    "build_falc",
    "build_information",
    "explain",
    "in_phase",
    "load_dossier",
    "load_inventaire",
    "loads_dossier",
    "save",
    "verify",
]

_DOCUMENTS = "--documents"
"""Where a person types the identifiers of the documents to produce."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything wrong or worth a look in a dossier that loads."""

    problemes: tuple[Probleme, ...]
    """Wrong parameters."""
    alertes: tuple[Alerte, ...]
    parametres: dict[str, Resolu]

    @property
    def erreurs(self) -> tuple[Probleme, ...]:
        """What stops the generation."""
        return (
            *self.problemes,
            *(a.probleme() for a in self.alertes if a.gravite is Gravite.ERREUR),
        )


def in_phase(dossier: Dossier, phase: str | Phase) -> Dossier:
    """The same dossier in another phase of the purchase (``consultation`` or ``attribution``)."""
    return dossier.model_copy(update={"marche": dossier.marche.model_copy(update={"phase": Phase(phase)})})


def verify(dossier: Dossier) -> Verification:
    """Check a dossier: parameters in range, rules of the law, coherence."""
    day = dossier.date_du_droit
    phased = pour_la_phase(dossier)
    resolved, problems = resolve(load_library().parametres, phased, day)
    return Verification(tuple(problems), check(phased, day, resolved), resolved)


def explain(dossier: Dossier, *, jour: date | None = None) -> tuple[Decision, ...]:
    """Each clause and annex of the contract: kept, to confirm or left out, and why.

    ``jour`` reads the law at another date than the dossier's.
    """
    library = load_library()
    day = jour or dossier.date_du_droit
    return select((library.clauses[i] for i in library.bundle().ids), pour_la_phase(dossier), day)


def decide_information(dossier: Dossier, *, jour: date | None = None) -> DecisionInformation:
    """Which information the patients are owed about a system, and why (guide HAS/CNIL chapter 7).

    ``jour`` reads the law at another date than the dossier's.  Errors and warnings are in the answer.
    """
    return decide(dossier, jour or dossier.date_du_droit)


def build_contract(dossier: Dossier, *, definitif: bool = False, notes: bool = False) -> Contrat:
    """Build the contract annex of a dossier.

    ``notes`` adds the advice to the buyer beside each clause, as comments in Word.

    Raises:
        DossierInvalide: a parameter or a rule is broken; all faults at once.
        FuiteDeNom: a consultation would print the name of a supplier, a product or a brand.
        DocumentIncomplet: ``definitif`` while mandatory information is missing.
    """
    checked = verify(dossier)
    if errors := checked.erreurs:
        raise DossierInvalide(errors)
    library: Library = load_library()
    law: Law = load_law()
    contract = _build(dossier, library, law, definitif=definitif, notes=notes, parametres=checked.parametres)
    if dossier.marche.phase is Phase.CONSULTATION and (
        found := leaks(contract.document, forbidden_names(dossier))
    ):
        raise FuiteDeNom(found)
    if definitif:
        _refuse_incomplete(contract)
    return contract


def build_information(
    dossiers: Sequence[Dossier],
    *,
    langue: str = "fr",
    bilingue: str = "",
    ids: Iterable[str] = (),
    charte: str | Path | None = None,
    definitif: bool = False,
) -> InformationProduite:
    """Build the documents for patients that the dossiers of one hospital call for.

    ``bilingue`` puts a language beside the French (``langue`` is then left alone); ``ids`` keeps some documents only; ``charte`` is the hospital's look (logo, colours, fonts).

    Raises:
        DemandeInvalide: unknown language or document.
        DossierInvalide: dossiers of different hospitals, a use that no document can make lawful, a
            translation that its French has left behind.
        DocumentIncomplet: ``definitif`` while something is missing.
    """
    library = load_leaflets()
    wanted = tuple(ids)
    _check_asked(library, langue, bilingue, wanted)
    dossiers, house, changed = _dressed(dossiers, charte)
    produced = _build_information(
        dossiers, library, load_law(), langue=langue, bilingue=bilingue, ids=wanted, house=house
    )
    if definitif:
        _refuse_fields(field for made in produced.feuillets for field in made.manques)
    return replace(produced, avertissements=changed)


def build_charters(
    parc: Parc,
    *,
    precedent: Parc | str | Path | None = None,
    ids: Iterable[str] = (),
    charte: str | Path | None = None,
    definitif: bool = False,
) -> ChartesProduites:
    """Build the charters of a hospital from its inventory (:func:`load_inventaire`).

    ``precedent`` is the inventory of the previous version, or the path of the charter that was published
    (.docx, .html), to tell what changed; ``ids`` keeps some documents only; ``charte`` is the hospital's
    look (logo, colours, fonts).

    Raises:
        DemandeInvalide: a document that is unknown, or that this hospital does not have; a previous file that
            is not one of its charters.
        FichierIllisible: the previous file cannot be read.
        InventaireInvalide: everything that stops the charters.
        DocumentIncomplet: ``definitif`` while something is missing.
    """
    library = load_charters()
    wanted = tuple(ids)
    _check_charters(library, wanted, parc, compared=precedent is not None)
    house = None
    changed: tuple[Probleme, ...] = ()
    if charte:
        from sia_docs.io.charte import hospital_with_contacts, load_charte  # only when there is one

        read = load_charte(charte)
        hospital = hospital_with_contacts(parc.inventaire.etablissement, read.charte)
        parc = replace(parc, inventaire=parc.inventaire.model_copy(update={"etablissement": hospital}))
        house, changed = read.look, read.avertissements
    produced = _build_charters(
        parc, library, load_law(), precedent=_read_previous(precedent), ids=wanted, house=house
    )
    if definitif:
        _refuse_fields(field for made in produced.chartes for field in made.manques)
    return replace(produced, avertissements=changed)


def _read_previous(precedent: Parc | str | Path | None) -> Parc | Ecrit | None:
    if not isinstance(precedent, str | Path):
        return precedent
    from sia_docs.quality.falc.read_file import read_written  # only when there is one

    return read_written(precedent)


def _check_charters(library: Chartes, ids: Sequence[str], parc: Parc, *, compared: bool) -> None:
    _refuse_unknown(ids, library.textes)
    own = [ident for ident, text in library.textes.items() if is_made(text, parc)]
    if foreign := [ident for ident in ids if ident not in own]:
        raise DemandeInvalide(
            Probleme(
                "le type de structure ou une option de l’inventaire écarte ce document.",
                champ=_DOCUMENTS,
                recu=", ".join(foreign),
                remede=f"Documents : {', '.join(own)}.",
            )
        )
    if COMPARAISON in ids and not compared:
        raise DemandeInvalide(
            Probleme(
                "ce document compare deux versions, et une seule est donnée.",
                champ=_DOCUMENTS,
                recu=COMPARAISON,
                remede="Donnez l’inventaire ou le fichier de la version précédente (--depuis).",
            )
        )


def _refuse_fields(fields: Iterable[Field]) -> None:
    """A final document has nothing left to complete."""
    if lacking := {field.id: field for field in fields}:
        raise DocumentIncomplet(
            [
                Probleme(f"information manquante : {f.label}.", champ=f.id, remede=f"Répond : {f.who}.")
                for f in lacking.values()
            ]
        )


def build_falc(
    dossiers: Sequence[Dossier],
    *,
    ids: Iterable[str] = (),
    charte: str | Path | None = None,
    pictogrammes: str | Path | None = None,
    relectures: str | Path | None = None,
    logo: str | Path | None = None,
) -> FalcProduits:
    """Build the easy-to-read leaflets that the dossiers of one hospital call for.

    They are drafts, except those that the register of readings (``relectures``) validates: these name their
    readers and, when all are validated, may carry the hospital's file of the European logo (``logo``).

    ``ids`` keeps some leaflets only; ``charte`` is the hospital's look; ``pictogrammes`` is a folder of its own
    pictograms (``hopital.svg``, ``hopital.png``), which take the place of ours.

    Raises:
        DossierInvalide: dossiers of different hospitals, unknown leaflet, a use that no document can make lawful,
            a leaflet that contradicts the dossier.
        PictogrammeInvalide: a pictogram is not a picture that can be trusted.
        RelectureInvalide: the register is not valid.
        LogoRefuse: the logo cannot be used, or a leaflet is not validated.
    """
    from sia_docs.generators.falc import build_falc as build
    from sia_docs.generators.falc_validation import validated
    from sia_docs.io.logo_falc import read_logo
    from sia_docs.io.relecture_falc import load_register
    from sia_docs.library.falc import load_falc
    from sia_docs.library.falc_relecture import load_reading_texts
    from sia_docs.library.pictogrammes import load_pictogrammes
    from sia_docs.quality.coherence_falc import PieceFalc, refuse_si_incoherent

    library, wanted = load_falc(), tuple(ids)
    _refuse_unknown(wanted, library.feuillets)
    dossiers, house, changed = _dressed(dossiers, charte)
    pictures = load_pictogrammes().images
    if pictogrammes:
        from sia_docs.io.pictogrammes import read_own_pictograms

        pictures = {**pictures, **read_own_pictograms(pictogrammes, pictures)}
    produced = build(dossiers, library, load_law(), pictures, ids=wanted, house=house)
    refuse_si_incoherent(
        PieceFalc(made.feuillet.id, made.feuillet.entete.portee, made.document, made.dossiers)
        for made in produced.feuillets
    )
    return validated(
        replace(produced, avertissements=changed),
        load_register(relectures) if relectures else None,
        load_reading_texts().validation,
        read_logo(logo) if logo else None,
    )


def _dressed(
    dossiers: Sequence[Dossier], charte: str | Path | None
) -> tuple[Sequence[Dossier], HouseLook | None, tuple[Probleme, ...]]:
    """The dossiers with the contacts of the hospital's look, the look, and what had to be changed in it."""
    if not charte:
        return dossiers, None, ()
    from sia_docs.io.charte import load_charte, with_contacts  # reads pictures: only when there is one

    read = load_charte(charte)
    return [with_contacts(dossier, read.charte) for dossier in dossiers], read.look, read.avertissements


def _refuse_unknown(ids: Iterable[str], known: Mapping[str, object]) -> None:
    if unknown := [ident for ident in ids if ident not in known]:
        near = dict.fromkeys(found for ident in unknown for found in get_close_matches(ident, known, n=1))
        guess = f"Vouliez-vous dire « {', '.join(near)} » ? " if near else ""
        raise DemandeInvalide(
            Probleme(
                "document inconnu.",
                champ=_DOCUMENTS,
                recu=", ".join(unknown),
                remede=f"{guess}Documents : {', '.join(known)}.",
            )
        )


def _check_asked(library: Feuillets, langue: str, bilingue: str, ids: Sequence[str]) -> None:
    others = [language for language in library.par_langue if language != FRANCAIS]
    if bilingue and langue != FRANCAIS:
        raise DemandeInvalide(
            Probleme(
                "deux langues demandées.",
                champ="--bilingue",
                recu=f"{langue}, {bilingue}",
                remede="« bilingue » met une langue à côté du français : retirez « langue ».",
            )
        )
    if bilingue and bilingue not in others:
        raise DemandeInvalide(
            Probleme(
                "langue inconnue à côté du français.",
                champ="--bilingue",
                recu=bilingue,
                remede=f"Langues : {', '.join(others)}.",
            )
        )
    texts = library.par_langue.get(bilingue or langue)
    if texts is None:
        known = ", ".join(library.par_langue)
        raise DemandeInvalide(
            Probleme("langue inconnue.", champ="--langue", recu=langue, remede=f"Langues : {known}.")
        )
    _refuse_unknown(ids, texts)


def save(document: Document, path: str | Path, *, house: House | None = None, replace: bool = False) -> None:
    """Write a document to a file, all or nothing; the suffix gives the format (.docx, .html, .txt).

    Raises:
        EcritureImpossible: the file exists (without ``replace``) or cannot be written.
        ValueError: another suffix.
    """
    target = Path(path)
    if target.exists() and not replace:
        raise EcritureImpossible(Probleme(f"« {target} » existe déjà.", remede="Choisissez un autre nom."))
    kind = target.suffix.lower().removeprefix(".")
    if kind not in ("docx", "html", "txt"):
        raise ValueError(f"no writer for the suffix {target.suffix!r}: .docx, .html or .txt")
    write_all({target: written(document, kind, house)})


def _refuse_incomplete(contract: Contrat) -> None:
    missing = [
        Probleme(f"information obligatoire manquante : {m.libelle}.", champ=m.id, remede=f"Répond : {m.qui}.")
        for m in contract.completude.bloquants
    ]
    told = {problem.champ for problem in missing}
    doubts = [
        Probleme(
            f"information qui décide si la clause « {d.clause.entete.titre} » ({d.clause.id}) s’applique.",
            champ=path,
            remede=f"Répond : {respondent_of(path)}.",
        )
        for d in contract.completude.a_confirmer
        for path in d.manquants
        if path not in told and not _left_to_candidates(path, contract.phase)
    ]
    if missing or doubts:
        raise DocumentIncomplet([*missing, *doubts])


def _left_to_candidates(path: str, phase: Phase) -> bool:
    """In a consultation, what only a supplier can say is answered by the offers."""
    return phase is Phase.CONSULTATION and respondent_of(path) == Repondant.FOURNISSEUR
