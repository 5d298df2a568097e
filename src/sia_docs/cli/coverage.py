"""``sia-docs couverture``: for each row of the register of requirements, what answers it."""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby

from sia_docs.cli.common import print_json
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.library.exigences import FAMILLES, load_requirements
from sia_docs.library.reponses import Nature, Reponse, load_answers
from sia_docs.quality.couverture import Ligne, coverage

_SANS = "sans réponse"


def run_coverage(arguments: Namespace) -> int:
    """Print the rows by family; 1 when one of them has no answer."""
    families = _families(arguments.famille)
    asked = [row for row in load_requirements().values() if row.famille in families]
    rows = coverage(sorted(asked, key=lambda row: families.index(row.famille)), load_answers())
    alone = sum(not row.reponses for row in rows)
    if arguments.json:
        print_json({"exigences": [_content(row) for row in rows], "sans_reponse": alone})
    else:
        for family, group in groupby(rows, key=lambda row: row.exigence.famille):
            _print(FAMILLES[family], tuple(group))
        print(f"{_count(len(rows))}, dont {alone or 'aucune'} {_SANS}.")
    return int(alone > 0)


def _families(wanted: str | None) -> list[str]:
    """The families asked for, by the names of the register, in its order.

    Raises:
        SiaDocsError: a name that is not one of theirs.
    """
    if wanted is None:
        return list(FAMILLES)
    names = [name.strip() for name in wanted.split(",")]
    if unknown := [name for name in names if name not in FAMILLES.values()]:
        raise SiaDocsError(
            Probleme(
                "famille inconnue.",
                champ="--famille",
                recu=", ".join(unknown),
                remede=f"Choisissez parmi {', '.join(FAMILLES.values())}.",
            )
        )
    return [code for code, name in FAMILLES.items() if name in names]


def _content(row: Ligne) -> dict[str, object]:
    asked = row.exigence
    return {
        "id": asked.id,
        "famille": FAMILLES[asked.famille],
        "source": asked.source,
        "nature": asked.nature,
        "exigence": asked.texte,
        "reponses": [
            {"id": answer.id, "nature": answer.nature.value, "fichier": answer.fichier}
            for answer in row.reponses
        ],
    }


def _print(family: str, rows: tuple[Ligne, ...]) -> None:
    answered = sum(bool(row.reponses) for row in rows)
    print(f"{family} : {_count(len(rows))}, {answered} avec réponse")
    for row in rows:
        asked = row.exigence
        print(f"\n  {asked.id} – {asked.texte} ({asked.source}, {asked.nature})")
        print(f"    → {', '.join(map(_name, row.reponses)) or _SANS}")
    print()


def _name(answer: Reponse) -> str:
    """A letter or a code alone would say nothing."""
    kinds = {Nature.MENTION: "mention ", Nature.REGLE: "règle "}
    return f"{kinds.get(answer.nature, '')}{answer.id}"


def _count(number: int) -> str:
    return f"{number} exigence{'s' if number > 1 else ''}"
