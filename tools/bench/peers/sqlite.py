"""A folder's agreements as the SQLite file that Datasette serves with facets: `python sqlite.py FILE`."""

import csv
import json
import os
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

FOLDER = Path(os.environ["BENCH_DATA"])
FACETED = ("partner_type", "year", "instrument")


def main() -> None:
    """Write the file: one table, sectors as a JSON list, as Datasette facets by arrays; what is faceted has an index."""
    sectors = defaultdict(list)
    with (FOLDER / "agreement_sectors.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            sectors[row["fact_id"]].append(row["sector"])
    with (FOLDER / "agreements.csv").open(encoding="utf-8") as lines, sqlite3.connect(sys.argv[1]) as db:
        db.execute(
            """create table agreements (
                fact_id text primary key, title text, partner_type text, year integer, date text, instrument text, amount real, sectors text
            )"""
        )
        db.executemany(
            "insert into agreements values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row["fact_id"],
                    row["title_fr"],
                    row["partner_type"],
                    int(row["date"][:4]) if row["date"] else None,
                    row["date"] or None,
                    row["instrument"],
                    float(row["amount"]) if row["amount"] else None,
                    json.dumps(sectors.get(row["fact_id"], [])),
                )
                for row in csv.DictReader(lines)
                if row["scope"] == "territorial"
            ),
        )
        for name in FACETED:
            db.execute(f"create index by_{name} on agreements ({name})")


if __name__ == "__main__":
    main()
