"""`coopstats ask --engine`: on which engine a question is answered."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopstats.engines.published import UnreadableError, read_published
from coopstats.opening import open_store
from coopstats.store import Store


def add_engine(parser: argparse.ArgumentParser) -> None:
    """What the command understands of engines."""
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="spark answers from a published folder")
    parser.add_argument("--from", dest="published", type=Path, metavar="FOLDER", help="spark: what coopstats publish wrote")
    parser.add_argument(
        "--master",
        default="local[*]",
        metavar="ADDRESS",
        help="spark: local[2], spark://host:7077; its machines must all see FOLDER",
    )


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Store]:
    """The store that a call asks for. Raises DatasetError, or ValueError with one sentence."""
    if given.engine == "duckdb":
        yield open_store(given.data)
        return
    if given.published is None:
        raise UnreadableError("--engine spark answers from a published folder: --from FOLDER (coopstats publish -o makes one)")
    published = read_published(given.published)
    try:
        from coopstats.engines.spark import open_spark  # noqa: PLC0415 - an extra, which most do without
    except ModuleNotFoundError as error:
        raise UnreadableError(
            f"--engine spark needs {error.name}: pip install 'coopstats[spark]', and Java 17 or newer"
        ) from None
    with open_spark(published, given.master) as store:
        yield store
