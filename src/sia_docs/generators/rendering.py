"""Render the clauses of a document, each once for the same inputs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import TemplateSyntaxError

from sia_docs.document.nodes import Block, Field, Inline, inlines_of
from sia_docs.generators.inputs import Inputs, Read, inputs_of
from sia_docs.generators.templates import render, render_line, syntax_tree
from sia_docs.law import Citation
from sia_docs.library.schema import Clause

#: Renderings kept for one clause: a campaign changes few of its inputs at a time.
REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Rendu:
    """A rendered clause, the fields to complete that it prints and the law that it cites, in reading order."""

    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]
    cited: tuple[str, ...] = ()


def render_clause(clause: Clause, read: Read, variables: Mapping[str, Any]) -> Rendu:
    """Blocks of a clause in a context; the same objects when nothing that it reads has changed.

    Raises:
        ContenuInvalide: the template or its Markdown is wrong, with the file and the line.
    """
    return _once(clause.id, clause.texte, read, lambda: _rendered(clause, variables))


def render_words(text: str, read: Read, variables: Mapping[str, Any]) -> tuple[Inline, ...]:
    """Inlines of one line of the frame, made once in the same way."""
    return _once("", text, read, lambda: render_line(text, variables))


_T = TypeVar("_T")


def _once(ident: str, text: str, read: Read, make: Callable[[], _T]) -> _T:
    """What is made of a text, or what was already made of it with the same inputs."""
    inputs = _inputs(text)
    if inputs is None:
        return make()
    key = inputs.key_of(read)
    kept: deque[tuple[tuple[object, ...], _T]] = _memory(ident, text)
    for known, found in kept:  # few, and most differ at their first values: a whole dossier is not hashed
        if known == key:
            return found
    made = make()
    kept.appendleft((key, made))
    return made


def _rendered(clause: Clause, variables: Mapping[str, Any]) -> Rendu:
    cited: dict[str, None] = {}

    def cite(*references: str) -> Citation:
        cited.update(dict.fromkeys(references))
        citation: Citation = variables["cite"](*references)
        return citation

    blocks = render(clause, {**variables, "cite": cite})
    fields = tuple(i for block in blocks for i in inlines_of(block) if isinstance(i, Field))
    return Rendu(blocks, fields, tuple(cited))


@lru_cache(maxsize=1024)
def _memory(ident: str, text: str) -> deque[Any]:
    """The last renderings of one text; a changed text has another memory."""
    return deque(maxlen=REMEMBERED)


@lru_cache(maxsize=1024)
def _inputs(text: str) -> Inputs | None:
    try:
        return inputs_of(syntax_tree(text))
    except TemplateSyntaxError:
        return None  # the rendering says what is wrong, with the file and the line
