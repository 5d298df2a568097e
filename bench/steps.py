"""Share of each step of sia-docs, in milliseconds (medians), as JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from content import base_dossier, variant

from sia_docs.api import build_contract, explain, verify
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html


def _elapsed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def main() -> None:
    dossier = base_dossier()
    rounds: list[dict[str, float]] = []
    for number in range(14):
        changed = variant(dossier, number)
        document = build_contract(changed).document
        checked, chosen = _elapsed(lambda d=changed: verify(d)), _elapsed(lambda d=changed: explain(d))
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
