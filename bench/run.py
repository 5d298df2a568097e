"""``make bench``: sia-docs against docxtpl, python-docx and pandoc on the same annex.

One pass, engines interleaved in each round, medians.  First it proves that the engines print the
same text; otherwise it measures nothing.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from content import Tagged, as_html, as_json, base_dossier, flatten, source, tagged, variant, with_rows
from engines import build_docx

from sia_docs.api import Dossier, build_contract
from sia_docs.quality.meme_texte import blocks_of_docx
from sia_docs.writers.docx import default_house_bytes, write_docx

HERE = Path(__file__).parent
COLD_ROUNDS, WARM_ROUNDS = 3, 15
VARIANTS = 6
SIZES = (10, 100, 1_000, 10_000)
CAMPAIGN = (1, 10, 100, 1_000)
DOCXTPL_CAMPAIGN = 100
"""docxtpl is not asked for 1,000 documents: the bench must stay under five minutes."""
LIMIT_S = 60.0
ENGINES = ("sia-docs", "sia-docs-html", "docxtpl", "python-docx", "pandoc")
NAMES = {
    "sia-docs": "sia-docs, DOCX",
    "sia-docs-html": "sia-docs, DOCX + HTML",
    "pandoc": "pandoc (un processus)",
}
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "PYTHONHASHSEED": "0"}


class Worker:
    """An engine in its own process, so that no engine pays for another's memory."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, HERE / "worker.py", engine, folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_ENVIRONMENT,
        )  # fmt: skip

    def ask(self, number: int) -> dict[str, float]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("Un moteur s’est arrêté : voir l’erreur ci-dessus.")
        answer: dict[str, float] = json.loads(line)
        return answer

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


# ---------------------------------------------------------------------------------- same content


def prepare(folder: Path) -> tuple[Dossier, Tagged]:
    """Write the template, the contexts and the blocks that the other engines start from."""
    dossier = base_dossier()
    (folder / "charte.docx").write_bytes(default_house_bytes())
    marks = tagged(dossier)
    (folder / "gabarit.docx").write_bytes(
        build_docx(as_json(marks.items), folder / "charte.docx", loops=True)
    )
    for number in range(VARIANTS):
        _job(folder, f"document-{number}", variant(dossier, number), marks)
    return dossier, marks


def _job(folder: Path, name: str, dossier: Dossier, marks: Tagged) -> None:
    items = flatten(build_contract(dossier).document)
    (folder / f"{name}.context.json").write_text(json.dumps(marks.context(dossier, items)), "utf-8")
    (folder / f"{name}.blocs.json").write_text(json.dumps(as_json(items)), "utf-8")
    (folder / f"{name}.html").write_text(as_html(items), "utf-8")


def texts(data: bytes) -> list[str]:
    """The text of each block; fields to complete are in their paragraph, the contents is only ours."""
    return [
        b.texte for b in blocks_of_docx(data) if b.nature != "champ" and not b.nature.startswith("sommaire")
    ]


def prove(folder: Path, dossier: Dossier, engines: list[str]) -> int:
    """Compare the text of two variants between the engines, or stop."""
    from docxtpl import DocxTemplate

    words = 0
    for number in (0, 1):
        expected = texts(write_docx(build_contract(variant(dossier, number)).document))
        words = sum(len(text.split()) for text in expected)
        template = DocxTemplate(folder / "gabarit.docx")
        template.render(
            json.loads((folder / f"document-{number}.context.json").read_text("utf-8")), autoescape=True
        )
        template.save(folder / "docxtpl.docx")
        made = {
            "docxtpl": (folder / "docxtpl.docx").read_bytes(),
            "python-docx": build_docx(
                json.loads((folder / f"document-{number}.blocs.json").read_text("utf-8")),
                folder / "charte.docx",
            ),
        }
        if "pandoc" in engines:
            with Worker("pandoc", folder) as worker:
                worker.ask(number)
            made["pandoc"] = (folder / f"pandoc-{number}.docx").read_bytes()
        for engine, data in made.items():
            found = texts(data)
            if found != expected:
                pairs = (
                    f"  sia-docs : {a!r}\n  {engine} : {b!r}"
                    for a, b in zip(expected, found, strict=False)
                    if a != b
                )
                first = next(pairs, f"  {len(expected)} blocs contre {len(found)}")
                raise SystemExit(
                    f"Le contenu diffère entre sia-docs et {engine} : rien n’est mesuré.\n{first}"
                )
    print(
        f"Même contenu : {len(expected)} blocs, {words} mots, identiques pour {', '.join(['sia-docs', *made])}."
    )
    return words


# --------------------------------------------------------------------------------------- measures


