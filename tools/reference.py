"""Write the generated tables of ``docs/reference/`` (``make reference``).

Each page is written by hand around a table that stands between two marks; only the table is
replaced. ``tests/test_docs.py`` fails when a table is not what this program would write.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sia_docs.cli.parser import build_parser
from sia_docs.contenu import racine
from sia_docs.document.french import quantity, typography
from sia_docs.generators.labels import respondent
from sia_docs.io import atomic, charte, filenames, yaml_lines
from sia_docs.io.validation import model_in
from sia_docs.library.decision import MotifEcrit, load_decision
from sia_docs.library.falc_rules import RegleFalc, load_falc_rules
from sia_docs.library.load import load_library
from sia_docs.library.schema import ApplicableSi, Parametre, TypeParametre
from sia_docs.models import Contact, Dossier, Etablissement, Fournisseur, Repondant, SystemeIA, base
from sia_docs.models.inventaire import Inventaire
from sia_docs.rules import validation
from sia_docs.rules.conditions import CONDITIONS, description
from sia_docs.rules.faits import FAITS
from sia_docs.rules.options_charte import CONTROLES
from sia_docs.rules.parametres import parse, printed
from sia_docs.writers.docx import package

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
START, END = "<!-- début de la table générée -->", "<!-- fin de la table générée -->"


# ------------------------------------------------------------------------------------- Markdown


def cell(text: str) -> str:
    """A text that a table cell can hold."""
    return " ".join(text.split()).replace("|", "\\|") or "–"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    columns = list(header)
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(cell(c) for c in row)} |" for row in rows]
    return "\n".join(lines)


def code(names: Iterable[str]) -> str:
    """« `a`, `b` »."""
    return ", ".join(f"`{name}`" for name in names)


# ------------------------------------------------------------------------------------- commands


def commands() -> str:
    """Every command, from the parser itself."""
    return "\n\n".join(_commands(build_parser(), "sia-docs"))


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    subs = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not subs:
        yield f"## {name}\n\n{parser.description}\n\n{_usage(parser, name)}\n\n{_arguments(parser)}"
    for sub in subs:
        for key, child in sub.choices.items():
            yield from _commands(child, f"{name} {key}")


def _shown(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        return value
    return f"{action.option_strings[-1]} {value}".strip()


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices:
        return "|".join(str(choice) for choice in action.choices)
    return str(action.metavar or action.dest.upper())


def _usage(parser: argparse.ArgumentParser, name: str) -> str:
    parts = []
    for action in sorted(_visible(parser), key=lambda a: bool(a.option_strings)):
        text = _shown(action)
        if action.nargs in ("+", "*"):
            text += " …"
        needed = action.required or (not action.option_strings and action.nargs not in ("*", "?"))
        parts.append(text if needed else f"[{text}]")
    for group in parser._mutually_exclusive_groups:
        inside = [_shown(a) for a in group._group_actions]
        parts = [p for p in parts if p.strip("[]") not in inside]
        parts.insert(0, f"({' | '.join(inside)})")
    return "```text\n" + " ".join([name, *parts]) + "\n```"


def _visible(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [a for a in parser._actions if a.dest != "help"]


def _arguments(parser: argparse.ArgumentParser) -> str:
    return table(("Argument ou option", "Sens"), ((f"`{_shown(a)}`", a.help or "") for a in _visible(parser)))


# ---------------------------------------------------------------------------- conditions, clauses


def conditions() -> str:
    """Every condition, its meaning, and the clauses that name it."""
    library = load_library()
    users: dict[str, list[str]] = {name: [] for name in CONDITIONS}
    for ident in library.bundle().ids:
        for name in dict.fromkeys(library.clauses[ident].entete.applicable_si.names):
            users[name].append(ident)
    rows = ((f"`{name}`", description(name), ", ".join(users[name])) for name in CONDITIONS)
    return table(("Condition", "OUI lorsque", "Clauses qu’elle commande"), rows)


def _rule(rule: ApplicableSi) -> str:
    parts = [f"`{name}`" for name in rule.toutes]
    if rule.une_de:
        parts.append("l’une de " + code(rule.une_de))
    parts += [f"non `{name}`" for name in rule.aucune_de]
    return " et ".join(parts) or "toujours"


def clauses() -> str:
    """Every clause, by chapter."""
    library = load_library()
    plan = library.bundle()
    paths = {p.name: p.relative_to(ROOT).as_posix() for p in (ROOT / "templates/contracts").rglob("*.md")}
    blocks = []
    for title, idents in [*((c.titre, c.clauses) for c in plan.chapitres), ("Annexes", plan.annexes)]:
        rows = []
        for ident in idents:
            clause = library.clauses[ident]
            head = clause.entete
            rows.append(
                (
                    f"[{ident}](../../{paths[clause.fichier]})",
                    typography(head.titre),
                    head.niveau.libelle,
                    _rule(head.applicable_si),
                    ", ".join(head.exigences),
                    code(head.references),
                )
            )
        header = ("Clause", "Titre", "Niveau", "Présente si", "Exigences", "Références")
        blocks.append(f"## {typography(title)}\n\n{table(header, rows)}")
    return "\n\n".join(blocks)


# ------------------------------------------------------------------------------------ parameters


def parameters() -> str:
    """Every parameter, by file."""
    library = load_library()
    blocks = []
    folder = racine() / "templates" / "contracts" / "parametres"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        names = re.findall(r"^- nom: *([a-z0-9_]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        rows = [_parameter(library.parametres[name]) for name in names]
        header = ("Paramètre", "Titre", "Défaut", "Plage ou valeurs", "D’où vient le défaut", "Référence")
        path = f"templates/contracts/parametres/{file.name}"
        blocks.append(f"## [{file.name.removesuffix('.yaml')}](../../{path})\n\n{table(header, rows)}")
    return "\n\n".join(blocks)


def _parameter(p: Parametre) -> tuple[str, ...]:
    return (f"`{p.nom}`", typography(p.titre), _default(p), _range(p), p.nature.libelle, _ref(p.reference))


def _ref(name: str | None) -> str:
    return f"`{name}`" if name else ""


def _printed(p: Parametre, raw: str) -> str:
    if p.type is TypeParametre.CHOIX:
        return f"`{raw}`"
    return printed(p, parse(p, raw))


def _default(p: Parametre) -> str:
    parts = []
    for option in p.defauts_selon:
        name = option.si.removeprefix("criticite_")
        label = f"criticité {name}" if name != option.si and "_" not in name else f"`{option.si}`"
        parts.append(f"{label} : {_printed(p, option.valeur)}")
    if p.defaut is not None:
        parts.append(("sinon : " if parts else "") + _printed(p, p.defaut))
    return " ; ".join(parts) or "à fixer"


def _range(p: Parametre) -> str:
    parts = []
    if p.valeurs:
        parts.append(code(p.valeurs))
    elif p.type is TypeParametre.BOOLEEN:
        parts.append("oui, non")
    if shown := _bounds(p, p.min, p.max):
        parts.append(shown)
    for bound in p.bornes_selon:
        low, high = (None if b is None else str(b) for b in (bound.min, bound.max))
        ground = f", fondement `{bound.reference}`" if bound.reference else ""
        parts.append(f"si `{bound.si}` : {_bounds(p, low, high)}{ground}")
    return " ; ".join(parts) or "libre"


def _bounds(p: Parametre, low: str | None, high: str | None) -> str:
    one, two = (None if b is None else _bound(p, b) for b in (low, high))
    if one and two:
        return f"de {one} à {two}"
    return f"au moins {one}" if one else f"au plus {two}" if two else ""


def _bound(p: Parametre, raw: str) -> str:
    value = parse(p, raw) if p.type is TypeParametre.DUREE else base.lire_decimal(raw)
    return printed(p, value) if p.type is TypeParametre.DUREE else quantity(value, p.unite)


# ---------------------------------------------------------------------------------------- limits


def limits() -> str:
    """Limits of what is read and of what is written, from the constants of the code."""
    mib = 1024 * 1024
    rows = [
        ("Fichier de dossier", f"{yaml_lines.TAILLE_MAX // mib} Mio"),
        ("Niveaux imbriqués d’un dossier", str(yaml_lines.PROFONDEUR_MAX)),
        ("Texte court (une ligne)", f"{base.TEXTE_COURT_MAX} caractères"),
        ("Texte long", f"{quantity(base.TEXTE_LONG_MAX, None)} caractères"),
        *((f"`{path}`", f"{quantity(most, None)} éléments") for path, most in _lists(Dossier, "")),
        ("Charte Word : taille d’une partie", f"{package.MAX_PART // mib} Mio"),
        ("Charte Word : taille totale, décompressée", f"{package.MAX_TOTAL // mib} Mio"),
        ("Charte Word : nombre de parties", str(package.MAX_ENTRIES)),
        ("Charte Word : taux de compression d’une partie", f"{package.MAX_RATIO} pour 1"),
        ("Logo de l’établissement : poids du fichier", f"{charte.LOGO_MAX // mib} Mio"),
        ("Logo de l’établissement : pixels", f"{charte.PIXELS_MAX // 1_000_000} millions"),
        ("Nom d’un fichier produit, sans son extension", f"{filenames.STEM_MAX} caractères"),
        (
            "Fichier temporaire laissé par une exécution interrompue",
            f"supprimé après {atomic.RESTE_ANCIEN_S // 3600} heures, à l’exécution suivante",
        ),
    ]
    return table(("Objet", "Limite"), rows)


def _lists(model: type[BaseModel], path: str) -> Iterator[tuple[str, int]]:
    """Every list of a dossier and the most it may hold."""
    for name, info in model.model_fields.items():
        if (most := _longest(info)) is not None:
            yield path + name, most
        if inner := model_in(info.annotation):
            yield from _lists(inner, f"{path}{name}.")


def _longest(info: FieldInfo) -> int | None:
    def of(annotation: object) -> int | None:
        if typing.get_origin(annotation) is typing.Annotated:
            holder = typing.get_args(annotation)[0]
            if typing.get_origin(holder) is tuple:
                found = FieldInfo.from_annotation(typing.cast(type, annotation)).metadata
                return next((m.max_length for m in found if hasattr(m, "max_length")), None)
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            return next((n for a in typing.get_args(annotation) if (n := of(a)) is not None), None)
        return None

    own = next((m.max_length for m in info.metadata if hasattr(m, "max_length")), None)
    if own is not None and typing.get_origin(info.annotation) is tuple:
        return int(own)
    return of(info.annotation)


# ----------------------------------------------------------------------------------------- rules


def rules() -> str:
    """Every alert that the rules may raise, read from their source."""
    names = {"_erreur": "erreur", "_avis": "avertissement"}
    rows = []
    for call in _calls(inspect.getsource(validation)):
        fields = {k.arg: _text(k.value) for k in call.keywords}
        if call.func.id == "Alerte":  # type: ignore[attr-defined]
            severity = _text(call.args[1]).rpartition(".")[2].lower()
        else:
            severity = names[call.func.id]  # type: ignore[attr-defined]
        reference = fields.get("reference", "")
        rows.append(
            (
                _text(call.args[0]),
                severity,
                fields["message"],
                f"`{fields['champ']}`" if fields.get("champ") else "",
                fields.get("remede", ""),
                f"`{reference}`" if reference else "",
            )
        )
    rows.sort(key=lambda row: row[0])
    return table(("Règle", "Gravité", "Message", "Champ", "Remède", "Référence"), rows)


def _calls(source: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_erreur", "_avis", "Alerte")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]


def _text(node: ast.expr) -> str:
    """A literal; what is computed shows as « … »."""
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.JoinedStr():
            return "".join(_text(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
        case ast.BinOp():
            return _text(node.left) + _text(node.right)
        case ast.Attribute():
            return f"{_text(node.value)}.{node.attr}"
        case ast.Name():
            return node.id
        case ast.IfExp():
            return f"{_text(node.body)} / {_text(node.orelse)}"
        case _:
            return "…"


# ----------------------------------------------------------------------------- patient information


def information() -> str:
    """Levels and overlays, errors and warnings, and the facts that decide them."""
    content = load_decision()
    verdicts = [
        (
            f"`{v.code}`",
            typography(v.titre),
            _grounds(v.fondements),
            _grounds(v.obstacles),
            code(dict.fromkeys(m.source for m in (*v.fondements, *v.obstacles, *v.precisions))),
        )
        for v in content.verdicts
    ]
    findings = [
        (
            written.code,
            written.gravite.libelle,
            typography(written.message),
            _rule(written.si),
            f"`{written.champ}`",
            f"`{written.source}`",
        )
        for written in content.constats
    ]
    facts = [(f"`{name}`", fact.sens, code(fact.champs)) for name, fact in FAITS.items()]
    return "\n\n".join(
        (
            "## Niveaux et règles",
            table(("Code", "Information", "Due si", "Écartée si", "Références"), verdicts),
            "## Erreurs et avertissements",
            table(("Code", "Gravité", "Message", "Si", "Champ", "Référence"), findings),
            "## Faits",
            table(("Fait", "OUI lorsque", "Champs lus"), facts),
        )
    )


def _grounds(motifs: Iterable[MotifEcrit]) -> str:
    return " ; ou ".join(_rule(motif.si) for motif in motifs)


# --------------------------------------------------------------------------------- easy to read

_FAMILLES = {
    "W": "Mots",
    "N": "Nombres",
    "S": "Phrases",
    "O": "Ordre du texte",
    "L": "Mise en page",
    "I": "Images",
    "E": "Informations électroniques",
    "H": "Ce que seules des personnes vérifient",
}


def falc() -> str:
    """The rules of easy-to-read, by family."""
    rules = load_falc_rules().values()
    parts = []
    for letter, family in _FAMILLES.items():
        here = [rule for rule in rules if rule.id[2] == letter]
        if here:
            header = ("Règle", "Ce qu’elle demande", "Gravité", "Seuils", "Source")
            rows = [(f"`{r.id}`", r.titre, r.gravite.value, _thresholds(r), r.source) for r in here]
            parts.append(f"## {family}\n\n" + typography(table(header, rows)))
    return "\n\n".join(parts)


def _thresholds(rule: RegleFalc) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} : {value:g}".replace(".", ",") for name, value in rule.seuils.items()
    )


# ----------------------------------------------------------------------------------------- pages

# ------------------------------------------------------------------------------------- inventory


def inventory() -> str:
    """Every field of an inventory that a dossier does not have, and the options that contradict each other."""
    rows = [
        (f"`{path}`", info.title or "", info.description or "", Repondant(respondent(info)).libelle)
        for path, info in _fields(Inventaire, "")
    ]
    contradictions = "\n".join(f"- {typography(inspect.getdoc(check) or '')}" for check in CONTROLES)
    return "\n".join(
        [
            "## Champs\n",
            table(("Champ", "Titre", "Sens", "Qui répond"), rows),
            "\n## Options contradictoires\n",
            contradictions,
        ]
    )


def _fields(model: type[BaseModel], path: str) -> Iterator[tuple[str, FieldInfo]]:
    """Fields in their order; what a dossier describes too is left to the dossier."""
    for name, info in model.model_fields.items():
        yield path + name, info
        inner = model_in(info.annotation)
        if inner and inner not in (Contact, Etablissement, Fournisseur, SystemeIA):
            yield from _fields(inner, f"{path}{name}.")


TABLES: dict[str, Callable[[], str]] = {
    "commandes": commands,
    "conditions": conditions,
    "parametres": parameters,
    "clauses": clauses,
    "limites": limits,
    "regles": rules,
    "information": information,
    "inventaire": inventory,
    "falc": falc,
}


def page(name: str, text: str) -> str:
    """The page with its table up to date."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"docs/reference/{name}.md : les deux marques de la table manquent.")
    return f"{before}{START}\n\n{TABLES[name]()}\n\n{END}{after}"


def stale() -> dict[str, str]:
    """Pages whose table is out of date, with the text that they should have."""
    pages = {}
    for name in TABLES:
        text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
        if (wanted := page(name, text)) != text:
            pages[name] = wanted
    return pages


def main() -> int:
    """Write the pages that are out of date."""
    for name, text in stale().items():
        atomic.write_all({FOLDER / f"{name}.md": text.encode()})
        print(f"Écrit : docs/reference/{name}.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
