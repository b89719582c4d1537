"""Many readers at once on one server: each opens the overview and clicks a filter, thinks, clicks again."""

from __future__ import annotations

import asyncio
import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from clicks import Served
from contenders import SHARED, Change, Contender, Values

# Seconds between two clicks of a reader, on average; one alone does not wait so long, or nothing would be measured.
THINKING, ALONE = 5.0, 1.0
# Of the processor's time, in the units of /proc.
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Choices:
    """What readers choose: spans of years, every other time with two values of a filter; never the same twice."""

    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - no secret
    seen: set[str] = field(default_factory=set)

    def __call__(self, values: Values) -> Change:
        """The next one."""
        change = self.drawn(values)
        while str(change) in self.seen:
            change = self.drawn(values, wide=False)
        self.seen.add(str(change))
        return change

    def drawn(self, values: Values, *, wide: bool = True) -> dict[str, list[str] | str]:
        """Any."""
        name, offered = self.chance.choice(SHARED), sorted(values.get("from_year", ()))
        years: dict[str, list[str] | str] = {}
        if len(offered) > 1:
            years["from_year"], years["to_year"] = sorted(self.chance.sample(offered, 2))
        if years and wide and self.chance.random() < 1 / 2:
            return years
        return years | {name: self.chance.sample(list(values[name]), min(2, len(values[name])))}


def memory(process: int) -> int:
    """The bytes that a process holds in memory."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def processor(process: int) -> float:
    """The seconds of processor time that a process has taken."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


async def readers(
    contender: Contender, server: Served, folder: Path, count: int, seconds: float, choose: Choices
) -> dict[str, Any]:
    """`count` readers for so many seconds: every click in milliseconds, the server's processor and memory meanwhile."""
    loop = asyncio.get_running_loop()
    # Readers over plain HTTP wait in threads.
    loop.set_default_executor(ThreadPoolExecutor(count + 1))
    thinking = THINKING if count > 1 else ALONE
    clicks: list[float] = []
    opened = asyncio.Barrier(count + 1)
    before = memory(server.process)

    async def read(number: int) -> None:
        await asyncio.sleep(thinking * number / count)
        async with contender.reader(server.port, folder) as click:
            await opened.wait()
            end = loop.time() + seconds
            await asyncio.sleep(choose.chance.uniform(0, thinking))
            while loop.time() < end:
                clicks.append(await click(choose))
                await asyncio.sleep(choose.chance.uniform(thinking / 2, thinking * 3 / 2))
            await opened.wait()

    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(read(number))
        await opened.wait()
        with_pages, busy, start = memory(server.process), processor(server.process), loop.time()
        await opened.wait()
        return {
            "readers": count,
            "clicks": clicks,
            "seconds": loop.time() - start,
            "processor": processor(server.process) - busy,
            "memory": {"before": before, "opened": with_pages, "after": memory(server.process)},
        }


def line(result: dict[str, Any], idle: int) -> dict[str, float]:
    """One row: the middle and the slowest of clicks, and what the server took. `idle` is its memory before the first reader."""
    parts = quantiles(result["clicks"], n=20, method="inclusive")
    return {
        "readers": result["readers"],
        "clicks": len(result["clicks"]),
        "p50 ms": parts[9],
        "p95 ms": parts[18],
        "cores": result["processor"] / result["seconds"],
        "ms of processor a click": result["processor"] / len(result["clicks"]) * 1000,
        "MB": result["memory"]["after"] / 1e6,
        "MB/reader": (result["memory"]["after"] - idle) / 1e6 / result["readers"],
    }
