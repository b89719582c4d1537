"""What files cost on their way in and out: each as the whole command, with its time and its memory.

A council's list is made of the real agreements' own cells, its titles numbered: all its lines are new. A file of IATI activities is our own
export again and again under new identifiers: once all for Morocco and new, once all for another country.
"""

from __future__ import annotations

import csv
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from growth import grow

from coopstats.exports import FORMATS, Asked
from coopstats.folder import own_folder
from coopstats.opening import open_store
from coopstats.selection import Selection
from coopstats.words import LANGUAGES

MEGABYTE = 1_000_000
FOOT = "</iati-activities>\n"
IDENTIFIER = re.compile(r"(<iati-identifier>coopstats-[a-z0-9-]+)")
# The columns of a list: codes name parties without a doubt.
LISTED = ("title_fr", "moroccan", "partners", "partner_type", "instrument", "date", "date_event", "sectors", "sources")
# The command, then its most memory: what the system tells the parent of it holds the parent's own as well.
PROGRAM = """
import sys
from coopstats.cli import main
code = main(sys.argv[1:])
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
sys.exit(code)
"""
REGISTERS = ("csv", "json", "parquet", "xlsx")


class Cost(NamedTuple):
    """What a command took: seconds by the clock and of the processor, megabytes of memory at most."""

    seconds: float
    processor: float
    megabytes: float


def brought_and_taken(size: int, megabytes: int) -> dict[str, Cost]:
    """Every way in and out at one size of list and register."""
    found: dict[str, Cost] = {}
    print(f"\n{size} agreements, files of {megabytes} MB of activities; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="coopstats-bench-") as scratch:
        place, data = Path(scratch), Path(scratch) / "data"
        listed = council_list(place / "list.csv", size)
        shutil.copytree(own_folder(), place / "own")
        note(found, f"list, {listed} lines", listed, place / "list.csv", "import", place / "list.csv", "--into", place / "own")
        for country, told in (("MA", "activities for Morocco"), ("TN", "activities for others")):
            file = place / f"{country}.xml"
            note(found, told, activities(file, megabytes, country), file, "import", file, "--into", place / "own")
        grow(data, size)
        for form in REGISTERS:
            note(
                found,
                f"register as {form}",
                size,
                None,
                "export",
                form,
                "-o",
                place / "out",
                "scope=all",
                "lang=fr",
                "--data",
                data,
            )
        for language in LANGUAGES:
            note(
                found, f"brief, {language}", size, None, "brief", "--language", language, "-o", place / "out.pdf", "--data", data
            )
    return found


def note(found: dict[str, Cost], what: str, things: int, file: Path | None, *command: str | Path) -> None:
    """Run a command, keep what it took and print it."""
    cost = found[what] = run(*command)
    pace = f"  {things / cost.seconds:,.0f} a second"
    pace += f"  {file.stat().st_size / MEGABYTE / cost.seconds:.1f} MB/s" if file else ""
    print(f"{what:34}{cost.seconds:9.1f} s{cost.processor:9.1f} s of processor{cost.megabytes:8.0f} MB{pace}", flush=True)


def run(*command: str | Path) -> Cost:
    """What a `coopstats` command takes in a process of its own. Raises RuntimeError when it was not possible."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", PROGRAM, *map(str, command)], check=False, capture_output=True, text=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, int(done.stderr.split()[-1]) * 1024 / MEGABYTE)


def council_list(path: Path, size: int) -> int:
    """Write a list of so many lines, and give their number."""
    store = open_store(own_folder())
    with store.choose(Selection(scope=())) as chosen, path.open("w", encoding="utf-8", newline="") as file:
        rows = chosen.ask("register_agreements")[list(LISTED)].astype(object)
        writer = csv.writer(file)
        writer.writerow(LISTED)
        cells = cycle(rows.where(rows.notna(), "").itertuples(index=False, name=None))
        writer.writerows((f"{title} ({number})", *others) for number, (title, *others) in enumerate(islice(cells, size)))
    store.close()
    return size


def activities(path: Path, megabytes: int, country: str) -> int:
    """Write a file of so many megabytes, and give how many activities are in it."""
    store = open_store(own_folder())
    with store.choose(Selection(scope=())) as chosen:
        text = FORMATS["iati"].make(Asked(store, chosen, "fr", assume=True))[".xml"].decode()
    start, end = text.index("<iati-activity "), text.index(FOOT)
    head, body = text[:start], text[start:end]
    body = body.replace('<recipient-country code="MA"', f'<recipient-country code="{country}"')
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        copies = megabytes * MEGABYTE // len(body.encode()) + 1
        for number in range(copies):
            file.write(IDENTIFIER.sub(rf"\1-{number}", body))
        file.write(FOOT)
    store.close()
    return copies * body.count("</iati-activity>")
