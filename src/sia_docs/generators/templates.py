"""The template engine: a sandbox that prints tokens instead of values.

Every value goes through the finalizer, which keeps it aside as inlines and prints one opaque
token; see :mod:`sia_docs.document.from_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sia_docs.document import french
from sia_docs.document.from_markdown import MarkdownError, Parsed, bind, parse, token
from sia_docs.document.nodes import Block, Inline, Paragraph, Text
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.generators.values import (
    Fragment,
    GabaritError,
    Manquant,
    Renvoi,
    Vue,
    VueManquante,
    capitalised,
    is_known,
    text_fragment,
)
from sia_docs.law import Citation
from sia_docs.library.schema import Clause
from sia_docs.models import Choix
from sia_docs.rules.parametres import Resolu

_VALUES = "__valeurs__"


def inlines_of_value(value: object) -> tuple[Inline, ...]:
    """What a value prints, as inlines. Text stays exactly what it is.

    Raises:
        GabaritError: the value cannot be printed (a list, a view, nothing).
    """
    match value:
        case str() if isinstance(value, Choix):
            return (Text(value.libelle),)
        case str():
            return (Text(value),)
        case Fragment():
            return value.inlines
        case Manquant():
            return (value.field,)
        case VueManquante():
            return (value.whole().field,)
        case Renvoi() | Citation():
            printed = value.le()
            return (Text(printed),) if isinstance(printed, str) else printed
        case Resolu():
            return _parameter(value)
        case french.Nom():
            return (Text(value.texte),)
        case Vue():
            return inlines_of_value(value.printed())
        case bool():
            return (Text("oui" if value else "non"),)
        case int() | Decimal():
            return (Text(french.number(value)),)
        case date():
            return (Text(french.long_date(value)),)
        case _:
            raise GabaritError(f"cette valeur ne s’imprime pas ({type(value).__name__})")


def _parameter(value: Resolu) -> tuple[Inline, ...]:
    if value.valeur is None:
        title = value.parametre.titre
        return (
            Manquant(
                f"marche.parametres.{value.parametre.nom}", title[:1].lower() + title[1:], "acheteur"
            ).field,
        )
    return (Text(value.texte),)


@pass_context
def _finalize(context: Context, value: object) -> str:
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
    values: list[tuple[Inline, ...]] = context.parent[_VALUES]
    values.append(inlines_of_value(value))
    return token(len(values) - 1)


# --------------------------------------------------------------------------------------- filters


def _phrase(
    on_noun: Callable[[french.Nom], str], on_reference: str, before: str
) -> Callable[[object], Fragment]:
    """A filter for a noun, a reference, a citation or something missing."""

    def apply(value: object) -> Fragment:
        match value:
            case Renvoi() | Citation():
                printed = getattr(value, on_reference)()
                return text_fragment(printed) if isinstance(printed, str) else Fragment(printed)
            case Manquant():
                return Fragment((Text(before), value.field) if before else (value.field,))
            case Vue():
                return apply(value.proper_noun())
            case _:
                return text_fragment(on_noun(french.noun(value)))

    return apply


_le, _de, _a = _phrase(french.le, "le", ""), _phrase(french.de, "de", "de "), _phrase(french.a, "a", "à ")

_FILTERS: dict[str, Callable[..., object]] = {
    "le": _le,
    "de": _de,
    "a": _a,
    "Le": lambda value: capitalised(_le(value)),
    "De": lambda value: capitalised(_de(value)),
    "A": lambda value: capitalised(_a(value)),
    "nombre": lambda value: _number(value),
    "capital": lambda value: capitalised(Fragment(inlines_of_value(value))),
}


def _number(value: object) -> object:
    if isinstance(value, Resolu):
        if value.valeur is None:
            return Fragment(_parameter(value))
        if value.nombre is None:
            raise GabaritError(f"« {value.parametre.nom} » n’est pas un nombre")
        return value.nombre
    return value


def _liste(value: object) -> Fragment:
    """« a, b et c », or the field to complete."""
    if isinstance(value, Manquant):
        return Fragment((value.field,))
    if not isinstance(value, tuple):
        raise GabaritError("liste(…) attend une liste")
    if not value:
        raise GabaritError("liste(…) sur une liste vide : tester aucun(…)")
    parts = [inlines_of_value(item) for item in value]
    joined: list[Inline] = []
    for rank, part in enumerate(parts):
        if rank:
            joined.append(Text(" et " if rank == len(parts) - 1 else ", "))
        joined.extend(part)
    return Fragment(tuple(joined))


def _aucun(value: object) -> bool:
    return isinstance(value, tuple) and not value


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The only environment that templates run in."""
    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    env.filters = _FILTERS
    env.globals = {"connu": is_known, "liste": _liste, "aucun": _aucun}
    env.tests = {}
    return env


#: A tag that ends a line of text: Jinja's ``trim_blocks`` would eat the line feed and merge two
#: paragraphs.  A mark after the tag keeps the line feed, and is removed once rendered.
_MARK = "\ue000"
_TAG_AFTER_TEXT = re.compile(r"^(?!\s*(?:\{%[^\n]*?%\}\s*)+$)([^\n]*%\})$", re.MULTILINE)


@lru_cache(maxsize=2048)
def _compiled(text: str) -> Template:
    return environment().from_string(_TAG_AFTER_TEXT.sub(rf"\1{_MARK}", text))


def _tokenised(text: str, variables: Mapping[str, Any], values: list[tuple[Inline, ...]]) -> str:
    """The rendered text, one token for each value, which is added to ``values``."""
    return _compiled(text).render(variables, **{_VALUES: values}).replace(_MARK, "")


@lru_cache(maxsize=8192)
def _parsed(tokenised: str, prefix: str) -> Parsed:
    return parse(tokenised, prefix)


def render(clause: Clause, variables: Mapping[str, Any]) -> tuple[Block, ...]:
    """Blocks of a clause for these variables.

    Raises:
        ContenuInvalide: the template or its Markdown is wrong, with the file and the line.
    """
    values: list[tuple[Inline, ...]] = []
    try:
        tokenised = _tokenised(clause.texte, variables, values)
        return bind(_parsed(tokenised, clause.id), values)
    except TemplateSyntaxError as error:
        raise _fault(clause, f"gabarit incorrect ({error.message})", error.lineno) from None
    except MarkdownError as error:
        raise _fault(clause, str(error), None) from None
    except (TemplateError, GabaritError, KeyError, TypeError, ValueError) as error:
        raise _fault(clause, _message(error), _line(error)) from error


def render_line(text: str, variables: Mapping[str, Any]) -> tuple[Inline, ...]:
    """Inlines of one line of the frame (no Markdown), values as text nodes."""
    values: list[tuple[Inline, ...]] = []
    tokenised = _tokenised(text, variables, values)
    parsed = _parsed(tokenised, "cadre")
    bound = bind(parsed, values)
    if not bound:
        return ()
    paragraph = bound[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def _message(error: Exception) -> str:
    text = str(error)
    if "is undefined" in text or "has no attribute" in text:
        return f"variable inconnue ({text})"
    return text


def _line(error: Exception) -> int | None:
    """Line of the template where the error came from, from the traceback that Jinja rewrites."""
    frame = error.__traceback__
    line = None
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _fault(clause: Clause, message: str, line: int | None) -> ContenuInvalide:
    place = clause.ligne + line - 1 if line else clause.ligne
    return ContenuInvalide(Probleme(f"{clause.id} : {message}.", fichier=clause.fichier, ligne=place))


__all__ = ["VueManquante", "environment", "inlines_of_value", "render"]