def cold(folder: Path, engines: list[str]) -> dict[str, float]:
    """A new process for each document, start included."""
    found: dict[str, list[float]] = {engine: [] for engine in engines}
    for number in range(COLD_ROUNDS):
        for engine in engines:
            found[engine].append(
                _timed(_cold_command(engine, folder, number % VARIANTS), f"{number % VARIANTS}\n")
            )
    return {engine: statistics.median(values) for engine, values in found.items()}


def _cold_command(engine: str, folder: Path, number: int) -> list[Any]:
    if engine == "pandoc":  # it is a program: no Python in front of it
        return ["pandoc", "-f", "html", "-t", "docx", f"--reference-doc={folder / 'charte.docx'}",
                "-o", folder / "froid.docx", folder / f"document-{number}.html"]  # fmt: skip
    return [sys.executable, HERE / "worker.py", engine, folder]


def _timed(command: list[Any], text: str = "") -> float:
    start = time.perf_counter()
    subprocess.run(command, input=text, text=True, stdout=subprocess.DEVNULL, env=_ENVIRONMENT, check=True)
    return time.perf_counter() - start


def warm(folder: Path, engines: list[str]) -> dict[str, dict[str, float]]:
    """Medians of each engine (seconds, processor, memory, size), engines interleaved in each round."""
    workers = {engine: Worker(engine, folder) for engine in engines}
    answers: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    unseen = itertools.count(100)
    for number in range(-2, WARM_ROUNDS):  # two rounds warm the engines up
        for engine, worker in workers.items():
            # sia-docs remembers what it has rendered: it never gets the same dossier twice.
            ours = engine.startswith("sia-docs")
            for again in (1, 0):  # warm again: the other engines took the processor's caches
                answer = worker.ask(next(unseen) if ours else (number + again) % VARIANTS)
            if number >= 0:
                answers[engine].append(answer)
    for worker in workers.values():
        worker.__exit__()
    return {
        engine: {key: statistics.median(answer[key] for answer in given) for key in given[0]}
        for engine, given in answers.items()
    }


def campaign(folder: Path, engine: str, counts: tuple[int, ...]) -> list[tuple[int, float, float]]:
    """(documents, seconds of them all, memory after the last) in one process, after ten documents."""
    found = []
    with Worker(engine, folder) as worker:
        for number in range(10):
            worker.ask(number % VARIANTS)
        seconds = 0.0
        for number in range(max(counts)):
            # sia-docs gets a new dossier each time; the others have prepared contexts, taken in turn.
            answer = worker.ask(number if engine == "sia-docs" else number % VARIANTS)
            seconds += answer["cpu"]
            if number + 1 in counts:
                found.append((number + 1, seconds, answer["mo"]))
    return found


def rows(folder: Path, engine: str, dossier: Dossier, marks: Tagged) -> list[tuple[int, float, float]]:
    """(rows, seconds, peak memory): the first document of each size, after a warm-up at another size."""
    found = []
    with Worker(engine, folder) as worker:
        for size in (5, 7, *SIZES):
            if engine == "docxtpl-lignes":
                _job(folder, f"lignes-{size}", with_rows(dossier, size), marks)
            answer = worker.ask(size)
            if size in SIZES:
                found.append((size, answer["cpu"], answer["pic"]))
            if answer["s"] > LIMIT_S / 10:
                break
    return found


