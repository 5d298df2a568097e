"""What every engine must print: the dossier, its variants, and the annex as plain blocks.

The other engines get their text ready-made (clauses chosen, values worked out): they do less work
than sia-docs, which verifies the dossier and selects the clauses each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sia_docs.api import Dossier, build_contract, in_phase, load_dossier
from sia_docs.document.french import capital
from sia_docs.document.nodes import (
    Block,
    Callout,
    Document,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Role,
    Signatures,
    Strong,
    Table,
    Toc,
    plain,
)
from sia_docs.models.base import Choix
from sia_docs.models.fournisseur import SousTraitant
from sia_docs.writers.captions import caption_prefix

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "embolie-pulmonaire" / "dossier.yaml"
SPARE = Path(__file__).with_name("dossier_de_secours.yaml")


def source() -> Path:
    """The example when it is there, otherwise the spare dossier."""
    return EXAMPLE if EXAMPLE.exists() else SPARE


def base_dossier() -> Dossier:
    return in_phase(load_dossier(source()), "attribution")


# -------------------------------------------------------------------------------------- variants

_CHANGING = 8
"""Texts of the dossier that change at each document."""
_MARK = re.compile(r"¤(\d+)¤")


def _texts(model: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Free texts of a model. Choices are words of ours, parameters and e-mail addresses have a grammar."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _texts(value, (*path, name))
        elif isinstance(value, tuple):
            for rank, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _texts(item, (*path, name, rank))
        elif (
            isinstance(value, str)
            and not isinstance(value, Choix)
            and name not in ("schema_version", "courriel")
        ):
            yield (*path, name), value


def _with(model: Any, path: tuple[str | int, ...], value: str) -> Any:
    if not path:
        return value
    head, *rest = path
    if isinstance(head, int):
        return (*model[:head], _with(model[head], tuple(rest), value), *model[head + 1 :])
    return model.model_copy(update={head: _with(getattr(model, head), tuple(rest), value)})


def _changing(dossier: Dossier) -> list[tuple[tuple[str | int, ...], str]]:
    return [(path, text) for path, text in _texts(dossier) if "\n" not in text][:_CHANGING]


def variant(dossier: Dossier, number: int) -> Dossier:
    """The same dossier with a few other values, so that no engine answers from a whole document."""
    for path, text in _changing(dossier):
        dossier = _with(dossier, path, f"{text} {number:04d}")
    return dossier


def with_rows(dossier: Dossier, count: int) -> Dossier:
    """The same dossier with ``count`` sub-processors, each different."""
    rows = tuple(
        SousTraitant(
            nom=f"Société {n} & Associés",
            siren=f"{n:09d}",
            pays="France",
            groupe_ultime=f"Groupe {n % 97}, France",
            tache=f"Supervision du lot {n}",
            donnees="Journaux techniques",
            lieu_stockage="Lille, France",
            lieux_acces="France",
            acces_hors_eee=False,
            certifications="HDS, ISO 27001",
            modele_ia=n == 1,
        )
        for n in range(1, count + 1)
    )
    supplier = dossier.fournisseur.model_copy(
        update={"sous_traitants": rows, "recourt_a_des_sous_traitants": True}
    )
    return dossier.model_copy(update={"fournisseur": supplier})


# ------------------------------------------------------------------------------- annex as blocks


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: Word style, and its runs (text, bold, italic)."""

    style: str
    runs: tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_STYLES = {Role.BODY: "Normal", Role.LEAD: "Normal", Role.FORMULA: "Normal", Role.NOTE: "Normal"}


class _Flat:
    def __init__(self) -> None:
        self.items: list[Para | Grid] = []
        self.tables = 0

    def say(self, style: str, text: str) -> None:
        if text:
            self.items.append(Para(style, ((text, False, False),)))

    def block(self, block: Block, style: str = "") -> None:
        match block:
            case Heading():
                self.items.append(Para(f"Heading {min(block.level, 3)}", tuple(_runs(block.children))))
            case Paragraph():
                self.items.append(Para(style or _STYLES[block.role], tuple(_runs(block.children))))
            case ListBlock():
                for item in block.items:
                    for child in item:
                        self.block(child, "List Number" if block.ordered else "List Bullet")
            case Table():
                self.tables += 1
                self.items.append(
                    Grid(
                        f"{caption_prefix(self.tables, 'fr-FR')}{block.caption}",
                        tuple(plain(cell.children) for cell in block.header),
                        tuple(tuple(plain(cell.children) for cell in row) for row in block.rows),
                    )
                )
            case Callout():
                self.say("Normal", block.title)
                for child in block.blocks:
                    self.block(child)
            case Signatures():
                for party in block.parties:
                    self.say("Normal", party.party)
                    for line in party.lines:
                        self.say("Normal", plain(line))
            case Toc():
                self.say("Normal", block.title)  # only its title: a gift to the other engines
            case _:
                pass


