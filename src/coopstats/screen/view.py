"""What a page draws with: a title, figures, charts with all that belongs to them, tables, and the words for each.

A page cannot forget what every chart owes its reader: the sentence for those who do not see it, the selection in words,
what is unknown, its table, the agreements behind it, its SQL and the file of exactly those rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from coopstats.asking import Choice
from coopstats.charts import Figure, on_one_scale
from coopstats.downloads import Event, as_calendar
from coopstats.headlines import converted_lines, money_lines
from coopstats.paging import Page
from coopstats.screen.beneath import NOTHING_DRAWN, beneath
from coopstats.screen.drawing import places, plot
from coopstats.screen.reader import Reader, address, clear
from coopstats.screen.scope import scope_notice
from coopstats.screen.tables import escaped, linked_table, listing
from coopstats.screen.take import Drawn
from coopstats.screen.tried import tried
from coopstats.sentence import sentence
from coopstats.tables import beside
from coopstats.words import Words

FIGURES_A_ROW = 4
CURRENCIES = ("EUR", "MAD", "USD")
WORD_JOINER = "\u2060"


Ask = Callable[[str], pd.DataFrame]
"""A question goes in, its answer for one selection comes out."""
Told = Callable[[Ask], str]
"""A title that is computed of answers."""
Line = tuple[str, str, str]
"""A figure at the head of a page: what is counted, how many, out of what."""


class NothingToShow(Exception):  # noqa: N818 - no error: the page has said all there is to say
    """Ends a page whose selection holds no agreement."""


def open_view() -> View:
    """What the page that is running draws with."""
    view: View = st.session_state.view
    return view


class View:
    """One page for one reader, with the agreements they chose, and those they compare them with."""

    def __init__(self, reader: Reader, choice: Choice, other: Choice | None = None) -> None:
        self.reader = reader
        self.choice = choice
        self.choices = [choice] if other is None else [choice, other]
        self.words = reader.words
        self.selection = reader.selection
        self.say, self.say_n = reader.words.say, reader.words.say_n

    def ask(self, name: str) -> pd.DataFrame:
        """The answer to a question, in codes."""
        return self.choice.ask(name)

    def total(self) -> int:
        """How many agreements the reader chose."""
        return int(self.ask("agreements_dated").iloc[0]["agreements"])

    def heading(self, title: str) -> None:
        """The page's title: the reader's question. Nothing to show is said at once, with the way out."""
        # No line of a title ends in the hyphen of « recouvrent-ils ».
        st.title(title.replace("-", f"-{WORD_JOINER}"), anchor=False)
        scope_notice(self.reader)
        if not self.total():
            st.info(
                self.say(
                    "Aucun accord ne répond à cette sélection : %(selection)s.",
                    selection=escaped(sentence(self.selection, self.words)),
                )
            )
            tried(self.reader)
            st.button(self.say("Effacer les filtres"), on_click=clear, key="clear_empty")
            raise NothingToShow

    def tell(self, told: Told) -> None:
        """A finding in plain sentences."""
        st.markdown(escaped(told(self.ask)))

    def figures(self, tell: Callable[[Ask], Sequence[Line]]) -> None:
        """A row of figures; those of the selection to compare with stand beneath them."""
        lines, *others = [tell(choice.ask) for choice in self.choices]
        for number, column in zip(range(len(lines)), st.columns(max(len(lines), FIGURES_A_ROW)), strict=False):
            label, value, detail = lines[number]
            with column:
                st.metric(label, value)
                st.caption(detail)
                for other in others:
                    st.caption(self.say("à côté : %(value)s", value=other[number][1] if number < len(other) else "—"))

    def chart(self, title: str | Told, draw: Callable[[pd.DataFrame], Figure], name: str, *, note: str = "") -> None:
        """A chart of the answer to a question, with everything that belongs to it. `note` is the rule of counting.

        When two selections are compared there are two charts, with the same rows on the same scale.
        """
        answers = [choice.ask(name) for choice in self.choices]
        titles = [title(choice.ask) if callable(title) else title for choice in self.choices]
        if all(answer.empty for answer in answers):
            st.header(escaped(titles[0]), anchor=False)
            st.caption(self.say("Aucune donnée pour cette sélection."))
            return
        drawn = [draw(answer) for answer in (beside(*answers) if len(answers) > 1 else answers)]
        on_one_scale(drawn)
        for number, place in enumerate(places(len(drawn))):
            with place:
                st.header(escaped(titles[number]), anchor=False)
                if len(drawn) > 1:
                    st.caption(escaped(sentence(self.choices[number].selection, self.words)))
                plot(drawn[number], titles[number], f"chart_{name}_{number}")
        self.beneath(name, note, dict(enumerate(zip(titles, drawn, strict=True))))

    def money(self, title: str, *, note: str = "") -> None:
        """Amounts as figures, one a currency."""
        st.header(escaped(title), anchor=False)
        told = st.segmented_control(
            self.say("Montants en"),
            ["original", *CURRENCIES],
            format_func=lambda code: self.say("devises d'origine") if code == "original" else code,
            key="money",
            default="original",
            required=True,
        )
        if not money_lines(self.ask("amounts_by_currency"), self.words):
            st.caption(self.say("Aucun montant engagé n'est connu pour cette sélection."))
        elif told == "original":
            self.figures(lambda ask: money_lines(ask("amounts_by_currency"), self.words))
        else:
            self.figures(lambda ask: converted_lines(ask("amounts_converted"), told, self.words))
            note = self.say(
                "Converti au cours moyen de l'année de chaque accord (Banque centrale européenne ; dirham par le dollar, Banque mondiale). "
                "Sans année ou sans cours, un montant n'est pas converti."
            )
        self.beneath("amounts_by_currency" if told == "original" else "amounts_converted", note)

    def table(self, title: str, name: str, columns: Sequence[str], *, note: str = "") -> None:
        """The answer to a question as a table of some of its columns, each agreement leading to its sheet."""
        answer = self.ask(name)
        st.header(escaped(title), anchor=False)
        if answer.empty:
            st.caption(self.say("Rien de connu pour cette sélection."))
            return
        linked_table(self.reader, answer, columns, name)
        self.beneath(name, note)

    def calendar(self, label: str, events: Callable[[Choice, Words], list[Event]]) -> None:
        """The dates of this selection as a calendar file."""
        chosen, words = self.choice, self.words

        def file() -> bytes:
            with chosen.again() as choice:
                return as_calendar(events(choice, words))

        st.download_button(label, data=file, file_name="coopstats.ics", mime="text/calendar", on_click="ignore", key="calendar")

    def latest(self, title: str, count: int = 6) -> None:
        """The agreements with the latest dates, and the way to all of them."""
        st.header(escaped(title), anchor=False)
        listing(self.reader, self.rows(Page("latest", 0, count)), "latest")
        st.page_link(
            self.reader_page("register/agreements"),
            label=self.say("Tous les accords de cette sélection"),
            query_params=address(self.reader),
        )

    def rows(self, page: Page) -> pd.DataFrame:
        """Some of the chosen agreements."""
        return self.choice.ask("agreements", page)

    def beneath(self, name: str, note: str = "", drawn: Drawn = NOTHING_DRAWN) -> None:
        """The quiet line under a chart or table, and the control with its table, rows, SQL, files and pictures."""
        beneath(self, name, note, drawn)

    def reader_page(self, name: str) -> Any:
        """A page of the menu as the target of a link."""
        return st.session_state.pages[name]
