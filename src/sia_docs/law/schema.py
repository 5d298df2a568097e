"""Shape of ``references/*.yaml``: what a lawyer may write, checked before anything is used."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from .model import Certitude, Nature, StatutVersion

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso(value: object) -> object:
    # Pydantic would also accept a timestamp (« 2026 » is a day of 1970): only full dates are dates here.
    if isinstance(value, str):
        if not _ISO_DATE.fullmatch(value):
            raise ValueError("une date s’écrit AAAA-MM-JJ")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"« {value} » n’est pas une date du calendrier") from error
    return value


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\S*", value):
        raise ValueError("un lien commence par https:// et ne contient pas d’espace")
    return value


Jour = Annotated[date, BeforeValidator(_iso)]
Lien = Annotated[str, AfterValidator(_https)]
Phrase = Annotated[str, Field(min_length=1)]
Unite = Literal["article", "clause", "recommandation", "exigence", "chapitre", "section", "stipulation"]
IdTexte = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
IdArticle = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$")]
IdChamp = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationYaml(_Strict):
    """The nominal group: article (``le``, ``la``, ``l’``, ``les`` or none), words, gender."""

    article: Literal["le", "la", "l’", "les", "aucun"]
    texte: Phrase
    genre: Literal["m", "f"] | None = None

    @model_validator(mode="after")
    def _gender_known(self) -> Self:
        implied = {"le": "m", "la": "f"}.get(self.article)
        if implied is None and self.genre is None:
            raise ValueError("« genre » (m ou f) est nécessaire quand l’article ne le dit pas")
        if implied is not None and self.genre not in (None, implied):
            raise ValueError(f"« genre » contredit l’article « {self.article} »")
        return self


class VersionYaml(_Strict):
    """One version; what is left out is inherited from the article, then from the text."""

    a_compter_du: Jour | None = None
    publiee_le: Jour | None = None
    debut: Literal["exact", "au_plus_tard"] = "exact"
    statut: StatutVersion = StatutVersion.APPLICABLE
    reporte: Jour | None = None
    resume: Phrase | None = None
    source: Phrase | None = None
    certitude: Certitude | None = None

    @model_validator(mode="after")
    def _dates_make_sense(self) -> Self:
        if self.a_compter_du is None:
            if self.statut in (StatutVersion.APPLICABLE, StatutVersion.ABROGEE):
                raise ValueError("« a_compter_du » est nécessaire")
            if self.publiee_le is None:
                raise ValueError("« a_compter_du » ou « publiee_le » est nécessaire")
        if self.debut == "au_plus_tard" and self.publiee_le is not None:
            raise ValueError("« publiee_le » ne s’écrit pas avec « debut: au_plus_tard »")
        if self.a_compter_du and self.publiee_le and self.a_compter_du < self.publiee_le:
            raise ValueError("date hors ordre : « a_compter_du » précède « publiee_le »")
        return self


class RedactionYaml(_Strict):
    """A wording known from a publication on, for an article that follows shared calendars."""

    publiee_le: Jour
    resume: Phrase
    certitude: Certitude | None = None
    source: Phrase | None = None


class RegimeYaml(_Strict):
    """A calendar shared by several articles."""

    id: IdChamp
    libelle: Phrase
    resume: Phrase
    versions: Annotated[list[VersionYaml], Field(min_length=1)]


class EcheanceYaml(_Strict):
    """A date of the calendar that is not the start of an article."""

    le: Jour
    titre: Phrase
    resume: Phrase
    article: IdArticle | None = None
    publiee_le: Jour | None = None
    certitude: Certitude | None = None
    source: Phrase | None = None


class ArticleYaml(_Strict):
    """An article, clause, recommendation or requirement."""

    id: IdArticle
    titre: Phrase
    libelle: Phrase | None = None
    unite: Unite | None = None
    resume: Phrase | None = None
    redactions: Annotated[list[RedactionYaml], Field(min_length=1)] | None = None
    url: Lien | None = None
    certitude: Certitude | None = None
    verifie_le: Jour | None = None
    regimes: Annotated[list[IdChamp], Field(min_length=1)] | None = None
    versions: Annotated[list[VersionYaml], Field(min_length=1)] | None = None
    note: Phrase | None = None

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if self.regimes is not None and self.versions is not None:
            raise ValueError("écrivez « regimes » ou « versions », pas les deux")
        if self.redactions is not None and self.regimes is None:
            raise ValueError("« redactions » ne s’écrit qu’avec « regimes »")
        written = self.versions is not None and all(v.resume for v in self.versions)
        if (self.resume is not None) == (self.redactions is not None) and not written:
            raise ValueError("il faut « resume », ou « redactions », ou un « resume » par version")
        return self


class TexteYaml(_Strict):
    """One file of ``references/``."""

    id: IdTexte
    titre: Phrase
    court: Phrase
    nature: Nature
    citation: CitationYaml
    url: Lien
    certitude: Certitude
    verifie_le: Jour
    resume: Phrase
    publication: Jour | None = None
    autorite: str = ""
    jo: str = ""
    source: Phrase
    unite: Unite = "article"
    note: str = ""
    versions: Annotated[list[VersionYaml], Field(min_length=1)]
    regimes: list[RegimeYaml] = []
    articles: list[ArticleYaml] = []
    echeances: list[EcheanceYaml] = []
