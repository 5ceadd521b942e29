"""A batch that is killed leaves no process behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import psutil

from geo.core import catalog

PARENT = textwrap.dedent(
    """
    import multiprocessing, sys, threading
    from geo.printing import workers

    def work(ready):
        workers.end_with_parent()
        ready.set()
        threading.Event().wait()

    if __name__ == "__main__":
        context = multiprocessing.get_context("spawn")
        ready = context.Event()
        child = context.Process(target=work, args=(ready,))
        child.start()
        ready.wait()
        print(child.pid, flush=True)
        threading.Event().wait()
    """
)
LONGEST_S = 30


def test_a_worker_ends_with_the_batch_that_is_killed(tmp_path):
    script = tmp_path / "batch_parent.py"
    script.write_text(PARENT, encoding="utf-8")
    found = os.environ | {"PYTHONPATH": str(catalog.ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=found
    ) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        worker.wait(LONGEST_S)
        assert not worker.is_running()
