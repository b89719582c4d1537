"""What is shown while its folder changes: never a fault, never a mix, and the old one rather than a bad one."""

import asyncio
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from coopstats.folder import version_of
from coopstats.imports.exchange import exchange
from coopstats.imports.taking import propose
from coopstats.showing import Showing

from .visiting import ROOT, served

READERS, REPLACED = 50, 3
ONE_MORE = """Intitulé;Collectivité;Partenaire;Date de signature;Type de partenaire;Instrument;Lien
Convention inventée;Région inventée;Agence lointaine;2020;Agence étrangère;Convention de partenariat;https://example.org/inventee
"""


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset, of one's own."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "data"))


@pytest.fixture
def larger(folder: Path, tmp_path: Path) -> Path:
    """The same with an agreement more."""
    other, file = Path(shutil.copytree(folder, tmp_path / "larger")), tmp_path / "one.csv"
    file.write_text(ONE_MORE, encoding="utf-8")
    with propose(file, file.name, other) as proposal:
        assert proposal.plan.problems == ()
        proposal.take()
    return other


def looked(showing: Showing) -> bool:
    """Two looks: the first sees a change, the second that it is over."""
    return showing.renew() or showing.renew()


def test_a_folder_that_stays_is_not_opened_again(folder: Path) -> None:
    showing = Showing(folder)
    store = showing.store
    assert not looked(showing)
    assert showing.store is store


def test_another_dataset_takes_the_place_of_the_one_before(folder: Path, larger: Path) -> None:
    """Whoever is being answered keeps the store that they began with."""
    showing = Showing(folder)
    before = showing.store
    exchange(folder, larger)
    assert not showing.renew()
    assert showing.renew()
    assert showing.store.size() == before.size() + 1
    assert showing.store.version == version_of(folder) != before.version


def test_files_with_times_of_long_ago_are_seen_too(folder: Path, larger: Path) -> None:
    """A clock in the past, or a copy that keeps the times of its files, hides no change."""
    for path in larger.rglob("*.csv"):
        os.utime(path, (0, 0))
    showing = Showing(folder)
    exchange(folder, larger)
    assert looked(showing)


@pytest.mark.parametrize("cut", [0, 1, 0.5])
def test_a_file_that_was_cut_short_is_refused_and_the_old_dataset_stays(cut: float, folder: Path) -> None:
    """The reason is kept for the sources page; once the file is whole again, nothing is refused any more."""
    showing = Showing(folder)
    before, path = showing.store, folder / "agreements.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut) if cut < 1 else len(whole) - 40])
    assert not looked(showing)
    assert showing.store is before
    assert showing.refusal is not None
    assert showing.refusal.problems
    path.write_bytes(whole)
    assert not looked(showing)
    assert showing.refusal is None


OUT_OF_MEMORY = """
import resource, sys
from pathlib import Path
from coopstats.selection import Selection
from coopstats.showing import Showing
folder = Path(sys.argv[1])
showing = Showing(folder)
showing.store.counts(Selection())
showing.store.wait_for_all()
path = folder / "agreements.csv"
path.write_bytes(path.read_bytes() + b"\\n")
used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_DATA, (used, used))
for _ in range(3):
    assert not showing.renew()
assert showing.refusal is not None, "it was opened all the same"
with showing.store.choose(Selection(scope=())) as choice:
    print(int(choice.ask("agreements_dated").iloc[0]["agreements"]))
"""


def test_a_dataset_for_which_memory_does_not_suffice_leaves_the_old_one(folder: Path) -> None:
    """The process goes on answering."""
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", OUT_OF_MEMORY, str(folder)], check=False, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "8", done.stderr[-2000:]


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A server that shows the folder."""
    with served(COOPSTATS_DATA=str(folder)) as base:
        yield base


def asked(address: str, path: str) -> tuple[str, dict[str, object]]:
    """The version that an answer names, and the answer."""
    with urllib.request.urlopen(f"{address}{path}", timeout=30) as answer:  # noqa: S310 - our own server
        return answer.headers.get("etag", ""), json.loads(answer.read())


def shown(address: str, version: str) -> None:
    """Wait until a version is shown."""
    end = time.monotonic() + 120
    while asked(address, "/healthz")[1]["version"] != version:
        assert time.monotonic() < end, "the dataset of the folder is not shown"
        time.sleep(0.2)


def test_clients_that_are_slow_or_cut_off_keep_nobody_waiting(address: str) -> None:
    """Half a request, no reading, an end in the midst of an answer: whoever comes after is answered."""
    host, port = address.removeprefix("http://").split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(30)]
    for number, one in enumerate(silent):
        one.sendall(b"GET /api/v1/dataset.zip HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (b"\r\n" if number % 2 else b""))
    for one in silent[::3]:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.close()
    assert asked(address, "/healthz")[1]["status"] == "ok"
    assert asked(address, "/readyz")[1]["status"] in ("ready", "making")
    for one in silent:
        one.close()


def visiting() -> ModuleType:
    """tools/bench/visitor.py, which speaks to the server as a browser does."""
    spec = importlib.util.spec_from_file_location("visitor", ROOT / "tools" / "bench" / "visitor.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["visitor"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_fifty_readers_click_while_the_dataset_is_replaced(address: str, folder: Path, larger: Path) -> None:
    """None sees an error; each page tells the figures of one dataset, first of this one and later of that."""
    visitor, over = visiting(), asyncio.Event()
    seen: set[frozenset[str]] = set()

    async def reader(number: int) -> None:
        link = f"lang=fr&scope=all&from_year={1950 + number}"
        async with visitor.visit(int(address.rpartition(":")[2])) as one:
            reply = await one.open("", link)
            while True:
                captions = [element.body for kind, element in reply.elements() if kind == "markdown"]
                totals = frozenset(re.findall(r"datés? sur (\d+)", " ".join(captions)))
                assert len(totals) == 1, totals
                seen.add(totals)
                if over.is_set():
                    return
                reply = await one.click(query=link)
                await asyncio.sleep(0.2)

    async def replace() -> None:
        for _ in range(REPLACED):
            await asyncio.to_thread(exchange, folder, larger)
            await asyncio.to_thread(shown, address, version_of(folder))
            await asyncio.sleep(1)
        over.set()

    async def all_of_them() -> None:
        await asyncio.gather(replace(), *(reader(number) for number in range(READERS)))

    asyncio.run(all_of_them())
    assert seen == {frozenset({"8"}), frozenset({"9"})}
