"""What this process shows: one sound dataset, and in its place at once the next when its folder has changed.

    the_showing().store          # what is shown now
    the_showing().renew()        # look whether the folder is another by now

A new dataset is opened and checked beside the one that is shown. A sound one takes its place; one that is not is refused, the one
before stays, and the sources page says so. Whoever is being answered keeps the store that they began with: no answer mixes two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

from coopstats.checking import contract
from coopstats.folder import own_folder, version_of
from coopstats.opening import open_store
from coopstats.problems import DatasetError, Problem
from coopstats.store import Store

Trace = tuple[tuple[str, int, int, int], ...]
"""Of each file of a dataset its path, its number in the file system, its time and its size."""


@dataclass(frozen=True)
class Refusal:
    """A dataset that is not shown: since when, and why. Without problems the machine could not open it."""

    since: datetime
    problems: tuple[Problem, ...]


class Showing:
    """The dataset of one folder, as it is shown. Raises DatasetError when there is no sound one to begin with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refusal: Refusal | None = None
        self._seen = self._moving = trace_of(folder)
        self.store = open_store(folder)
        self._turn = Lock()

    def renew(self) -> bool:
        """Whether another dataset is shown from now on. A folder that is still being changed waits until two looks see the same."""
        with self._turn:
            trace = trace_of(self.folder)
            before, self._moving = self._moving, trace
            if self._seen == trace or trace != before:
                return False
            self._seen = trace
            return self._open()

    def _open(self) -> bool:
        if version_of(self.folder) == self.store.version:
            self.refusal = None
            return False
        try:
            store = open_store(self.folder)
        except DatasetError as error:
            self.refusal = Refusal(datetime.now().astimezone(), tuple(error.problems))
        except Exception:  # noqa: BLE001 - whatever keeps a dataset from being opened, memory or disk: what is shown goes on
            self.refusal = Refusal(datetime.now().astimezone(), ())
        else:
            self.store, self.refusal = store, None
            return True
        return False


def trace_of(folder: Path) -> Trace:
    """What tells that a file of a dataset may have changed, without reading any."""
    found = []
    for path in (folder / table["path"] for table in contract()):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@cache
def the_showing() -> Showing:
    """What this process shows."""
    return Showing(own_folder())


def the_store() -> Store:
    """The dataset that is shown now."""
    return the_showing().store
