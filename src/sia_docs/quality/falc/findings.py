"""What the checks return: findings with their place, and one status for each rule. No single score."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sia_docs.quality.falc.page import Bloc, Ecrit, Lieu
from sia_docs.rules.validation import Gravite


@dataclass(frozen=True, slots=True)
class Ecart:
    """What a check noticed. ``bloc`` is None for the whole document.

    ``debut`` and ``fin`` are positions in the text of the block; ``details`` fills the slots of the
    message of the rule, beside ``extrait``.
    """

    bloc: Bloc | None = None
    debut: int = 0
    fin: int = 0
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Releve:
    """What a check saw: how many places it looked at, those it could not judge, those at fault."""

    endroits: int = 0
    ecarts: tuple[Ecart, ...] = ()
    inconnus: int = 0


NON_VERIFIABLE = Releve(inconnus=1)
"""The file, or this installation, does not allow the check."""


class Statut(StrEnum):
    """What is known about a rule in a text."""

    CONFORME = "conforme"
    ECARTS = "écarts"
    SANS_OBJET = "sans objet"
    """The text has nothing that the rule speaks about."""
    NON_VERIFIEE = "non vérifiée"
    HUMAIN = "à vérifier par une personne"


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding, ready to be shown."""

    regle: str
    gravite: Gravite
    lieu: Lieu | None
    """None: the whole document."""
    extrait: str
    debut: int
    fin: int
    """Position of the extract in the text of the block ``lieu.bloc``."""
    message: str
    remede: str


@dataclass(frozen=True, slots=True)
class ParRegle:
    """The score of one rule: places looked at, places at fault."""

    regle: str
    titre: str
    gravite: Gravite
    statut: Statut
    endroits: int = 0
    ecarts: int = 0
    raison: str = ""
    """Why the rule was not run, or who must check it."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """Everything found in a text: findings in reading order, then a status for every rule."""

    ecrit: Ecrit
    constats: tuple[Constat, ...]
    par_regle: tuple[ParRegle, ...]

    @property
    def bloquants(self) -> tuple[Constat, ...]:
        """What must be corrected before the text may be called a FALC draft."""
        return tuple(c for c in self.constats if c.gravite is Gravite.ERREUR)
