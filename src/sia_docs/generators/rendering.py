"""Render the clauses of a document, each once for the same inputs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError

from sia_docs.document.nodes import Block, Field, inlines_of
from sia_docs.generators.context import Contexte
from sia_docs.generators.inputs import Inputs, inputs_of, key_of
from sia_docs.generators.templates import render, syntax_tree
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


def render_clause(clause: Clause, context: Contexte, variables: Mapping[str, Any]) -> Rendu:
    """Blocks of a clause in a context; the same objects when nothing that it reads has changed.

    Raises:
        ContenuInvalide: the template or its Markdown is wrong, with the file and the line.
    """
    inputs = _inputs(clause.texte)
    if inputs is None:
        return _rendered(clause, variables)
    key = key_of(inputs, context)
    kept = _memory(clause.id, clause.texte)
    try:
        found = kept.get(key)
    except TypeError:  # a value that cannot be a key: rendered each time
        return _rendered(clause, variables)
    if found is None:
        found = kept[key] = _rendered(clause, variables)
        if len(kept) > REMEMBERED:
            kept.popitem(last=False)
    return found


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
def _memory(ident: str, text: str) -> OrderedDict[Hashable, Rendu]:
    """The renderings of one text; a changed text has another memory."""
    return OrderedDict()


@lru_cache(maxsize=1024)
def _inputs(text: str) -> Inputs | None:
    try:
        return inputs_of(syntax_tree(text))
    except TemplateSyntaxError:
        return None  # the rendering says what is wrong, with the file and the line
