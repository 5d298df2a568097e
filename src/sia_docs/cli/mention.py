"""``sia-docs mention``: the report sentence, at once. Nothing here imports Pydantic."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from sia_docs.erreurs import DossierInvalide, Probleme, SiaDocsError
from sia_docs.generators.mention import Mention, Personne, mention, toutes_les_mentions
from sia_docs.io.quick import Record, quick_dossier, recognise

if TYPE_CHECKING:
    from datetime import datetime

    from sia_docs.models import Dossier

_PERSON = re.compile(r"(?:(Dr|Pr|M\.|Mme)\s+)?([^,]*)(?:,(.*))?", re.DOTALL)


def run_mention(arguments: Namespace) -> int:
    """Print the sentence for one report (and copy it)."""
    arguments.json = arguments.format == "json"  # errors too
    dossiers = [quick_dossier(path) for path in arguments.dossiers]
    if arguments.liste:
        print(_listed(dossiers, as_json=arguments.json))
        return 0
    people: Sequence[Personne] = [
        _person(text, present=arguments.present) for text in arguments.professionnel
    ]
    if not people and arguments.present:
        people = _supervisors_present(dossiers)
    try:
        made = mention(dossiers, arguments.variante, arguments.document, people)
    except DossierInvalide as error:
        raise DossierInvalide(_told(error.problemes, arguments)) from None
    print(_written(made, arguments.format, arguments.horodatage), end="")
    if arguments.copier:
        # Only when asked: it is the one command that runs another program.
        from sia_docs.io.clipboard import copy

        copy(made.texte)
        print("La phrase est dans le presse-papiers.", file=sys.stderr)
    return 0


def _person(text: str, *, present: bool) -> Personne:
    """« Dr Anne Morel, radiologue »."""
    found = _PERSON.fullmatch(text.strip())
    title, name, function = found.groups() if found else (None, text, None)
    data = {
        "titre": title or "aucun",
        "nom": (name or "").strip(),
        "fonction": (function or "").strip(),
        "present": "oui" if present else "inconnu",
    }
    if recognised := recognise(data, "dossier", "Professionnel"):
        return cast(Personne, recognised)
    from sia_docs.io.validation import validate_tree
    from sia_docs.io.yaml_lines import Arbre
    from sia_docs.models import Professionnel

    return validate_tree(Professionnel, Arbre(data, {}, "--professionnel"), SiaDocsError)


def _supervisors_present(dossiers: Sequence[Dossier]) -> list[Personne]:
    """The professionals responsible, said to have been there."""
    people = [d.information.superviseur for d in dossiers if d.information and d.information.superviseur]
    return [
        cast(Personne, Record(titre=p.titre, nom=p.nom, fonction=p.fonction, present=True)) for p in people
    ]


def _told(problems: Sequence[Probleme], arguments: Namespace) -> list[Probleme]:
    """The remedy of the command line, and the place in the dossier when there is only one."""
    if len(arguments.dossiers) == 1 and not arguments.professionnel:
        from sia_docs.io.dossier import locate

        problems = locate(problems, arguments.dossiers[0])
    remedy = "Ajoutez --professionnel et --present, ou complétez information.superviseur dans le dossier."
    if arguments.professionnel:
        remedy = "Ajoutez --present si cette personne était présente, ou choisissez une autre --variante."
    return [replace(problem, remede=remedy) for problem in problems]


# --------------------------------------------------------------------------------------- formats


def _written(made: Mention, kind: str, stamp: str | None) -> str:
    match kind:
        case "html":
            from sia_docs.writers.sentence import sentence_html

            return f"{sentence_html(made.inlines)}\n"
        case "json":
            return json.dumps(as_dict(made), ensure_ascii=False, indent=2) + "\n"
        case "fhir" | "cda":
            if made.citation:
                raise SiaDocsError(
                    Probleme(
                        f"le format {kind} n’a pas de sens pour une citation du guide.",
                        champ="--variante",
                        recu=made.code,
                        remede="Choisissez une phrase de A à G.",
                    )
                )
            time = _instant(stamp, kind)
            if kind == "fhir":
                from sia_docs.writers.fhir import write_fhir

                return write_fhir(made, time)
            from sia_docs.writers.cda import write_cda

            return write_cda(made, time)
        case _:
            return f"{made.texte}\n"


def as_dict(made: Mention) -> dict[str, Any]:
    """The sentence and what it is made of, for a program."""
    from sia_docs.writers.sentence import sentence_html

    return {
        "code": made.code,
        "texte": made.texte,
        "html": sentence_html(made.inlines),
        "citation": made.citation,
        "source": made.source,
        "document": made.document,
        "systemes": [{"nom": s.nom, "version": s.version} for s in made.systemes],
        "professionnels": [
            {"titre": p.titre, "nom": p.nom, "fonction": p.fonction} for p in made.professionnels
        ],
        "a_completer": [field.id for field in made.a_completer],
    }


def _instant(text: str | None, kind: str) -> datetime:
    from datetime import datetime

    found: datetime | None = None
    with suppress(ValueError):
        found = datetime.fromisoformat(text) if text else None
    if found is None or found.tzinfo is None:
        raise SiaDocsError(
            Probleme(
                f"le format {kind} demande la date, l’heure et le fuseau.",
                champ="--horodatage",
                recu=text,
                remede="Par exemple --horodatage 2026-11-22T14:05:00+01:00.",
            )
        )
    return found


def _listed(dossiers: Sequence[Dossier], *, as_json: bool) -> str:
    """Every sentence, and whether it suits each system."""
    found = [(dossier, toutes_les_mentions(dossier)) for dossier in dossiers]
    if as_json:
        fields = ("code", "titre", "quand", "convient", "citation", "validateur_requis")
        return json.dumps(
            [
                {
                    "systeme": dossier.systeme.nom,
                    "phrases": [{f: getattr(proposition, f) for f in fields} for proposition in propositions],
                }
                for dossier, propositions in found
            ],
            ensure_ascii=False,
            indent=2,
        )
    lines: list[str] = []
    for dossier, propositions in found:
        lines += ["", dossier.systeme.nom or "Système sans nom"]
        lines += [f"  {p.code:<8} {p.convient:<11} {p.titre}" for p in propositions]
    from sia_docs.library.mentions import load_mentions

    lines += ["", "Types de document (--document) :"]
    lines.append("  " + ", ".join(document.id for document in load_mentions().documents))
    return "\n".join(lines).lstrip("\n")
