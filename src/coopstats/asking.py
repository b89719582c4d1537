"""Asking: what the reader chose becomes a temporary table, `chosen` of agreements or `chosen_programme`, and a question is one SQL text on it.

A party that is named stands in the `centre` of the answers: then `chosen` holds its agreements, `around` all of the selection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from coopstats.choosing import centre_sql, chosen_sql, project_sql
from coopstats.lens import Lens
from coopstats.paging import Page, of_page
from coopstats.questions import (
    counts_values,
    is_about_project,
    looks_through_lens,
    on_programmes,
    question,
    stands_around,
    watches,
)
from coopstats.searching import in_text, in_words
from coopstats.selection import PROGRAMME_FILTERS, Selection
from coopstats.tables import frame
from coopstats.wish import Wish

if TYPE_CHECKING:
    from coopstats.store import Store

# How many rows are held at once of an answer that is given in parts.
ROWS_OF_PART = 5_000

Asked = tuple[str, Page | None]
"""A question, and the page of the register that it is asked for."""


class Choice:
    """The agreements of one selection, ready for questions. Close it, or use it in a `with`.

    What was asked under the same `habit` the last time is asked ahead, while the caller does something else.
    """

    def __init__(
        self,
        store: Store,
        selection: Selection,
        agreement: str | None,
        party: str | None,
        habit: str | None,
        wish: Wish,
        lens: Lens | None,
        counted: frozenset[str],
    ) -> None:
        self.selection = selection
        self.party = party
        self.wish = wish
        self.lens = lens
        self.counted = counted
        # Answers on programmes are kept whatever the filters are that programmes cannot answer.
        self._of_programmes = Selection(**{name: getattr(selection, name) for name in PROGRAMME_FILTERS})
        self._store = store
        self._agreement = agreement
        self._habit = habit
        self._asked: list[Asked] = []
        self._cursors: dict[str, Any] = {}
        self._laid: set[tuple[Any, str]] = set()
        self._turn = Lock()
        self._left = False
        if habit in store.habits:
            store.workers.submit(self._ask_ahead, store.habits[habit])

    def ask(self, name: str, page: Page | None = None) -> pd.DataFrame:
        """The answer to a question: a table of codes and figures, one row a thing, in the order that the question gives.

        With `page` it is the answer for these few of the chosen agreements.
        """
        if (name, page) not in self._asked:
            self._asked.append((name, page))
        with self._turn:
            return self._answer(name, page).copy(deep=False)

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """The same, so many rows at a time and at least one part, for what is too long to be held; none of it is kept."""
        with self.again() as alone:
            result = alone.result(name)
            rows = result.fetchmany(ROWS_OF_PART)
            while True:
                yield frame(rows, result.description)
                rows = result.fetchmany(ROWS_OF_PART)
                if not rows:
                    return

    def names(self) -> list[str]:
        """The questions asked so far."""
        return [name for name, _ in self._asked]

    def _ask_ahead(self, asked: list[Asked]) -> None:
        for name, page in asked:
            with self._turn:
                if self._left:
                    return
                self._answer(name, page)

    def _answer(self, name: str, page: Page | None) -> pd.DataFrame:
        programmes = on_programmes(name)
        beside: object = self.lens if looks_through_lens(name) else self.wish.since if watches(name) else None
        beside = self.wish.project() if is_about_project(name) else self.counted if counts_values(name) else beside
        key = (
            (name, self._of_programmes, self.wish, page)
            if programmes
            else (name, self.selection, self._agreement, self.party, page, beside)
        )
        answer = self._store.kept(key)
        if answer is None:
            result = self.result(name, page)
            answer = frame(result.fetchall(), result.description)
            self._store.keep(key, answer)
        return answer

    def result(self, name: str, page: Page | None = None) -> Any:
        """The cursor from which the rows of an answer are fetched, before anything else is asked."""
        cursor = self._chosen_programmes() if on_programmes(name) else self._counted() if counts_values(name) else self._chosen()
        self._lay(name, cursor)
        self._store.wait_for(question(name))
        if page is None:
            return cursor.execute(question(name))
        _, _, parameters = self._asked_of_agreements()
        few = page.sql(self.selection.text)
        cursor.execute(few, {name: value for name, value in parameters.items() if f"${name}" in few}).fetchall()
        return cursor.execute(of_page(question(name)))

    def _lay(self, name: str, cursor: Any) -> None:
        """Make what a question needs beside the choice, once for each cursor."""
        for what, statements in self._beside(name):
            if (cursor, what) not in self._laid:
                for statement, parameters in statements:
                    self._store.wait_for(statement)
                    cursor.execute(statement, parameters).fetchall()
                self._laid.add((cursor, what))

    def _beside(self, name: str) -> Iterator[tuple[str, Iterable[tuple[str, dict[str, Any]]]]]:
        if stands_around(name) and self.party is None:
            yield "centre", ((statement, {}) for statement in centre_sql(named=False))
        if looks_through_lens(name) and self.lens is not None:
            yield "lens", self.lens.statements()
        if watches(name):
            yield "watch", self.wish.statements()
        if is_about_project(name):
            wished = self.wish.parameters()
            yield (
                "project",
                ((statement, {k: v for k, v in wished.items() if f"${k}" in statement}) for statement in project_sql()),
            )

    def _chosen(self) -> Any:
        if "chosen" not in self._cursors:
            cursor = self._store.cursor()
            for statement, parameters in self._making():
                self._store.wait_for(statement)
                cursor.execute(statement, parameters).fetchall()
            self._cursors["chosen"] = cursor
        return self._cursors["chosen"]

    def _making(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each statement with its parameters: `chosen`, and when a party is named what stands around it."""
        filters, text, parameters = self._asked_of_agreements()
        yield chosen_sql("chosen.sql", filters, text) + "order by agreement", parameters
        named = {"party": self.party}
        for statement in centre_sql(named=True) if self.party is not None else ():
            yield statement, named if "$party" in statement else {}

    def _asked_of_agreements(self, *, party: bool = False) -> tuple[frozenset[str], str, dict[str, Any]]:
        """The filters that are set, the condition of what is sought, and the parameters of both."""
        asked = self.selection.parameters() | ({"agreement": self._agreement} if self._agreement else {})
        text, sought = self._store.sought(asked.pop("text", ""), in_words)
        asked |= {"party": self.party} if party else {}
        return frozenset(asked) | ({"text"} if sought else set()), text, asked | sought

    def _counted(self) -> Any:
        if "counted" not in self._cursors:
            filters, text, parameters = self._asked_of_agreements(party=self.party is not None)
            cursor = self._store.cursor()
            for statement in self._store.counting(filters, text, self.counted):
                self._store.wait_for(statement)
                cursor.execute(
                    statement, {name: value for name, value in parameters.items() if f"${name}" in statement}
                ).fetchall()
            self._cursors["counted"] = cursor
        return self._cursors["counted"]

    def _chosen_programmes(self) -> Any:
        if "programmes" not in self._cursors:
            asked = self.selection.parameters() | {name: value for name, value in self.wish.parameters().items() if value}
            text, sought = self._store.sought(asked.pop("text", ""), in_text)
            sql = chosen_sql("chosen_programmes.sql", frozenset(asked) | ({"text"} if sought else set()), text)
            asked = self.wish.parameters() | asked | sought
            self._store.wait_for(sql)
            cursor = self._store.cursor()
            cursor.execute(sql, {name: value for name, value in asked.items() if f"${name}" in sql}).fetchall()
            self._cursors["programmes"] = cursor
        return self._cursors["programmes"]

    def again(self) -> Choice:
        """The same agreements on cursors of their own."""
        return Choice(self._store, self.selection, self._agreement, self.party, None, self.wish, self.lens, self.counted)

    def close(self) -> None:
        """Let go of the temporary tables; a later question makes them again."""
        self._left = True
        if self._habit is not None:
            self._store.habits[self._habit] = self._asked
        with self._turn:
            self._laid.clear()
            while self._cursors:
                self._cursors.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