def _runs(
    children: tuple[Inline, ...], bold: bool = False, italic: bool = False
) -> Iterator[tuple[str, bool, bool]]:
    for child in children:
        match child:
            case Strong():
                yield from _runs(child.children, True, italic)
            case Emphasis():
                yield from _runs(child.children, bold, True)
            case _:
                yield plain((child,)), bold, italic


def flatten(document: Document) -> list[Para | Grid]:
    """The annex in reading order, without what only sia-docs does (links, fields, contents)."""
    flat = _Flat()
    cover = document.cover
    flat.say("Normal", cover.kicker)
    flat.say("Title", cover.title)
    flat.say("Normal", cover.subtitle)
    for term, value in cover.facts:
        flat.say("Normal", f"{term} {plain(value)}")
    if document.draft:
        flat.say("Normal", cover.status)
    for block in document.blocks:
        flat.block(block)
    for line in document.imprint:
        flat.say("Normal", line)
    return flat.items


def as_json(items: list[Para | Grid]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items]


def as_html(items: list[Para | Grid]) -> str:
    """The same blocks as HTML, for pandoc."""
    out = ['<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title></title></head><body>']
    for item in items:
        if isinstance(item, Grid):
            rows = [f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in item.rows]
            head = "".join(f"<th>{escape(cell)}</th>" for cell in item.header)
            out.append(
                f"<table><caption>{escape(item.caption)}</caption><thead><tr>{head}</tr></thead>"
                f"<tbody>{''.join(rows)}</tbody></table>"
            )
            continue
        text = "".join(_html_run(*run) for run in item.runs)
        tag = f"h{item.style[-1]}" if item.style.startswith("Heading") else "p"
        if item.style.startswith("List"):
            out.append(f"<ul><li>{text}</li></ul>")
        else:
            out.append(f"<{tag}>{text}</{tag}>")
    return "\n".join([*out, "</body></html>"])


def _html_run(text: str, bold: bool, italic: bool) -> str:
    html = escape(text).replace("\n", "<br>")
    html = f"<em>{html}</em>" if italic else html
    return f"<strong>{html}</strong>" if bold else html


# ------------------------------------------------------------------------------ docxtpl's template


@dataclass(frozen=True, slots=True)
class Tagged:
    """The annex with a Jinja variable at the place of each text of the dossier."""

    items: list[Para | Grid]
    paths: list[tuple[str | int, ...]]

    def context(self, dossier: Dossier, items: list[Para | Grid]) -> dict[str, Any]:
        """What docxtpl receives for a dossier: its texts, and the rows of each table."""
        values: dict[str, Any] = {}
        for rank, path in enumerate(self.paths):
            text = _at(dossier, path)
            values[f"v{rank}"], values[f"V{rank}"] = text, capital(text)
        grids = [item for item in items if isinstance(item, Grid)]
        values.update((f"t{rank}", [list(row) for row in grid.rows]) for rank, grid in enumerate(grids))
        # A mark of the data (the last line of the imprint): docxtpl's user would compute it too.
        last = items[-1]
        assert isinstance(last, Para)
        values["empreinte"] = last.runs[0][0]
        return values


def _at(model: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        model = model[part] if isinstance(part, int) else getattr(model, part)
    return model


def tagged(dossier: Dossier) -> Tagged:
    """Mark each text of the dossier, build the annex, and put a variable where a mark stands."""
    leaves = list(_texts(dossier))
    marked = dossier
    for rank, (path, text) in enumerate(leaves):
        marked = _with(marked, path, f"{text} ¤{rank}¤")

    def variables(text: str) -> str:
        for rank in dict.fromkeys(int(found) for found in _MARK.findall(text)):
            value = f"{leaves[rank][1]} ¤{rank}¤"
            text = text.replace(value, f"{{{{ v{rank} }}}}").replace(capital(value), f"{{{{ V{rank} }}}}")
        if _MARK.search(text):
            raise SystemExit(f"Le bench ne sait pas où placer une variable : {text[:120]}")
        return text

    items: list[Para | Grid] = []
    for item in flatten(build_contract(marked).document):
        if isinstance(item, Grid):
            items.append(Grid(variables(item.caption), tuple(map(variables, item.header)), ()))
        else:
            items.append(Para(item.style, tuple((variables(t), b, i) for t, b, i in item.runs)))
    last = items[-1]
    assert isinstance(last, Para)
    items[-1] = Para(last.style, (("{{ empreinte }}", False, False),))
    return Tagged(items, [path for path, _ in leaves])
