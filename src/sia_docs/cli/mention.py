"""``sia-docs mention``: the report sentence, at once. Nothing here imports Pydantic."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from sia_docs.document.french import NBSP
from sia_docs.erreurs import DossierInvalide, Probleme, SiaDocsError, each
from sia_docs.generators.mention import Mention, Personne, default_variant, mention, toutes_les_mentions
from sia_docs.io.quick import Record, quick_dossier, recognise
from sia_docs.library.mentions import load_mentions

if TYPE_CHECKING:
    from datetime import datetime

    from sia_docs.models import Dossier

_EXEMPLE = '--professionnel "Dr Anne Morel, radiologue"'
_VOUCH = 'Ajoutez --present si cette personne était présente ; sinon --professionnel "…" --present.'
_SUPERVISEUR = "information.superviseur"


def run_mention(arguments: Namespace) -> int:
    """Print the sentence for one report (and copy it)."""
    arguments.json = arguments.format == "json"  # errors too
    dossiers = each(quick_dossier, arguments.dossiers)
    if arguments.liste:
        print(_listed(dossiers, as_json=arguments.json))
        return 0
    people = _people(arguments.professionnel, present=arguments.present)
    try:
        made = _made(dossiers, people, arguments)
    except DossierInvalide as error:
        raise DossierInvalide(_told(error.problemes, dossiers, arguments)) from None
    print(_written(made, arguments.format, arguments.horodatage), end="")
    if made.citation:
        print("C’est un modèle du guide, à remplir : ses crochets restent à compléter.", file=sys.stderr)
    if arguments.copier:
        # Only when asked: it is the one command that runs another program.
        from sia_docs.io.clipboard import copy

        copy(made.texte)
        print("La phrase est dans le presse-papiers.", file=sys.stderr)
    return 0


def _made(dossiers: Sequence[Dossier], people: Sequence[Personne], arguments: Namespace) -> Mention:
    code = (arguments.variante or default_variant(dossiers)).upper()
    if not people and arguments.present and not _names_who_signs(code):
        people = _supervisors_present(dossiers)
    return mention(dossiers, code, arguments.document, people)


def _names_who_signs(code: str) -> bool:
    return any(v.code == code and v.validateur == "signataire" for v in load_mentions().variantes)


def _people(texts: Sequence[str], *, present: bool) -> list[Personne]:
    """The professionals of the command line, or everything that is wrong with them."""
    return each(lambda text: _person(text, present=present), texts)


def _person(text: str, *, present: bool) -> Personne:
    """« Dr Anne Morel, radiologue »."""
    who, _, function = (part.strip() for part in text.partition(","))
    title, name = _titled(who)
    if not name:
        raise SiaDocsError(_wrong("le nom du professionnel est vide.", text))
    if not function:
        raise SiaDocsError(_wrong("la fonction manque.", text))
    data = {
        "titre": title,
        "nom": name,
        "fonction": function,
        "present": "oui" if present else "inconnu",
    }
    if recognised := recognise(data, "dossier", "Professionnel"):
        return cast(Personne, recognised)
    from sia_docs.io.validation import validate_tree
    from sia_docs.io.yaml_lines import Arbre
    from sia_docs.models import Professionnel

    return validate_tree(Professionnel, Arbre(data, {}, "--professionnel"), SiaDocsError)


def _titled(who: str) -> tuple[str, str]:
    """« Docteur Anne Morel » is « Dr » and « Anne Morel »."""
    titles = load_mentions().titres
    first, _, rest = who.replace(NBSP, " ").partition(" ")
    for title, words in (
        ("Dr", titles.dr), ("Pr", titles.pr), ("M.", titles.m), ("Mme", titles.mme)
    ):  # fmt: skip
        if first.lower() in (title.lower(), *words.aussi):
            return title, rest.strip()
    return "aucun", who


def _wrong(message: str, received: str) -> Probleme:
    return Probleme(message, champ="--professionnel", recu=received, remede=f"Écrivez {_EXEMPLE}.")


def _supervisors_present(dossiers: Sequence[Dossier]) -> list[Personne]:
    """The professionals responsible, said to have been there."""
    people = [d.information.superviseur for d in dossiers if d.information and d.information.superviseur]
    return [
        cast(Personne, Record(titre=p.titre, nom=p.nom, fonction=p.fonction, present=True)) for p in people
    ]


def _told(problems: Sequence[Probleme], dossiers: Sequence[Dossier], arguments: Namespace) -> list[Probleme]:
    """The problems in the words of the command line; those of a dossier with its file and its line."""
    if any(problem.champ.startswith(_SUPERVISEUR) for problem in problems):
        problems = list(_located(dossiers, arguments))
    return [_for_command(problem) for problem in problems]


def _located(dossiers: Sequence[Dossier], arguments: Namespace) -> Iterator[Probleme]:
    """What each dossier lacks, told dossier by dossier: the sentence alone does not know their files."""
    from sia_docs.io.dossier import locate

    several = len(set(arguments.dossiers)) > 1
    code = arguments.variante or default_variant(dossiers)
    for path, dossier in dict(zip(arguments.dossiers, dossiers, strict=True)).items():
        try:
            mention([dossier], code, arguments.document)
        except DossierInvalide as error:
            for problem in locate(error.problemes, path):
                # Dossiers often have the same file name: with several, the whole path.
                yield replace(problem, fichier=str(path)) if several else problem


def _for_command(problem: Probleme) -> Probleme:
    match problem.champ:
        case "variante":
            return replace(problem, champ="--variante")
        case "professionnels":
            remedy = "Indiquez avec --professionnel la personne qui signe le document."
            return replace(problem, champ="--professionnel", remede=remedy)
        case "professionnel":
            return replace(problem, champ="--professionnel", remede=f"Écrivez {_EXEMPLE} --present.")
        case "professionnel.present":
            return replace(problem, champ="--present", remede=_VOUCH)
        case "information.superviseur.present":
            return replace(problem, remede=_VOUCH)
        case "information.superviseur":
            remedy = f"Ajoutez {_EXEMPLE} --present, ou complétez information.superviseur dans le dossier."
            return replace(problem, remede=remedy)
        case _:
            return problem


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
                        remede=f"Choisissez parmi {', '.join(v.code for v in load_mentions().variantes)}.",
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
        fields = (
            "code", "titre", "quand", "convient", "citation", "validateur_requis", "signataire_requis"
        )  # fmt: skip
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
    lines += ["", "Types de document (--document) :"]
    lines.append("  " + ", ".join(document.id for document in load_mentions().documents))
    return "\n".join(lines).lstrip("\n")
