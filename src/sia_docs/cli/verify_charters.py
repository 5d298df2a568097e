"""``sia-docs verifier`` on an inventory: what stops the charters, then what is missing by who must answer."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict

from sia_docs.api import build_charters, load_inventaire
from sia_docs.cli.common import plural, print_json
from sia_docs.cli.produced import who_in_words
from sia_docs.document.french import capital
from sia_docs.document.nodes import Field
from sia_docs.io.dossier import locate
from sia_docs.rules.inventaire import controle


def run_verify_charters(arguments: Namespace) -> int:
    """Check an inventory; 1 when something stops the charters."""
    parc = load_inventaire(arguments.dossier)
    errors = locate(controle(parc), arguments.dossier)
    produced = () if errors else build_charters(parc).chartes
    missing = {field.id: field for made in produced for field in made.manques}
    if arguments.json:
        print_json(
            {
                "erreurs": [problem.as_dict() for problem in errors],
                "manques": [{"champ": f.id, "libelle": f.label, "repond": f.who} for f in missing.values()],
            }
        )
        return 1 if errors else 0
    if errors:
        print(f"{capital(plural(len(errors), 'erreur'))} (la génération est refusée) :")
        for problem in errors:
            print(f"  – {problem}")
        return 1
    print("Aucune erreur.")
    _print_missing(list(missing.values()))
    return 0


def _print_missing(missing: list[Field]) -> None:
    by_who: dict[str, list[Field]] = defaultdict(list)
    for field in missing:
        by_who[field.who].append(field)
    if missing:
        print(f"\nInformations manquantes ({len(missing)}), par personne qui répond :")
    for who, fields in by_who.items():
        print(f"  {capital(who_in_words(who))} :")
        for field in fields:
            print(f"    – {field.label} ({field.id})")
