"""A visitor's own file beside the register: read in a process of its own, seen by this visitor only, gone when they leave.

    errand = Errand(own_folder(), "registre.xlsx", content, "fr")    # reads in a child process
    errand.running(), errand.read, errand.cancel()
    guest = errand.guest()                                           # the register with their agreements in it

The child can take no more memory, time and disk than BOUNDS: whatever a file does to its reader, the server goes on.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopstats.opening import open_store
from coopstats.store import Store

# Bytes of memory of its own, seconds of processor and bytes of a file.
BOUNDS = {resource.RLIMIT_DATA: 1_500_000_000, resource.RLIMIT_CPU: 120, resource.RLIMIT_FSIZE: 1_000_000_000}
LONGEST_WAIT = 300
# Each visitor's dataset is a store of its own: so many at once, and a larger register is for the command line.
MOST_GUESTS, MOST_AGREEMENTS = 20, 20_000
PROGRESS, DATASET = "progress", "data"
PROGRESS_LINE = re.compile(r"^(\d+) (\d+)%$", re.MULTILINE)

present: weakref.WeakSet[Errand] = weakref.WeakSet()
"""The files of visitors that are being read or shown: a guest holds the errand that brought theirs."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: the record of `coopstats import --json`, or one sentence why there is none."""

    record: dict[str, Any]
    failure: str = ""


class Errand:
    """A visitor's file being read in a process of its own, into a copy of the register; `whole`: all of it or nothing."""

    def __init__(self, register: Path, name: str, content: bytes, language: str, *, whole: bool = False) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="coopstats-visitor-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self.name = Path(name).name
        self.language = language
        self.whole = whole
        shutil.copytree(register, self._folder / DATASET)
        file = self._folder / "file"
        file.write_bytes(content)
        self._began = time.monotonic()
        with (self._folder / "told").open("wb") as told, (self._folder / PROGRESS).open("wb") as progress:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "coopstats.cli", "import", str(file), "--into", str(self._folder / DATASET),
                 "--name", self.name, "--lang", language, "--json", "--yes", "--mark", "--progress",
                 *(["--whole"] if whole else [])],
                stdin=subprocess.DEVNULL, stdout=told, stderr=progress,
            )  # fmt: skip
        for bound, most in BOUNDS.items():
            resource.prlimit(self._process.pid, bound, (most, most))
        present.add(self)

    def running(self) -> bool:
        """Whether it is still being read; one that takes too long is stopped."""
        if self._process.poll() is None and time.monotonic() - self._began > LONGEST_WAIT:
            self.cancel()
        return self._process.poll() is None

    def read(self) -> tuple[int, int]:
        """How far it is: agreements read, and per cent of the file; 0 where a file does not tell (workbooks, archives)."""
        told = PROGRESS_LINE.findall((self._folder / PROGRESS).read_text(encoding="utf-8", errors="replace"))
        agreements, percent = told[-1] if told else (0, 0)
        return int(agreements), int(percent)

    def cancel(self) -> None:
        """Stop reading: nothing of the file stays."""
        self._process.kill()
        self._process.wait()

    def outcome(self) -> Outcome:
        """What became of the file, once it is read."""
        self._process.wait()
        told = (self._folder / "told").read_text(encoding="utf-8")
        try:
            return Outcome(json.loads(told))
        except ValueError:
            said = PROGRESS_LINE.sub("", (self._folder / PROGRESS).read_text(encoding="utf-8"))
            lines = [line for line in said.splitlines() if line]
            return Outcome({}, lines[-1] if lines and self._process.returncode == 2 else "")  # noqa: PLR2004 - not possible, and why

    def guest(self) -> Guest:
        """The register with the visitor's agreements in it, opened."""
        return Guest(self, open_store(self._folder / DATASET), self.outcome().record)


class Guest:
    """A visitor with a dataset of their own: the register and what their file adds to it. It is gone when nobody holds it."""

    def __init__(self, errand: Errand, store: Store, record: dict[str, Any]) -> None:
        self.store, self.record, self.name = store, record, errand.name
        self._errand = errand
        weakref.finalize(self, store.close)


def room() -> bool:
    """Whether one more visitor can bring a file."""
    return len(present) < MOST_GUESTS
