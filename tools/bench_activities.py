"""Measure how fast a file of IATI activities is read, and in how much memory.

    python tools/bench_activities.py [--megabytes 50] [FILE]

Without a file one is made of our own export, its activities again and again under new identifiers: once all for Morocco and all new
to the dataset, once all for another country. Each is read in a fresh process. Figures are of one machine: compare them with each
other, not with those of another.
"""

from __future__ import annotations

import argparse
import re
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from coopstats.exports import FORMATS, Asked
from coopstats.folder import own_folder
from coopstats.imports.activities import drafts_of_activities
from coopstats.imports.drafts import Draft
from coopstats.imports.known import Known
from coopstats.selection import Selection
from coopstats.store import open_store
from coopstats.texts import open_texts

MEGABYTE = 1_000_000
FOOT = "</iati-activities>\n"
IDENTIFIER = re.compile(r"(<iati-identifier>coopstats-[a-z0-9-]+)")


def grown(path: Path, megabytes: int, country: str) -> None:
    """Write a file of so many megabytes."""
    store = open_store(own_folder())
    with store.choose(Selection(scope=())) as chosen:
        text = FORMATS["iati"].make(Asked(store, chosen, "fr", assume=True))[".xml"].decode()
    start, end = text.index("<iati-activity "), text.index(FOOT)
    head, body = text[:start], text[start:end]
    body = body.replace('<recipient-country code="MA"', f'<recipient-country code="{country}"')
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(megabytes * MEGABYTE // len(body.encode()) + 1):
            file.write(IDENTIFIER.sub(rf"\1-{number}", body))
        file.write(FOOT)


def measured(path: Path) -> str:
    """What reading a file takes, in one line."""
    with tempfile.TemporaryDirectory() as beside, open_texts(own_folder(), Path(beside)) as query, path.open("rb") as file:
        known = Known(query)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.perf_counter()
        drafts = sum(isinstance(one, Draft) for one in drafts_of_activities(file, path.name, known, lambda _: None))
        seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with path.open("rb") as file:
        count = sum(line.count(b"</iati-activity>") for line in file)
    size = path.stat().st_size / MEGABYTE
    return (
        f"{size:.0f} MB, {count:,} activities, {drafts:,} drafts: {seconds:.1f} s, {size / seconds:.1f} MB/s, "
        f"{count / seconds:,.0f} activities/s, {most:.0f} MB of memory at most, {before:.0f} before the first"
    )


def in_fresh_process(path: Path) -> str:
    """The same, where nothing was done before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, path).result()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=int, default=50)
    given = parser.parse_args()
    if given.file:
        print(in_fresh_process(given.file))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for country, told in (("MA", "all for Morocco"), ("TN", "all for another country")):
                made = Path(folder) / f"{country}.xml"
                grown(made, given.megabytes, country)
                print(f"{told}: {in_fresh_process(made)}")
