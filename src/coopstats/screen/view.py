"""What a page draws with: a title, figures, charts with all that belongs to them, tables, and the words for each.

A page cannot forget what every chart owes its reader: the sentence for those who do not see it, the selection in words,
what is unknown, its table, the agreements behind it, its SQL and the file of exactly those rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

from coopstats.charts import Figure
from coopstats.downloads import as_calendar, as_csv
from coopstats.findings import converted_lines
from coopstats.screen.reader import Reader, address, clear, close_scope, open_scope
from coopstats.screen.tables import answer_table, escaped, linked_table, listing
from coopstats.selection import Selection
from coopstats.store import Choice, Page, Store, question
from coopstats.tables import in_words

PLOTLY = {"displayModeBar": False, "responsive": True, "doubleClick": False}
ROWS_SHOWN = 12
ROWS_A_PAGE = 50
FIGURES_A_ROW = 4
CURRENCIES = ("EUR", "MAD", "USD")


class NothingToShow(Exception):  # noqa: N818 - no error: the page has said all there is to say
    """Ends a page whose selection holds no agreement."""


@cache
def beyond_territories(store: Store) -> int:
    """How many agreements are those of the State, of public bodies and of others."""
    with store.choose(Selection(scope=())) as everything:
        counts = everything.ask("filter_counts")
    return sum(
        int(n)
        for name, code, n in zip(counts["filter"], counts["code"], counts["agreements"], strict=True)
        if name == "scope" and code != "territorial"
    )


def open_view() -> View:
    """What the page that is running draws with."""
    view: View = st.session_state.view
    return view


class View:
    """One page for one reader, with the agreements they chose."""

    def __init__(self, reader: Reader, choice: Choice) -> None:
        self.reader = reader
        self.choice = choice
        self.words = reader.words
        self.selection = reader.selection
        self.say, self.say_n = reader.words.say, reader.words.say_n

    def ask(self, name: str) -> pd.DataFrame:
        """The answer to a question, in codes."""
        return self.choice.ask(name)

    def total(self) -> int:
        """How many agreements the reader chose."""
        return int(self.ask("figures").iloc[0]["agreements"])

    def heading(self, title: str) -> None:
        """The page's title: the reader's question. Nothing to show is said at once, with the way out."""
        st.title(title, anchor=False)
        self._scope_notice()
        if not self.total():
            st.info(
                self.say(
                    "Aucun accord ne répond à cette sélection : %(selection)s.",
                    selection=escaped(self.selection.sentence(self.words)),
                )
            )
            st.button(self.say("Effacer les filtres"), on_click=clear, key="clear_empty")
            raise NothingToShow

    def _scope_notice(self) -> None:
        """Say whose agreements are shown; those of the State and of public bodies are one click away."""
        if self.selection.scope not in ((), Selection.scope):
            return
        others = beyond_territories(self.reader.store)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope_notice"):
            if self.selection.scope:
                st.caption(
                    self.say_n(
                        "Accords des collectivités territoriales. %(n)s autre, de l'État ou d'établissements publics, n'est pas compté ici.",
                        "Accords des collectivités territoriales. %(n)s autres, de l'État et d'établissements publics, ne sont pas comptés ici.",
                        others,
                    ),
                    width="content",
                )
                st.button(self.say("Les montrer aussi"), on_click=open_scope, type="tertiary", key="open_scope")
            else:
                st.caption(
                    self.say("Accords de toutes les parties marocaines, État et établissements publics compris."), width="content"
                )
                st.button(
                    self.say("Collectivités territoriales seulement"), on_click=close_scope, type="tertiary", key="close_scope"
                )

    def figures(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """A row of figures: (what is counted, how many, out of what)."""
        for column, (label, value, detail) in zip(st.columns(max(len(lines), FIGURES_A_ROW)), lines, strict=False):
            with column:
                st.metric(label, value)
                st.caption(detail)

    def chart(self, title: str, draw: Callable[[pd.DataFrame], Figure], name: str, *, note: str = "") -> None:
        """A chart of the answer to a question, with everything that belongs to it. `note` is the rule of counting."""
        answer = self.ask(name)
        st.subheader(title, anchor=False)
        if answer.empty:
            st.caption(self.say("Aucune donnée pour cette sélection."))
            return
        figure = draw(answer)
        st.plotly_chart(figure.spec, config=PLOTLY, alt=f"{title}. {figure.alt}", key=f"chart_{name}")
        self.beneath(name, note)

    def money(self, title: str, lines: list[tuple[str, str, str]], *, note: str = "") -> None:
        """Amounts as figures, one a currency."""
        st.subheader(title, anchor=False)
        told = st.segmented_control(
            self.say("Montants en"),
            ["original", *CURRENCIES],
            format_func=lambda code: self.say("devises d'origine") if code == "original" else code,
            key="money",
            default="original",
            required=True,
        )
        if not lines:
            st.caption(self.say("Aucun montant engagé n'est connu pour cette sélection."))
        elif told == "original":
            self.figures(lines)
        else:
            self.figures(converted_lines(self.ask("amounts_converted"), told, self.words))
            note = self.say(
                "Converti au cours moyen de l'année de chaque accord (Banque centrale européenne ; dirham par le dollar, Banque mondiale). "
                "Sans année ou sans cours, un montant n'est pas converti."
            )
        self.beneath("amounts_by_currency" if told == "original" else "amounts_converted", note)

    def table(self, title: str, name: str, columns: Sequence[str], *, note: str = "") -> None:
        """The answer to a question as a table of some of its columns, each agreement leading to its sheet."""
        answer = self.ask(name)
        st.subheader(title, anchor=False)
        if answer.empty:
            st.caption(self.say("Rien de connu pour cette sélection."))
            return
        linked_table(self.reader, answer, columns, name)
        self.beneath(name, note)

    def calendar(self, label: str) -> None:
        """The dates of this selection as a calendar file."""
        chosen, words = self.choice, self.words

        def file() -> bytes:
            with chosen.again() as choice:
                return as_calendar(choice.ask("commitments"), choice.ask("agreements_ending"), words)

        st.download_button(label, data=file, file_name="coopstats.ics", mime="text/calendar", on_click="ignore", key="calendar")

    def latest(self, title: str, count: int = 6) -> None:
        """The agreements with the latest dates, and the way to all of them."""
        st.subheader(title, anchor=False)
        listing(self.reader, self.rows(Page("latest", 0, count)), "latest")
        st.page_link(
            self.reader_page("register/agreements"),
            label=self.say("Tous les accords de cette sélection"),
            query_params=address(self.reader),
        )

    def rows(self, page: Page) -> pd.DataFrame:
        """Some of the chosen agreements."""
        with self.choice.again(page) as some:
            return some.ask("agreements")

    def register(self) -> None:
        """All chosen agreements, a page at a time, in the order the reader picks."""
        total = self.total()
        pages = -(-total // ROWS_A_PAGE)
        state = st.session_state
        names = {
            "latest": self.say("Les plus récents d'abord"),
            "oldest": self.say("Les plus anciens d'abord"),
            "title": self.say("Par titre"),
            "partner_type": self.say("Par type de partenaire"),
            "status": self.say("Par statut"),
            "amount": self.say("Par devise et montant"),
        }
        state.order = state.get("order") if state.get("order") in names else "latest"
        with st.container(horizontal=True, vertical_alignment="bottom", key="register_bar"):
            st.selectbox(self.say("Ordre"), list(names), format_func=names.__getitem__, key="order", width=280)
            state.page = state.get("page") if str(state.get("page")) in map(str, range(1, pages + 1)) else "1"
            st.selectbox(
                self.say("Page"),
                [str(number) for number in range(1, pages + 1)],
                format_func=lambda number: self.say("%(page)s sur %(pages)s", page=int(number), pages=pages),
                key="page",
                width=160,
            )
        page = Page(state.order, (int(state.page) - 1) * ROWS_A_PAGE, ROWS_A_PAGE, self.words.language)
        listing(self.reader, self.rows(page), "register")
        self.beneath("agreements")

    def beneath(self, name: str, note: str = "") -> None:
        """The quiet line under a chart or table, and the control with its table, rows, SQL and files."""
        figures = self.ask("figures").iloc[0]
        known = self.say("%(dated)s accords datés sur %(total)s", dated=int(figures["dated"]), total=int(figures["agreements"]))
        whose = self.words.label("parties", self.choice.party) if self.choice.party else ""
        parts = [whose, self.selection.sentence(self.words), known, note]
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"beneath_{name}"):
            st.caption(" · ".join(escaped(part) for part in parts if part), width="stretch")
            with st.popover(self.say("Données"), on_change="rerun", key=f"data_{name}", type="tertiary") as box:
                if box.open:
                    self._data(name)

    def _data(self, name: str) -> None:
        """Table, rows behind, SQL and downloads of one question; made only when opened."""
        table, rows, sql = st.tabs([self.say("Tableau"), self.say("Accords"), "SQL"])
        with table:
            if name != "agreements":
                answer_table(self.ask(name), self.words)
            self.download(name, self.say("Télécharger ce tableau (CSV)"))
        with rows:
            total = self.total()
            st.markdown(self.say_n("%(n)s accord répond à cette sélection.", "%(n)s accords répondent à cette sélection.", total))
            listing(self.reader, self.rows(Page("latest", 0, ROWS_SHOWN)), f"behind_{name}")
            if not self.choice.party:
                label, register = self.say("Les voir tous dans le registre"), self.reader_page("register/agreements")
                st.page_link(register, label=label, query_params=address(self.reader))
            self.download("agreements", self.say("Télécharger ces accords (CSV)"), f"{name}_rows")
        with sql:
            st.code(question(name), language="sql")

    def reader_page(self, name: str) -> Any:
        """A page of the menu as the target of a link."""
        return st.session_state.pages[name]

    def download(self, name: str, label: str, key: str = "") -> None:
        """A button that gives exactly the rows of an answer in the reader's words; asked and made on click."""
        chosen, words = self.choice, self.words

        def file() -> bytes:
            with chosen.again() as choice:
                return as_csv(in_words(choice.ask(name), words))

        st.download_button(
            label, data=file, file_name=f"coopstats-{name}.csv", mime="text/csv", on_click="ignore", key=f"download_{key or name}"
        )
