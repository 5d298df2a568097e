"""The values of a style sheet: variables, lengths, colours. What cannot be resolved is ``None``, never guessed.

Units: CSS pixels (96 to an inch), points when the name says so. Source: CSS Values 4, CSS Color 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add, mul, sub, truediv
from typing import Any

import tinycss2
import tinycss2.color4

POINT = 96 / 72
"""Pixels in a point."""
_UNITS = {"px": 1.0, "pt": POINT, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_DEEP = 20
"""Variables inside variables: a page that needs more is not read further."""
_HUGE = 1e6
"""Pixels: a length above it is a mistake of the page, or a trap."""
_LONG = 2_000
"""Tokens of one value once its variables are replaced."""

Tokens = Sequence[Any]
Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What relative lengths refer to, in pixels."""

    em: float
    rem: float
    width: float
    height: float
    percent: float | None = None


def tokens(text: str) -> Tokens:
    """The tokens of a value written as text."""
    found: Tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    return found


def bare(values: Tokens) -> list[Any]:
    """Tokens without spaces."""
    return [token for token in values if token.type not in ("whitespace", "comment")]


def words(values: Tokens) -> list[str]:
    """The bare words of a value, in lower case."""
    return [token.lower_value for token in values if token.type == "ident"]


def text_of(values: Tokens) -> str:
    """A value as text, in lower case and without outer spaces."""
    return str(tinycss2.serialize(list(values))).strip().lower()


def substitute(values: Tokens, variables: Mapping[str, Tokens], depth: int = 0) -> Tokens | None:
    """A value with its ``var()`` replaced; ``None`` when one is unknown or refers to itself."""
    if depth > _DEEP:
        return None
    done: list[Any] = []
    for token in values:
        if token.type == "function" and token.lower_name == "var":
            found = _variable(token.arguments, variables, depth)
            if found is None:
                return None
            done.extend(found)
        elif token.type == "function" and "var(" in token.serialize().lower():
            inner = substitute(token.arguments, variables, depth + 1)
            if inner is None:
                return None
            text = f"{token.name}({tinycss2.serialize(list(inner))})"
            done.extend(tokens(text))
        else:
            done.append(token)
        if len(done) > _LONG:
            return None
    return done


def _variable(arguments: Tokens, variables: Mapping[str, Tokens], depth: int) -> Tokens | None:
    named = bare(arguments)
    if not named or named[0].type != "ident":
        return None
    if named[0].value in variables:
        return substitute(variables[named[0].value], variables, depth + 1)
    comma = next((i for i, token in enumerate(arguments) if token == ","), None)
    return None if comma is None else substitute(arguments[comma + 1 :], variables, depth + 1)


def length(token: Any, sizes: Sizes) -> float | None:
    """A length in pixels; one that no screen can show is not known."""
    found = _length(token, sizes)
    return found if found is not None and abs(found) < _HUGE else None


def _length(token: Any, sizes: Sizes) -> float | None:
    if token.type == "number":
        return 0.0 if token.value == 0 else None
    if token.type == "percentage":
        return None if sizes.percent is None else float(token.value) * sizes.percent / 100
    if token.type == "dimension":
        return _dimension(float(token.value), token.lower_unit, sizes)
    if token.type == "function":
        return _function(token, sizes)
    return None


def _dimension(value: float, unit: str, sizes: Sizes) -> float | None:
    relative = {
        "em": sizes.em, "rem": sizes.rem, "ex": sizes.em / 2, "ch": sizes.em / 2,
        "vw": sizes.width / 100, "vh": sizes.height / 100, "vi": sizes.width / 100, "vb": sizes.height / 100,
        "vmin": min(sizes.width, sizes.height) / 100, "vmax": max(sizes.width, sizes.height) / 100,
    }  # fmt: skip
    factor = _UNITS.get(unit, relative.get(unit))
    return None if factor is None else value * factor


def _function(token: Any, sizes: Sizes) -> float | None:
    if token.lower_name not in ("calc", "min", "max", "clamp"):
        return None
    parts: list[list[Any]] = [[]]
    for argument in token.arguments:
        if argument == ",":
            parts.append([])
        else:
            parts[-1].append(argument)
    found = [_sum(bare(part), sizes) for part in parts]
    values = [value for value in found if value is not None]
    if len(values) != len(found) or not values:
        return None
    if token.lower_name == "clamp":
        return max(values[0], min(values[1], values[2])) if len(values) == 3 else None
    return {"calc": values[0], "min": min(values), "max": max(values)}[token.lower_name]


_OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}


def _sum(parts: list[Any], sizes: Sizes) -> float | None:
    """Two levels of priority: products first, then sums. A plain number is a factor."""
    values: list[float] = []
    signs: list[str] = []
    for position, part in enumerate(parts):
        if position % 2:
            if part.type != "literal" or part.value not in _OPERATIONS:
                return None
            signs.append(part.value)
            continue
        value = _operand(part, sizes)
        if value is None:
            return None
        if signs and signs[-1] in "*/":
            sign = signs.pop()
            if sign == "/" and value == 0:
                return None
            values[-1] = _OPERATIONS[sign](values[-1], value)
        else:
            values.append(value)
    if len(signs) != len(values) - 1:
        return None
    total = values[0]
    for sign, value in zip(signs, values[1:], strict=True):
        total = _OPERATIONS[sign](total, value)
    return total


def _operand(part: Any, sizes: Sizes) -> float | None:
    if part.type == "number":
        return float(part.value)
    if part.type == "() block":
        return _sum(bare(part.content), sizes)
    return length(part, sizes)


def colour(token: Any) -> Colour | None:
    """An opaque or transparent colour of the screen; ``None`` for another space or an unknown name."""
    try:
        found = tinycss2.color4.parse_color(token)
    except (ValueError, TypeError, AttributeError):
        return None
    if found is None or found == "currentcolor":
        return None
    try:
        red, green, blue = (min(1.0, max(0.0, float(c))) for c in found.to("srgb").coordinates)
    except (NotImplementedError, TypeError, ValueError):
        return None
    return red, green, blue, float(found.alpha)


def over(front: Colour, behind: Colour) -> Colour:
    """A colour laid over an opaque one."""
    share = front[3]
    red, green, blue = (f * share + b * (1 - share) for f, b in zip(front[:3], behind[:3], strict=True))
    return red, green, blue, 1.0


def hexadecimal(value: Colour) -> str:
    """« RRGGBB »."""
    return "".join(f"{round(c * 255):02X}" for c in value[:3])
