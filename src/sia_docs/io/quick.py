"""Recognise a file that is plainly right, from the JSON Schema of its model and without Pydantic.

Importing Pydantic and building the models takes several times as long as all the rest of a short
command.  The models stay the only judge: what is not recognised here, for whatever reason (a fault, an
unusual character, ``OUI`` in capitals), goes to them, and they alone accept it or say in French what
is wrong.  So the only rule is: **never recognise what the model would refuse, and read it alike**.
``tests/io/test_quick.py`` holds both against every example and every bad dossier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sia_docs.contenu import racine
from sia_docs.io.yaml_lines import read_file

if TYPE_CHECKING:
    from sia_docs.models import Dossier

_T = TypeVar("_T")

_INCONNU = frozenset({"", "inconnu", "inconnue", "?"})  # as in models.base, which imports Pydantic
#: Precomposed Latin letters, Arabic letters without marks, everyday signs: what the models keep as typed.
_SIGNS = " -~\u00a0-\u00ac\u00ae-\u017f‐-‘’“”„†•…‹›€™≤≥≠→−\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a"
_PLAIN = re.compile(f"[{_SIGNS}]*")
_LINES = re.compile(f"[{_SIGNS}\n]*")
_OUI_NON = {"oui": True, "non": False, "inconnu": None, "": None}
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,15})?", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ONE_LINE_MAX = 300


class Record(SimpleNamespace):
    """What was recognised: it reads like the model (``dossier.systeme.nom``)."""


class _NotPlainlyRight(Exception):
    """Leave it to the model."""


def recognise(data: Any, name: str, part: str = "") -> Record | None:
    """The data of a file as its model would read them, or ``None`` to let the model decide.

    ``name`` is a schema of ``schemas/`` (``dossier``, ``mentions``), ``part`` one of its models.  A choice
    is the text of its key; « inconnu » is ``None``.
    """
    try:
        schema = _schema(name)
        return _Reader(schema).model(data, schema["$defs"][part] if part else schema)
    except (_NotPlainlyRight, OSError, ValueError, KeyError):
        return None


def quick_dossier(path: str | Path) -> Dossier:
    """A dossier to read from, at once when the file is plainly right (then it only reads like the model).

    Raises:
        SiaDocsError: as :func:`sia_docs.io.dossier.load_dossier`.
    """
    tree = read_file(Path(path))
    if found := recognise(tree.data, "dossier"):
        return cast("Dossier", found)
    from sia_docs.io.dossier import dossier_of

    return dossier_of(tree)


@cache
def _schema(name: str) -> dict[str, Any]:
    text = (racine() / "schemas" / f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class _Reader:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.definitions = schema.get("$defs", {})

    def value(self, data: Any, node: Mapping[str, Any]) -> Any:
        if reference := node.get("$ref"):
            definition = self.definitions[reference.rpartition("/")[2]]
            return self.model(data, definition) if "properties" in definition else _scalar(data, definition)
        if options := node.get("anyOf"):
            return self._option(data, options)
        if isinstance(data, dict):
            return self._table(data, node)
        if isinstance(data, list):
            return self._list(data, node)
        return _scalar(data, node)

    def _option(self, data: Any, options: list[dict[str, Any]]) -> Any:
        if isinstance(data, str) and data.lower() in _INCONNU and any(map(_admits_nothing, options)):
            return None
        kept = [option for option in options if not _admits_nothing(option)]
        # A number is « a number or a text » for an editor: the text must still be a number.
        numbers = [option for option in kept if option.get("type") == "number"]
        (only,) = numbers or kept
        return self.value(data, only)

    def model(self, data: Any, node: Mapping[str, Any]) -> Record:
        fields: dict[str, Any] = node["properties"]
        if not isinstance(data, dict) or not data.keys() <= fields.keys():
            raise _NotPlainlyRight
        if not data.keys() >= set(node.get("required", ())):
            raise _NotPlainlyRight
        return Record(**{
            name: self.value(data[name], field) if name in data else _default(field)
            for name, field in fields.items()
        })  # fmt: skip

    def _table(self, data: dict[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
        """Named texts (the parameters of a contract): kept as they were typed."""
        fields, others = node.get("properties", {}), node.get("additionalProperties")
        if node.get("type") != "object":
            raise _NotPlainlyRight
        for key, item in data.items():
            _scalar(key, _KEY)
            inner = fields.get(key, others)
            if not inner or not isinstance(item, str):
                raise _NotPlainlyRight
            _scalar(item, inner)
        return data

    def _list(self, data: list[Any], node: Mapping[str, Any]) -> tuple[Any, ...]:
        if node.get("type") != "array" or len(data) > node.get("maxItems", len(data)):
            raise _NotPlainlyRight
        return tuple(self.value(item, node["items"]) for item in data)


_KEY = {"type": "string"}


def _admits_nothing(option: Mapping[str, Any]) -> bool:
    return option.get("type") == "null" or None in option.get("enum", ())


def _default(field: Mapping[str, Any]) -> Any:
    default = field.get("default")
    if field.get("type") == "object":
        return {}
    if isinstance(default, list):
        return tuple(default)
    return None if default == "inconnu" else default


def _scalar(data: Any, node: Mapping[str, Any]) -> Any:
    if not isinstance(data, str) or data != data.strip():
        raise _NotPlainlyRight
    if choices := node.get("enum"):
        if choices == ["oui", "non", "inconnu"]:
            return _OUI_NON[data]
        return _only_if(data in choices, data)
    if "const" in node:
        return _only_if(data == node["const"], data)
    match node.get("type"):
        case list():  # a parameter: its own type is judged later, with the rules
            return _text(data, _KEY)
        case "string" if node.get("format") == "date":
            return _day(data)
        case "string":
            return _text(data, node)
        case "integer":
            found = int(_only_if(_INTEGER.fullmatch(data) is not None, data))
            return _only_if(node.get("ge", found) <= found <= node.get("le", found), found)
        case "number":
            from decimal import Decimal

            return Decimal(_only_if(_NUMBER.fullmatch(data) is not None, data).replace(",", "."))
        case _:
            raise _NotPlainlyRight


def _text(data: str, node: Mapping[str, Any]) -> str:
    size = len(data)
    longest = node.get("maxLength", _ONE_LINE_MAX)
    allowed = _PLAIN if longest <= _ONE_LINE_MAX else _LINES
    pattern = node.get("pattern")
    right = (
        node.get("minLength", 0) <= size <= longest
        and allowed.fullmatch(data) is not None
        and (pattern is None or re.search(pattern, data) is not None)
    )
    return _only_if(right, data)


def _day(data: str) -> Any:
    from datetime import date

    found = _DAY.fullmatch(data)
    if found is None:
        raise _NotPlainlyRight
    return date(*map(int, found.groups()))  # a ValueError leaves it to the model


def _only_if(right: bool, value: _T) -> _T:
    if not right:
        raise _NotPlainlyRight
    return value
