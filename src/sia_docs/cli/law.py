"""``sia-docs droit``: what the law becomes between two dates."""

from __future__ import annotations

from argparse import Namespace

from sia_docs.cli.common import day, print_json
from sia_docs.document.french import long_date
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.law import Certitude, load_law


def run_law(arguments: Namespace) -> int:
    """Show the changes, oldest first."""
    start = day(arguments.depuis, "--depuis")
    end = day(arguments.a_la_date, "--a-la-date")
    if end < start:
        raise SiaDocsError(
            Probleme(
                "la date d’arrivée précède la date de départ.",
                champ="--a-la-date",
                recu=arguments.a_la_date,
                remede="Donnez --depuis une date antérieure.",
            )
        )
    changes = load_law().changes(start, end)
    if arguments.json:
        print_json(
            {
                "depuis": start.isoformat(),
                "a_la_date": end.isoformat(),
                "changements": [
                    {
                        "le": c.le.isoformat(),
                        "nature": c.nature.value,
                        "reference": c.reference,
                        "champ": c.champ,
                        "titre": c.titre,
                        "resume": c.resume,
                        "avant": c.avant.value,
                        "apres": c.apres.value,
                        "certitude": c.certitude.value,
                        "articles": list(c.articles),
                        "source": c.source,
                    }
                    for c in changes
                ],
            }
        )
        return 0
    print(
        f"Entre le {long_date(start)} et le {long_date(end)} : {len(changes) or 'aucun'} changement{'s' if len(changes) > 1 else ''}."
    )
    for c in changes:
        doubt = "" if c.certitude is Certitude.VERIFIE else " [à faire confirmer]"
        print(f"\n{long_date(c.le)} – {c.titre}{doubt}")
        if arguments.tout:
            print(f"    {c.resume}")
            print(f"    référence : {c.reference} ; source : {c.source}")
    return 0
