"""``python bench/mention.py``: is the report sentence as quick as promised?

The whole command, from the start of Python to its end, against ``python -c "import pydantic"``. The two
alternate, so that a busy machine slows both; the ratio is that of the medians. Leaves with 1 above 2.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 21
PROMISE = 2.0
ROOT = Path(__file__).resolve().parents[1]
DOSSIER = ROOT / "examples" / "embolie-pulmonaire" / "dossier.yaml"
COMMANDS = {
    "import pydantic": ["-c", "import pydantic"],
    "sia-docs mention": [
        "-m", "sia_docs", "mention", str(DOSSIER),
        "--professionnel", "Dr Anne Morel, radiologue", "--present",
    ],
    "le même dossier, par le modèle": [
        "-c", f"from sia_docs.io.dossier import load_dossier; load_dossier({str(DOSSIER)!r})",
    ],
}  # fmt: skip


def once(arguments: list[str]) -> float:
    """Seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and tell whether the promise is kept."""
    for arguments in COMMANDS.values():
        once(arguments)  # compiled files are written, disks are warm
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            times[name].append(once(arguments))
    medians = {name: statistics.median(values) for name, values in times.items()}
    reference = medians["import pydantic"]
    for name, median in medians.items():
        print(f"{name:<32} {median * 1000:6.0f} ms   × {median / reference:.2f}")
    kept = medians["sia-docs mention"] <= PROMISE * reference
    print(f"Promesse (au plus × {PROMISE:.0f}) {'tenue' if kept else 'non tenue'}.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
