"""`coopstats export`: the agreements of a selection, or one table, as files for others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coopstats.exports import FORMATS, Asked, Format
from coopstats.exports.gate import summary
from coopstats.exports.package import zip_into
from coopstats.folder import own_folder
from coopstats.opening import open_store
from coopstats.problems import DatasetError
from coopstats.questions import question
from coopstats.request import parted, read_request


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
    parser.add_argument("--assume-running", action="store_true", help="iati: take signed acts without a known end for running")
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
            asked = Asked(store, choice, request.language, given.table, given.bom, assume=given.assume_running)
            said = "".join(f"{place}\n" for place in write(form, asked, given.output))
            said += "".join(f"{line}\n" for line in told(form, asked))
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
    if given.assume_running and given.format != "iati":
        return "--assume-running is for iati"
    return "--bom is for csv" if given.bom and given.format != "csv" else ""


def write(form: Format, asked: Asked, target: Path) -> Iterator[Path]:
    """Write the main file where it was asked for and the others beside it, or all in one .zip; each as it is made."""
    pieces = form.pieces(asked)
    if target.suffix == ".zip" and form.parts and not asked.question:
        with whole(target) as file:
            zip_into(file, ((f"coopstats{name}", parts) for name, parts in pieces))
        yield target
        return
    for name, parts in pieces:
        place = target if name == form.ending else target.with_name(f"{target.stem}{name}")
        with whole(place) as file:
            file.writelines(parts)
        yield place


@contextmanager
def whole(place: Path) -> Iterator[BinaryIO]:
    """A file that stands in its place once it is complete, and else not at all."""
    beside = place.with_name(f".{place.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def told(form: Format, asked: Asked) -> Iterator[str]:
    """What the format could not hold, in a line a reason."""
    if form.gate is not None:
        yield from summary(form.gate(asked), asked.words)


def fail(message: str, code: int) -> int:
    """Say what is wrong where errors are said."""
    print(message, file=sys.stderr)
    return code
