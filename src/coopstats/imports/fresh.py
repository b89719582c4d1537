"""An empty dataset for another council: the lists and the places that every dataset needs, and no agreement yet."""

from __future__ import annotations

import shutil
from pathlib import Path

from coopstats.checking import column_names, contract

# What is true of Morocco and of the world, whoever's agreements are told.
KEPT = ("places", "place_names", "outlines", "parties", "sources", "successions", "territory_codes", "rates", "sector_sdgs")


def start(folder: Path, example: Path) -> None:
    """Make a dataset without agreements after the example of another. Raises FileExistsError when the folder holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for table in contract():
        place, own = folder / table["path"], example / table["path"]
        place.parent.mkdir(parents=True, exist_ok=True)
        if (table["name"] in KEPT or table["path"].startswith("codes/")) and own.exists():
            shutil.copyfile(own, place)
        elif not table.get("optional"):
            place.write_text(",".join(column_names(table["schema"])) + "\n", encoding="utf-8")
