"""A file taken into a dataset folder: read, shown, then taken whole or not at all.

    with propose(file, "registre.xlsx", folder) as proposal:
        proposal.plan                   # what it would do, and every problem
        proposal.take()                 # the folder is the new one from one instant to the next

The new dataset is made beside the old and put in its place by one exchange of names, so that whoever is stopped at any instant
leaves the old one or the new one, whole.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from coopstats.checking import Query, column_names, contract
from coopstats.folder import version_of
from coopstats.imports.activities import drafts_of_activities
from coopstats.imports.drafts import Reading
from coopstats.imports.exchange import exchange
from coopstats.imports.known import Known
from coopstats.imports.merging import Plan, plan
from coopstats.imports.papers import papers
from coopstats.imports.sheets import drafts_of_sheets
from coopstats.imports.spool import taken_tables, text, write_down
from coopstats.imports.stream import is_xml
from coopstats.texts import open_texts
from coopstats.words import LANGUAGES


class FolderChangedError(RuntimeError):
    """The dataset is no longer the one that the file was compared with."""


@dataclass(frozen=True)
class Proposal:
    """What a file would do to a dataset, before anything is done."""

    plan: Plan
    folder: Path
    version: str
    query: Query

    def touched(self, most: int = 200) -> list[tuple[str, str, str, str, str]]:
        """The agreements that would be other: (fact_id, added, changed or deleted, its title in French, Arabic and English)."""
        return self.query(f"""
            select distinct fact_id,
                   case when new.fact_id is null then 'deleted' when old.fact_id is null then 'added' else 'changed' end,
                   {", ".join(f"coalesce(new.title_{language}, old.title_{language})" for language in LANGUAGES)}
            from change
            left join raw_agreements new using (fact_id)
            left join old_agreements old using (fact_id)
            where fact_id is not null
            order by all
            limit {most}""")

    def changes(self, most: int = 200) -> list[tuple[str, str, str, str, str | None, str | None]]:
        """Rows and cells of known agreements that would be other: (fact_id, table, item, field, before, after).

        A row that comes or goes has no field, and its key before or after.
        """
        return self.query(f"""
            select change.* from change
            join raw_agreements using (fact_id)
            join old_agreements using (fact_id)
            order by fact_id, "table", item, field
            limit {most}""")

    def take(self, *, mark: bool = False) -> None:
        """Put the new dataset in the place of the old. Raises FolderChangedError when somebody else changed that meanwhile.

        With `mark`, contributions.csv names the agreements that the file added or changed.
        """
        if mark:
            self.query("""insert into raw_contributions (fact_id, line, position)
                          select fact_id, row_number() over () + 1e12, row_number() over () + 1e12
                          from (select distinct fact_id from change join raw_agreements using (fact_id) order by fact_id)
                          where fact_id not in (select fact_id from raw_contributions)""")
        name = f".{self.folder.name}.import-"
        with alone(self.folder):
            # Whoever was stopped left theirs lying: nobody else is at it while the lock is ours.
            for left in self.folder.parent.glob(f"{escape(name)}*"):
                shutil.rmtree(left, ignore_errors=True)
            if version_of(self.folder) != self.version:
                raise FolderChangedError(self.folder)
            self._exchange(name)

    def _exchange(self, name: str) -> None:
        """Make the new dataset in a folder of this name and more, and let it change places with the old."""
        with tempfile.TemporaryDirectory(prefix=name, dir=self.folder.parent) as beside:
            made = Path(beside) / "new"
            shutil.copytree(self.folder, made, copy_function=linked)
            for table in (table for table in contract() if table["name"] in taken_tables()):
                write_table(self.query, table["name"], made / table["path"])
            exchange(made, self.folder)


def linked(old: str, new: str) -> None:
    """A file that stays as it is stands in both folders, already on disk; where the file system cannot do that, a copy."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def write_table(query: Query, name: str, path: Path) -> None:
    """Write a table as it would be, when it would be other than before: in the order of columns and rows that it has."""
    ((same,),) = query(f"""select count(*) = 0 from (
                               from (select * exclude (line, position) from raw_{name} except select * exclude (line) from old_{name})
                               union all
                               from (select * exclude (line) from old_{name} except select * exclude (line, position) from raw_{name}))""")
    if same:
        return
    columns = column_names(next(table["schema"] for table in contract() if table["name"] == name))
    if path.exists():
        with path.open(encoding="utf-8-sig") as lines:
            columns = lines.readline().strip().split(",")
    listed = ", ".join(f'"{column}"' for column in columns)
    path.unlink(missing_ok=True)
    query(f"""copy (select {listed} from raw_{name} order by position) to {text(str(path))}
              (format csv, header true, delimiter ',', quote '"', escape '"', nullstr '')""")
    with path.open("rb") as written:
        os.fsync(written.fileno())


class Progress:
    """How far a file is read: so many agreements, and so many per cent of its bytes, where that is known; told when either moves on."""

    def __init__(self, size: int, told: Callable[[int, int], None]) -> None:
        self._size, self._told = max(size, 1), told
        self._agreements = self._percent = 0

    def agreements(self, number: int) -> None:
        """So many agreements were read."""
        self._agreements = number
        self._told(self._agreements, self._percent)

    def bytes(self, number: int) -> None:
        """So many bytes were read."""
        percent = min(100, 100 * number // self._size)
        if percent != self._percent:
            self._percent = percent
            self._told(self._agreements, self._percent)


@contextmanager
def propose(file: Path, name: str, folder: Path, told: Callable[[int, int], None] = lambda *_: None) -> Iterator[Proposal]:
    """Read a file, called `name` by its owner, and compare it with a dataset. `told` hears how far the reading is, as `Progress` says.

    Raises DatasetError when the dataset itself is not sound.
    """
    folder = folder.resolve()
    version = version_of(folder)
    progress = Progress(file.stat().st_size, told)
    with tempfile.TemporaryDirectory(prefix="coopstats-") as scratch:
        spool = Path(scratch) / "spool"
        spool.mkdir()
        with open_texts(folder, Path(scratch)) as query:
            known = Known(query)
            written: dict[tuple[str, str], str] = {}
            found = write_down(reading(file, name, known, written, progress), spool, progress.agreements)
            yield Proposal(plan(query, spool, found, written), folder, version, query)


def reading(file: Path, name: str, known: Known, written: dict[tuple[str, str], str], progress: Progress) -> Reading:
    """The drafts and problems of a file, whichever kind it is."""
    if is_xml(file):
        with file.open("rb") as opened:
            yield from drafts_of_activities(opened, name, known, progress.bytes)
    else:
        yield from drafts_of_sheets(papers(file, name, progress.bytes), known, written)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep others from changing the same folder meanwhile."""
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
