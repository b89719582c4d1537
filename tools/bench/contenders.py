"""Who is measured: the served app, the floor of stock charts, and what a user would pick instead (peers/, in an environment of its own)."""

from __future__ import annotations

import asyncio
import csv
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from clicks import ROOT, WHOLE
from visitor import visit

HERE = Path(__file__).resolve().parent / "peers"
NAMES = ("coopstats", "stock charts", "plain Streamlit", "Dash", "Datasette")
# The filters that all have; years stand in two more.
SHARED = ("partner_type", "sector")
# Where `make bench` installs the peers.
PEERS = ROOT / ".venv" / "peers" / "bin"
FACETS = (("_facet", "partner_type"), ("_facet", "year"), ("_facet", "instrument"), ("_facet_array", "sectors"))

Values = Mapping[str, Sequence[str]]
Change = Mapping[str, Sequence[str] | str]
Choose = Callable[[Values], Change]
"""Of the values that each filter offers, those for the next click."""
Click = Callable[[Choose], Awaitable[float]]
"""One click of a reader: the milliseconds until the whole answer is there."""


@dataclass(frozen=True)
class Contender:
    """One thing to measure: how it is served, and how a reader clicks."""

    name: str
    command: Sequence[str]
    reader: Callable[[int, Path], AbstractAsyncContextManager[Click]]
    browser: str
    """What a browser shows: streamlit, dash or datasette."""
    health: str = "/_stcore/health"
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)


def contenders(folder: Path, scratch: Path, only: Collection[str] = NAMES) -> list[Contender]:
    """Of our app, and the floor and the peers if they are installed, those wanted, on the dataset in a folder."""
    ours = Contender(
        "coopstats",
        (str(Path(sys.executable).with_name("coopstats")), "serve", "--port", "{port}"),
        over_websocket,
        "streamlit",
        health=WHOLE,
        environment={"COOPSTATS_DATA": str(folder)},
    )
    if not (PEERS / "python").exists() or set(only) == {ours.name}:
        return [ours]
    data = {"BENCH_DATA": str(folder)}
    database = scratch / "agreements.db"
    if "Datasette" in only:
        subprocess.run([str(PEERS / "python"), str(HERE / "sqlite.py"), str(database)], check=True, env=data)
    limits = ("facet_time_limit_ms", "sql_time_limit_ms")
    settings = [part for name in limits for part in ("--setting", name, "60000")]
    every = [
        ours,
        Contender(
            "stock charts",
            (str(PEERS / "uvicorn"), "stock:app", "--app-dir", str(HERE), "--log-level", "warning", "--port", "{port}"),
            over_websocket,
            "streamlit",
        ),
        Contender(
            "plain Streamlit",
            (str(PEERS / "streamlit"), "run", "plain.py", "--server.port={port}", "--server.headless=true"),
            over_websocket,
            "streamlit",
            folder=HERE,
            environment=data | {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"},
        ),
        Contender(
            "Dash",
            (str(PEERS / "python"), "dashed.py", "{port}"),
            over_callbacks,
            "dash",
            health="/",
            folder=HERE,
            environment=data,
        ),
        Contender(
            "Datasette",
            (str(PEERS / "datasette"), "serve", str(database), *settings, "--port", "{port}"),
            over_links,
            "datasette",
            health="/",
            folder=scratch,
        ),
    ]
    return [contender for contender in every if contender.name in only]


def page_of(contender: Contender) -> str:
    """The path and query of the page that is measured."""
    return {"datasette": f"/agreements/agreements?{urlencode(FACETS)}"}.get(contender.browser, "/")


def offered(folder: Path) -> dict[str, list[str]]:
    """The values of each filter, in codes."""
    with (folder / "agreements.csv").open(encoding="utf-8") as lines:
        rows = [(row["partner_type"], row["date"][:4]) for row in csv.DictReader(lines) if row["scope"] == "territorial"]
    with (folder / "agreement_sectors.csv").open(encoding="utf-8") as lines:
        sectors = {row["sector"] for row in csv.DictReader(lines)}
    types, years = {kind for kind, _ in rows}, {year for _, year in rows if year}
    return {"partner_type": sorted(types), "sector": sorted(sectors), "from_year": sorted(years), "to_year": sorted(years)}


@asynccontextmanager
async def over_websocket(port: int, _: Path) -> AsyncIterator[Click]:
    """A reader of a Streamlit page."""
    async with visit(port) as visitor:
        await visitor.open("", "")

        async def click(choose: Choose) -> float:
            # Labels hold counts that change with every click: a browser sends those it was shown last.
            values = {
                name.removeprefix("filter_"): list(widget.options)
                for name, widget in visitor.filters.items()
                if name != "filter_text"
            }
            change = {f"filter_{name}": value for name, value in choose(values).items()}
            return (await visitor.click(change)).milliseconds

        yield click


@asynccontextmanager
async def over_callbacks(port: int, folder: Path) -> AsyncIterator[Click]:
    """A reader of a Dash page: its browser asks the one callback for all that is drawn."""
    base = f"http://127.0.0.1:{port}"
    values = offered(folder)
    for path in ("/", "/_dash-layout"):
        await asyncio.to_thread(fetched, base + path)
    callback = json.loads(await asyncio.to_thread(fetched, f"{base}/_dash-dependencies"))[0]
    outputs = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in callback["output"].strip(".").split("...")]

    async def click(choose: Choose) -> float:
        change = choose(values)
        inputs = [{**one, "value": told(change.get(one["id"]))} for one in callback["inputs"]]
        body = {
            "output": callback["output"],
            "outputs": outputs,
            "inputs": inputs,
            "changedPropIds": [f"{name}.value" for name in change],
        }
        return await timed(
            Request(f"{base}/_dash-update-component", json.dumps(body).encode(), {"content-type": "application/json"})
        )

    yield click


@asynccontextmanager
async def over_links(port: int, folder: Path) -> AsyncIterator[Click]:
    """A reader of a Datasette page: each click on a facet is a link to a new page."""
    base = f"http://127.0.0.1:{port}/agreements/agreements"
    values = offered(folder)

    async def click(choose: Choose) -> float:
        change = choose(values)
        sector = [("sectors__arraycontains", change["sector"][0])] if "sector" in change else []
        kind = [("partner_type", change["partner_type"][0])] if "partner_type" in change else []
        years = [("year__gte", change["from_year"]), ("year__lte", change["to_year"])] if "from_year" in change else []
        return await timed(f"{base}?{urlencode([*FACETS, *sector, *kind, *years])}")

    yield click


def told(value: Sequence[str] | str | None) -> Any:
    """A value as Dash's browser sends it: a year is a number."""
    return int(value) if isinstance(value, str) else value


def fetched(what: Request | str) -> bytes:
    """An answer, read to its end."""
    with urlopen(what, timeout=120) as answer:
        return bytes(answer.read())


async def timed(what: Request | str) -> float:
    """How many milliseconds an answer takes."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.to_thread(fetched, what)
    return (loop.time() - start) * 1000
