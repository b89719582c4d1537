"""Measure the served app at three sizes: its questions and clicks, many readers at once, and what a reader's browser shows.

    make bench [PART=pages|load|visit]     or: python tools/bench.py [--part load] [--sizes 825 100000] [--runs 20] [--commitments 10] [--quick]

`pages`: opening, queries and clicks, beside a bare page that draws the same elements from ready-made values. `load`: 1, 10, 20, 50
and 200 readers who think five seconds between two clicks. `visit`: in a browser, the first and the second visit, and a click on a
filter until the charts have changed. The last two measure the overview, and beside it what a user would pick instead
(tools/bench/peers), with 20 readers; docs/performance.md tells how to read them.

Of the pages: a click changes a filter of a page that `coopstats serve` shows, over the websocket that a browser uses. Every selection is
one never asked before: a span of years (most agreements) and two values of a filter (few) in turn. After each click on a
real page the bare page draws what the server sent for it, so that whatever else the machine does falls on both alike. The
questions of a page are found by running it. The datasets are the real agreements and copies of them; --commitments gives each
agreement that many commitments at least, its own first and then those of others under new names. All figures are medians of one run on one machine: compare them with each
other, not with those of another machine. bench-results/ keeps every single one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from coopstats.asking import Asked
from coopstats.folder import own_folder
from coopstats.selection import Selection
from coopstats.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent
BARE = ROOT / "tools" / "bench"
RESULTS = ROOT / "bench-results"
sys.path.insert(0, str(BARE))
# They stand with the bare page.
from browsing import chromium, filter_clicks, visits  # noqa: E402
from clicks import WARMING, Taken, clicks, first_ids, parties, selections, served  # noqa: E402
from contenders import NAMES, PEERS, contenders  # noqa: E402
from growth import grow  # noqa: E402
from load import Choices, line, memory, readers  # noqa: E402

SIZES = (1_000, 100_000, 1_000_000)
PARTS = ("pages", "load", "visit")
# How many readers the app is given at once, and how many the others.
READERS, BESIDE = (1, 10, 20, 50, 200), (20,)
# The parts of the key of an answer on programmes; other answers' keys have two more, the agreement and the party.
KEY_OF_PROGRAMMES = 4
MOST_RATIO, MOST_QUERY_MS, MOST_OPEN_MS, MOST_KB = 1.3, 150, 300, 1_000

Questions = list[tuple[bool, bool, list[Asked]]]
"""What a page asks anew for a new selection: (of one agreement, of one party, its questions)."""


def in_fresh_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` gives in a process in which nothing was done before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=hush) as pool:
        return pool.submit(work, *arguments).result()


def hush() -> None:
    """Let nothing be printed: libraries chatter. An error comes back to the caller as itself."""
    for channel in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), channel)


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def opening(runs: int) -> list[float]:
    """The time to open the real set, `runs` times in this process."""
    return [milliseconds(lambda: open_store(own_folder())) for _ in range(runs)]


def questions_of_pages() -> dict[str, Questions]:
    """What each page asks when the selection is new: all that the store has no kept answer for on a second visit."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415 - only this process runs pages itself

    keys: list[Any] = []
    keep = Store.keep

    def note(store: Store, key: Any, answer: Any) -> None:
        keys.append(key)
        keep(store, key, answer)

    first, second = islice(first_ids(own_folder()), 2)
    one, other = islice(parties(own_folder()), 2)
    found: dict[str, Questions] = {}
    with patch.object(Store, "keep", note):
        for number, file in enumerate(sorted((ROOT / "pages").glob("*/*.py"))):
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
            app.query_params["agreement"], app.query_params["party"] = first, one
            app.run().switch_page(str(file.relative_to(ROOT))).run()
            keys.clear()
            app.query_params["agreement"], app.query_params["party"] = second, other
            app.query_params["from_year"] = str(1901 + number)
            if app.run().exception:
                raise RuntimeError(f"{file.name}: {app.exception[0].message}")
            groups: dict[tuple[bool, bool], list[Asked]] = {}
            for name, _, *of, page, _ in (key if len(key) > KEY_OF_PROGRAMMES else (*key, None) for key in keys):
                agreement, party = of if len(of) > 1 else (None, None)
                groups.setdefault((agreement is not None, party is not None), []).append((name, page))
            found[file.stem] = [(*group, questions) for group, questions in groups.items()]
    return found


