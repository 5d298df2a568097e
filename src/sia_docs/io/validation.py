"""From a located tree to a model: every Pydantic error told in French, with its line."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.io.yaml_lines import Arbre, Chemin

M = TypeVar("M", bound=BaseModel)

_MESSAGES = {
    "string_type": "un texte est attendu.",
    "string_unicode": "le texte contient un caractère invalide (moitié de caractère) : retapez-le.",
    "string_too_short": "un texte non vide est attendu.",
    "string_too_long": "le texte est trop long ({max_length} caractères au plus).",
    "string_pattern_mismatch": "la forme attendue n’est pas respectée ({pattern}).",
    "too_long": "la liste est trop longue ({max_length} éléments au plus).",
    "tuple_type": "une liste est attendue (une ligne par élément, chacune précédée d’un tiret).",
    "dict_type": "une rubrique avec des clés est attendue.",
    "model_type": "une rubrique avec des clés est attendue.",
    "model_attributes_type": "une rubrique avec des clés est attendue.",
    "enum": "valeur non admise ; attendu : {expected}.",
    "literal_error": "valeur non admise ; attendu : {expected}.",
    "bool_type": "« oui », « non » ou « inconnu » est attendu.",
    "bool_parsing": "« oui », « non » ou « inconnu » est attendu.",
    "int_parsing": "un nombre entier est attendu.",
    "int_type": "un nombre entier est attendu.",
    "decimal_parsing": "un nombre est attendu.",
    "decimal_type": "un nombre est attendu.",
    "date_type": "une date est attendue, par exemple 2026-11-22.",
    "date_from_datetime_parsing": "une date est attendue, par exemple 2026-11-22.",
    "greater_than_equal": "la valeur doit être au moins {ge}.",
    "less_than_equal": "la valeur doit être au plus {le}.",
}


def validate_tree(model: type[M], tree: Arbre, error: type[SiaDocsError], *, remede: str = "") -> M:
    """Validate a tree.

    Raises:
        SiaDocsError: of the given class, with every problem found, sorted by line.
    """
    if not isinstance(tree.data, dict):
        raise error(Probleme("une rubrique avec des clés est attendue.", fichier=tree.fichier, remede=remede))
    try:
        return model.model_validate(tree.data)
    except ValidationError as failure:
        problems = [_probleme(detail, model, tree) for detail in failure.errors(include_url=False)]
        problems.sort(key=lambda problem: problem.ligne or 0)
        raise error(problems) from None


def chemin_lisible(path: Chemin) -> str:
    """« systeme.performances.1.valeur »: indices counted from 1, as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _probleme(detail: ErrorDetails, root: type[BaseModel], tree: Arbre) -> Probleme:
    path: Chemin = tuple(detail["loc"])
    kind = detail["type"]
    received = detail.get("input")
    common: dict[str, Any] = {
        "fichier": tree.fichier,
        "ligne": tree.ligne(path),
        "champ": chemin_lisible(path),
    }
    parent = _model_at(root, path[:-1])
    if kind == "extra_forbidden":
        known = sorted(parent.model_fields) if parent else []
        near = get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
        remedy = f"Vouliez-vous dire « {near[0]} » ?" if near else f"Clés admises ici : {', '.join(known)}."
        return Probleme("clé inconnue.", remede=remedy, **common)
    if kind == "missing":
        info = parent.model_fields.get(str(path[-1])) if parent else None
        title = f" ({info.title})" if info and info.title else ""
        return Probleme(f"ce champ est obligatoire{title}.", remede="Ajoutez-le.", **common)
    context = detail.get("ctx", {})
    if kind == "value_error":
        message = f"{context['error']}."
    else:
        blanks = {"max_length": "", "expected": "", "ge": "", "le": "", "pattern": ""}
        message = _MESSAGES.get(kind, "valeur non admise.").format(**{**blanks, **context})
        message = message.replace(" or ", " ou ").replace("'", "")
    return Probleme(message, recu=_shown(received), **common)


def _shown(received: object) -> str | None:
    if isinstance(received, str):
        return received
    if isinstance(received, list):
        return "une liste"
    return "une rubrique" if isinstance(received, dict) else None


def _model_at(root: type[BaseModel], path: Chemin) -> type[BaseModel] | None:
    """Model that describes the object at a path."""
    model: type[BaseModel] | None = root
    for part in path:
        if isinstance(part, int):
            continue
        if model is None or part not in model.model_fields:
            return None
        model = model_in(model.model_fields[part].annotation)
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation (``tuple[SousTraitant, ...] | None`` → ``SousTraitant``)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := model_in(inner):
            return found
    return None
