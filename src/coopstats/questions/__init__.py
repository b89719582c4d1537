"""The questions, one SQL file each in this folder, and what each of them is asked of: read from its text alone."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def questions() -> dict[str, str]:
    """Every question: name → SQL on `chosen`. The first line of each is the question in English."""
    folder = resources.files("coopstats.questions")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in files}


def question(name: str) -> str:
    """The SQL of a question; a wrong name raises KeyError with the names there are."""
    if name not in questions():
        raise KeyError(f"no question is called {name!r}; there are: {', '.join(questions())}")
    return questions()[name]


def on_programmes(name: str) -> bool:
    """Whether a question stands on the chosen programmes; all others stand on the chosen agreements."""
    return "chosen_programme" in question(name)


@cache
def stands_around(name: str) -> bool:
    """Whether a question asks of the centre, or of what lies around it."""
    return re.search(r"\b(from|join) (centre|around)\b", question(name)) is not None


@cache
def counts_values(name: str) -> bool:
    """Whether a question asks of `value_count` instead of `chosen`: values of filters among what all other filters let through."""
    return re.search(r"\bfrom value_count\b", question(name)) is not None


@cache
def looks_through_lens(name: str) -> bool:
    """Whether a question asks of priorities; the answers to all others stay when the lens changes."""
    return re.search(r"\b(from|join) (lens|touched)\b", question(name)) is not None


@cache
def is_about_project(name: str) -> bool:
    """Whether a question asks of the reader's project; the answers to all others on agreements stay whatever is wished."""
    return re.search(r"\b(from|join) (project|nearby|aimed|working|alongside)\b", question(name)) is not None


@cache
def watches(name: str) -> bool:
    """Whether a question asks what changed since a day; the answers to all others stay when that day does not."""
    return "since_then(" in question(name)
