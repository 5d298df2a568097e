"""The contract annex: selection → numbering → text → document tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Block,
    Document,
    Field,
    Heading,
    Numbering,
    PageBreak,
    Text,
    Toc,
)
from sia_docs.generators.context import Contexte
from sia_docs.generators.frame import Frame
from sia_docs.generators.legal import derogations, textes
from sia_docs.generators.rendering import render_clause
from sia_docs.generators.values import Renvoi
from sia_docs.law import Law
from sia_docs.library.load import Library
from sia_docs.library.schema import Bundle, Clause
from sia_docs.models import Dossier, Phase
from sia_docs.quality.completeness import Completude, measure
from sia_docs.rules.parametres import Resolu, resolve
from sia_docs.rules.selection import Decision, pour_la_phase, select


@dataclass(frozen=True, slots=True)
class Contrat:
    """A built annex, its decisions and what is missing."""

    document: Document
    phase: Phase
    decisions: tuple[Decision, ...]
    parametres: dict[str, Resolu]
    completude: Completude


@dataclass(frozen=True, slots=True)
class _Section:
    """A chapter with the clauses that it keeps, numbered."""

    titre: str
    id: str
    numero: str
    clauses: tuple[Clause, ...]


def build_contract(
    dossier: Dossier,
    library: Library,
    law: Law,
    *,
    definitif: bool = False,
    notes: bool = False,
    bundle: str = "annexe-sia",
    jour: date | None = None,
    parametres: dict[str, Resolu] | None = None,
) -> Contrat:
    """Build the contract annex of a dossier.

    ``notes`` puts the advice to the buyer beside each clause (a comment in Word), for preparation.
    ``parametres`` spares their resolution when it is already done for this dossier and this date.
    ``jour`` is the date at which the law is read (``date_du_droit`` of the dossier by default).

    Raises:
        ContenuInvalide: a clause is wrong (file and line).
    """
    day = jour or dossier.date_du_droit
    phased = pour_la_phase(dossier)
    plan = library.bundle(bundle)
    decisions = select((library.clauses[i] for i in plan.ids), phased, day)
    kept = {d.clause.id: d for d in decisions if d.retenue}
    sections = _sections(plan, library, kept)
    annexes = [library.clauses[i] for i in plan.annexes if i in kept]
    renvois = _renvois(sections, annexes)
    resolved = parametres or resolve(library.parametres, phased, day)[0]
    retained = [kept[i].clause for i in plan.ids if i in kept]
    context = Contexte(
        dossier=phased,
        jour=day,
        law=law,
        renvois=renvois,
        parametres=resolved,
        derogations=derogations(retained, renvois, law, day, phased, library.cadre),
        textes=(),
    )
    variables = context.variables()
    # The list of texts comes last: it rests on what the others cite.
    last = {c.id: c for c in retained if _lists_texts(c)}
    rendered = {c.id: render_clause(c, context, variables) for c in retained if c.id not in last}
    cited = tuple(name for one in rendered.values() for name in one.cited)
    context = replace(context, textes=textes(retained, law, day, phased, cited))
    variables = {**variables, "textes": context.textes}
    rendered |= {c.id: render_clause(c, context, variables) for c in last.values()}
    frame = Frame(library.cadre, phased, variables, day, definitif)

    def note(clause: Clause) -> str:
        advice = clause.entete.note_acheteur if notes else None
        return f"{frame.word('note')} {typography(' '.join(advice.split()))}" if advice else ""

    body: list[Block] = []
    printed: list[tuple[Decision, Sequence[Field]]] = []

    def add(clause: Clause) -> None:
        decision = kept[clause.id]
        doubts, text = frame.to_confirm(decision), rendered[clause.id]
        printed.append((decision, (*doubts, *text.fields)))
        body.extend((*frame.mark(doubts), *text.blocks))

    for section in sections:
        body.append(_heading(1, section.titre, section.id, section.numero, Numbering.ARTICLE))
        for clause in section.clauses:
            renvoi = renvois[clause.id]
            body.append(
                _heading(2, clause.entete.titre, clause.id, renvoi.numero, Numbering.ARTICLE, note(clause))
            )
            add(clause)
    body.extend(frame.signatures())
    for clause in annexes:
        body.append(PageBreak())
        number = renvois[clause.id].numero
        body.append(_heading(1, clause.entete.titre, clause.id, number, Numbering.ANNEX, note(clause)))
        add(clause)
    facts = frame.facts()
    lacking = [i for _, value in facts for i in value if isinstance(i, Field)]
    completude = measure(printed, lacking, decisions, {i: r.court() for i, r in renvois.items()})
    front = frame.to_complete(completude, renvois)
    blocks = (*front, Toc(frame.word("sommaire")), PageBreak(), *body)
    cover = frame.cover(facts)
    document = Document(
        title=cover.title,
        subject=cover.subtitle,
        author=frame.author(),
        day=dossier.date_document,
        cover=cover,
        blocks=blocks,
        imprint=frame.imprint(dossier),
        keywords=frame.keywords(),
        draft=not definitif,
    )
    return Contrat(document, dossier.marche.phase, decisions, resolved, completude)


def _lists_texts(clause: Clause) -> bool:
    return "in textes" in clause.texte


@lru_cache(maxsize=1024)  # the same object in every document: writers remember what they make of it
def _heading(
    level: int, title: str, ident: str, number: str, numbering: Numbering, note: str = ""
) -> Heading:
    return Heading(level, (Text(typography(title)),), ident, numbering, number, note=note)


def _sections(plan: Bundle, library: Library, kept: dict[str, Decision]) -> list[_Section]:
    """Chapters that keep at least one clause, numbered without a gap."""
    sections: list[_Section] = []
    for chapter in plan.chapitres:
        clauses = tuple(library.clauses[i] for i in chapter.clauses if i in kept)
        if clauses:
            sections.append(
                _Section(chapter.titre, f"chapitre-{chapter.id}", str(len(sections) + 1), clauses)
            )
    return sections


def _renvois(sections: Iterable[_Section], annexes: Iterable[Clause]) -> dict[str, Renvoi]:
    renvois: dict[str, Renvoi] = {}
    for section in sections:
        for rank, clause in enumerate(section.clauses, start=1):
            renvois[clause.id] = Renvoi(clause.id, "article", f"{section.numero}.{rank}")
    for rank, clause in enumerate(annexes, start=1):
        renvois[clause.id] = Renvoi(clause.id, "annexe", str(rank))
    return renvois
