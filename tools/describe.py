"""Write data/datapackage.json: what every table of the dataset is, for anybody's tools. A test writes it anew and compares."""

from __future__ import annotations

import sys
from pathlib import Path

from coopstats.exports.package import DESCRIPTION, package, written

DATA = Path(__file__).resolve().parent.parent / "data"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    (target / DESCRIPTION).write_bytes(written(package(DATA)))
