"""The template engine: a sandbox that prints tokens instead of values.

Every value goes through the finalizer, which keeps it aside as inlines and prints one opaque
token; see :mod:`sia_docs.document.from_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Protocol

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sia_docs.document import french
from sia_docs.document.binding import Parsed, bind
from sia_docs.document.from_markdown import MarkdownError, parse, token
from sia_docs.document.nodes import Block, CrossRef, Field, Inline, Paragraph, Text
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.generators.speech import Speech
from sia_docs.generators.values import (
    Fragment,
    GabaritError,
    Lecture,
    Manquant,
    Renvoi,
    Vue,
    VueManquante,
    capitalised,
    is_known,
    text_fragment,
)
from sia_docs.law import Citation
from sia_docs.models import Choix
from sia_docs.rules.parametres import Resolu


class Redige(Protocol):
    """An authored text, and where it is: a clause, a leaflet, a section of a charter."""

    @property
    def id(self) -> str:
        """Identifier; it makes the ids of headings unique."""

    @property
    def texte(self) -> str:
        """The template."""

    @property
    def fichier(self) -> str:
        """Name of its file."""

    @property
    def ligne(self) -> int:
        """Line where the template begins in its file."""


_VALUES = "__valeurs__"
SPEECH = "__langue__"
"""Name of the variable that holds how the language of the document speaks; absent in French."""


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


def inlines_in(speech: Speech | None, value: object) -> tuple[Inline, ...]:
    """What a value prints in the language of the document (none: French)."""
    if speech is None:
        return inlines_of_value(value)
    match value:
        case str() if isinstance(value, Choix):
            return (speech.choice(value),)
        case Vue():
            return inlines_in(speech, value.printed(function=False))
        case bool():
            return (Text(speech.yes if value else speech.no),)
        case int() | Decimal():
            return (Text(speech.number(value)),)
        case date():
            return (Text(speech.day(value)),)
        case _:
            return tuple(
                replace(inline, ask=speech.ask) if isinstance(inline, Field) else inline
                for inline in inlines_of_value(value)
            )


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
    values.append(value.inlines if type(value) is Fragment else inlines_of_value(value))
    return token(len(values) - 1)


def _finalize_in(speech: Speech) -> Callable[[Context, object], str]:
    """The finalizer of a document in another language."""

    @pass_context
    def finalize(context: Context, value: object) -> str:
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()
        values: list[tuple[Inline, ...]] = context.parent[_VALUES]
        values.append(inlines_in(speech, value))
        return token(len(values) - 1)

    return finalize


# --------------------------------------------------------------------------------------- filters


def _phrase(
    on_noun: Callable[[french.Nom], str], on_reference: str, before: str
) -> Callable[[object], Fragment]:
    """A filter for a noun, a reference, a citation or something missing."""

    @lru_cache(maxsize=1024)  # « le Titulaire » comes back hundreds of times in a document
    def of_word(value: french.Nom | Renvoi) -> Fragment:
        return of_any(value)

    def apply(value: object) -> Fragment:
        return of_word(value) if isinstance(value, french.Nom | Renvoi) else of_any(value)

    def of_any(value: object) -> Fragment:
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
    "court": lambda value: Fragment((_short(value),)),
    "Court": lambda value: capitalised(Fragment((_short(value),))),
    "nomme": lambda value, label: _renamed(value, label),
    "capital": lambda value: capitalised(Fragment(inlines_of_value(value))),
}


def _short(value: object) -> CrossRef:
    if not isinstance(value, Renvoi):
        raise GabaritError("« court » attend un renvoi : article(…) ou annexe(…)")
    return value.court()


def _renamed(value: object, label: str) -> object:
    """One field for data that are missing together, under the name of the whole."""
    return replace(value, label=french.typography(label)) if isinstance(value, Manquant) else value


def _number(value: object) -> object:
    if isinstance(value, Resolu):
        if value.valeur is None:
            return Fragment(_parameter(value))
        if value.nombre is None:
            raise GabaritError(f"« {value.parametre.nom} » n’est pas un nombre")
        return value.nombre
    return value


def _liste(value: object, speech: Speech | None = None) -> Fragment:
    """« a, b et c » (« A ; B » for sentences), or the field to complete."""
    if isinstance(value, Manquant):
        return Fragment((value.field,))
    if not isinstance(value, tuple):
        raise GabaritError("liste(…) attend une liste")
    if not value:
        raise GabaritError("liste(…) sur une liste vide : tester aucun(…)")
    # Items typed as sentences (« Patients adultes. ») do not read as « a, b et c ».
    sentences = any(isinstance(item, str) and item.endswith(".") for item in value)
    parts = [inlines_in(speech, _without_stop(item)) for item in value]
    comma, last, semicolon = (
        (", ", " et ", "\u00a0; ") if speech is None else (speech.comma, speech.last, speech.semicolon)
    )
    joined: list[Inline] = []
    for rank, part in enumerate(parts):
        if rank:
            between = last if rank == len(parts) - 1 else comma
            joined.append(Text(semicolon if sentences else between))
        joined.extend(part)
    return Fragment(tuple(joined))


def _without_stop(item: object) -> object:
    # A choice is a text too, but prints its label.
    return item.removesuffix(".") if isinstance(item, str) and not isinstance(item, Choix) else item


def _lignes(value: object) -> Fragment:
    """One item a line, each exactly as typed, for a cell; or the field to complete."""
    if isinstance(value, Manquant):
        return Fragment((value.field,))
    if not isinstance(value, tuple):
        raise GabaritError("lignes(…) attend une liste")
    lines: list[Inline] = []
    for rank, item in enumerate(value):
        lines += [Text("\n"), *inlines_of_value(item)] if rank else inlines_of_value(item)
    return Fragment(tuple(lines))


def _aucun(value: object) -> bool:
    return isinstance(value, tuple) and not value


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a short way for our own views (most of what a template reads)."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Lecture) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass  # let Jinja word the error
        return super().getattr(obj, attribute)


@cache
def environment(speech: Speech | None = None) -> ImmutableSandboxedEnvironment:
    """The only environment that templates run in: one for each language (none: French)."""
    finalize = _finalize if speech is None else _finalize_in(speech)
    env = _Sandbox(
        undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    env.filters = _FILTERS
    env.globals = {"connu": is_known, "liste": _liste, "lignes": _lignes, "aucun": _aucun}
    if speech is not None:
        env.filters = {
            **_FILTERS,
            "capital": lambda value: capitalised(Fragment(inlines_in(speech, value))),
        }
        env.globals["liste"] = lambda value: _liste(value, speech)
    env.tests = {}
    return env


#: A tag that ends a line of text: Jinja's ``trim_blocks`` would eat the line feed and merge two
#: paragraphs.  A mark after the tag keeps the line feed, and is removed once rendered.
_MARK = "\ue000"
_TAG_AFTER_TEXT = re.compile(r"^(?!\s*(?:\{%[^\n]*?%\}\s*)+$)([^\n]*%\})$", re.MULTILINE)


@lru_cache(maxsize=2048)
def _compiled(text: str, speech: Speech | None) -> Template:
    return environment(speech).from_string(syntax_tree(text))


@lru_cache(maxsize=8)  # asked for twice in a row: what the text reads, then its code
def syntax_tree(text: str) -> nodes.Template:
    """The parsed template.

    Raises:
        TemplateSyntaxError: the text is not a template.
    """
    return environment().parse(_TAG_AFTER_TEXT.sub(rf"\1{_MARK}", text))


def _tokenised(text: str, variables: Mapping[str, Any], values: list[tuple[Inline, ...]]) -> str:
    """The rendered text, one token for each value, which is added to ``values``."""
    speech = variables.get(SPEECH)
    template = _compiled(text, speech)
    known = environment(speech).globals
    # ``shared``: the context takes this mapping as it is; ``render`` would copy the variables three times.
    context = template.new_context({**known, **variables, _VALUES: values}, shared=True)
    try:
        return "".join(template.root_render_func(context)).replace(_MARK, "")
    except Exception:
        template.environment.handle_exception()  # puts the template's lines in the traceback


_Reader = Callable[[str, str], Parsed]


@lru_cache(maxsize=2048)
def _remembered(reader: _Reader, tokenised: str, prefix: str) -> Parsed:
    return reader(tokenised, prefix)


_LONG = 50_000
"""Characters from which a text is not remembered: a list of thousands of rows seldom comes back."""


def _parsed(tokenised: str, prefix: str, reader: _Reader = parse) -> Parsed:
    short = len(tokenised) < _LONG
    return _remembered(reader, tokenised, prefix) if short else reader(tokenised, prefix)


def render(clause: Redige, variables: Mapping[str, Any], reader: _Reader = parse) -> tuple[Block, ...]:
    """Blocks of a text for these variables; ``reader`` parses its tokenised Markdown.

    Raises:
        ContenuInvalide: the template or its Markdown is wrong, with the file and the line.
    """
    values: list[tuple[Inline, ...]] = []
    try:
        tokenised = _tokenised(clause.texte, variables, values)
        return bind(_parsed(tokenised, clause.id, reader), values)
    except TemplateSyntaxError as error:
        raise _fault(clause, f"gabarit incorrect : {_syntax(error.message or '')}", error.lineno) from None
    except MarkdownError as error:
        raise _fault(clause, str(error), None) from None
    except UndefinedError as error:
        unknown = _unknown(clause.texte, variables)
        raise _fault(clause, unknown or _message(error), _line(error)) from error
    except (TemplateError, LookupError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
        raise _fault(clause, _message(error), _line(error)) from error


def render_line(text: str, variables: Mapping[str, Any]) -> tuple[Inline, ...]:
    """Inlines of one line of the frame (no Markdown), values as text nodes."""
    if "{" not in text:
        return (Text(french.typography(text)),)
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
    """What went wrong, in French: Jinja's own words are for programmers."""
    text = str(error)
    if isinstance(error, SecurityError):
        return "cette opération est interdite dans un gabarit"
    if found := _NO_ATTRIBUTE.search(text):
        return f"champ inconnu « {found.group(1) or found.group(2)} »"
    if type(error).__module__ == "builtins" and not isinstance(error, ValueError):
        return "une fonction ou une opération est mal employée"
    return text


