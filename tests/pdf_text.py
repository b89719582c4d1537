"""What stands in a PDF that typst wrote: the letters of its pages and the fonts it carries. No library for PDF is locked.

It reads what typst writes, no more: plain objects, compressed streams, and a table of letters (ToUnicode) for each font.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache


@cache
def objects(file: bytes) -> dict[bytes, bytes]:
    """Number → what stands in the object, its stream unpacked."""
    found = {}
    for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", file, re.DOTALL):
        head, _, stream = body.partition(b"stream\n")
        packed = b"FlateDecode" in head
        found[number] = head + (zlib.decompressobj().decompress(stream) if packed else stream)
    return found


def pages(file: bytes) -> list[str]:
    """The letters of each page in the order in which they are drawn; of right-to-left lines that is not the order of reading."""
    every = objects(file)
    return [letters(every, body) for body in every.values() if re.search(rb"/Type\s*/Page\b", body)]


def letters(every: dict[bytes, bytes], page: bytes) -> str:
    """The letters of one page."""
    resources = page if b"/Font" in page else every[one(rb"/Resources (\d+) 0 R", page)]
    named = re.findall(rb"/(f\d+) (\d+) 0 R", one(rb"/Font\s*<<(.*?)>>", resources))
    tables = {name: table(every[one(rb"/ToUnicode (\d+) 0 R", every[number])]) for name, number in named}
    drawn, using = [], b""
    for font, told, text in strings(every[one(rb"/Contents (\d+) 0 R", page)]):
        using = font or using
        drawn += [told.decode("utf-16-be")] + [tables.get(using, {}).get(text[at : at + 2], "") for at in range(0, len(text), 2)]
    return "".join(drawn)


def strings(drawing: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """What a page draws in its order: a font that is taken, letters told in place of glyphs (ActualText), or glyphs."""
    place = 0
    while found := NEXT.search(drawing, place):
        place = found.end()
        if found[1]:
            yield found[1], b"", b""
        elif found[2]:
            yield b"", bytes.fromhex(found[2].decode()), b""
            font = re.compile(rb"/(f\d+) [\d.]+ Tf").search(drawing, place)
            place = drawing.index(b"EMC", place)
            if font and font.start() < place:
                yield font[1], b"", b""
        elif found[3]:
            yield b"", b"", bytes.fromhex(found[3].decode())
        else:
            start, place = place, end_of(drawing, place)
            yield b"", b"", unescaped(drawing[start : place - 1])


NEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|/ActualText\s*<FEFF([0-9A-F]*)>|<([0-9A-F]+)>|\(")


def end_of(drawing: bytes, place: int) -> int:
    """Where a string ends that began before `place`: brackets in it are escaped or balanced."""
    depth = 1
    while depth:
        sign = drawing[place : place + 1]
        depth += {b"(": 1, b")": -1}.get(sign, 0)
        place += 2 if sign == b"\\" else 1
    return place


def table(mapping: bytes) -> dict[bytes, str]:
    """The letters of each glyph of a font."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", mapping)
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def unescaped(text: bytes) -> bytes:
    """The bytes of a string of a PDF: a backslash stands before a bracket, before three octal digits, before a letter of its own."""
    return re.sub(rb"\\([0-7]{3}|.)", lambda sign: SIGNS.get(sign[1]) or octal(sign[1]), text, flags=re.DOTALL)


SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def octal(told: bytes) -> bytes:
    """The byte of three octal digits; any other sign is itself."""
    return bytes([int(told, 8)]) if len(told) == 3 else told


def one(pattern: bytes, text: bytes) -> bytes:
    """The one thing that a pattern finds."""
    found = re.search(pattern, text, re.DOTALL)
    assert found, (pattern, text[:200])
    return found[1]


def fonts(file: bytes) -> set[str]:
    """The fonts that a PDF draws with, by their names without the mark of their subset; each of them must be carried by the file."""
    named = {
        name.decode() for body in objects(file).values() for name in re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", body)
    }
    carried = sum(b"/FontFile" in body for body in objects(file).values())
    assert carried == sum(re.search(rb"/Subtype\s*/Type0\b", body) is not None for body in objects(file).values())
    return named
