"""What is to be taken along, before any format: which tables, in which words, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from coopstats.asking import Choice
from coopstats.questions import on_programmes
from coopstats.sentence import sentence
from coopstats.store import Store
from coopstats.tables import in_words
from coopstats.words import SOURCE_LANGUAGE, Words

Files = dict[str, bytes]
"""The ending that a file adds to a name → its bytes; the main file stands first."""
Pieces = Iterator[tuple[str, Iterable[bytes]]]
"""The same file by file, each in parts that are made when they are asked for, before the next file is."""

# The whole register: the tables of the chosen agreements, by the questions that give them.
REGISTER = {
    "agreements": "register_agreements",
    "parties": "register_parties",
    "sectors": "register_sectors",
    "sdgs": "register_sdgs",
    "sources": "register_sources",
    "commitments": "register_commitments",
    "claims": "register_claims",
}


@dataclass(frozen=True)
class Asked:
    """The chosen agreements to be taken along, or the answer to one `question` on them.

    Without a language cells are codes and columns their names in the data; what is said about them is then said in French.
    `mark` puts a byte order mark before a CSV. `link` is the address of the page they were chosen on, where there is one.
    `assume` lets IATI take signed acts without a known end for running; see iati.py.
    """

    store: Store
    choice: Choice
    language: str = ""
    question: str = ""
    mark: bool = False
    link: str = ""
    assume: bool = False

    @cached_property
    def words(self) -> Words:
        """The words in which things are told."""
        language = self.language or SOURCE_LANGUAGE
        return Words(language, self.store.labels(language))

    def names(self) -> dict[str, str]:
        """The tables to take along: name → question."""
        return {self.question: self.question} if self.question else REGISTER

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by their names, in words when a language was asked for."""
        return {name: self.told(self.choice.ask(question)) for name, question in self.names().items()}

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """One of the tables, some rows at a time; the whole of an answer that was asked for by itself, for that may be kept."""
        answers = iter([self.choice.ask(name)]) if self.question else self.choice.parts(REGISTER[name])
        return map(self.told, answers)

    def told(self, answer: pd.DataFrame) -> pd.DataFrame:
        """An answer, in words when a language was asked for."""
        return in_words(answer, self.words) if self.language else answer

    def title(self, name: str) -> str:
        """What a table is called in front of readers."""
        say = self.words.say
        titles = {
            "agreements": say("Accords"),
            "parties": say("Parties"),
            "sectors": say("Secteurs"),
            "sdgs": say("Objectifs de développement durable"),
            "sources": say("Sources"),
            "commitments": say("Engagements"),
            "claims": say("Constats"),
        }
        return titles.get(name, say("Tableau"))

    def selection(self) -> str:
        """The selection in words."""
        if self.question and on_programmes(self.question):
            return self.choice.wish.sentence(self.choice.selection, self.words)
        told = sentence(self.choice.selection, self.words)
        return self.words.pair(self.words.label("parties", self.choice.party), told) if self.choice.party else told

    def about(self) -> dict[str, str]:
        """What every file that can says of itself: selection, link, version, licence."""
        return {
            "selection": self.selection(),
            "query": self.choice.selection.query(),
            "version": self.store.version,
            "licence": self.words.say("Titres, résumés et notes : CC BY 4.0. Les faits sont ceux des pages citées."),
        }

    def addresses(self) -> list[str]:
        """The pages that the chosen agreements rest on, those with most of them first."""
        return list(self.choice.ask("sources")["address"])
