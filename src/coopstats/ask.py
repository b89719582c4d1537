"""`coopstats ask`: the answer to a question, as codes or in words."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coopstats.downloads import as_csv, as_json
from coopstats.engines.engine import add_engine, opened
from coopstats.folder import own_folder
from coopstats.problems import DatasetError
from coopstats.questions import question, questions
from coopstats.request import parted, read_request
from coopstats.tables import in_words
from coopstats.words import Words


def add_ask(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("question", nargs="?", help="the name of a question; --list names them")
    parser.add_argument(
        "filters",
        nargs="*",
        metavar="FILTER=VALUE",
        help="as in a link: sector=transport from_year=2010 lens=energy,culture party=afd lang=ar",
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument("--list", action="store_true", help="name the questions")
    parser.add_argument("--data", type=Path, default=own_folder(), help="a dataset folder")
    add_engine(parser)


def ask(given: argparse.Namespace) -> int:
    """Print the answer to a question: codes, or words when a `lang` is among the filters."""
    if given.list or not given.question:
        print("\n".join(f"{name:32} {text.splitlines()[0].removeprefix('-- ')}" for name, text in questions().items()))
        return 0
    try:
        question(given.question)
        with opened(given) as store:
            request = read_request(parted(given.filters), store)
            with request.choose(store) as choice:
                table = choice.ask(given.question)
            if request.language:
                table = in_words(table, Words(request.language, store.labels(request.language)))
    except KeyError as error:
        return fail(str(error.args[0]), 2)
    except DatasetError as error:
        return fail(str(error), 1)
    except ValueError as error:
        return fail(str(error), 2)
    if given.format == "csv":
        sys.stdout.write(as_csv(table).decode("utf-8-sig"))
    else:
        print(
            as_json(table) if given.format == "json" else table.to_string(index=False, na_rep="", float_format="{:.12g}".format)
        )
    return 0


def fail(message: str, code: int) -> int:
    """Say what is wrong where errors are said."""
    print(message, file=sys.stderr)
    return code
