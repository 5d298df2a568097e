"""Measure the FALC checker: recall and precision on places marked by hand, findings on texts written as FALC.

    python bench/falc.py                      the marked places (tests/fixtures/falc/marques.yaml)
    python bench/falc.py FICHIER.txt …        findings for 100 sentences, rule by rule, in texts known to be good

A mark and a finding agree when they are of the same rule (F-W5a counts as F-W5) and share a character.
Informations are left out: they only draw attention.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.findings import Bilan, Constat
from sia_docs.quality.falc.page import Bloc, Ecrit, Genre, Lieu
from sia_docs.quality.falc.reading import Lecture
from sia_docs.rules.validation import Gravite

MARQUES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "falc" / "marques.yaml"
GENRES = {"titre": Genre.TITRE, "element": Genre.ELEMENT}
#: Rules about a whole document: an extract is not one.
ENTIER = (
    "F-O1",
    "F-O2",
    "F-O3",
    "F-O8",
    "F-O9",
    "F-W11",
    "F-O4",
    "F-S7a",
    "F-L",
    "F-I",
    "F-E",
    "F-O10",
    "F-O11",
)


@dataclass
class Mesure:
    """Marks found, marks missed, findings without a mark."""

    trouvees: list[str] = field(default_factory=list)
    manquees: list[str] = field(default_factory=list)
    fausses: list[str] = field(default_factory=list)
    justes: int = 0

    @property
    def rappel(self) -> float:
        """Share of the marks that the program finds."""
        return len(self.trouvees) / (len(self.trouvees) + len(self.manquees))

    @property
    def precision(self) -> float:
        """Share of the findings that a mark confirms."""
        return self.justes / (self.justes + len(self.fausses))


def measure(data: dict[str, Any]) -> dict[str, Mesure]:
    """One measure for each source."""
    return {
        source: _source([p for p in data["passages"] if p["source"] == source]) for source in data["sources"]
    }


def _source(passages: list[dict[str, Any]]) -> Mesure:
    blocs = tuple(
        Bloc(GENRES.get(p.get("genre", ""), Genre.PARAGRAPHE), p["texte"], Lieu(rank), 1)
        for rank, p in enumerate(passages, 1)
    )
    found = [
        c
        for c in check(Ecrit(blocs)).constats
        if c.lieu and c.gravite is not Gravite.INFORMATION and not c.regle.startswith(ENTIER)
    ]
    told = Mesure()
    for rank, passage in enumerate(passages, 1):
        here = [c for c in found if c.lieu and c.lieu.bloc == rank]
        for mark in passage["marques"]:
            name = f"{mark['regle']} « {mark['cite']} » – {passage['texte'][:50]}"
            hit = any(_agree(c, mark, passage["texte"]) for c in here)
            (told.trouvees if hit else told.manquees).append(name)
        for constat in here:
            if any(_agree(constat, mark, passage["texte"]) for mark in passage["marques"]):
                told.justes += 1
            else:
                told.fausses.append(f"{constat.regle} « {constat.extrait} »")
    return told


def _agree(constat: Constat, mark: dict[str, str], texte: str) -> bool:
    start, end = (0, len(texte)) if mark["cite"] == "tout" else _span(texte, mark["cite"])
    same = constat.regle.rstrip("abcdefghijklmnopqrstuvwxyz") == mark["regle"]
    return same and constat.debut < end and start < constat.fin


def _span(texte: str, cite: str) -> tuple[int, int]:
    start = texte.index(cite)
    return start, start + len(cite)


def read(path: Path) -> Bilan:
    """A text: empty lines part the blocks, « # » is a heading, « - » an item."""
    blocs = []
    for rank, part in enumerate((p for p in path.read_text("utf-8").split("\n\n") if p.strip()), 1):
        genre = {"#": Genre.TITRE, "-": Genre.ELEMENT}.get(part[0], Genre.PARAGRAPHE)
        level = len(part) - len(part.lstrip("#")) or 1
        blocs.append(Bloc(genre, part.lstrip("#- "), Lieu(rank), level))
    return check(Ecrit(tuple(blocs)))


def main(paths: list[str]) -> None:
    """Print the measures."""
    if not paths:
        for source, told in measure(yaml.safe_load(MARQUES.read_text("utf-8"))).items():
            marks = len(told.trouvees) + len(told.manquees)
            print(f"{source} : {marks} marques, rappel {told.rappel:.0%}, précision {told.precision:.0%}")
            print("  manquées :", *told.manquees, sep="\n    ")
            print("  sans marque :", *told.fausses, sep="\n    ")
        return
    sentences, faults = 0, Counter[str]()
    shown: dict[str, list[str]] = {}
    for path in paths:
        bilan = read(Path(path))
        sentences += len(Lecture(bilan.ecrit).phrases)
        for constat in bilan.constats:
            faults[constat.regle] += 1
            shown.setdefault(constat.regle, []).append(constat.extrait)
    print(f"{sentences} phrases")
    for regle, count in faults.most_common():
        print(
            f"{regle:8} {count:4} {100 * count / max(sentences, 1):6.1f} pour 100 phrases  {shown[regle][:12]}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
