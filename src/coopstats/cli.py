"""The same answers, checks, files and pages from the command line: ask, export, brief, publish, check, import, new, serve."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from coopstats.brief.command import add_brief, brief
from coopstats.downloads import as_csv, as_json
from coopstats.engines.engine import add_engine, opened
from coopstats.engines.publish import add_publish
from coopstats.engines.publish import command as publish
from coopstats.exports.command import add_export, export
from coopstats.imports.command import add_import, new, take
from coopstats.problems import DatasetError
from coopstats.questions import question, questions
from coopstats.request import parted, read_request
from coopstats.settings import NAMED_BY, the_settings
from coopstats.store import own_folder
from coopstats.tables import in_words
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES, Words

# The commands that write files, each in the room of what it writes.
WRITERS = {"export": export, "brief": brief, "publish": publish, "import": take, "new": new}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number is the exit code: 0 done, 1 a problem in the data, 2 a problem in the call."""
    parser = argparse.ArgumentParser(prog="coopstats", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    ask = commands.add_parser("ask", help="answer a question on the agreements of a selection")
    ask.add_argument("question", nargs="?", help="the name of a question; --list names them")
    ask.add_argument(
        "filters",
        nargs="*",
        metavar="FILTER=VALUE",
        help="as in a link: sector=transport from_year=2010 lens=energy,culture party=afd lang=ar",
    )
    ask.add_argument("--format", choices=("table", "csv", "json"), default="table")
    ask.add_argument("--list", action="store_true", help="name the questions")
    ask.add_argument("--data", type=Path, default=own_folder(), help="a dataset folder")
    add_engine(ask)

    add_export(commands.add_parser("export", help="take the agreements of a selection along in a format of others"))
    add_brief(commands.add_parser("brief", help="one or two pages on a selection, as PDF, to take into a meeting"))

    add_publish(
        commands.add_parser("publish", help="write the tables that questions ask as a folder of Parquet, for other engines")
    )

    check = commands.add_parser("check", help="judge a dataset folder: exit 0, or 1 with every problem, one a line")
    check.add_argument("folder", type=Path, nargs="?", default=own_folder())
    check.add_argument("--json", action="store_true")
    check.add_argument("--lang", choices=tuple(LANGUAGES), default="en")

    add_import(commands.add_parser("import", help="take a file of others into a dataset folder, after showing what it changes"))
    started = commands.add_parser("new", help="start an empty dataset for another council")
    started.add_argument("folder", type=Path)

    serve = commands.add_parser("serve", help="check the dataset, then show the dashboard")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--settings", type=Path, help=f"a file of settings (docs/security.md); else the one that {NAMED_BY} names")

    # argparse takes no second run of positional arguments: filters that follow an option arrive among the unknown.
    given, later = parser.parse_known_args(arguments)
    if given.command in ("ask", "export", "brief") and all("=" in part and not part.startswith("-") for part in later):
        given.filters += later
    elif later:
        parser.error(f"unrecognized arguments: {' '.join(later)}")
    if given.command == "check":
        return judge(given.folder, as_records=given.json, words=Words(given.lang))
    if given.command in WRITERS:
        return WRITERS[given.command](given)
    if given.command == "serve":
        return show(given.host, given.port, given.settings)
    if given.list or not given.question:
        print("\n".join(f"{name:32} {text.splitlines()[0].removeprefix('-- ')}" for name, text in questions().items()))
        return 0
    return answer(given)


def answer(given: argparse.Namespace) -> int:
    """Print the answer to a question: codes, or words when a `lang` is among the filters."""
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


def judge(folder: Path, *, as_records: bool, words: Words) -> int:
    """Print every problem of a dataset folder."""
    problems = check_folder(folder)
    if as_records:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem.sentence(words))
    return 1 if problems else 0


def show(host: str, port: int, settings: Path | None) -> int:
    """Serve the dashboard, unless the dataset must not be shown or a setting is not understood."""
    import uvicorn  # noqa: PLC0415 - only this command needs a server

    from coopstats.showing import the_store  # noqa: PLC0415

    if settings:
        os.environ[NAMED_BY] = str(settings)
    try:
        the_settings()
        the_store()
    except DatasetError as error:
        first, more = error.problems[0].sentence(Words("en")), len(error.problems) - 1
        return fail(first + (f" ({more} more: coopstats check)" if more else ""), 1)
    except ValueError as error:
        return fail(str(error), 2)
    uvicorn.run(
        "coopstats.server:app", host=host, port=port, log_level="warning", access_log=False, lifespan="on", proxy_headers=False
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
