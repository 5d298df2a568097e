"""The contract annex: selection → numbering → text → document tree."""

from __future__ import annotations

from collections.abc import Sequence
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
from sia_docs.generators.inputs import Read
from sia_docs.generators.legal import derogations, textes
from sia_docs.generators.rendering import render_clause
from sia_docs.generators.structure import structure_of
from sia_docs.law import Law
from sia_docs.library.load import Library
from sia_docs.library.schema import Clause
from sia_docs.models import Dossier, Phase
from sia_docs.quality.completeness import Completude, measure
from sia_docs.rules.parametres import Resolu, resolve
from sia_docs.rules.selection import Decision, pour_la_phase


@dataclass(frozen=True, slots=True)
class Contrat:
    """A built annex, its decisions and what is missing."""

    document: Document
    phase: Phase
    decisions: tuple[Decision, ...]
    parametres: dict[str, Resolu]
    completude: Completude


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
    structure = structure_of(library, bundle, phased, day)
    kept, renvois, retained = structure.kept, structure.renvois, structure.clauses
    resolved = parametres or resolve(library.parametres, phased, day)[0]
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
    read = Read(context)
    rendered = {c.id: render_clause(c, read, variables) for c in retained if c.id not in structure.listing}
    cited = tuple(name for one in rendered.values() for name in one.cited)
    context = replace(context, textes=textes(retained, law, day, phased, cited))
    variables = {**variables, "textes": context.textes}
    read = Read(context)
    rendered |= {c.id: render_clause(c, read, variables) for c in retained if c.id in structure.listing}
    frame = Frame(library.cadre, phased, read, variables, day, definitif)

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

    for section in structure.sections:
        body.append(_heading(1, section.titre, section.id, section.numero, Numbering.ARTICLE))
        for clause in section.clauses:
            renvoi = renvois[clause.id]
            body.append(
                _heading(2, clause.entete.titre, clause.id, renvoi.numero, Numbering.ARTICLE, note(clause))
            )
            add(clause)
    body.extend(frame.signatures())
    for clause in structure.annexes:
        body.append(PageBreak())
        number = renvois[clause.id].numero
        body.append(_heading(1, clause.entete.titre, clause.id, number, Numbering.ANNEX, note(clause)))
        add(clause)
    facts = frame.facts()
    lacking = [i for _, value in facts for i in value if isinstance(i, Field)]
    completude = measure(printed, lacking, structure.decisions, lambda ident: renvois[ident].court())
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
    return Contrat(document, dossier.marche.phase, structure.decisions, resolved, completude)


@lru_cache(maxsize=1024)  # the same object in every document: writers remember what they make of it
def _heading(
    level: int, title: str, ident: str, number: str, numbering: Numbering, note: str = ""
) -> Heading:
    return Heading(level, (Text(typography(title)),), ident, numbering, number, note=note)
