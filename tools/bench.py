"""Measure the served app at three sizes: its questions and clicks, many readers at once, and what a reader's browser shows.

    make bench [PART=pages|load|visit|files]     or: python tools/bench.py [--part load] [--sizes 825 100000] [--runs 20] [--commitments 10] [--quick]

`pages`: opening, queries and clicks, beside a bare page that draws the same elements from ready-made values. `load`: 1, 10, 20, 50
and 200 readers who think five seconds between two clicks. `visit`: in a browser, the first and the second visit, and a click on a
filter until the charts have changed. These two measure the overview, and beside it what a user would pick instead
(tools/bench/peers), with 20 readers; docs/performance.md tells how to read them. `files`: a list and activities of IATI brought, the
register taken along in each format, a brief: time and memory of the whole command.

Of the pages: a click changes a filter of a page that `coopstats serve` shows, over the websocket that a browser uses. Every selection is
one never asked before: a span of years (most agreements) and two values of a filter (few) in turn. After each click on a
real page the bare page draws what the server sent for it, so that whatever else the machine does falls on both alike. The
questions of a page are found by running it. The datasets are the real agreements and copies of them; --commitments gives each
agreement that many commitments at least, its own first and then those of others under new names. All figures are medians of one run on one machine: compare them with each
other, not with those of another machine. bench-results/ keeps every single one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench-results"
sys.path.insert(0, str(ROOT / "tools" / "bench"))
# They stand with the bare page.
from contenders import NAMES, PEERS  # noqa: E402
from files import brought_and_taken  # noqa: E402
from overview import in_a_browser, many_readers  # noqa: E402

from pages import LARGE, SMALL, every_page  # noqa: E402

SIZES = (SMALL, 100_000, LARGE)
PARTS = ("pages", "load", "visit", "files")


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, nargs="+", default=PARTS, help="what to measure")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of agreements")
    parser.add_argument("--runs", type=int, default=20, help="clicks a page and questions a page that count")
    parser.add_argument("--only", choices=NAMES, nargs="+", default=NAMES, help="whom to measure under readers and in a browser")
    parser.add_argument("--seconds", type=float, default=30, help="how long readers click")
    parser.add_argument("--commitments", type=int, default=0, help="commitments that each agreement has at least")
    parser.add_argument("--megabytes", type=int, default=50, help="size of the files of activities")
    parser.add_argument("--quick", action="store_true", help="the smallest size with few runs")
    given = parser.parse_args()
    sizes, runs, seconds = ((SIZES[0],), 4, 5) if given.quick else (tuple(given.sizes), given.runs, given.seconds)

    RESULTS.mkdir(exist_ok=True)
    print(f"{platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {runs} in ms")
    if not (PEERS / "python").exists() and set(given.part) & {"load", "visit"}:
        print(f"without the peers, which are not installed in {PEERS.parent} (`make bench` does)")
    record: dict[str, Any] = {
        "runs": runs,
        "commitments": given.commitments,
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }
    if "pages" in given.part:
        record |= every_page(sizes, runs, given.commitments)
    if "load" in given.part:
        record["readers"] = {size: many_readers(size, seconds, given.only) for size in sizes}
    if "visit" in given.part:
        record["browser"] = {size: in_a_browser(size, runs, given.only) for size in sizes}
    if "files" in given.part:
        record["files"] = {size: brought_and_taken(size, given.megabytes) for size in sizes}
    kept = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    kept.write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