def _unknown(text: str, variables: Mapping[str, Any]) -> str:
    """Every unknown variable of a template at once, with the nearest known name."""
    names = {*variables, *environment().globals}
    found = sorted(find_undeclared_variables(environment().parse(text)) - names)
    said = []
    for name in found:
        near = get_close_matches(name, names, n=1)
        said.append(f"« {name} »" + (f" (vouliez-vous dire « {near[0]} » ?)" if near else ""))
    if not said:
        return ""
    return f"variable{'s' if len(said) > 1 else ''} inconnue{'s' if len(said) > 1 else ''} {', '.join(said)}"


_NO_ATTRIBUTE = re.compile(r"has no attribute '([^']+)'|'([^']+)' is undefined")
_SYNTAX = (
    (r"Encountered unknown tag '(.*?)'.*", r"instruction inconnue « \1 »"),
    (r"No filter named '(.*?)'\.?", r"filtre inconnu « \1 »"),
    (r"No test named '(.*?)'\.?", r"test inconnu « \1 »"),
    (r"[Uu]nexpected end of template.*", "un bloc ou une accolade n’est pas fermé"),
    (r"unexpected char (.*) at .*", r"caractère inattendu \1"),
    (r"unexpected '(.*)'", r"« \1 » inattendu"),
    (r"expected token '(.*)', got '(.*)'", r"« \1 » attendu au lieu de « \2 »"),
)


def _syntax(message: str) -> str:
    for pattern, french_text in _SYNTAX:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(french_text)
    return "syntaxe incorrecte"


def _line(error: Exception) -> int | None:
    """Line of the template where the error came from, from the traceback that Jinja rewrites."""
    frame = error.__traceback__
    line = None
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _fault(clause: Redige, message: str, line: int | None) -> ContenuInvalide:
    place = clause.ligne + line - 1 if line else clause.ligne
    return ContenuInvalide(Probleme(f"{clause.id} : {message}.", fichier=clause.fichier, ligne=place))
