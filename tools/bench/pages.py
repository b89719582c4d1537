"""What a page of the served app costs: opening, its questions, and clicks beside a bare page that draws the same elements."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from clicks import WARMING, WHOLE, Taken, clicks, first_ids, parties, selections, served
from fresh import in_fresh_process
from growth import grow

from coopstats.asking import Asked
from coopstats.folder import own_folder
from coopstats.opening import open_store
from coopstats.selection import Selection
from coopstats.store import Store

BARE = Path(__file__).resolve().parent
ROOT = BARE.parent.parent
# The parts of the key of an answer on programmes; other answers' keys have two more, the agreement and the party.
KEY_OF_PROGRAMMES = 4
MOST_RATIO, MOST_QUERY_MS, MOST_OPEN_MS, MOST_KB = 1.3, 150, 300, 1_000
# The sizes at which clicks and questions have their aims.
SMALL, LARGE = 1_000, 1_000_000

Questions = list[tuple[bool, bool, list[Asked]]]
"""What a page asks anew for a new selection: (of one agreement, of one party, its questions)."""


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def opening(runs: int) -> list[float]:
    """The time to open the real set, `runs` times in this process, each when all of the one before has been made."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        store = open_store(own_folder())
        taken.append((time.perf_counter() - start) * 1000)
        store.wait_for_all()
        store.close()
    return taken


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
        held: dict[str, list[Any]] = {
            str(name): list(rows) for name, rows in choice.ask("filter_counts").groupby("filter")["code"]
        }
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
            served((program, "serve", "--port", "{port}"), WHOLE, COOPSTATS_DATA=str(folder)) as real,
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
        ("click by bare click", SMALL, ["ratio"], MOST_RATIO),
        ("questions of a page, ms", LARGE, ["wide", "narrow"], MOST_QUERY_MS),
        *(("sent for a page, kB", size, ["kB"], MOST_KB) for size in sizes),
    ):
        if size in sizes:
            lines = {page: middle(figures) for page, figures in sizes[size]["pages"].items()}
            worst, page = max((line[n], page) for page, line in lines.items() for n in name)
            yield f"{what}, at {size}", worst, most, page


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
