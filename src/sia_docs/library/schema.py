"""Shape of the content files: clauses, annexes, parameters, bundles, frame."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sia_docs.models.base import Choix, Entier, Jour, Nombre, Texte, TexteLong

Ident = Annotated[str, Field(pattern=r"^[A-Z]{2,5}-[A-Z0-9]{2,10}$")]


def _none_is_empty(value: Any) -> Any:
    return () if value in ("", None) else value


def _joined(value: Any) -> Any:
    """A list is written as one text, its elements parted by « ; », as in a dossier."""
    return " ; ".join(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value


Liste = Annotated[tuple[Texte, ...], BeforeValidator(_none_is_empty)]


class Strict(BaseModel):
    """Unknown keys are refused; nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Tete(Strict):
    """Front matter of any text: what it is called."""

    id: str


E = TypeVar("E", bound=Tete)


class Ecrit(Strict, Generic[E]):
    """A text of a content file: its front matter, its Markdown, and where it is."""

    entete: E
    texte: str
    fichier: str
    ligne: int
    """Line of the file where the text begins."""

    @property
    def id(self) -> str:
        """Identifier, never reused."""
        return self.entete.id


class Niveau(Choix):
    """Why a clause is there (the guide's own levels are lost in its text, so ours are stated)."""

    OBLIGATION = "obligation_legale", "obligation légale"
    RECOMMANDATION = "recommandation", "recommandation"
    REFLEXE = "reflexe", "réflexe"
    USAGE = "usage", "usage du marché"


class ApplicableSi(Strict):
    """Names of conditions."""

    toutes: Liste = ()
    une_de: Liste = ()
    aucune_de: Liste = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All the conditions named."""
        return (*self.toutes, *self.une_de, *self.aucune_de)


class Derogation(Strict):
    """A departure from the CCAG-TIC (art. 1.2)."""

    article: Texte
    objet: Texte
    si: Texte | None = None


class Entete(Tete):
    """Front matter of a clause or an annex."""

    id: Ident
    titre: Texte
    famille: Texte
    piece: Literal["CCAP", "CCTP", "annexe"] = "annexe"
    niveau: Niveau
    fiche: Texte | None = None
    exigences: Liste = ()
    references: Liste = ()
    applicable_si: Annotated[ApplicableSi, BeforeValidator(lambda v: {} if v in ("", None) else v)] = (
        ApplicableSi()
    )
    parametres: Liste = ()
    derogations_ccag: Annotated[tuple[Derogation, ...], BeforeValidator(_none_is_empty)] = ()
    requiert: Liste = ()
    incompatible_avec: Liste = ()
    version: Entier
    verifiee_le: Jour
    note_acheteur: Annotated[TexteLong | None, BeforeValidator(lambda v: v or None)] = None


class Clause(Ecrit[Entete]):
    """A clause or an annex."""


class TypeParametre(Choix):
    """Type of a parameter's value."""

    ENTIER = "entier"
    DECIMAL = "decimal"
    DUREE = "duree"
    CHOIX = "choix"
    BOOLEEN = "booleen"
    TEXTE = "texte"
    LISTE = "liste"


class Nature(Choix):
    """Where a default comes from."""

    LOI = "loi", "la loi"
    GUIDE = "guide", "le guide HAS/CNIL"
    USAGE = "usage", "l’usage du marché, à adapter"


class ValeurSi(Strict):
    """A default under a condition."""

    si: Texte
    valeur: Annotated[str, BeforeValidator(_joined)]


class BorneSi(Strict):
    """A stricter range under a condition, with its legal ground."""

    si: Texte
    min: Nombre | None = None
    max: Nombre | None = None
    reference: Texte | None = None


class Parametre(Strict):
    """A figure or a choice of a clause: unit, default, range and nature of the default."""

    nom: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    titre: Texte
    type: TypeParametre
    unite: Literal["pct", "min", "h", "j", "jo", "mois", "ans", "eur", "pts", "cas", "s", "fois"] | None = (
        None
    )
    defaut: Annotated[str | None, BeforeValidator(_joined)] = None
    defauts_selon: tuple[ValeurSi, ...] = ()
    min: str | None = None
    max: str | None = None
    bornes_selon: tuple[BorneSi, ...] = ()
    valeurs: dict[str, str] = Field(default_factory=dict)
    minutes_mois: dict[str, Entier] = Field(default_factory=dict)
    """For the service hours: minutes of service in the reference month…"""
    minutes_jour: dict[str, Entier] = Field(default_factory=dict)
    """… and in a working day."""
    nature: Nature
    reference: Texte | None = None
    aide: TexteLong

    @model_validator(mode="after")
    def _coherent(self) -> Parametre:
        if self.type is TypeParametre.CHOIX and not self.valeurs:
            raise ValueError(f"le paramètre « {self.nom} » est un choix : donnez ses « valeurs »")
        return self


class Chapitre(Strict):
    """A chapter of the document: an article and its clauses."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    titre: Texte
    clauses: tuple[Texte, ...]


class Bundle(Strict):
    """An ordered set of clauses and annexes that makes a document."""

    id: Texte
    titre: Texte
    chapitres: tuple[Chapitre, ...]
    annexes: tuple[Texte, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in order, annexes last."""
        return (*(i for c in self.chapitres for i in c.clauses), *self.annexes)
