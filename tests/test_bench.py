"""What measures the app works, and what the app is measured against answers the same questions."""

import asyncio
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coopstats.selection import Selection
from coopstats.store import Store

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
FOLDER = ROOT / "tools" / "bench" / "peers"
SECTOR = "transport"
# Each prints how many agreements a peer counts: all, then those of a sector.
COUNTING = {
    "Dash": "import dashed; print(*(dashed.draw(None, s, None, None)[0] for s in (None, ['transport'])))",
    "plain Streamlit": """
from streamlit.testing.v1 import AppTest
page = AppTest.from_file('plain.py', default_timeout=60).run()
first = page.metric[0].value
print(first, page.multiselect(key='filter_sector').set_value(['transport']).run().metric[0].value)
""",
}

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def expected(tiny_store: Store) -> list[int]:
    """How many agreements there are: all, and those of one sector."""
    counted = []
    for selection in (Selection(), Selection(sector=(SECTOR,))):
        with tiny_store.choose(selection) as choice:
            counted.append(int(choice.ask("figures").iloc[0]["agreements"]))
    assert counted[0] > counted[1] > 0
    return counted


@pytest.fixture
def installed() -> None:
    """The peers' environment, which `make bench` makes."""
    if not PEERS.exists():
        pytest.skip("the peers are not installed; `make bench` does")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", COUNTING)
def test_a_peer_counts_what_the_app_counts(name: str, tiny_folder: Path, expected: list[int]) -> None:
    """A faster peer that answers another question would be no measure."""
    environment = {**os.environ, "BENCH_DATA": str(tiny_folder), "PYTHONPATH": str(FOLDER)}
    told = subprocess.run(  # noqa: S603 - our own script
        [PEERS, "-c", COUNTING[name]], cwd=FOLDER, env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert [int(figure) for figure in told.split()[-2:]] == expected


@pytest.mark.usefixtures("installed")
def test_the_file_of_datasette_holds_what_the_app_counts(tiny_folder: Path, tmp_path: Path, expected: list[int]) -> None:
    file = tmp_path / "agreements.db"
    environment = {**os.environ, "BENCH_DATA": str(tiny_folder)}
    subprocess.run([PEERS, FOLDER / "sqlite.py", file], env=environment, check=True)  # noqa: S603 - our own script
    db = sqlite3.connect(file)
    conditions = ("true", f"exists (select 1 from json_each(sectors) where value = '{SECTOR}')")
    found = [db.execute(f"select count(*) from agreements where {condition}").fetchone()[0] for condition in conditions]
    db.close()
    assert found == expected


def test_readers_of_every_contender_click(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours and, if they are installed, the peers: each click has its time, and the server its memory."""
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "bench"))
    contenders: Any = __import__("contenders")
    load: Any = __import__("load")
    clicks: Any = __import__("clicks")
    met = []
    for contender in contenders.contenders(tiny_folder, tmp_path):
        with clicks.served(contender.command, contender.health, contender.folder, **contender.environment) as server:
            idle = load.memory(server.process)
            result = asyncio.run(load.readers(contender, server, tiny_folder, 2, 8, load.Choices()))
        assert len(result["clicks"]) >= 2
        told = load.line(result, idle)
        assert 0 < told["p50 ms"] <= told["p95 ms"]
        assert told["MB"] > 10
        met.append(contender.name)
    assert met[0] == "coopstats"
    assert len(met) == (5 if PEERS.exists() else 1)
