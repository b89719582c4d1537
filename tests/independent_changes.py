"""What changed since a day, told a second time with pandas, straight from the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from .independent import LANGUAGES, Chosen, texts, today
from .independent_programmes import call_rows, last_day

TOLD = [f"told_{language}" for language in LANGUAGES]
SHOWN = 200


def day_since(chosen: Chosen) -> str:
    """The day from which changes are told: a year before today unless said."""
    return str(chosen.wish.get("since") or (today() - pd.DateOffset(years=1)).date())


def touches(date: object, since: str) -> bool:
    """Whether a date may lie between that day and today, as far as it is known."""
    return isinstance(date, str) and since[: len(date)] <= date <= str(today().date())[: len(date)]


def is_over(date: object, since: str) -> bool:
    """Whether the last day that a date can mean lies between that day and yesterday."""
    day = last_day(date)
    return day is not None and pd.Timestamp(since) <= day < today()


def pages_of(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in texts(folder, "sources").to_dict("records")}


def happened(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """Every change of the chosen agreements."""
    since, pages = day_since(chosen), pages_of(chosen.folder)
    places = {fact: n for n, fact in enumerate(chosen.agreements["fact_id"])}
    main = chosen.sources[chosen.sources["rank"] == 1].set_index("fact_id")["address"]
    titles = chosen.agreements.set_index("fact_id")

    def change(kind: str, fact: str, date: str, source: str = "", rank: str = "", told: Any = None) -> dict[str, Any]:
        page = pages.get(source)
        told = told or dict.fromkeys(LANGUAGES, page and page["title"])
        part = rank or (page["address"] if page else "")
        return {
            "date": date,
            "change": kind,
            "fact_id": fact,
            **{f"title_{language}": titles.loc[fact, f"title_{language}"] for language in LANGUAGES},
            **{f"told_{language}": told[language] for language in LANGUAGES},
            "address": page["address"] if page else main[fact],
            "entry": "/".join(filter(None, (kind, fact, part))),
            "order": (places[fact], source == "", list(pages).index(source) if source else 0, int(rank or 0)),
        }

    for row in chosen.agreements.itertuples():
        if touches(row.date, since):
            yield change("agreement", row.fact_id, row.date)
        if is_over(row.end, since):
            yield change("ended", row.fact_id, row.end)
    for kind, name in (("evidence", "evidence"), ("meeting", "meetings")):
        for row in texts(chosen.folder, name).to_dict("records"):
            if row["fact_id"] in places and touches(row["date"], since):
                said = {language: row[f"text_{language}"] for language in LANGUAGES}
                yield change(kind, row["fact_id"], row["date"], row["source"], row["rank"], said)
    for row in chosen.sources.itertuples():
        if touches(row.published, since):
            yield change("page", row.fact_id, row.published, str(row.source))


def changes(chosen: Chosen) -> pd.DataFrame:
    rows = sorted(happened(chosen), key=lambda row: (row["change"], *row["order"]))
    rows.sort(key=lambda row: str(row["date"]), reverse=True)
    columns = ["date", "change", "fact_id", "title_fr", "title_ar", "title_en", *TOLD, "address", "entry"]
    return pd.DataFrame(rows[:SHOWN], columns=columns)


def changes_by_kind(chosen: Chosen) -> pd.DataFrame:
    kinds = pd.Series([row["change"] for row in happened(chosen)], dtype=str).value_counts().sort_index()
    return pd.DataFrame({"change": kinds.index, "changes": kinds.to_numpy()})


def programme_happened(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """Every change of the chosen programmes, and their calls of the next 180 days."""
    since, pages, end = day_since(chosen), pages_of(chosen.folder), today() + pd.Timedelta(days=180)

    def change(kind: str, row: dict[str, Any], date: str, key: str, told: str = "tranche") -> dict[str, Any]:
        page = pages[row["source"]]
        read = page["published"] if isinstance(page["published"], str) else page["read"]
        said = {f"told_{language}": row[f"{told}_{language}"] for language in LANGUAGES}
        more = {"address": page["address"], "told_on": read, "entry": f"{kind}/{key}"}
        return {"date": date, "change": kind, "programme": row["programme"]} | said | more

    for row in call_rows(Chosen(**{**vars(chosen), "wish": {}})):
        if row["call"] and touches(row["opens"], since):
            yield change("opened", row, row["opens"], row["call"])
        if row["call"] and is_over(row["closes"], since):
            yield change("closed", row, row["closes"], row["call"])
        opens = row["first"] is not None and row["first"] > today()
        coming = row["first"] if opens else row["last"]
        if coming is not None and today() < coming <= end:
            kind = "expected" if not row["call"] else "opening" if opens else "closing"
            date = row["opens"] if opens else row["closes"]
            yield change(kind, row, date, row["call"] or f"{row['programme']}/{date}")
    for row in texts(chosen.folder, "awards").to_dict("records"):
        if row["programme"] in chosen.programmes and touches(row["date"], since):
            yield change("award", row, row["date"], row["award"], "text")
    for row in texts(chosen.folder, "programme_sources").to_dict("records"):
        page = pages[row["source"]]
        if row["programme"] in chosen.programmes and touches(page["published"], since):
            titled = row | {f"title_{language}": page["title"] for language in LANGUAGES}
            yield change("programme_page", titled, page["published"], f"{row['programme']}/{page['address']}", "title")


def programme_changes(chosen: Chosen) -> pd.DataFrame:
    rows = sorted(programme_happened(chosen), key=lambda row: (row["change"], row["entry"]))
    rows.sort(key=lambda row: str(row["date"]), reverse=True)
    columns = ["date", "change", "programme", *TOLD, "address", "told_on", "entry"]
    return pd.DataFrame(rows[:SHOWN], columns=columns)


ANSWERS: dict[str, Callable[[Chosen], pd.DataFrame]] = {
    function.__name__: function for function in (changes, changes_by_kind, programme_changes)
}
