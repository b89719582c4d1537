"""`coopstats export`: the agreements of a selection, or one table, as files for others."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coopstats.asking import question
from coopstats.exports import FORMATS, Asked, Files
from coopstats.exports.package import zipped
from coopstats.problems import DatasetError
from coopstats.request import parted, read_request
from coopstats.store import open_store, own_folder


def add_export(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("format", choices=tuple(FORMATS))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="other files stand beside it")
    parser.add_argument(
        "filters", nargs="*", metavar="FILTER=VALUE", help="as in a link: sector=transport from_year=2010 lang=ar"
    )
    parser.add_argument(
        "--table", default="", metavar="QUESTION", help="one answer instead of the register (coopstats ask --list)"
    )
    parser.add_argument("--bom", action="store_true", help="csv: begin with the mark that spreadsheets look for")
    parser.add_argument("--data", type=Path, default=own_folder(), help="a dataset folder")


def export(given: argparse.Namespace) -> int:
    """Make the files; the number is the exit code: 0 done, 1 a problem in the data, 2 a problem in the call."""
    form = FORMATS[given.format]
    if refusal := refused(given):
        return fail(refusal, 2)
    try:
        if given.table:
            question(given.table)
        store = open_store(given.data)
        request = read_request(parted(given.filters), store)
        with request.choose(store) as choice:
            files = form.make(Asked(store, choice, request.language, given.table, given.bom))
        said = write(files, given.output)
    except KeyError as error:
        return fail(str(error.args[0]), 2)
    except DatasetError as error:
        return fail(str(error), 1)
    except (ValueError, OSError) as error:
        return fail(str(error), 2)
    sys.stdout.write(said)
    return 0


def refused(given: argparse.Namespace) -> str:
    """What of the call the format cannot do, or an empty text."""
    if given.table and not FORMATS[given.format].any_table:
        return f"{given.format} holds what its standard knows, not any table"
    if given.format == "package" and any(not part.startswith("lang=") for part in given.filters):
        return "package holds the whole dataset: it takes no filters"
    return "--bom is for csv" if given.bom and given.format != "csv" else ""


def write(files: Files, target: Path) -> str:
    """Write the main file where it was asked for and the others beside it, or all in one .zip; what was written, one a line."""
    if len(files) > 1 and target.suffix == ".zip":
        files = {".zip": zipped({f"coopstats{ending}": file for ending, file in files.items()})}
    places = [target, *(target.with_name(f"{target.stem}{ending}") for ending in list(files)[1:])]
    for place, file in zip(places, files.values(), strict=True):
        place.write_bytes(file)
    return "".join(f"{place}\n" for place in places)


def fail(message: str, code: int) -> int:
    """Say what is wrong where errors are said."""
    print(message, file=sys.stderr)
    return code
