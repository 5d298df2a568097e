"""Lint of the contract library: what a lawyer's slip could break, found before any document is made.

Checked: names of conditions, references, requirements, parameters and clauses; declared parameters
are those used; citations of certain law only; bare figures; defined terms; bundles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sia_docs.erreurs import Probleme
from sia_docs.law import Certitude, Law, UnknownReference
from sia_docs.library.exigences import load_requirements
from sia_docs.library.load import Library
from sia_docs.library.schema import Clause, Parametre
from sia_docs.models.base import INCONNU
from sia_docs.rules.conditions import CONDITIONS
from sia_docs.rules.parametres import parse

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CALL = {
    "cite": re.compile(r"\bcite\(([^)]*)\)"),
    "date_application": re.compile(r"\bdate_application\(([^)]*)\)"),
    "si": re.compile(r"\bsi\(([^)]*)\)"),
    "article": re.compile(r"\b(?:article|annexe|retenue)\(([^)]*)\)"),
}
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_PARAMETER = re.compile(r"\bp\.([a-z0-9_]+)")

#: Figures that are names, not amounts: severity levels, standards, formats, versions of FHIR.
_SIGLES = re.compile(
    r"\bP[1-4]\b|\bN-1\b|\bISO(?:/IEC)?\s?\d+(?:-\d+)*|\bIEC\s?\d+(?:-\d+)*|\bHL7\b|\bR[45]\b|\bPDF/A(?:-\d\w?)?"
    r"|\bMP[34]\b|\bNIST\s?\d+-\d+|\bSNOMED\b|\bUTF-8\b|\bp95\b|\bSHA-\d+|\b3D\b|\bT0\b|\bCO2e?\b|\bCO₂e?\b|\bSecNumCloud\s?\d\.\d\b"
)
_DIGIT = re.compile(r"\d+")
_TERM = re.compile(r"^- \*\*(.+?)\*\*\s*:", re.MULTILINE)
DEFINITIONS = "GEN-002"


def lint(library: Library, law: Law) -> list[Probleme]:
    """Every fault of a library; an empty list is what is wanted."""
    problems: list[Probleme] = []
    for clause in library.clauses.values():
        problems.extend(_clause(clause, library, law))
    for parametre in library.parametres.values():
        problems.extend(_parametre(parametre, law))
    problems.extend(_bundles(library))
    problems.extend(_unused(library))
    problems.extend(_terms(library))
    return problems


# --------------------------------------------------------------------------------------- clauses


def _clause(clause: Clause, library: Library, law: Law) -> Iterator[Probleme]:
    head, text = clause.entete, clause.texte

    def fault(message: str, position: int | None = None) -> Probleme:
        line = clause.ligne + (text.count("\n", 0, position) if position is not None else 0)
        return Probleme(f"{clause.id} : {message}.", fichier=clause.fichier, ligne=line)

    names = [*head.applicable_si.names, *(d.si for d in head.derogations_ccag if d.si)]
    for name in names:
        if name not in CONDITIONS:
            yield fault(f"condition inconnue « {name} »")
    for name in head.exigences:
        if name not in load_requirements():
            yield fault(f"exigence inconnue « {name} »")
    for name in head.references:
        if unknown := unknown_reference(law, name):
            yield fault(unknown)
    for name in (*head.requiert, *head.incompatible_avec):
        if name not in library.clauses:
            yield fault(f"clause inconnue « {name} » dans l’en-tête")
    for name in head.parametres:
        if name not in library.parametres:
            yield fault(f"paramètre inconnu « {name} » dans l’en-tête")
    used = {m.group(1) for m in _PARAMETER.finditer(text)}
    for name in sorted(used - set(head.parametres)):
        yield fault(f"le paramètre « {name} » est employé sans être déclaré dans l’en-tête")
    for name in sorted(set(head.parametres) & set(library.parametres) - used):
        if not _computed(name):
            yield fault(f"le paramètre « {name} » est déclaré mais pas employé")
    try:
        ImmutableSandboxedEnvironment().parse(text)
    except TemplateSyntaxError as error:
        yield Probleme(
            f"{clause.id} : gabarit incorrect ({error.message}).",
            fichier=clause.fichier,
            ligne=clause.ligne + error.lineno - 1,
        )
    yield from (fault(message, place) for message, place in _calls(text, library, law))
    bare = _TAGS.sub(lambda m: " " * 1 + "\n" * m.group().count("\n"), text)
    for number, line in enumerate(bare.split("\n")):
        if line.startswith(("Largeurs", "|--")) or re.fullmatch(r"[|:\- ]+", line):
            continue
        stripped = re.sub(r"^\s*\d+\.\s", "", _SIGLES.sub("", line))
        if found := _DIGIT.search(stripped):
            yield Probleme(
                f"{clause.id} : chiffre écrit dans le texte (« {found.group()} ») ; employez un paramètre ou cite(…).",
                fichier=clause.fichier,
                ligne=clause.ligne + number,
            )


def _computed(name: str) -> bool:
    """Parameters that ``calcul`` reads for the text."""
    return name in {"sla_psg", "sla_disponibilite_pct", "sla_gtr_p1"}


def _calls(text: str, library: Library, law: Law) -> Iterator[tuple[str, int]]:
    for kind, pattern in _CALL.items():
        for call in pattern.finditer(text):
            for name in _STRING.findall(call.group(1)):
                if kind == "si" and name not in CONDITIONS:
                    yield f"condition inconnue « {name} »", call.start()
                elif kind == "article" and name not in library.clauses:
                    yield f"renvoi à une clause inconnue « {name} »", call.start()
                elif kind in ("cite", "date_application"):
                    if unknown := unknown_reference(law, name):
                        yield unknown, call.start()
                    elif uncertain(law, name):
                        yield f"« {name} » est à confirmer : il ne se cite pas dans un texte", call.start()


def unknown_reference(law: Law, name: str) -> str | None:
    """What to say of a reference that the dated law does not know, or nothing."""
    try:
        law.ref(name.partition("@")[0])
    except UnknownReference as error:
        return str(error.args[0] if error.args else error).rstrip(".")
    return None


def uncertain(law: Law, name: str) -> bool:
    """The reference is « à confirmer »: a text may not cite it."""
    return law.ref(name.partition("@")[0]).certitude is Certitude.A_CONFIRMER


# ------------------------------------------------------------------------------------ parameters


def _parametre(parametre: Parametre, law: Law) -> Iterator[Probleme]:
    place = f"paramètre {parametre.nom}"
    for name in [option.si for option in parametre.defauts_selon] + [
        bound.si for bound in parametre.bornes_selon
    ]:
        if name not in CONDITIONS:
            yield Probleme(f"{place} : condition inconnue « {name} ».")
    for reference in [parametre.reference, *(bound.reference for bound in parametre.bornes_selon)]:
        if reference and (unknown := unknown_reference(law, reference)):
            yield Probleme(f"{place} : {unknown}.")
    for raw in [parametre.defaut, *(option.valeur for option in parametre.defauts_selon)]:
        if raw is None or raw in INCONNU:
            continue
        try:
            parse(parametre, raw)
        except ValueError as error:
            yield Probleme(f"{place} : défaut incorrect, {error}.", recu=raw)


def _unused(library: Library) -> Iterator[Probleme]:
    texts = " ".join(clause.texte for clause in library.clauses.values())
    used = set(_PARAMETER.findall(texts))
    for name in library.parametres:
        if name not in used and not _computed(name):
            yield Probleme(f"le paramètre « {name} » ne sert dans aucun texte.")


def _bundles(library: Library) -> Iterator[Probleme]:
    placed: set[str] = set()
    for bundle in library.bundles.values():
        for ident in bundle.ids:
            if ident not in library.clauses:
                yield Probleme(f"clause inconnue « {ident} ».", fichier=f"{bundle.id}.yaml")
            if ident in placed:
                yield Probleme(f"« {ident} » est placée deux fois.", fichier=f"{bundle.id}.yaml")
            placed.add(ident)
    for ident in library.clauses:
        if ident not in placed:
            yield Probleme(f"« {ident} » n’est dans aucun document.", fichier=library.clauses[ident].fichier)


# ---------------------------------------------------------------------------------- defined terms


def defined_terms(library: Library) -> list[str]:
    """Terms defined in the definitions clause, in order."""
    clause = library.clauses.get(DEFINITIONS)
    return _TERM.findall(clause.texte) if clause else []


def _terms(library: Library) -> Iterator[Probleme]:
    """A defined term is defined once and used elsewhere."""
    terms = defined_terms(library)
    for term in {t for t in terms if terms.count(t) > 1}:
        yield Probleme(
            f"le terme « {term} » est défini deux fois.", fichier=library.clauses[DEFINITIONS].fichier
        )
    others = " ".join(c.texte.replace("\n", " ") for c in library.clauses.values() if c.id != DEFINITIONS)
    for term in terms:
        stem = re.escape(_stem(term)).replace(r"\ ", r"\s+")
        if not re.search(rf"\b{stem}", others):
            yield Probleme(
                f"le terme défini « {term} » ne sert nulle part.",
                fichier=library.clauses[DEFINITIONS].fichier,
            )


def _stem(term: str) -> str:
    """First word without its plural mark, the rest dropped: « Sous-traitants ultérieurs » matches."""
    return term.split()[0].rstrip("s")
