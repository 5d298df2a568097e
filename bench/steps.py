"""Share of each step of sia-docs, in milliseconds (medians), as JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from content import base_dossier, variant

from sia_docs.api import Dossier, build_contract, verify
from sia_docs.generators.structure import structure_of
from sia_docs.library.load import load_library
from sia_docs.rules.selection import pour_la_phase
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html


def _elapsed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def _choose(dossier: Dossier) -> object:
    return structure_of(load_library(), "annexe-sia", pour_la_phase(dossier), dossier.date_du_droit)


def main() -> None:
    dossier = base_dossier()
    rounds: list[dict[str, float]] = []
    for number in range(14):
        changed = variant(dossier, number)
        document = build_contract(changed).document
        checked, chosen = _elapsed(lambda d=changed: verify(d)), _elapsed(lambda d=changed: _choose(d))
        rounds.append(
            {
                "vérification": checked,
                "sélection": chosen,
                "rendu": _elapsed(lambda d=changed: build_contract(d)) - checked - chosen,
                "écriture DOCX": _elapsed(lambda d=document: write_docx(d)),
                "écriture HTML": _elapsed(lambda d=document: write_html(d)),
            }
        )
    kept = rounds[4:]
    print(json.dumps({name: statistics.median(r[name] for r in kept) for name in kept[0]}))


main()
