"""A file of IATI activities, one activity at a time, whatever its length: what is held of it never grows.

Expat reads, because it knows the line of every tag. Nothing is ever resolved or fetched: the first sign of a DOCTYPE ends the
reading, so there are no entities, outer files or bombs. What no honest file holds (a tag of a megabyte, a depth of a hundred, ten
thousand names of elements) ends it too; a single activity that is too large is left out, and the next one is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from coopstats.problems import Problem

Progress = Callable[[int], None]
"""Told from time to time how many bytes have been read."""

ROOT, ACTIVITY = "iati-activities", "iati-activity"
VERSIONS = re.compile(r"1\.0[1-5]?|2\.0[1-3]?")
# What drafts are made of; results, budgets, contacts and the like are passed over.
READ = {
    "activity-date", "activity-status", "activity-website", "default-aid-type", "default-finance-type", "description", "document-link",
    "iati-identifier", "location", "participating-org", "recipient-country", "recipient-region", "related-activity", "reporting-org",
    "sector", "tag", "title", "transaction",
}  # fmt: skip
CHUNK = 1 << 16
OF_ACTIVITY = 2  # how deep an activity stands
LONGEST_TAG, DEEPEST, MOST_NAMES = 1 << 20, 100, 10_000
# In characters, an element counting as many as it takes in memory: 16 million hold some twenty thousand transactions.
LARGEST_ACTIVITY, ELEMENT = 1 << 24, 200


def is_xml(file: Path) -> bool:
    """Whether a file is XML, by its first sign."""
    with file.open("rb") as opened:
        return opened.read(CHUNK).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")


class Stopped(Exception):  # noqa: N818 - an answer, not an error of ours
    """The reading ends: the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.check)


def activities(file: BinaryIO, name: str, progress: Progress) -> Iterator[tuple[int, Element] | Problem]:
    """Each activity with the line of its start tag, as far as the file can be read; then, if it cannot be read on, why.

    An activity has the language and currency of the file's root where it tells none of its own.
    """
    reader = Reader(name)
    read = 0
    while True:
        chunk = file.read(CHUNK)
        read += len(chunk)
        stopped = reader.feed(chunk, read)
        yield from reader.found
        reader.found.clear()
        if stopped:
            yield stopped
        progress(read)
        if stopped or not chunk:
            return


class Reader:
    """Expat's listener: it keeps the activity that is open and those that are complete."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[tuple[int, Element] | Problem] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True
        self._open: list[str] = []
        # What is made of the activity that is open, and the same while an element is open of which drafts are made.
        self._activity: TreeBuilder | None = None
        self._kept: TreeBuilder | None = None
        self._line = self._size = 0

    def feed(self, chunk: bytes, read: int) -> Problem | None:
        """Read on; an empty chunk is the end of the file. Gives why the reading ends, if it does before the file."""
        try:
            self._parser.Parse(chunk, not chunk)
        except Stopped as stopped:
            return stopped.problem
        except expat.ExpatError as error:
            return Problem(self.name, error.lineno, self._place(), "xml_broken")
        except (LookupError, ValueError):  # an encoding that nobody knows
            return Problem(self.name, 1, "encoding", "xml_broken")
        if read - self._parser.CurrentByteIndex > LONGEST_TAG or len(self._parser.intern) > MOST_NAMES:
            return self._too_large()
        return None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        depth = len(self._open)
        if depth > DEEPEST:
            raise Stopped(self._too_large())
        if depth == 1:
            self._root(tag, attributes)
        elif depth == OF_ACTIVITY and tag == ACTIVITY:
            self._version(attributes)
            self._activity = self._kept = TreeBuilder()
            self._line, self._size = self._parser.CurrentLineNumber, 0
        elif depth == OF_ACTIVITY + 1:
            self._kept = self._activity if tag in READ else None
        if self._kept is not None:
            self._size += ELEMENT + sum(map(len, attributes.values()))
            if self._size <= LARGEST_ACTIVITY:
                self._kept.start(tag, attributes)
            else:
                self._let_go()

    def _end(self, tag: str) -> None:
        if self._kept is not None:
            self._kept.end(tag)
        depth = len(self._open)
        self._open.pop()
        if depth == OF_ACTIVITY + 1:
            self._kept = self._activity
        elif depth == OF_ACTIVITY and self._activity is not None:
            self.found.append((self._line, self._activity.close()))
            self._activity = self._kept = None

    def _text(self, text: str) -> None:
        if self._kept is not None:
            self._size += len(text)
            if self._size <= LARGEST_ACTIVITY:
                self._kept.data(text)
            else:
                self._let_go()

    def _let_go(self) -> None:
        """Hold nothing more of an activity that is too large."""
        self._activity = self._kept = None
        self.found.append(Problem(self.name, self._line, ACTIVITY, "too_large"))

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != ROOT:
            raise Stopped(Problem(self.name, self._parser.CurrentLineNumber, tag[:100], "not_iati", tag[:100], ROOT))
        self._version(attributes)

    def _version(self, attributes: dict[str, str]) -> None:
        """A file or, as in 1.0x, an activity may name its version; what names none is read as well."""
        version = attributes.get("version", "").strip()
        if version and not VERSIONS.fullmatch(version):
            line, known = self._parser.CurrentLineNumber, "1.01 – 1.05, 2.01 – 2.03"
            raise Stopped(Problem(self.name, line, "version", "version_unknown", version[:100], known))

    def _doctype(self, *_: object) -> None:
        raise Stopped(Problem(self.name, self._parser.CurrentLineNumber, "DOCTYPE", "xml_unsafe"))

    def _too_large(self) -> Problem:
        return Problem(self.name, self._parser.CurrentLineNumber, self._place(), "too_large")

    def _place(self) -> str:
        """The element that is open."""
        return self._open[-1][:100] if self._open else "xml"
