"""A program that takes a file into a dataset and is killed on the way, at one instant after another; run by test_taking.py.

    python stopping.py FOLDER FILE EVERY

For each instant a process of its own begins anew from the same dataset, and dies without a word at one more thing that it asks of
the system. Printed is, line by line, what it left: the version of the dataset.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from coopstats.folder import version_of
from coopstats.imports.taking import propose


def stopped(after: int) -> bool:
    """Whether whoever takes the file died before the end, at its system call number `after`."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        asked = 0

        def count(_event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal asked
            asked += 1
            if asked == after:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        proposal.take()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


if __name__ == "__main__":
    given, file, every = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), int(sys.argv[3])
    kept = given.parent / "kept"
    shutil.copytree(given, kept)
    with propose(file, file.name, given) as proposal:
        instant = 1
        while stopped(instant):
            sys.stdout.write(f"{version_of(given)}\n")
            if version_of(given) != proposal.version:
                shutil.rmtree(given)
                shutil.copytree(kept, given)
            instant += every
        sys.stdout.write(f"{version_of(given)} {sorted(path.name for path in given.parent.iterdir())}\n")
