"""A dataset as large as one likes: the real agreements, and copies of them with all that hangs on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from coopstats.checking import contract
from coopstats.folder import own_folder

ROWS = "read_csv('{}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"')"


def grow(folder: Path, size: int, commitments: int = 0) -> None:
    """Write a dataset of `size` agreements, or more if there are: the real ones, and copies with all that hangs on them.

    Each has at least so many commitments: where its own are fewer, real ones of other agreements follow, in turn.
    """
    real = own_folder()
    shutil.copytree(real, folder)
    tables = {table["name"]: table for table in contract() if (real / table["path"]).exists()}
    refers = {
        name: {key["fields"][0]: key["reference"]["resource"] for key in table["schema"].get("foreignKeys", ())}
        for name, table in tables.items()
    }
    growing = {"agreements", *(name for name, targets in refers.items() if targets.get("fact_id") == "agreements")}
    with duckdb.connect() as db:
        db.execute("set enable_progress_bar = false")
        db.execute(f"create table original as select fact_id from {ROWS.format(real / tables['agreements']['path'])}")
        ((count,),) = db.execute("select count(*) from original").fetchall()
        db.execute(
            f"""create table copied as select fact_id as original, copy from original, range({-(-size // count)}) copies(copy)
                order by copy, original limit {max(size, count)}"""
        )
        for name in growing:
            ids = {column for column, target in refers[name].items() if target in growing}
            ids |= set(tables[name]["schema"]["primaryKey"]) if len(tables[name]["schema"]["primaryKey"]) == 1 else set()
            # A copy stands under no framework: the framework may not have been copied as often.
            new = [f"if(copy > 0, {'null' if i == 'parent' else f'{i} || $sign || copy'}, {i}) as {i}" for i in sorted(ids)]
            db.execute(
                f"""copy (select whole.* replace ({", ".join(new)})
                          from {ROWS.format(real / tables[name]["path"])} whole left join copied on whole.fact_id = copied.original)
                    to '{folder / tables[name]["path"]}' (header)""",
                {"sign": "--copy"},
            )
        if commitments:
            promise(db, folder, commitments)


def promise(db: duckdb.DuckDBPyConnection, folder: Path, least: int) -> None:
    """Fill up the commitments of a grown dataset until each agreement has at least so many."""
    db.execute(f"create table promised as from {ROWS.format(folder / 'commitments.csv')}")
    db.execute("create table model as select *, row_number() over () - 1 as turn from (from promised limit 1000)")
    db.execute(
        f"""insert into promised by name
            with own as (select fact_id, count(*) as commitments from promised group by fact_id),
            agreement as (select fact_id, row_number() over () as number from {ROWS.format(folder / "agreements.csv")}),
            wanted as (
                select fact_id, number, unnest(range(coalesce(commitments, 0), $least)) as place
                from agreement left join own using (fact_id)
            )
            select model.* exclude (turn) replace (wanted.fact_id as fact_id, wanted.fact_id || $sign || place as commitment)
            from wanted join model on turn = (number * $least + place) % (select count(*) from model)""",
        {"least": least, "sign": "--given"},
    )
    db.execute(f"copy promised to '{folder / 'commitments.csv'}' (header)")
