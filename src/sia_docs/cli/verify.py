"""``sia-docs verifier``: errors, alerts, and what is missing by who must answer."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence

from sia_docs.api import Verification, build_contract, verify
from sia_docs.cli.common import plural, print_json, read
from sia_docs.document.french import capital
from sia_docs.document.nodes import CANDIDAT
from sia_docs.erreurs import Probleme
from sia_docs.generators.labels import label_of
from sia_docs.io.dossier import locate
from sia_docs.io.inventaire import is_inventaire
from sia_docs.models import Repondant
from sia_docs.quality.completeness import Manque
from sia_docs.rules.validation import Gravite


def run_verify(arguments: Namespace) -> int:
    """Check a dossier or an inventory; 1 when something stops the generation."""
    if is_inventaire(arguments.dossier):
        from sia_docs.cli.verify_charters import run_verify_charters  # the charters are read for it alone

        return run_verify_charters(arguments)
    dossier = read(arguments.dossier, arguments)
    result = verify(dossier)
    missing: tuple[Manque, ...] = ()
    doubts: tuple[str, ...] = ()
    if not result.erreurs:
        completude = build_contract(dossier).completude
        missing = completude.manques
        doubts = tuple(
            f"{d.clause.id} {d.clause.entete.titre} : {', '.join(label_of(path) for path in d.manquants)}"
            for d in completude.a_confirmer
        )
    errors = locate(result.erreurs, arguments.dossier)
    if arguments.json:
        print_json(
            {
                "erreurs": [p.as_dict() for p in errors],
                "alertes": [
                    {
                        "regle": a.regle,
                        "gravite": a.gravite,
                        "message": a.message,
                        "champ": a.champ,
                        "remede": a.remede,
                        "reference": a.reference,
                    }
                    for a in result.alertes
                ],
                "manques": [
                    {
                        "champ": m.id,
                        "libelle": m.libelle,
                        "repond": m.qui,
                        "obligatoire": m.obligatoire,
                        "ou": [p.before + p.number for p in m.ou],
                    }
                    for m in missing
                ],
                "a_confirmer": list(doubts),
            }
        )
        return 1 if result.erreurs else 0
    _print_errors(result, errors)
    _print_missing(missing)
    if doubts:
        print(f"\nClauses à confirmer ({len(doubts)}) : gardées faute de savoir")
        for doubt in doubts:
            print(f"  – {doubt}")
    return 1 if result.erreurs else 0


def _print_errors(result: Verification, errors: Sequence[Probleme]) -> None:
    if errors:
        print(f"{capital(plural(len(errors), 'erreur'))} (la génération est refusée) :")
        for problem in errors:
            print(f"  – {problem}")
    else:
        print("Aucune erreur.")
    for gravity, title in ((Gravite.AVERTISSEMENT, "avertissement"), (Gravite.INFORMATION, "information")):
        found = [a for a in result.alertes if a.gravite is gravity]
        if found:
            print(f"\n{capital(plural(len(found), title))} :")
            for alert in found:
                ground = f" [{alert.reference}]" if alert.reference else ""
                print(f"  – {alert.regle} {alert.probleme()}{ground}")


def _print_missing(missing: tuple[Manque, ...]) -> None:
    by_who: dict[str, list[Manque]] = defaultdict(list)
    for item in missing:
        by_who[item.qui].append(item)
    if not missing:
        return
    print(f"\nInformations manquantes ({len(missing)}), par personne qui répond :")
    for who, items in by_who.items():
        name = "le candidat (champs qui lui sont réservés)" if who == CANDIDAT else Repondant(who).libelle
        print(f"  {capital(name)} :")
        for item in items:
            mark = " *" if item.obligatoire and who != CANDIDAT else ""
            print(f"    – {item.libelle}{mark} ({item.id})")
    if any(m.obligatoire and m.qui != CANDIDAT for m in missing):
        print("  * obligatoire : « --definitif » est refusé tant qu’elle manque.")
