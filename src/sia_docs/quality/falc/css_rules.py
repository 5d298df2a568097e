"""The rules of the style sheets of a page, for one way of looking at it (screen, telephone, paper).

A sheet that must be fetched is never fetched: it is told as not read, so that no rule passes in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import cssselect2
import tinycss2

from sia_docs.quality.falc.css_values import Sizes, Tokens, bare, length, text_of, tokens

REGLES_MAX = 20_000
"""Rules of a page: above it, the sheets are told as not read."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A way of looking at a page. Sizes in CSS pixels."""

    nom: str
    genre: str
    largeur: float
    hauteur: float


ECRAN = Medium("à l’écran", "screen", 1280, 800)
TELEPHONE = Medium("sur un téléphone", "screen", 320, 640)
PAPIER = Medium("à l’impression", "print", 794, 1123)
"""A sheet of A4, 96 pixels to an inch."""
MEDIUMS = (ECRAN, TELEPHONE, PAPIER)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value."""

    nom: str
    valeur: Tokens
    important: bool


@dataclass(slots=True)
class Feuilles:
    """All rules that apply in a medium, ready to be matched, and what could not be read."""

    matcher: cssselect2.Matcher = field(default_factory=cssselect2.Matcher)
    non_lues: list[str] = field(default_factory=list)
    page: list[Declaration] = field(default_factory=list)
    regles: int = 0
    doutes: set[str] = field(default_factory=set)
    """Properties of the rules that could not be weighed: their values are not known anywhere."""
    illisible: bool = False
    """A whole sheet was not read: no value is known."""
    ajouts: bool = False
    """The sheet writes words of its own before or after elements."""

    def add(self, css: str, medium: Medium) -> None:
        """Read one style sheet after the others."""
        self._rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), medium)

    def _rules(self, rules: Iterable[Any], medium: Medium, *, doubtful: bool = False) -> None:
        for rule in rules:
            if rule.type == "qualified-rule":
                self._style(rule, doubtful=doubtful)
            elif rule.type == "at-rule":
                self._at_rule(rule, medium, doubtful=doubtful)
            elif rule.type == "error":
                self._told("une règle mal écrite")

    def _style(self, rule: Any, *, doubtful: bool) -> None:
        self.regles += 1
        if self.regles > REGLES_MAX:
            self.illisible = True
            self._told(f"les règles après les {REGLES_MAX} premières")
            return
        wanted = list(declarations(rule.content))
        if not wanted:
            return
        self.ajouts = self.ajouts or any(d.nom == "content" and _speaks(d.valeur) for d in wanted)
        if doubtful:
            self.doutes.update(d.nom for d in wanted)
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            if not _unseen(text_of(rule.prelude)):
                self.doutes.update(d.nom for d in wanted)
                self._told(f"le sélecteur « {text_of(rule.prelude)[:60]} »")
            return
        for selector in selectors:
            self.matcher.add_selector(selector, wanted)

    def _at_rule(self, rule: Any, medium: Medium, *, doubtful: bool) -> None:
        name = rule.lower_at_keyword
        if name == "import":
            self.illisible = True
            self._told("une feuille de style importée")
        elif name == "page":
            self._page(rule)
        elif rule.content is None:
            return
        elif name in _WEIGHED:
            self._told(f"l’ordre des règles de « @{name} »")
            self._rules(_rule_list(rule.content), medium, doubtful=True)
        elif name == "supports" or (name == "media" and matches(text_of(rule.prelude), medium)):
            self._rules(_rule_list(rule.content), medium, doubtful=doubtful)

    def _page(self, rule: Any) -> None:
        """The size of the paper, and the boxes in its margins where pages are numbered."""
        for item in tinycss2.parse_blocks_contents(
            rule.content or (), skip_comments=True, skip_whitespace=True
        ):
            if item.type == "declaration":
                self.page.append(Declaration(item.lower_name, item.value, item.important))
            elif item.type == "at-rule":
                self.page.extend(declarations(item.content or ()))

    def _told(self, what: str) -> None:
        if what not in self.non_lues:
            self.non_lues.append(what)


_WEIGHED = ("layer", "scope", "container")
"""Rules whose weight depends on more than this reading knows."""


def _rule_list(content: Tokens) -> Iterable[Any]:
    found: Iterable[Any] = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    return found


def _speaks(value: Tokens) -> bool:
    """Whether a ``content`` writes letters or figures."""
    return any(
        (token.type == "string" and any(c.isalnum() for c in token.value))
        or (token.type == "function" and token.lower_name in ("attr", "counter", "counters"))
        for token in value
    )


_STATES = (
    ":hover",
    ":focus",
    ":active",
    ":visited",
    ":target",
    "::selection",
    "::-",
    ":-",
    "::placeholder",
    "::details",
)


def _unseen(selector: str) -> bool:
    """Whether a rule only speaks of a state or of a part that the words at rest do not have."""
    return any(state in selector for state in _STATES)


def declarations(content: Tokens) -> Iterator[Declaration]:
    """The declarations of a block; nested rules and errors are left out."""
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            name = item.name if item.name.startswith("--") else item.lower_name
            yield Declaration(name, item.value, item.important)


def inline(style: str) -> list[Declaration]:
    """The declarations of a ``style`` attribute."""
    return list(declarations(tokens(style)))


def matches(query: str, medium: Medium) -> bool:
    """Whether a media query speaks of this medium; a feature we do not know is taken as true."""
    return not query or any(_one(part.strip(), medium) for part in query.split(","))


def _one(query: str, medium: Medium) -> bool:
    negated = query.startswith("not ")
    terms = [t.strip() for t in query.removeprefix("not ").removeprefix("only ").split(" and ")]
    found = all(_term(term, medium) for term in terms)
    return found is not negated


def _term(term: str, medium: Medium) -> bool:
    if not term.startswith("("):
        return term in ("all", medium.genre)
    name, _, value = term.strip("()").partition(":")
    size = medium.largeur if "width" in name else medium.hauteur
    read = bare(tokens(value))
    limit = length(read[0], Sizes(16, 16, medium.largeur, medium.hauteur)) if read else None
    if name.strip() in ("min-width", "min-height") and limit is not None:
        return size >= limit
    if name.strip() in ("max-width", "max-height") and limit is not None:
        return size <= limit
    if name.strip() in (
        "prefers-color-scheme",
        "prefers-contrast",
        "forced-colors",
        "prefers-reduced-motion",
    ):
        return "light" in value or "no-preference" in value or "none" in value
    return True
