"""The folder of a dataset: where it is, and which version of it stands there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from coopstats.checking import contract

OWN_DATA = Path(__file__).resolve().parents[2] / "data"
# Bytes of a file that are held at once.
BUFFER = 1 << 20


def own_folder() -> Path:
    """The dataset of this installation: the folder named by COOPSTATS_DATA, or else the project's own data/."""
    return Path(os.environ.get("COOPSTATS_DATA") or OWN_DATA)


def version_of(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of the dataset's tables."""
    digest = hashlib.sha256()
    for path in (folder / table["path"] for table in contract()):
        if path.exists():
            with path.open("rb") as file:
                while part := file.read(BUFFER):
                    digest.update(part)
    return digest.hexdigest()[:12]