def queries(folder: Path, asked: Mapping[str, Questions], runs: int) -> Taken:
    """The time of each page's questions, `chosen` with them: for a span of years (`wide`) and for a pair of values (`narrow`)."""
    store = open_store(folder)
    with store.choose(Selection()) as choice:
        held = {name: list(rows) for name, rows in choice.ask("filter_counts").groupby("filter")["code"]}
    new = selections(held | {"from_year": [int(year) for year in held["year"]]})
    fact_ids, codes = first_ids(folder), parties(folder)

    def ask(groups: Questions) -> None:
        selection, party = Selection(**next(new)), next(codes)
        for one, of_party, questions in groups:
            with store.choose(selection, next(fact_ids) if one else None, party if of_party else None) as choice:
                for name, page in questions:
                    choice.ask(name, page)

    taken: Taken = {page: {"wide": [], "narrow": []} for page in asked}
    for _ in range(WARMING + runs):
        for page, groups in asked.items():
            for width in ("wide", "narrow"):
                taken[page][width].append(milliseconds(lambda: ask(groups)))  # noqa: B023 - run at once
    return {page: {width: every[WARMING:] for width, every in widths.items()} for page, widths in taken.items()}


def measure(size: int, asked: Mapping[str, Questions], runs: int, commitments: int = 0) -> dict[str, Any]:
    """Everything at one size."""
    with tempfile.TemporaryDirectory(prefix="coopstats-bench-") as scratch:
        folder, recordings = Path(scratch, "data"), Path(scratch, "recordings")
        recordings.mkdir()
        grow(folder, size, commitments)
        query = in_fresh_process(queries, folder, asked, runs)
        program = str(Path(sys.executable).with_name("coopstats"))
        bare_server = (
            sys.executable,
            "-m",
            "uvicorn",
            "bare:app",
            "--app-dir",
            str(BARE),
            "--log-level",
            "warning",
            "--port",
            "{port}",
        )
        with (
            served((program, "serve", "--port", "{port}"), COOPSTATS_DATA=str(folder)) as real,
            served(bare_server, BENCH_RECORDINGS=str(recordings)) as bare,
        ):
            taken, missing = asyncio.run(clicks((real.port, bare.port), folder, recordings, set(asked), runs))
    return {"pages": {page: figures | query[page] for page, figures in taken.items()}, "missing": dict(missing)}


def middle(figures: Mapping[str, list[float]]) -> dict[str, float]:
    """The figures of a page in one line: medians, the ratio to the bare page, and the most that was sent."""
    line = {name: median(every) for name, every in figures.items() if every}
    return line | {"ratio": line["click"] / line["bare"], "kB": max(figures["kB"])}


def show(size: int, result: Mapping[str, Any]) -> None:
    """The table of one size."""
    columns = ("click", "bare", "ratio", "wide", "narrow", "kB")
    print(f"\n{size} agreements\n{'page':14}" + "".join(f"{name:>9}" for name in columns))
    for page, figures in result["pages"].items():
        line = middle(figures)
        print(f"{page:14}" + "".join(f"{line[name]:9.2f}" if name == "ratio" else f"{line[name]:9.1f}" for name in columns))
    if result["missing"]:
        print(f"not drawn on the bare page: {result['missing']}")


def aims(opened: Sequence[float], sizes: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, float, float, str]]:
    """Each aim as (what, measured, at most, where it is worst)."""
    yield "open the real set, ms, median of fresh processes", median(opened), MOST_OPEN_MS, ""
    for what, size, name, most in (
        ("click by bare click", SIZES[0], ["ratio"], MOST_RATIO),
        ("questions of a page, ms", SIZES[-1], ["wide", "narrow"], MOST_QUERY_MS),
        *(("sent for a page, kB", size, ["kB"], MOST_KB) for size in sizes),
    ):
        if size in sizes:
            lines = {page: middle(figures) for page, figures in sizes[size]["pages"].items()}
            worst, page = max((line[n], page) for page, line in lines.items() for n in name)
            yield f"{what}, at {size}", worst, most, page


