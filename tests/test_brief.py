"""The council brief: the same answers as the screen, on two pages at most, in three languages, whatever stands in the data."""

from __future__ import annotations

import csv
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polib
import pytest

from coopstats.brief import MOST_PAGES, ROWS, Imprint, as_brief, contents, laid_out, typeset
from coopstats.brief.letters import ELLIPSIS, known, shortened, writable
from coopstats.charts import FAMILY_COLOURS, PARTNER_TYPE_COLOURS
from coopstats.cli import main
from coopstats.opening import open_store
from coopstats.paging import Page
from coopstats.selection import Selection
from coopstats.sentence import sentence
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

from . import pdf_text

ROOT = Path(__file__).resolve().parent.parent
ONE = {"text": "Agadir Nantes 2011", "region": ("09",)}
SELECTIONS: dict[str, dict[str, Any]] = {
    "the usual": {},
    "everything": {"scope": ()},
    "a region": {"region": ("06",)},
    "a city": {"authority": ("sale",)},
    "one agreement": ONE,
    "undated": {"undated": "only"},
    "nothing": {"text": "nothing is called so"},
}
OURS = {"IBMPlexSansArabic-Regular", "IBMPlexSansArabic-SemiBold", "IBMPlexSans-Regular", "IBMPlexSans-SemiBold"}
IMPRINT = Imprint("0123456789ab", date(2026, 11, 22), "https://coop.example")
HOSTILE = (
    '#panic("x") $x^2$ @ref <label> *bold* _it_ `raw` \\ ~ [a] {b} // c /* d */ "e" = f - g + h',
    "سلا (Salé) 1 234 – اتفاقية \u202eabc\u202c \u2067",
    "x" * 3000,
    "مراكش" * 600,
    "A very long title " * 200,
    "\x00\x07\t\r\n\ufeff\u00ad\u200f",
    "🤝🏽 摩洛哥 ⵜⴰⴷⴷⴰⵔⵜ e\u0301\u0327\u0316 Z̷̧̛ \ufe0f",
    "%PDF </script> {{x}} %(n)s ../../etc/passwd",
    "",
)


