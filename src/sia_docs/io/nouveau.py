"""A commented dossier or inventory to start from, written from the models: it can never lag behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sia_docs.io.validation import model_in
from sia_docs.library.schema import Parametre
from sia_docs.models import Dossier, Repondant
from sia_docs.models.inventaire import Inventaire

_EXPLAINED = """# « inconnu » = personne ne sait encore : le document garde un champ à compléter. « non » = on sait que non.
# Une liste vide « [] » dit qu’il n’y en a aucun. Les lignes qui commencent par # sont des explications.
"""
_HEADER = f"""# yaml-language-server: $schema=./dossier.schema.json
# Dossier sia-docs : un système d’IA, son fournisseur, l’hôpital et le marché, décrits une fois.
{_EXPLAINED}"""
_HEADER_INVENTAIRE = f"""# yaml-language-server: $schema=./inventaire.schema.json
# Inventaire sia-docs : les systèmes d’IA de l’établissement, ses choix et ses instances. Les chartes en viennent.
{_EXPLAINED}"""


def new_dossier(registry: Mapping[str, Parametre], day: date) -> str:
    """YAML text of a new dossier, dated ``day``, that loads as it is."""
    lines = [_HEADER, *_model(Dossier, 0, day)]
    lines += ["  parametres:", *_parameters(registry)]
    return "\n".join(lines) + "\n"


def new_inventaire(day: date) -> str:
    """YAML text of a new inventory, dated ``day``, that loads as it is; the charters need its contacts and dates."""
    return "\n".join([_HEADER_INVENTAIRE, *_model(Inventaire, 0, day)]) + "\n"


def _model(model: type[BaseModel], depth: int, day: date) -> Iterator[str]:
    pad = "  " * depth
    for name, info in model.model_fields.items():
        if name in ("parametres", "justifications"):
            continue  # written apart, with their defaults
        yield f"{pad}# {_comment(info)}"
        inner = model_in(info.annotation)
        if inner is None:
            yield f"{pad}{name}: {_value(name, info, day)}"
        elif "tuple[" in str(info.annotation):
            yield f"{pad}{name}: {'[]' if info.is_required() else 'inconnu'}"
            yield from (f"{pad}#  {line}" for line in _sample(inner))
        else:
            yield f"{pad}{name}:"
            yield from _model(inner, depth + 1, day)


def _sample(model: type[BaseModel]) -> Iterator[str]:
    for rank, (name, info) in enumerate(model.model_fields.items()):
        yield f"{'- ' if rank == 0 else '  '}{name}: …   # {info.title}"


def _comment(info: FieldInfo) -> str:
    text = f"{info.title} – {info.description}"
    choices = _choices(info.annotation)
    if choices:
        text += f" Valeurs : {', '.join(choices)}."
    if info.examples:
        text += f" Exemple : {info.examples[0]}."
    extra = info.json_schema_extra
    if isinstance(extra, dict) and "repond" in extra:
        text += f" [répond : {Repondant(str(extra['repond'])).value}]"
    return " ".join(text.split())


def _choices(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    for inner in get_args(annotation):
        if found := _choices(inner):
            return found
    return []


def _value(name: str, info: FieldInfo, day: date) -> str:
    if name == "schema_version":
        return '"1"'
    if name in ("date_document", "date_du_droit"):
        return day.isoformat()
    if info.is_required():
        choices = _choices(info.annotation)
        return choices[0] if choices else (info.examples or ["à renseigner"])[0]
    return "inconnu"


def _parameters(registry: Mapping[str, Parametre]) -> Iterator[str]:
    """Every parameter with its default, commented out: uncomment to change it."""
    yield "    # Retirez le « # » devant un paramètre pour changer sa valeur."
    for name, p in registry.items():
        default = p.defaut or ", ".join(f"{o.si} : {o.valeur}" for o in p.defauts_selon) or "à fixer"
        yield f"    # {name}: …   # {p.titre} (défaut : {default} ; d’où : {p.nature.libelle})"
