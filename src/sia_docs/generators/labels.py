"""The French title of any field of the dossier or of the inventory, and who answers for it, from its path."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sia_docs.io.validation import model_in
from sia_docs.models import Dossier, Repondant
from sia_docs.models.inventaire import Inventaire


@lru_cache(maxsize=1024)
def label_of(path: str) -> str:
    """« fournisseur.hebergement.type » → « type d’hébergement ».

    Raises:
        KeyError: no such field (a condition names a field that does not exist).
    """
    title = _field(path).title or path
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


@lru_cache(maxsize=1024)
def respondent_of(path: str) -> str:
    """Who answers for a field: « fournisseur.contact » → « fournisseur ».

    Raises:
        KeyError: no such field.
    """
    return respondent(_field(path))


def respondent(info: FieldInfo) -> str:
    """Who answers for a field, from its description."""
    extra = info.json_schema_extra
    return str(extra["repond"]) if isinstance(extra, dict) and "repond" in extra else Repondant.ACHETEUR.value


def _field(path: str) -> FieldInfo:
    # « etablissement » is the same in both; what only an inventory has starts with its own words.
    model: type[BaseModel] | None = Dossier if path.split(".")[0] in Dossier.model_fields else Inventaire
    info: FieldInfo | None = None
    for part in path.split("."):
        if part.isdigit():
            continue
        if model is None or part not in model.model_fields:
            raise KeyError(path)
        info = model.model_fields[part]
        model = model_in(info.annotation)
    if info is None:
        raise KeyError(path)
    return info