def many_readers(size: int, seconds: float, only: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What 1 to 200 readers at once find, and 20 readers of the peers: one contender after the other, each on a fresh server."""
    found: dict[str, list[dict[str, Any]]] = {}
    print(f"\n{size} agreements, readers who think 5 s (one alone 1 s); load {os.getloadavg()[0]:.1f}")
    with grown(size) as (folder, scratch):
        for contender in contenders(folder, scratch, only):
            with served(contender.command, contender.health, contender.folder, **contender.environment) as server:
                choose, counts = Choices(), READERS if contender.name == "coopstats" else BESIDE
                asyncio.run(readers(contender, server, folder, 1, 3, choose))
                idle = memory(server.process)
                for count in counts:
                    result = asyncio.run(readers(contender, server, folder, count, seconds, choose))
                    found.setdefault(contender.name, []).append(result)
                    told = line(result, idle)
                    told["load"] = result["load"] = os.getloadavg()[0]
                    print(f"{contender.name:16}" + "".join(f"  {name} {value:.4g}" for name, value in told.items()), flush=True)
    return found


def in_a_browser(size: int, runs: int, only: Collection[str]) -> dict[str, dict[str, Any]]:
    """Start, first and second visit, and clicks on a filter, of each contender alone on the machine."""
    found: dict[str, dict[str, Any]] = {}
    print(f"\n{size} agreements in a browser, medians; load {os.getloadavg()[0]:.1f}")
    with grown(size) as (folder, scratch), chromium() as browser:
        for contender in contenders(folder, scratch, only):
            with served(contender.command, contender.health, contender.folder, **contender.environment) as server:
                result = visits(browser, contender, server.port, max(3, runs // 4))
                clicked = filter_clicks(browser, contender, server.port, runs)
                found[contender.name] = {"ready": server.seconds, **result, "clicks": clicked, "memory": memory(server.process)}
            told = {
                f"{visit} {what}": median(one[what] for one in result[visit]) for visit in result for what in result[visit][0]
            }
            told |= {"click ms": median(one["ms"] for one in clicked), "click charts": median(one["charts"] for one in clicked)}
            found[contender.name]["load"] = os.getloadavg()[0]
            told = {"ready s": server.seconds, **told, "MB": found[contender.name]["memory"] / 1e6, "load": os.getloadavg()[0]}
            print(f"{contender.name:16}" + "".join(f"  {name} {value:,.4g}" for name, value in told.items()), flush=True)
    return found


@contextmanager
def grown(size: int) -> Iterator[tuple[Path, Path]]:
    """A folder with so many agreements, and one for what else is made of them."""
    with tempfile.TemporaryDirectory(prefix="coopstats-bench-") as scratch:
        grow(Path(scratch, "data"), size)
        yield Path(scratch, "data"), Path(scratch)


def every_page(sizes: Sequence[int], runs: int, commitments: int) -> dict[str, Any]:
    """Opening, questions and clicks of every page; printed, with the aims."""
    opened = [in_fresh_process(opening, 1)[0] for _ in range(runs)]
    again = in_fresh_process(opening, runs)
    print(f"open the real set: {median(opened):.0f} in a fresh process, {median(again):.0f} again in one process")
    asked = in_fresh_process(questions_of_pages)
    results = {}
    for size in sizes:
        results[size] = measure(size, asked, runs, commitments)
        show(size, results[size])
    print("\nThe aims, each by its worst page")
    for what, measured, most, where in aims(opened, results):
        print(f"{'met    ' if measured <= most else 'NOT MET'} {what}: {measured:.4g}, at most {most}{where and f' ({where})'}")
    return {"opened": opened, "opened_again": again, "sizes": results}


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, nargs="+", default=PARTS, help="what to measure")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of agreements")
    parser.add_argument("--runs", type=int, default=20, help="clicks a page and questions a page that count")
    parser.add_argument("--only", choices=NAMES, nargs="+", default=NAMES, help="whom to measure in the last two parts")
    parser.add_argument("--seconds", type=float, default=30, help="how long readers click")
    parser.add_argument("--commitments", type=int, default=0, help="commitments that each agreement has at least")
    parser.add_argument("--quick", action="store_true", help="the smallest size with few runs")
    given = parser.parse_args()
    sizes, runs, seconds = ((SIZES[0],), 4, 5) if given.quick else (tuple(given.sizes), given.runs, given.seconds)

    RESULTS.mkdir(exist_ok=True)
    print(f"{platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {runs} in ms")
    if not (PEERS / "python").exists() and set(given.part) - {"pages"}:
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
    kept = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    kept.write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
