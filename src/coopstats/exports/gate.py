"""The gate report of a format: what it could not hold, what had to be derived, what is still to be filled in, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from coopstats.downloads import as_csv
from coopstats.tables import in_words
from coopstats.words import Words


def left_out(report: pd.DataFrame) -> set[str]:
    """The agreements that are not in the file at all."""
    return set(report[report["effect"] == "left_out"]["fact_id"])


def as_report(report: pd.DataFrame, words: Words) -> bytes:
    """The report as a file for readers: a line for each agreement and reason."""
    return as_csv(in_words(report, words))


def summary(report: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many agreements are in the file, and how often each reason stands in the report, the gravest first.

    A report names every agreement that was judged: one that passes has at least something derived, or to be filled in.
    """
    chosen = report["fact_id"].nunique()
    held = chosen - len(left_out(report))
    yield words.say("Accords dans le fichier : %(held)s sur %(chosen)s", held=held, chosen=chosen)
    gravity = {effect: number for number, effect in enumerate(words.labels("gate_effects"))}
    counts = Counter(report[["effect", "format_element", "reason_code"]].itertuples(index=False, name=None))
    for (effect, element, reason), n in sorted(counts.items(), key=lambda item: (gravity[item[0][0]], -item[1], item[0])):
        told = words.pair(words.label("gate_effects", effect), words.inside(words.label("gate_reasons", reason)))
        yield f"  {words.number(n)} · {told} ({words.isolate(element)})"
