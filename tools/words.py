"""Bring locale/ar and locale/en up to date with the French sentences in the code.

New sentences arrive untranslated and fail the tests until somebody translates them; those gone from the code are removed.
"""

from __future__ import annotations

from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "coopstats" / "locale"
# `say(sentence)`, `say_n(one, many, n)`
KEYWORDS = {"say": None, "say_n": (1, 2)}


def sentences() -> dict[str, str]:
    """Every sentence of the code: singular → plural, or the sentence itself → ""."""
    found: dict[str, str] = {}
    for folder in ("src", "pages"):
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS):
            one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
            found[one] = many
    return found


def catalogue(language: str) -> polib.POFile:
    """The translations of one language as they stand in its file."""
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "coopstats.po"), wrapwidth=118)


def bring_up_to_date(language: str) -> int:
    """Rewrite one catalogue; the number of sentences it still lacks."""
    translated = {entry.msgid: entry for entry in catalogue(language)}
    renewed = polib.POFile(wrapwidth=118)
    renewed.metadata = catalogue(language).metadata
    for one, many in sorted(sentences().items()):
        known = translated.get(one)
        if known is not None and known.msgid_plural == many:
            renewed.append(known)
        elif many:
            renewed.append(polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural={0: ""}))
        else:
            renewed.append(polib.POEntry(msgid=one))
    renewed.save(str(LOCALE / language / "LC_MESSAGES" / "coopstats.po"))
    return len(renewed.untranslated_entries())


if __name__ == "__main__":
    for language in ("ar", "en"):
        print(language, bring_up_to_date(language), "sentences without translation")
