"""The overview under many readers and in a browser, ours and what a user would pick instead."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from browsing import chromium, filter_clicks, visits
from clicks import served
from contenders import contenders
from growth import grow
from load import Choices, line, memory, readers

# How many readers the app is given at once, and how many the others.
READERS, BESIDE = (1, 10, 20, 50, 200), (20,)


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