def starts() -> dict[str, float]:
    """Start of the command line, against what Python and Pydantic take."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import pydantic'": [sys.executable, "-c", "import pydantic; pydantic.BaseModel"],
        "sia-docs --help": [sys.executable, "-m", "sia_docs", "--help"],
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(9):
        for name, command in commands.items():
            found[name].append(_timed(command))
    return {name: statistics.median(values) for name, values in found.items()}


def steps() -> dict[str, float]:
    answer: dict[str, float] = json.loads(
        subprocess.run(
            [sys.executable, HERE / "steps.py"], env=_ENVIRONMENT, check=True, capture_output=True
        ).stdout
    )
    return answer


# ------------------------------------------------------------------------------------------ report


def french(value: float, digits: int = 1) -> str:
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def table(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """A Markdown table, aligned, ready for the README."""
    every = [head, *lines]
    widths = [max(len(line[column]) for line in every) for column in range(len(head))]
    for rank, line in enumerate(every):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if not rank:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print()


def growth(found: list[tuple[int, float, float]]) -> float:
    """Cost of one more item between the two largest sizes, against the cost between the two before."""
    (n1, s1, _), (n2, s2, _), (n3, s3, _) = found[-3:]
    return ((s3 - s2) / (n3 - n2)) / ((s2 - s1) / (n2 - n1))


def main() -> None:
    began = time.perf_counter()
    engines = [engine for engine in ENGINES if engine != "pandoc" or shutil.which("pandoc")]
    if "pandoc" not in engines:
        print("pandoc est absent : il n’est pas mesuré (apt install pandoc).")
    with tempfile.TemporaryDirectory(prefix="sia-docs-bench-") as name:
        folder = Path(name)
        dossier, marks = prepare(folder)
        print(f"Dossier : {source().relative_to(HERE.parent)}, phase attribution ; {os.cpu_count()} cœurs.")
        prove(folder, dossier, engines)
        cold_s = cold(folder, engines)
        measured = warm(folder, engines)
        base = measured["docxtpl"]["cpu"]
        print(f"\nUn document, médianes ({COLD_ROUNDS} tours à froid, {WARM_ROUNDS} à chaud)\n")
        table(
            (
                "moteur",
                "horloge (ms)",
                "processeur (ms)",
                "docxtpl ÷ moteur",
                "à froid (s)",
                "pic (Mo)",
                "taille (ko)",
            ),
            [
                (
                    NAMES.get(engine, engine),
                    french(m["s"] * 1000),
                    french(m["cpu"] * 1000),
                    french(base / m["cpu"]),
                    french(cold_s[engine], 2),
                    french(m["pic"], 0),
                    french(m["octets"] / 1000, 0),
                )
                for engine, m in measured.items()
            ],
        )
        shares = steps()
        docx = sum(shares.values()) - shares["écriture HTML"]
        print("Étapes de sia-docs à chaud (la part est celle d’un DOCX)\n")
        table(
            ("étape", "ms", "part"),
            [
                (k, french(v), "–" if k.endswith("HTML") else f"{french(100 * v / docx, 0)} %")
                for k, v in shares.items()
            ],
        )
        ours = campaign(folder, "sia-docs", CAMPAIGN)
        theirs = campaign(folder, "docxtpl", tuple(n for n in CAMPAIGN if n <= DOCXTPL_CAMPAIGN))
        print("Campagne : annexes l’une après l’autre, après dix annexes de chauffe\n")
        table(
            ("annexes", "sia-docs (s)", "sia-docs (Mo)", "docxtpl (s)", "docxtpl (Mo)"),
            _side_by_side(ours, theirs),
        )
        our_rows = rows(folder, "sia-docs-lignes", dossier, marks)
        their_rows = rows(folder, "docxtpl-lignes", dossier, marks)
        print("Sous-traitants ultérieurs (trois tableaux ont une ligne pour chacun)\n")
        table(
            ("lignes", "sia-docs (s)", "sia-docs (Mo)", "docxtpl (s)", "docxtpl (Mo)"),
            _side_by_side(our_rows, their_rows),
        )
        start = starts()
        print("Démarrage, médianes de 9 tours\n")
        table(("commande", "ms"), [(k, french(v * 1000, 0)) for k, v in start.items()])
        verdicts(base / measured["sia-docs"]["cpu"], ours, our_rows, start)
    print(
        f"Charge de la machine à la fin : {french(os.getloadavg()[0])} (au-delà de 1,5, refaire la mesure au calme)."
    )
    print(f"Durée du banc d’essai : {french(time.perf_counter() - began, 0)} s.")


def _side_by_side(
    ours: list[tuple[int, float, float]], theirs: list[tuple[int, float, float]]
) -> list[tuple[str, ...]]:
    other = {n: (french(s, 2), french(mo, 0)) for n, s, mo in theirs}
    return [
        (french(n, 0), french(s, 2), french(mo, 0), *other.get(n, ("non mesuré", "non mesuré")))
        for n, s, mo in ours
    ]


def verdicts(
    ratio: float,
    ours: list[tuple[int, float, float]],
    our_rows: list[tuple[int, float, float]],
    start: dict[str, float],
) -> None:
    """Goal by goal: reached or not."""
    memory = ours[-1][2] / ours[1][2]
    slope, row_slope = growth(ours), growth(our_rows)
    pydantic, help_s = start["python -c 'import pydantic'"], start["sia-docs --help"]
    goals = [
        ("DOCX à chaud : au plus 1/15 du temps de docxtpl", f"1/{french(ratio)}", ratio >= 15),
        ("Croissance linéaire : une annexe de plus coûte autant (à 40 % près)", f"× {french(slope, 2)}", slope < 1.4),
        ("Croissance linéaire : une ligne de plus coûte autant (à 40 % près)", f"× {french(row_slope, 2)}", row_slope < 1.4),
        ("Mémoire plate de 10 à 1 000 annexes (à 10 % près)", f"× {french(memory, 2)}", memory < 1.1),
        ("« --help » pas plus lent que l’import de Pydantic",
         f"{french(help_s * 1000, 0)} ms contre {french(pydantic * 1000, 0)} ms", help_s <= pydantic),
    ]  # fmt: skip
    table(
        ("objectif", "mesuré", "verdict"), [(g, m, "atteint" if ok else "NON ATTEINT") for g, m, ok in goals]
    )


if __name__ == "__main__":
    main()
