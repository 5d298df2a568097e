"""One engine in its own process: ``worker.py ENGINE FOLDER`` answers each line of its input.

« 12 » makes the document number 12 and answers its seconds, its size, the memory now and the peak.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path


def _memory() -> tuple[float, float]:
    """Memory now and at its peak, in MB (of the largest child for an engine that is a program)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return pages * resource.getpagesize() / 1e6, peak * 1024 / 1e6


def main() -> None:
    from engines import ENGINES

    prepare = ENGINES[sys.argv[1]](Path(sys.argv[2]))
    for line in sys.stdin:
        job = prepare(int(line))
        gc.collect()  # the rubbish of the preparation is not the engine's
        start = time.perf_counter()
        size = job()
        seconds = time.perf_counter() - start
        del job
        now, peak = _memory()
        print(json.dumps({"s": seconds, "octets": size, "mo": now, "pic": peak}), flush=True)


main()
