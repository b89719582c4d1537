"""`coopstats brief`: the council brief of a selection as a PDF."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from coopstats.brief import Imprint, as_brief
from coopstats.exports.command import fail
from coopstats.folder import own_folder
from coopstats.opening import open_store
from coopstats.problems import DatasetError
from coopstats.request import parted, read_request
from coopstats.selection import Selection
from coopstats.wish import Wish
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words

# Of a link, what is said of programmes and of priorities has no place in a brief.
NOT_OF_AGREEMENTS = ("lens", *Wish.__dataclass_fields__)
KNOWN = (*Selection.__dataclass_fields__, "party", "lang")


def add_brief(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "filters", nargs="*", metavar="FILTER=VALUE", help="as in a link: region=06 from_year=2015 party=casablanca"
    )
    parser.add_argument("--language", choices=tuple(LANGUAGES), help="the same as lang=…; French when neither is said")
    parser.add_argument("--site", default="", metavar="ADDRESS", help="where the dashboard stands, for the links: https://…")
    parser.add_argument("--data", type=Path, default=own_folder(), help="a dataset folder")


def brief(given: argparse.Namespace) -> int:
    """Make the brief; the number is the exit code: 0 done, 1 a problem in the data, 2 a problem in the call."""
    try:
        store, filters = open_store(given.data), parted(given.filters)
        problems = refused(given, filters)
        try:
            request = read_request(filters, store)
        except ValueError as error:
            problems.append(str(error))
        if problems:
            return fail("\n".join(problems), 2)
        language = given.language or request.language or SOURCE_LANGUAGE
        imprint = Imprint(store.version, date.today(), given.site.rstrip("/"))  # noqa: DTZ011 - the day where the reader is
        with request.choose(store) as choice:
            given.output.write_bytes(as_brief(choice, Words(language, store.labels(language)), imprint))
    except DatasetError as error:
        return fail(str(error), 1)
    except OSError as error:
        return fail(str(error), 2)
    sys.stdout.write(f"{given.output}\n")
    return 0


def refused(given: argparse.Namespace, filters: dict[str, list[str]]) -> list[str]:
    """What of the call a brief cannot do, one sentence each."""
    problems = [
        f"{name} does not change a brief, which is of agreements; there are: {', '.join(KNOWN)}"
        for name in filters
        if name in NOT_OF_AGREEMENTS
    ]
    if given.language and filters.get("lang", [given.language])[0] != given.language:
        problems.append(f"--language {given.language} and lang={filters['lang'][0]} say two things")
    if given.site and not given.site.startswith(("https://", "http://")):
        problems.append(f"--site {given.site} is no web address: it begins with https:// or http://")
    return problems
