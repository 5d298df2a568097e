"""One engine in its own process: ``worker.py ENGINE FOLDER`` answers each line of its input.

« 12 » makes the document number 12 and answers its seconds (of the clock, and of the processor alone,
which other programs disturb less), its size, the memory now and the peak.
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


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    from engines import ENGINES

    prepare = ENGINES[sys.argv[1]](Path(sys.argv[2]))
    for line in sys.stdin:
        job = prepare(int(line))
        gc.collect()  # the rubbish of the preparation is not the engine's
        start, before = time.perf_counter(), _processor()
        size = job()
        seconds, processor = time.perf_counter() - start, _processor() - before
        del job
        now, peak = _memory()
        print(
            json.dumps({"s": seconds, "cpu": processor, "octets": size, "mo": now, "pic": peak}), flush=True
        )


main()
