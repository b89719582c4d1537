"""Clicks that change a filter of each page, real and bare in turn, on two servers."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, combinations, cycle, islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from visitor import visit

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench-results"
PAIRED = ("sector", "partner_type", "region", "country")
# Pages of one thing, which show the same whatever the filters are: there a click opens another one. The network keeps its party.
SHEETS = ("agreement", "party")
CENTRED = "network"
WARMING = 2
LONGEST_START = 1800
# Where our app says that all is made that a page may ask for; it answers pages before.
WHOLE = "/readyz"

Taken = dict[str, dict[str, list[float]]]
"""Figures of each page: its address → what was measured → every figure."""


def first_ids(folder: Path) -> Iterator[str]:
    """The ids of the agreements, as the file has them."""
    with (folder / "agreements.csv").open(encoding="utf-8") as lines:
        yield from (row["fact_id"] for row in csv.DictReader(lines))


def parties(folder: Path) -> Iterator[str]:
    """The codes of the parties over and over, as the file of agreements' parties has them: the busiest come most often."""
    with (folder / "agreement_parties.csv").open(encoding="utf-8") as lines:
        yield from cycle(row["party"] for row in islice(csv.DictReader(lines), 2_000))


def links(page: str, folder: Path) -> Iterator[str]:
    """The query with which a page is opened, and opened again with another agreement or party."""
    named = {
        "agreement": ("agreement", first_ids(folder)),
        "party": ("party", parties(folder)),
        CENTRED: ("party", parties(folder)),
    }
    name, values = named.get(page, ("", iter(())))
    yield from (f"lang=fr&{name}={value}" for value in values)
    yield "lang=fr"


def selections(values: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Filters with their values, never the same twice: spans of years, the widest first, and pairs of other values, in turn."""
    years = sorted(values["from_year"])
    spans = sorted(combinations(years, 2), key=lambda span: int(span[0]) - int(span[1]))
    pairs = zip_longest(*([{name: pair} for pair in combinations(values[name], 2)] for name in PAIRED))
    for (first, last), pair in zip(spans, filter(None, chain.from_iterable(pairs)), strict=False):
        yield {"from_year": first, "to_year": last}
        yield pair


class Served(NamedTuple):
    """A server that answers."""

    port: int
    process: int
    seconds: float
    """From its start to its first answer."""


@contextmanager
def served(command: Sequence[str], health: str = "/_stcore/health", folder: Path = ROOT, **environment: str) -> Iterator[Served]:
    """A server that answers at the path `health`; {port} in its command is the port it is given."""
    RESULTS.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with (
        (RESULTS / "servers.log").open("a") as log,
        subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            start = time.monotonic()
            while not answers(port, health):
                if server.poll() is not None or time.monotonic() > start + LONGEST_START:
                    raise RuntimeError(f"{' '.join(command)} does not serve; see {log.name}")
                time.sleep(0.02)
            yield Served(port, server.pid, time.monotonic() - start)
        finally:
            server.terminate()


def answers(port: int, health: str) -> bool:
    """Whether the server on this port is ready."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{health}", timeout=60):
            return True
    except (URLError, OSError):
        return False


async def clicks(
    ports: tuple[int, int], folder: Path, recordings: Path, names: set[str], runs: int
) -> tuple[Taken, Counter[str]]:
    """Time and bytes of each page's clicks, real and bare; and the elements that the bare page could not draw."""
    (real_port, bare_port), taken = ports, Taken()
    missing: Counter[str] = Counter()
    async with visit(real_port) as visitor:
        await visitor.open("", "lang=fr")
        pages = visitor.pages
        new = selections({name.removeprefix("filter_"): list(getattr(w, "options", ())) for name, w in visitor.filters.items()})
    for page in pages:
        # The default page's address is empty; its name is the one that no other page has.
        name = page.url_pathname or (names - {other.url_pathname for other in pages}).pop()
        figures = taken[name] = {"click": [], "bare": [], "kB": []}
        queries_of = links(page.url_pathname, folder)
        async with visit(real_port) as real, visit(bare_port) as bare:
            reply = await real.open("" if page.is_default else page.url_pathname, next(queries_of))
            figures["kB"].append(reply.size / 1000)
            shown = f"{len(taken)}-open"
            (recordings / shown).write_bytes(reply.record())
            await bare.open("", f"shown={shown}&ready={shown}")
            for run in range(WARMING + runs):
                change = {f"filter_{name}": value for name, value in next(new).items()}
                clicked = {"query": next(queries_of)} if page.url_pathname in SHEETS else {"change": change}
                reply = await real.click(**clicked)
                before, shown = shown, f"{len(taken)}-{run}"
                (recordings / shown).write_bytes(reply.record())
                await bare.click(query=f"shown={before}&ready={shown}")
                drawn = await bare.click(change, f"shown={shown}&ready={shown}")
                missing |= Counter(kind for kind, _ in reply.elements()) - Counter(kind for kind, _ in drawn.elements())
                if run >= WARMING:
                    figures["click"].append(reply.milliseconds)
                    figures["bare"].append(drawn.milliseconds)
                    figures["kB"].append(reply.size / 1000)
    return taken, missing
