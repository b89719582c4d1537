"""How names are compared: their words, folded as the search box folds them, without articles; and how they become codes."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

from coopstats.searching import WORD, folded

# Words that stand between a level and a name and mean nothing by themselves.
BETWEEN = {"de", "du", "des", "d", "la", "le", "l", "les", "of", "the"}
ARTICLE = re.compile(r"^ال(?=[ء-ي]{2,})")


@cache
def levels() -> dict[str, tuple[str, ...]]:
    """Kind of authority → the words by which texts name that level, as `key` compares them, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    with resources.files("coopstats.imports").joinpath("levels.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["kind"]].append(key(row["wording"]))
    return {kind: tuple(sorted(set(wordings), key=len, reverse=True)) for kind, wordings in found.items()}


@lru_cache(maxsize=5_000)
def key(text: str) -> str:
    """A name as names are compared: its words, folded, without articles."""
    return " ".join(ARTICLE.sub("", word) for word in WORD.findall(folded(text.replace("_", " "))) if word not in BETWEEN)


def slug(text: str) -> str:
    """A name as a code: small Latin letters, digits and hyphens; what is written in other letters gives nothing."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(text)))


def host(address: str) -> str:
    """The host of a page."""
    return urlsplit(address).netloc.lower()
