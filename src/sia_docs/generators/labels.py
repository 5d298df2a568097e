"""The French title of any field of the dossier, from its path."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel

from sia_docs.io.validation import model_in
from sia_docs.models import Dossier


@lru_cache(maxsize=1024)
def label_of(path: str) -> str:
    """« fournisseur.hebergement.type » → « type d’hébergement ».

    Raises:
        KeyError: no such field (a condition names a field that does not exist).
    """
    model: type[BaseModel] | None = Dossier
    title = path
    for part in path.split("."):
        if part.isdigit():
            continue
        if model is None or part not in model.model_fields:
            raise KeyError(path)
        info = model.model_fields[part]
        title = info.title or part
        model = model_in(info.annotation)
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
