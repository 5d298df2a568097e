"""``sia-docs information``: which information the patients are owed about each system, and why."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sia_docs.api import DecisionInformation, decide_information
from sia_docs.cli.common import day, plural, print_json, read_all
from sia_docs.document.french import capital, long_date
from sia_docs.erreurs import Probleme
from sia_docs.generators.labels import label_of, respondent_of
from sia_docs.io.dossier import locate
from sia_docs.law import Certitude
from sia_docs.library.decision import Gravite
from sia_docs.models import Dossier, Repondant
from sia_docs.rules.conditions import Valeur
from sia_docs.rules.niveaux import Constat, Motif, Verdict

_MARQUES = {Valeur.OUI: "OUI        ", Valeur.NON: "NON        ", Valeur.INCONNU: "À CONFIRMER"}


def run_information(arguments: Namespace) -> int:
    """Decide for each dossier; 1 when an error stops the documents of one of them."""
    dossiers = list(zip(arguments.dossiers, read_all(arguments.dossiers), strict=True))
    when = day(arguments.a_la_date, "--a-la-date") if arguments.a_la_date else None
    decisions = [decide_information(dossier, jour=when) for _, dossier in dossiers]
    answers = list(zip(dossiers, decisions, strict=True))
    if arguments.json:
        print_json([_described(path, dossier, decision) for (path, dossier), decision in answers])
    else:
        for rank, ((path, dossier), decision) in enumerate(answers):
            print("\n" * bool(rank), end="")
            _print(path, dossier, decision)
    return 1 if any(decision.erreurs for decision in decisions) else 0


def _name(dossier: Dossier) -> str:
    return dossier.systeme.nom or dossier.systeme.besoin


# ------------------------------------------------------------------------------------------- JSON


def _described(path: str, dossier: Dossier, decision: DecisionInformation) -> dict[str, Any]:
    return {
        "dossier": path,
        "systeme": _name(dossier),
        "date_du_droit": decision.jour.isoformat(),
        "arret": decision.arret,
        "verdicts": [_verdict(verdict) for verdict in decision.verdicts],
        "erreurs": _findings(decision, Gravite.ERREUR, path),
        "avertissements": _findings(decision, Gravite.AVERTISSEMENT, path),
        "manques": [
            {"champ": field, "libelle": label_of(field), "repond": respondent_of(field)}
            for field in decision.manquants
        ],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.code.value,
        "titre": verdict.titre,
        "valeur": verdict.valeur.value,
        "raisons": [_motif(motif) for motif in verdict.raisons],
        "precisions": [_motif(motif) for motif in verdict.precisions],
        "manquants": list(verdict.manquants),
    }


def _motif(motif: Motif) -> dict[str, Any]:
    return {
        "texte": motif.texte,
        "source": motif.source,
        "reference": motif.reference,
        "certitude": motif.certitude.value,
        "applicable_le": motif.applicable_le.isoformat() if motif.applicable_le else None,
        "valeur": motif.valeur.value,
        "champs": list(motif.champs),
        "manquants": list(motif.manquants),
    }


def _findings(decision: DecisionInformation, gravity: Gravite, path: str) -> list[dict[str, Any]]:
    return [
        {"regle": finding.code, "source": finding.source, **problem.as_dict()}
        for finding, problem in _located(decision, gravity, path)
    ]


def _located(
    decision: DecisionInformation, gravity: Gravite, path: str
) -> Iterable[tuple[Constat, Probleme]]:
    found = [finding for finding in decision.constats if finding.gravite is gravity]
    return zip(found, locate((finding.probleme for finding in found), path), strict=True)


# ------------------------------------------------------------------------------------------- text


def _print(path: str, dossier: Dossier, decision: DecisionInformation) -> None:
    print(f"=== {_name(dossier)} ({path}) ===")
    print(f"Droit lu au {long_date(decision.jour)}.")
    if decision.arret:
        # Announcing levels would let believe that a notice makes it lawful.
        print("\nAucune information ne peut régulariser cet usage\u00a0:")
        _print_findings(decision, Gravite.ERREUR, path, only_stops=True)
        return
    for verdict in decision.verdicts:
        _print_verdict(verdict)
    for gravity, end in ((Gravite.ERREUR, " (aucun document n’est produit)"), (Gravite.AVERTISSEMENT, "")):
        count = sum(finding.gravite is gravity for finding in decision.constats)
        if count:
            print(f"\n{capital(plural(count, gravity.libelle))}{end}\u00a0:")
            _print_findings(decision, gravity, path)
    _print_missing(decision)


def _print_verdict(verdict: Verdict) -> None:
    print(f"\n{_MARQUES[verdict.valeur]} {verdict.code.libelle} – {verdict.titre}")
    for motif in verdict.raisons:
        doubt = "à confirmer\u00a0: " if motif.valeur is Valeur.INCONNU else ""
        lack = ", ".join(label_of(field) for field in motif.manquants)
        print(f"    {doubt}{motif.texte} [{_source(motif)}]")
        if lack:
            print(f"        à renseigner\u00a0: {lack}")
    for motif in verdict.precisions:
        print(f"    – {motif.texte} [{_source(motif)}]")


def _source(motif: Motif) -> str:
    return motif.source + ("" if motif.certitude is Certitude.VERIFIE else ", à faire confirmer")


def _print_findings(
    decision: DecisionInformation, gravity: Gravite, path: str, *, only_stops: bool = False
) -> None:
    for finding, problem in _located(decision, gravity, path):
        if finding.arret or not only_stops:
            print(f"  – {finding.code} {problem} [{finding.source}]")


def _print_missing(decision: DecisionInformation) -> None:
    by_who: dict[str, list[str]] = defaultdict(list)
    for field in decision.manquants:
        by_who[respondent_of(field)].append(field)
    if not by_who:
        return
    count = sum(map(len, by_who.values()))
    print(f"\nInformations qui trancheraient ({count}), par personne qui répond\u00a0:")
    for who, fields in by_who.items():
        print(f"  {capital(Repondant(who).libelle)}\u00a0:")
        for field in fields:
            print(f"    – {label_of(field)} ({field})")
