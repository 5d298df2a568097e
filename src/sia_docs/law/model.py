"""What the rest of the program sees of the law: texts, articles, versions, states, changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Nature(StrEnum):
    """What kind of text this is; the values are those written in ``references/*.yaml``."""

    REGLEMENT_UE = "reglement_ue"
    DIRECTIVE_UE = "directive_ue"
    DECISION_UE = "decision_ue"
    LOI = "loi"
    CODE = "code"
    DECRET = "decret"
    ARRETE = "arrete"
    DELIBERATION = "deliberation"
    RECOMMANDATION = "recommandation"
    NORME = "norme"
    MODELE = "modele"
    DECISION_JUSTICE = "decision_justice"


class Certitude(StrEnum):
    """How sure we are of a fact, from read in its source to merely recalled."""

    VERIFIE = "verifie"
    SOURCE_SECONDAIRE = "source_secondaire"
    A_CONFIRMER = "a_confirmer"

    @property
    def rank(self) -> int:
        """0 is the surest; used to keep the weakest of two certainties."""
        return _RANKS[self]


_RANKS = {certitude: rank for rank, certitude in enumerate(Certitude)}


class StatutVersion(StrEnum):
    """What a version does from its date on, as a lawyer writes it."""

    APPLICABLE = "applicable"
    PUBLIEE = "publiee"
    ABROGEE = "abrogee"
    NON_TRANSPOSEE = "non_transposee"
    PROJET = "projet"


class Statut(StrEnum):
    """What a reference is worth at a date.

    ``PUBLIE`` is a text without binding force of its own (recommendation, model, general
    conditions); ``SANS_OBJET`` an article that does not concern the scope asked; ``ECHU`` a calendar
    date that has passed.
    """

    APPLICABLE = "applicable"
    A_VENIR = "a_venir"
    ABROGE = "abroge"
    NON_TRANSPOSE = "non_transpose"
    PROJET = "projet"
    PUBLIE = "publie"
    SANS_OBJET = "sans_objet"
    INCONNU_A_CETTE_DATE = "inconnu_a_cette_date"
    ECHU = "echu"


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a text or article: known from ``publiee_le``, effective from ``a_compter_du``.

    ``champ`` limits it to a scope (``annexe_iii``…). ``reporte`` is the date that this version
    postpones: the version that was to apply then never does. ``debut_exact`` is false when we only
    know that the version was already in force at ``a_compter_du``.
    """

    a_compter_du: date
    publiee_le: date
    statut: StatutVersion
    resume: str
    source: str
    certitude: Certitude
    champ: str | None = None
    reporte: date | None = None
    debut_exact: bool = True


@dataclass(frozen=True, slots=True)
class Regime:
    """A calendar shared by several articles of a text (for instance high risk, annex III)."""

    id: str
    libelle: str
    resume: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Echeance:
    """A date of the calendar that is not the start of an article (deadline, second group…)."""

    le: date
    titre: str
    resume: str
    certitude: Certitude
    source: str
    publiee_le: date
    article: str | None = None


@dataclass(frozen=True, slots=True)
class GroupeNominal:
    """How a text is named in a sentence: « le RGPD », « l’arrêté du… », with its gender."""

    article: str
    texte: str
    genre: str


@dataclass(frozen=True, slots=True)
class Texte:
    """A whole text. ``champs`` are the scopes that its articles may distinguish."""

    id: str
    titre: str
    court: str
    nature: Nature
    citation: GroupeNominal
    url: str
    certitude: Certitude
    verifie_le: date
    versions: tuple[Version, ...]
    regimes: tuple[Regime, ...] = ()
    echeances: tuple[Echeance, ...] = ()
    publication: date | None = None
    autorite: str = ""
    jo: str = ""
    note: str = ""

    @property
    def reference(self) -> str:
        """The key that clauses and rules write (``rgpd``)."""
        return self.id

    @property
    def champs(self) -> tuple[str, ...]:
        """Scopes distinguished by the *articles* of this text."""
        return tuple(regime.id for regime in self.regimes)


@dataclass(frozen=True, slots=True)
class Article:
    """A part of a text that can be cited: article, clause, recommendation, requirement."""

    id: str
    texte: Texte
    libelle: str
    unite: str
    titre: str
    url: str
    certitude: Certitude
    verifie_le: date
    versions: tuple[Version, ...]
    champs: tuple[str, ...] = ()
    note: str = ""
    rang: int = 0
    herite: bool = False

    @property
    def reference(self) -> str:
        """The key that clauses and rules write (``rgpd#28``)."""
        return f"{self.texte.id}#{self.id}"


Reference = Article | Texte


@dataclass(frozen=True, slots=True)
class EtatArticle:
    """A reference at a date: its status, the version that says so, and what is known to come.

    ``applicable_le`` is the date announced at that time when ``statut`` is ``a_venir``.
    ``certitude`` is the weakest of the reference and the version.
    """

    reference: Reference
    le: date
    champ: str | None
    statut: Statut
    certitude: Certitude
    version: Version | None = None
    applicable_le: date | None = None
    prochaines: tuple[Version, ...] = ()

    @property
    def applicable(self) -> bool:
        """Whether the reference binds at this date."""
        return self.statut is Statut.APPLICABLE

    @property
    def verifie_le(self) -> date:
        """When the reference was last checked (to print beside a state that may move)."""
        return self.reference.verifie_le


class NatureChangement(StrEnum):
    """Why a date is in the list of changes."""

    PUBLICATION = "publication"
    REPORT = "report"
    APPLICATION = "application"
    ABROGATION = "abrogation"
    ECHEANCE = "echeance"


@dataclass(frozen=True, slots=True)
class Changement:
    """Something that changes at a date. ``articles`` lists the references of a shared calendar."""

    le: date
    nature: NatureChangement
    reference: str
    titre: str
    resume: str
    certitude: Certitude
    avant: Statut
    apres: Statut
    champ: str | None = None
    articles: tuple[str, ...] = ()
    prevu_avant: date | None = None
    prevu_apres: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Perimee:
    """A reference that nobody has checked for too long."""

    reference: str
    titre: str
    verifie_le: date
    url: str
