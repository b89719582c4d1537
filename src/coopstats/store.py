"""A store: an opened dataset in memory, in which a selection becomes `chosen`, and a question an answer.

    store = open_store(Path("data"))          # raises DatasetError with every problem of the folder
    with store.choose(Selection()) as chosen:
        table = chosen.ask("agreements_by_sector")

One connection serves the process; each `Choice` works on its own cursor, because two statements at once on one connection
refuse each other, and a temporary table is private to its cursor. Answers are kept for the selections asked last.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

import pandas as pd

from coopstats.asking import Asked, Choice
from coopstats.choosing import EVERY_FILTER, counting_sql
from coopstats.compressing import compress
from coopstats.folder import version_of
from coopstats.lens import Lens
from coopstats.loading import forget_texts
from coopstats.once import once
from coopstats.outlines import Outline
from coopstats.searching import Holds, condition
from coopstats.selection import CODED, Selection
from coopstats.wish import WISHED, Wish

KEPT_ANSWERS = 512
LARGEST_KEPT_ROWS = 5_000
# What is made once the store is open, while the first page is drawn: each may need what stands before it.
LATER = ("filters.sql", "follow_up.sql", "programmes.sql", "exchange.sql", "afterwards.sql", "searching.sql")
# Of these, what is made of the raw tables: when the last of them is, those are dropped.
OF_TEXTS = ("follow_up.sql", "programmes.sql")
NO_WISH = Wish()
# The lists that a link can name; one of which the dataset has nothing yet is empty.
LISTS = (*(CODED | WISHED).values(), "programmes", "events")

Counts = dict[str, dict[str, int]]
"""Filter → code → number of agreements; `year` stands for both filters of years."""


class Store:
    """A checked dataset in memory; see `open_store` in opening.py."""

    def __init__(self, connection: Any, folder: Path, *, large: bool = False) -> None:
        self.folder = folder
        self.version = version_of(folder)
        self.workers = ThreadPoolExecutor(2, thread_name_prefix="ahead")
        self.made: dict[tuple[object, ...], Any] = {}
        self.habits: dict[str | None, list[Asked]] = {}
        self._connection = connection
        self._answers: OrderedDict[tuple[object, ...], pd.DataFrame] = OrderedDict()
        self._lock = Lock()
        self._later: dict[str, Future[None]] = {}
        for statements in LATER:
            self._later[statements] = self.workers.submit(self._make, statements)
        self._compressed = self.workers.submit(self._compress) if large else None

    def choose(
        self,
        selection: Selection,
        agreement: str | None = None,
        party: str | None = None,
        habit: str | None = None,
        wish: Wish = NO_WISH,
        lens: Lens | None = None,
        counted: Iterable[str] = EVERY_FILTER,
    ) -> Choice:
        """The agreements of a selection, and the programmes of selection and wish.

        With `agreement` it is the one of this `fact_id`, with `party` those of this party. For `habit` see `Choice`, for `lens` see `Lens`;
        `counted` are the filters whose values are counted when they are asked for.
        """
        return Choice(self, selection, agreement, party, habit, wish, lens, frozenset(counted))

    def counts(self, selection: Selection, filters: Iterable[str] = EVERY_FILTER) -> Counts:
        """How many agreements each value of each of some filters holds, among those that the other filters let through."""
        found: Counts = {}
        with self.choose(selection, counted=filters) as chosen:
            for name, code, n in chosen.ask("filter_counts").itertuples(index=False):
                found.setdefault(name, {})[code] = int(n)
        return found

    @once
    def size(self) -> int:
        """How many agreements there are."""
        return int(self.cursor().execute("select count(*) from agreement").fetchall()[0][0])

    @once
    def labels(self, language: str) -> dict[tuple[str, str], str]:
        """The name of every code in one language: (code list, code) → text."""
        rows = self.cursor().execute("select list, code, fr, ar, en from label").fetchall()
        column = ("fr", "ar", "en").index(language) + 2
        return {(row[0], row[1]): row[column] for row in rows}

    @once
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of every list, in the list's own order."""
        found: dict[str, list[str]] = {name: [] for name in LISTS}
        for name, code in self.cursor().execute("select list, code from label order by list, position").fetchall():
            found.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    @once
    def outlines(self) -> dict[str, Outline]:
        """The outline of every region, province and prefecture that has one."""
        rings: dict[str, list[tuple[list[float], list[float]]]] = {}
        drawn = "select place, longitudes, latitudes from outline order by place, ring"
        self.wait_for(drawn)
        for place, longitudes, latitudes in self.cursor().execute(drawn).fetchall():
            rings.setdefault(place, []).append((longitudes, latitudes))
        return {place: Outline(place, tuple(parts)) for place, parts in rings.items()}

    def _make(self, statements: str) -> None:
        sql = resources.files("coopstats").joinpath(statements).read_text(encoding="utf-8")
        self._wait(*(name for name in LATER[: LATER.index(statements)] if name in made_later(sql)))
        with self.cursor() as cursor:
            cursor.execute(sql)
            if statements == OF_TEXTS[-1]:
                self._wait(*OF_TEXTS[:-1])
                forget_texts(cursor)

    def _compress(self) -> None:
        self._wait(*self._later)
        with self.cursor() as cursor:
            compress(cursor)

    def whole(self) -> bool:
        """Whether all has been made that is made after opening."""
        return all(made.done() for made in self._later.values())

    def wait_for(self, sql: str) -> None:
        """Wait until all that a statement names has been made."""
        self._wait(*made_later(sql))

    def wait_for_all(self) -> None:
        """Wait until every table has been made, and lies where it will stay."""
        self._wait(*self._later)
        if self._compressed:
            self._compressed.result()

    def _wait(self, *names: str) -> None:
        for statements in names:
            self._later[statements].result()

    def counting(self, filters: frozenset[str], text: str, counted: frozenset[str]) -> list[str]:
        """The statements that count the values of some filters; see choosing.py."""
        return counting_sql(filters, text, counted, self.size())

    def sought(self, text: str, holds: Holds) -> tuple[str, dict[str, str]]:
        """The condition that finds a text, and its parameters; see searching.py."""
        told, parameters = condition(text, holds)
        self.wait_for(told)
        return told, parameters

    def places_named(self, text: str) -> list[tuple[str, str, str | None, str]]:
        """Places that bear a name, the largest first, five at most: (place, level, its province or prefecture, its region)."""
        found = """select place, level, if(level = 'region', null, province), region
                   from place join place_search using (place) where contains(search, sought($text)) order by population_2024 desc nulls last, place limit 5"""
        self.wait_for(found)
        places: list[tuple[str, str, str | None, str]] = self.cursor().execute(found, {"text": text}).fetchall()
        return places

    def place_name(self, place: str, language: str) -> str:
        """The name of a place in one language."""
        names = self.cursor().execute("select name_fr, name_ar, name_en from place where place = $place", {"place": place})
        return str(names.fetchall()[0][("fr", "ar", "en").index(language)])

    @once
    def territories(self) -> dict[str, tuple[str, str | None]]:
        """Every territory: its level, and the authority that is a party of the dataset, or None."""
        rows = self.cursor().execute("select place, place.level, party from place left join territory using (place)").fetchall()
        return {place: (level, party) for place, level, party in rows}

    def cursor(self) -> Any:
        """A connection of one's own to the same tables."""
        return self._connection.cursor()

    def close(self) -> None:
        """Give back what the store holds; it answers no more."""
        self.workers.shutdown(cancel_futures=True)
        self._connection.close()

    def kept(self, key: tuple[object, ...]) -> pd.DataFrame | None:
        """An answer given lately, or None."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: tuple[object, ...], answer: pd.DataFrame) -> None:
        """Remember an answer; the longest unused makes room, and a very long one is not kept."""
        if len(answer) > LARGEST_KEPT_ROWS:
            return
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)


@cache
def made_later(sql: str) -> list[str]:
    """The files of LATER that make something which a statement names."""
    told = re.sub("--.*", "", sql)
    return [statements for statements in LATER if things_made(statements).search(told)]


@cache
def things_made(statements: str) -> re.Pattern[str]:
    """What a file makes: any of their names."""
    text = resources.files("coopstats").joinpath(statements).read_text(encoding="utf-8")
    names = re.findall(r"^create (?:table|macro|type|view) (\w+)", text, flags=re.MULTILINE)
    return re.compile(rf"\b({'|'.join(names)})\b")
