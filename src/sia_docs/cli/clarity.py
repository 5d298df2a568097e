"""``sia-docs clarte``: how plain the language of a text for patients is."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from sia_docs.cli.common import print_json
from sia_docs.document.french import number
from sia_docs.erreurs import SiaDocsError
from sia_docs.quality.clarte import CLAIR, NOTICE_RGPD, Analyse, Mesure, analyse_passages
from sia_docs.quality.lecture import passages_of_file
from sia_docs.rules.validation import Gravite

PROFILS = {"clair": CLAIR, "notice": NOTICE_RGPD}
_TITRES = {
    Gravite.ERREUR: "À corriger",
    Gravite.AVERTISSEMENT: "À revoir",
    Gravite.INFORMATION: "Pour information",
}


def run_clarity(arguments: Namespace) -> int:
    """Measure and check a text; 1 when something must be corrected."""
    passages = passages_of_file(arguments.fichier)
    if not passages:
        raise SiaDocsError("le fichier ne contient aucun texte.")
    found = analyse_passages(passages, PROFILS[arguments.profil])
    if arguments.json:
        print_json({"mesure": asdict(found.mesure), "constats": [asdict(c) for c in found.constats]})
    else:
        _print(found)
    return 1 if found.bloquants else 0


def _print(found: Analyse) -> None:
    for label, value in _figures(found.mesure):
        print(f"{label} : {value}")
    print("Ces nombres sont des repères : ils ne prouvent pas que le texte est compris.")
    for gravity, title in _TITRES.items():
        told = [constat for constat in found.constats if constat.gravite is gravity]
        if told:
            print(f"\n{title} ({len(told)}) :")
            for constat in told:
                print(f"  – {constat.texte}" + (f" {constat.ou}" if constat.ou else ""))


def _figures(m: Mesure) -> tuple[tuple[str, str], ...]:
    return (
        ("Phrases", number(m.phrases)),
        ("Mots", number(m.mots)),
        ("Mots par phrase", number(round(m.mots_par_phrase, 1))),
        ("Phrase la plus longue, en mots", number(m.phrase_la_plus_longue)),
        ("Indice LIX", number(round(m.lix))),
        ("Indice de Kandel et Moles", number(round(m.kandel_moles))),
        ("Mots de plus de trois syllabes, en %", number(round(m.mots_longs_pct))),
    )
