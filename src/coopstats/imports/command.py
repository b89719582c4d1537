"""`coopstats import` and `coopstats new`: what somebody else wrote becomes agreements of a dataset folder."""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from coopstats.downloads import harmless
from coopstats.folder import own_folder
from coopstats.imports.fresh import start
from coopstats.imports.merging import REMARKS, Plan
from coopstats.imports.taking import FolderChangedError, Proposal, propose
from coopstats.problems import DatasetError, Problem, wrong
from coopstats.words import LANGUAGES, Words

# How many changes and problems are printed; the report holds every problem.
MOST_PRINTED = 40


def add_import(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("file", type=Path, help="CSV, a workbook, an archive of CSV files, or activities of IATI")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="the dataset folder")
    parser.add_argument("--yes", action="store_true", help="take it; without this what would change is only shown, or asked for")
    parser.add_argument("--whole", action="store_true", help="take all or nothing: one refused line, and nothing is taken")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write every problem into a file")
    parser.add_argument("--json", action="store_true", help="tell it as one JSON record, for programs")
    parser.add_argument("--name", default="", help="what to call the file, when its path does not say it")
    parser.add_argument(
        "--mark", action="store_true", help="note in contributions.csv what the file added or changed: pages mark it"
    )
    parser.add_argument(
        "--progress",
        action="store_true",
        help="say on standard error how far it is, a line each time: agreements read, and per cent of the file",
    )
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="en")


def add_new(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("folder", type=Path)


def take(given: argparse.Namespace) -> int:
    """Show what a file would change, and take it when that is wished; 0 nothing refused, 1 something refused, 2 not possible."""
    words = Words(given.lang)
    try:
        with propose(given.file, given.name or given.file.name, given.into, progress(lines=given.progress)) as proposal:
            plan = proposal.plan
            if given.report:
                write_report(plan, words, given.report)
            if given.json:
                print(json.dumps(record(proposal, words), ensure_ascii=False))
            else:
                print("\n".join(told(proposal, words)))
            stopped = given.whole and plan.problems
            wished = plan.takes and not stopped and (given.yes or asked(words, plan.takes))
            if wished:
                proposal.take(mark=given.mark)
            print(outcome(words, plan, done=bool(wished), stopped=bool(stopped)), file=sys.stderr)
    except DatasetError as error:
        return fail("\n".join(problem.sentence(words) for problem in error.problems))
    except FolderChangedError:
        return fail(words.say("Le jeu de données a changé entre-temps : rien n'est repris, recommencez."))
    except OSError as error:
        return fail(words.say("Rien n'est repris : %(reason)s", reason=reason(error)))
    return 1 if plan.problems else 0


def progress(*, lines: bool) -> Callable[[int, int], None]:
    """What says how far the reading is: lines for programs, one line that changes where somebody looks."""
    shown = "%d %d%%\n" if lines else "\r%d · %d %%" if sys.stderr.isatty() else ""
    return lambda *read: print(shown % read, end="", file=sys.stderr, flush=True) if shown else None


def asked(words: Words, takes: int) -> bool:
    """Whether whoever sits there wants it; where nobody does, no."""
    if not sys.stdin.isatty():
        return False
    question = words.say_n("Reprendre %(n)s accord ? [o/N] ", "Reprendre %(n)s accords ? [o/N] ", takes)
    return input(question).strip().lower()[:1] in ("o", "y", "ن")


def told(proposal: Proposal, words: Words) -> Iterator[str]:
    """What would be taken, what not and why, a line each."""
    plan = proposal.plan
    yield counts(plan, words)
    signs = {"added": "+", "deleted": "-", "changed": "~"}
    changes: dict[str, list[str]] = {}
    for fact_id, table, item, field, before, after in proposal.changes(MOST_PRINTED):
        named = " ".join(part for part in (table, item if field else "", field) if part)
        changes.setdefault(fact_id, []).append(f"    {named}: {before or '∅'} → {after or '∅'}")
    for fact_id, how, *titles in proposal.touched(MOST_PRINTED):
        yield f"{signs[how]} {fact_id} · {titles[list(LANGUAGES).index(words.language)]}"
        yield from changes.get(fact_id, ())
    for problem in [*plan.problems, *plan.notices][:MOST_PRINTED]:
        yield problem.sentence(words)
    more = len(plan.problems) + len(plan.notices) - MOST_PRINTED
    if more > 0:
        yield words.say_n("… et %(n)s autre problème", "… et %(n)s autres problèmes", more)


def counts(plan: Plan, words: Words) -> str:
    """The outcome in figures."""
    return words.say(
        "ajoutés : %(added)s · modifiés : %(changed)s · inchangés : %(unchanged)s · supprimés : %(deleted)s · lignes refusées : %(refused)s",
        added=plan.added,
        changed=plan.changed,
        unchanged=plan.unchanged,
        deleted=plan.deleted,
        refused=plan.refused,
    )


def outcome(words: Words, plan: Plan, *, done: bool, stopped: bool) -> str:
    """What was done in the end."""
    if done:
        return words.say_n("%(n)s accord repris.", "%(n)s accords repris.", plan.takes)
    if stopped:
        return words.say("Rien n'est repris : tout devait l'être, et des lignes sont refusées.")
    return (
        words.say("Rien n'est repris.")
        if not plan.takes
        else words.say("Rien n'est repris : %(option)s le reprend.", option="--yes")
    )


def write_report(plan: Plan, words: Words, file: Path) -> None:
    """Write every problem and notice as a table in the reader's words, for a spreadsheet that opens it by a double click."""
    say = words.say
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([say("Suite donnée"), say("Feuille"), say("Ligne"), say("Colonne"), say("Valeur"), say("Problème")])
        for outcome, problems in ((say("refusé"), plan.problems), (say("laissé de côté"), plan.notices)):
            for one in problems:
                told = (
                    say("repris") if one.check in REMARKS else outcome,
                    one.file,
                    one.line or None,
                    one.field,
                    one.value,
                    wrong(one, words),
                )
                writer.writerow([harmless(cell) for cell in told])


def record(proposal: Proposal, words: Words) -> dict[str, object]:
    """The proposal for programs: counts, what is touched, changes, problems with their sentences."""
    plan = proposal.plan

    def told_of(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
        return [{**problem.as_dict(), "sentence": problem.sentence(words)} for problem in problems]

    counted = {name: number for name, number in asdict(plan).items() if isinstance(number, int)}
    return counted | {
        "touched": proposal.touched(),
        "changes": proposal.changes(),
        "problems": told_of(plan.problems),
        "notices": told_of(plan.notices),
    }


def reason(error: OSError) -> str:
    """Why the system refused, in one line; of many files the first is told."""
    first = error.args[0][0][-1] if isinstance(error, shutil.Error) else error.strerror or error
    return str(first).split("\n")[0]


def new(given: argparse.Namespace) -> int:
    """Start an empty dataset with the lists and places of our own."""
    try:
        start(given.folder, own_folder())
    except FileExistsError:
        return fail(f"{given.folder} is not empty")
    except OSError as error:
        return fail(str(error))
    print(f"{given.folder}\ncoopstats import FILE --into {given.folder}\nmake run DATA={given.folder}")
    return 0


def fail(message: str) -> int:
    """Say what is wrong where errors are said."""
    print(message, file=sys.stderr)
    return 2