def texts(content: Any) -> Iterator[str]:
    """Every text that a brief shows."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in ("link", "language", "colour", "alt"):
                yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)
    elif isinstance(content, str):
        yield content


def drawn(text: str) -> str:
    """Letters that leave ink: no spaces, no signs that only keep directions apart."""
    return re.sub(r"[\s\u200b\u2066-\u2069]", "", text)


def brief(store: Store, language: str, **asked: Any) -> tuple[dict[str, Any], bytes]:
    """The content of a brief and its file."""
    words = Words(language, store.labels(language))
    with store.choose(Selection(**asked)) as choice:
        return contents(choice, words, IMPRINT), as_brief(choice, words, IMPRINT)


@pytest.fixture(scope="module", params=[(name, language) for name in SELECTIONS for language in LANGUAGES], ids=" in ".join)
def made(request: pytest.FixtureRequest, store: Store) -> tuple[str, str, dict[str, Any], bytes]:
    """A brief of each selection in each language."""
    name, language = request.param
    return name, language, *brief(store, language, **SELECTIONS[name])


def test_a_brief_has_one_or_two_pages(made: tuple[str, str, dict[str, Any], bytes]) -> None:
    """One for a single agreement and for none, two for many."""
    name, _, content, file = made
    sheets = pdf_text.pages(file)
    assert len(sheets) == (1 if name in ("one agreement", "nothing") else MOST_PAGES)
    assert all(len(sheet) > 100 for sheet in sheets)
    assert bool(content["empty"]) == (name == "nothing")


def test_all_that_a_brief_says_stands_on_its_pages(made: tuple[str, str, dict[str, Any], bytes]) -> None:
    """Every text is drawn, in its order where it runs from left to right, letter for letter where it is Arabic."""
    name, language, content, file = made
    page = drawn("".join(pdf_text.pages(file)))
    fitting = next(rows for rows in range(ROWS, 0, -1) if all_there(content, rows, page))
    assert fitting >= ROWS // 2, name
    said = list(texts(laid_out(content, rows=fitting)))
    if language != "ar":
        assert [text for text in said if drawn(text) not in page and not re.search("[ا-ي]", text)] == []
    missing = Counter(drawn("".join(said))) - Counter(page)
    assert sum(missing.values()) == 0


def all_there(content: dict[str, Any], rows: int, page: str) -> bool:
    """Whether so many rows of each list were drawn."""
    return not Counter(drawn("".join(texts(laid_out(content, rows=rows))))) - Counter(page)


def test_a_brief_is_a_tagged_document_in_its_language(made: tuple[str, str, dict[str, Any], bytes]) -> None:
    """It says that it follows PDF/UA-1, in which language it is, and every chart has its sentence."""
    name, language, content, file = made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    assert re.search(rb"/Lang\s*\(" + language.encode(), file)
    charts = [] if name == "nothing" else [content[chart] for chart in ("types", "sectors", "years")]
    assert file.count(b"/S/Figure") == len(charts)
    assert all(chart["alt"] and chart["title"] for chart in charts)


def test_a_brief_draws_with_our_own_fonts_alone(made: tuple[str, str, dict[str, Any], bytes]) -> None:
    """Whatever the machine has."""
    assert pdf_text.fonts(made[3]) <= OURS
    assert "IBMPlexSansArabic-Regular" in pdf_text.fonts(made[3])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in SELECTIONS if name != "nothing"])
def test_its_figures_are_the_answers(name: str, language: str, store: Store) -> None:
    """Each number of the head, each bar and column, each count of a list is that of the question the screen asks."""
    words = Words(language, store.labels(language))
    with store.choose(Selection(**SELECTIONS[name])) as choice:
        content = contents(choice, words, IMPRINT)
        ask = {name: choice.ask(name) for name in (*QUESTIONS, "figures")}
        latest = choice.ask("agreements", Page("latest", 0, ROWS))
        said = sentence(choice.selection, words)
    figures = ask["figures"].iloc[0]
    counted = [figures[column] for column in ("agreements", "authorities", "partners", "with_amount", "primary_sourced")]
    assert [line["value"] for line in content["figures"]["counts"]] == [words.number(int(n)) for n in counted]
    assert content["selection"] == said
    types = ask["agreements_by_partner_type"]
    assert [(bar["name"], bar["value"], bar["parts"][0]["colour"]) for bar in content["types"]["bars"]] == [
        (words.label("partner_types", code), words.number(int(n)), PARTNER_TYPE_COLOURS[code])
        for code, n in zip(types["partner_type"], types["agreements"], strict=True)
    ]
    sectors = ask["sectors_by_family"].groupby("sector", sort=False)["agreements"].sum().head(8)
    assert {bar["name"]: bar["value"] for bar in content["sectors"]["bars"]} == {
        words.label("sectors", code): words.number(int(n)) for code, n in sectors.items()
    }
    by_year = ask["agreements_by_year"]
    dated = by_year[by_year["year"].notna()]
    most = dated.groupby("year")["agreements"].sum().max() if len(dated) else 1
    parts = [part for column in content["years"]["columns"] for part in column["parts"]]
    assert Counter((part["colour"], round(part["share"] * most)) for part in parts) == Counter(
        (FAMILY_COLOURS[family], int(n)) for _, family, n in dated.itertuples(index=False)
    )
    assert content["years"]["undated"] * figures["agreements"] == pytest.approx(figures["agreements"] - figures["dated"])
    assert [row["text"] for row in content["lists"]["agreements"]["rows"][:ROWS]] == [
        words.isolate(writable(shortened(title, 150))) for title in latest[f"title_{language}"]
    ]
    states = ask["commitments_by_state"].set_index("state")["commitments"]
    commitments, dormant = (content["lists"][name] for name in ("commitments", "relations"))
    if states.sum():
        for n in (states.drop("complete", errors="ignore").sum(), states.sum()):
            assert words.number(int(n)) in commitments["lead"]
    assert len(commitments["rows"]) == min(ROWS + 2, states.drop("complete", errors="ignore").sum())
    asleep = ask["relations_by_silence"].set_index("silence")["relations"]
    assert not asleep.sum() or words.number(int(asleep.get("over_10", 0))) in dormant["lead"]
    assert len(dormant["rows"]) == min(ROWS + 2, asleep.get("over_10", 0))
    assert len(content["lists"]["dates"]["rows"]) == min(ROWS + 2, len(ask["dates_next"]))
    assert [row["link"] for row in content["lists"]["sources"]["rows"]] == list(ask["sources"]["address"].head(ROWS + 2))


QUESTIONS = (
    "agreements_by_partner_type",
    "sectors_by_family",
    "agreements_by_year",
    "commitments_by_state",
    "relations_by_silence",
    "dates_next",
    "sources",
)


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_brief_says_the_same_in_every_language(name: str, store: Store) -> None:
    """The same keys, lists of the same length, bars of the same length and colour, the same links but for their language."""

    def shape(content: Any) -> Any:
        if isinstance(content, dict):
            return {key: shape(value) for key, value in content.items() if key not in ("language", "rtl")}
        if isinstance(content, list):
            return [shape(value) for value in content]
        return bool(content) if isinstance(content, str) else content

    french, *others = (shape(brief(store, language, **SELECTIONS[name])[0]) for language in LANGUAGES)
    assert all(other == french for other in others)


def test_the_link_holds_the_selection(store: Store) -> None:
    """Where the site is known it is an address; else the filters stand as in a link. A party's brief leads to its page."""
    words = Words("en", store.labels("en"))
    with store.choose(Selection(region=("06",), from_year=2015)) as choice:
        assert contents(choice, words, IMPRINT)["link"] == "https://coop.example/?lang=en&region=06&from_year=2015"
        nowhere = contents(choice, words, Imprint("x", date(2026, 1, 1)))
    assert (nowhere["link"], drawn(nowhere["link_text"])) == ("", "?lang=en&region=06&from_year=2015")
    assert {row["link"] for row in nowhere["lists"]["agreements"]["rows"]} == {""}
    with store.choose(Selection(), party="afd") as choice:
        content = contents(choice, words, IMPRINT)
    assert content["link"] == "https://coop.example/party?lang=en&party=afd"
    assert content["selection"].startswith(words.label("parties", "afd"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_read_as_markup(text: str, language: str, store: Store) -> None:
    """Put in the place of every text, it is drawn as it is, as far as our fonts have its letters."""
    content, _ = brief(store, language, **ONE)

    def replaced(told: Any, key: str = "") -> Any:
        if isinstance(told, dict):
            return {name: replaced(value, name) for name, value in told.items()}
        if isinstance(told, list):
            return [replaced(value) for value in told]
        keeps = key in ("language", "colour", "link", "empty") or not isinstance(told, str)
        return told if keeps else writable(shortened(text, 150)) or "-"

    file = typeset(laid_out(replaced(content)))
    if language != "ar" and not re.search("[ا-ي]", text):
        assert drawn(writable(shortened(text, 150))) in drawn("".join(pdf_text.pages(file)))
    assert pdf_text.fonts(file) <= OURS


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [text for text in HOSTILE if "\x00" not in text and text], ids=str.__len__)
def test_no_text_of_a_dataset_breaks_a_brief(text: str, language: str, tiny_folder: Path, tmp_path: Path) -> None:
    """Titles, commitments, committees, parties and pages that say anything at any length still make two pages at most."""
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    for name in ("agreements", "commitments", "committees", "parties", "sources"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        worded = [column for column in rows[0] if column.endswith(("_fr", "_ar", "_en")) or column in ("title", "publisher")]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(row | {column: f"{text} {n}" for column in worded if row[column]} for n, row in enumerate(rows))
    content, made = brief(open_store(folder), language, scope=())
    assert not content["empty"]
    assert 0 < len(pdf_text.pages(made)) <= MOST_PAGES
    assert pdf_text.fonts(made) <= OURS


def test_a_very_long_selection_still_makes_a_brief(store: Store) -> None:
    """All authorities named at once are shortened in words; the link holds them all."""
    everybody = tuple(store.codes()["authorities"])
    content, file = brief(store, "fr", authority=everybody, text="x" * 200)
    assert len(pdf_text.pages(file)) <= MOST_PAGES
    assert content["selection"].endswith(ELLIPSIS)
    assert all(code in content["link"] for code in everybody)


def test_every_letter_of_our_fonts_can_be_set(store: Store) -> None:
    """Each alone and next to any other, so that what `writable` lets through is never refused by typst."""
    content, _ = brief(store, "fr", text="nothing is called so")
    signs = sorted(known())
    random.Random(20261122).shuffle(signs)  # noqa: S311 - any order will do
    mixed = "".join(signs)
    lines = [" ".join(signs), *(mixed[at : at + 400] for at in range(0, len(mixed), 400))]
    for line in lines:
        assert typeset(content | {"selection": writable(line)}).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_fonts_have_every_letter_that_we_write(language: str, store: Store) -> None:
    """No sentence of ours and no name of a code needs a letter that they lack; titles of pages are in the letters of their country."""
    ours = [entry.msgid for entry in polib.pofile(str(ROOT / "src/coopstats/locale/en/LC_MESSAGES/coopstats.po"))]
    if language != "fr":
        catalogue = polib.pofile(str(ROOT / f"src/coopstats/locale/{language}/LC_MESSAGES/coopstats.po"))
        ours = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    names = [text for (code_list, _), text in store.labels(language).items() if code_list != "sources"]
    assert len(names) > 1000
    for text in (*ours, *names):
        assert ELLIPSIS not in writable(text.replace(ELLIPSIS, "")), text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łódź, Kırşehir, Đà Nẵng", "Łódź, Kırşehir, Đà Nẵng"),
        ("Chengdu 成都 – Fès", "Chengdu … – Fès"),
        ("成 都", "…"),
        ("a\u202eb\u200fc\x00d", "abcd"),
        ("1\u202f234\u00a0km\ttout\ndroit", "1\u202f234\u00a0km tout droit"),
        ("e\u0301", "é"),
        ("\u2068سلا\u2069", "\u2068سلا\u2069"),
        ("a" * 50, "a" * 24 + "\u200b" + "a" * 24 + "\u200b" + "aa"),
    ],
)
def test_what_our_fonts_lack_is_seen_to_be_missing(text: str, shown: str) -> None:
    """An ellipsis stands for it; signs that turn directions are gone, isolates stay, long runs may be broken."""
    assert writable(text) == shown


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("court", 10, "court"),
        ("un titre trop long", 12, "un titre…"),
        ("x" * 20, 10, "x" * 9 + "…"),
        ("", 5, ""),
        ("abc, def", 6, "abc…"),
    ],
)
def test_a_long_text_ends_after_a_whole_word(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown
    assert len(shown) <= most


def test_the_command_writes_what_the_screen_offers(data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Filters as in a link, before and after the options; the language by its option or in the link, French when neither says it."""
    for said, language in (("--language=ar", "ar"), ("lang=ar", "ar"), ("scope=territorial", "fr")):
        target = tmp_path / f"{said}.pdf"
        assert main(["brief", "region=06", "-o", str(target), "--data", str(data_folder), said, "from_year=2010"]) == 0
        assert capsys.readouterr().out == f"{target}\n"
        file = target.read_bytes()
        assert re.search(rb"/Lang\s*\(" + language.encode(), file)
        assert "?lang=" + language + "&region=06" in drawn("".join(pdf_text.pages(file)))


def test_all_that_is_wrong_in_the_call_is_said_at_once(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence each, exit code 2, and no file."""
    wrong = [
        "region=99",
        "sector=nought",
        "colour=red",
        "lens=transport",
        "cost=3",
        "lang=fr",
        "--language",
        "ar",
        "--site",
        "ftp://x",
    ]
    target = tmp_path / "brief.pdf"
    assert main(["brief", "-o", str(target), "--data", str(tiny_folder), *wrong]) == 2
    complaints = capsys.readouterr().err.splitlines()
    for what in (
        "region=99",
        "sector=nought",
        "colour is no filter",
        "lens does not",
        "cost does not",
        "say two things",
        "ftp://x",
    ):
        assert len([line for line in complaints if what in line]) == 1, what
    assert not target.exists()


def test_a_brief_is_not_made_of_a_broken_dataset_or_for_a_folder_that_is_not_there(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 with the problem, 2 where the file cannot be written."""
    assert main(["brief", "-o", str(tmp_path / "no" / "brief.pdf"), "--data", str(tiny_folder)]) == 2
    assert "brief.pdf" in capsys.readouterr().err
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    (folder / "agreements.csv").unlink()
    assert main(["brief", "-o", str(tmp_path / "brief.pdf"), "--data", str(folder)]) == 1
    assert "agreements" in capsys.readouterr().err
    assert not (tmp_path / "brief.pdf").exists()
