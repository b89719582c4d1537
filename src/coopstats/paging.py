"""Paging: of the chosen agreements a few, in the order that a reader wants, for questions that list them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from coopstats.choosing import conditions
from coopstats.searching import relevance

# The orders in which agreements can be paged through; {language} is that of the titles.
ORDERS = {
    "relevance": "{relevance} desc, agreement",
    "latest": "agreement",
    "oldest": "date nulls last, fact_id",
    "title": "icu_sort_key(title_{language}, '{language}'), fact_id",
    "partner_type": "partner_type, agreement",
    "status": "status, agreement",
    "amount": "currency nulls last, amount desc, agreement",
}


@dataclass(frozen=True)
class Page:
    """Some of the chosen agreements: `count` of them from the place `first` (counted from 0) in an order of ORDERS."""

    order: str
    first: int
    count: int
    language: str = "fr"

    def sql(self, text: str) -> str:
        """What fills `shown` with this page, `text` being what is sought. Of it, only known words and whole numbers enter the SQL."""
        order = ORDERS[self.order].format(language=self.language, relevance=relevance(text))
        head = conditions("chosen.sql")[0].replace("temp table chosen", "temp table shown")
        return f"{head}\nand agreement in (select agreement from chosen)\norder by {order} limit {self.count:d} offset {self.first:d}"


@cache
def of_page(question: str) -> str:
    """A question on `chosen`, asked of `shown`."""
    return re.sub(r"\bchosen\b", "shown", question)
