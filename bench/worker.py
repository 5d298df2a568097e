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
    """Memory now and at its peak, in MB.

    Not ``ru_maxrss`` for ourselves: Linux counts in it what the parent held when it started us.
    """
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    now, peak = (int(status[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return now, max(peak, child)  # the child is pandoc


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
