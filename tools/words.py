"""Bring locale/ar and locale/en up to date with the French sentences in the code.

New sentences arrive untranslated and fail the tests until somebody translates them; those gone from the code are removed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "coopstats" / "locale"


def sentences() -> dict[str, str]:
    """Every sentence of the code, read from its syntax trees: singular → plural, or the sentence itself → ""."""
    found: dict[str, str] = {}
    for file in (*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and called(call) in ("say", "say_n"):
                texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
                found[str(texts[0])] = str(texts[1]) if called(call) == "say_n" else ""
    return found


def called(call: ast.Call) -> str:
    """The last name of what is called: `say` of `view.say(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


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
