"""Dated law: texts, articles, versions, and what applies at a date."""

from .citation import Citation
from .errors import LawError, ScopeError, UnknownReference
from .law import Law, load_law
from .model import (
    Article,
    Certitude,
    Changement,
    Echeance,
    EtatArticle,
    Nature,
    NatureChangement,
    Perimee,
    Reference,
    Regime,
    Statut,
    StatutVersion,
    Texte,
    Version,
)

__all__ = [
    "Article",
    "Certitude",
    "Changement",
    "Citation",
    "Echeance",
    "EtatArticle",
    "Law",
    "LawError",
    "Nature",
    "NatureChangement",
    "Perimee",
    "Reference",
    "Regime",
    "ScopeError",
    "Statut",
    "StatutVersion",
    "Texte",
    "UnknownReference",
    "Version",
    "load_law",
]
