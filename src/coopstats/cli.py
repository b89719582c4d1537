"""The same answers, checks, files and pages from the command line: ask, export, brief, publish, check, import, new, serve."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from coopstats.folder import own_folder
from coopstats.problems import DatasetError
from coopstats.settings import NAMED_BY, the_settings
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES, Words


class Room(NamedTuple):
    """Where a command is at home: a module, the names in it of what it understands and of what it does; what it is for."""

    module: str
    understands: str
    does: str
    help: str


# Only the room of the command that is given is opened: libraries of the others would cost time and memory.
ROOMS = {
    "ask": Room("coopstats.ask", "add_ask", "ask", "answer a question on the agreements of a selection"),
    "export": Room(
        "coopstats.exports.command", "add_export", "export", "take the agreements of a selection along in a format of others"
    ),
    "brief": Room(
        "coopstats.brief.command", "add_brief", "brief", "one or two pages on a selection, as PDF, to take into a meeting"
    ),
    "publish": Room(
        "coopstats.engines.publish",
        "add_publish",
        "command",
        "write the tables that questions ask as a folder of Parquet, for other engines",
    ),
    "check": Room("coopstats.cli", "add_check", "check", "judge a dataset folder: exit 0, or 1 with every problem, one a line"),
    "import": Room(
        "coopstats.imports.command",
        "add_import",
        "take",
        "take a file of others into a dataset folder, after showing what it changes",
    ),
    "new": Room("coopstats.imports.command", "add_new", "new", "start an empty dataset for another council"),
    "serve": Room("coopstats.cli", "add_serve", "serve", "check the dataset, then show the dashboard"),
}
# The commands whose filters may stand after an option.
FILTERED = ("ask", "export", "brief")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number is the exit code: 0 done, 1 a problem in the data, 2 a problem in the call."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="coopstats", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, room in ROOMS.items():
        command = commands.add_parser(name, help=room.help)
        if name in arguments[:1]:
            getattr(import_module(room.module), room.understands)(command)

    # argparse takes no second run of positional arguments: filters that follow an option arrive among the unknown.
    given, later = parser.parse_known_args(arguments)
    if given.command in FILTERED and all("=" in part and not part.startswith("-") for part in later):
        given.filters += later
    elif later:
        parser.error(f"unrecognized arguments: {' '.join(later)}")
    room = ROOMS[given.command]
    done: int = getattr(import_module(room.module), room.does)(given)
    return done


def add_check(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("folder", type=Path, nargs="?", default=own_folder())
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="en")


def check(given: argparse.Namespace) -> int:
    """Print every problem of a dataset folder."""
    problems = check_folder(given.folder)
    if given.json:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem.sentence(Words(given.lang)))
    return 1 if problems else 0


def add_serve(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--settings", type=Path, help=f"a file of settings (docs/security.md); else the one that {NAMED_BY} names"
    )


def serve(given: argparse.Namespace) -> int:
    """Serve the dashboard, unless the dataset must not be shown or a setting is not understood."""
    import uvicorn  # noqa: PLC0415 - only this command needs a server

    from coopstats.showing import the_store  # noqa: PLC0415

    if given.settings:
        os.environ[NAMED_BY] = str(given.settings)
    try:
        the_settings()
        the_store()
    except DatasetError as error:
        first, more = error.problems[0].sentence(Words("en")), len(error.problems) - 1
        return fail(first + (f" ({more} more: coopstats check)" if more else ""), 1)
    except ValueError as error:
        return fail(str(error), 2)
    uvicorn.run(
        "coopstats.server:app",
        host=given.host,
        port=given.port,
        log_level="warning",
        access_log=False,
        lifespan="on",
        proxy_headers=False,
    )
    return 0


def fail(message: str, code: int) -> int:
    """Say what is wrong where errors are said."""
    print(message, file=sys.stderr)
    return code


def program() -> int:
    """The command as a program of its own. Whoever reads its lines may stop before the last one, as `| head` does; a server goes on."""
    if hasattr(signal, "SIGPIPE") and sys.argv[1:2] != ["serve"]:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return main()


if __name__ == "__main__":
    sys.exit(program())
