"""The letters that our own fonts can write.

A brief carries its fonts with it and is set without any font of the machine it is made on. What none of ours can write (a title in Chinese or in Tifinagh) stands
as an ellipsis: seen to be missing, and without failing the rest.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from

FONTS = Path(__file__).resolve().parent / "fonts"
ELLIPSIS = "…"
# Spaces narrower than a font's own, signs that join letters, and those that keep directions apart: no font need draw them.
UNDRAWN = frozenset("\u200b\u200c\u200d\u2009\u202f\u2060\u2066\u2067\u2068\u2069")
# Signs that turn the direction of all that follows them; isolates end with what they enclose and stay.
TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\u00ad")
# A run of more letters than that may be broken at the end of a line, wherever that is.
LONGEST_RUN, BREAK = 24, "\u200b"


@cache
def known() -> frozenset[str]:
    """Every letter that one of our fonts has."""
    return frozenset(chr(code) for font in FONTS.glob("*.ttf") for code in codes(font.read_bytes())) | UNDRAWN


def codes(font: bytes) -> set[int]:
    """The code points of a TrueType font, read from its table `cmap` (format 4: stretches of code points)."""
    places = range(12, 12 + 16 * unpack_from(">H", font, 4)[0], 16)
    start = {font[at : at + 4]: unpack_from(">I", font, at + 8)[0] for at in places}[b"cmap"]
    found: set[int] = set()
    for number in range(unpack_from(">H", font, start + 2)[0]):
        at = start + unpack_from(">I", font, start + 8 + 8 * number)[0]
        if unpack_from(">H", font, at)[0] == 4:  # noqa: PLR2004 - the number of the format
            count = unpack_from(">H", font, at + 6)[0] // 2
            ends, starts = (unpack_from(f">{count}H", font, at + skipped) for skipped in (14, 16 + 2 * count))
            found.update(code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1))
    return found - {0xFFFF}


def writable(text: str) -> str:
    """A text as our fonts can write it: other letters are an ellipsis, steering signs are gone, long runs may be broken."""
    plain = re.sub(r"[^\S\u00a0\u202f\u2009]", " ", unicodedata.normalize("NFC", text))
    kept = (sign for sign in plain if unicodedata.category(sign) != "Cc" and sign not in TURNING)
    shown = "".join(sign if sign in known() else ELLIPSIS for sign in kept)
    whole = re.sub(rf"{ELLIPSIS}[ {ELLIPSIS}]*{ELLIPSIS}", ELLIPSIS, shown)
    return re.sub(rf"(\S{{{LONGEST_RUN}}})(?=\S)", rf"\1{BREAK}", whole)


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters; one that was longer ends in an ellipsis, after a whole word where it has any."""
    if len(text) <= most:
        return text
    return (text[:most].rsplit(" ", 1)[0] if " " in text[: most - 1] else text[: most - 1]).rstrip(" ,;:–—-") + ELLIPSIS
