"""A visitor's own file: read in a process of its own, shown before it is taken, in all their pages and in nobody else's."""

import gc
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coopstats.folder import version_of
from coopstats.imports.guest import Errand, Guest
from coopstats.selection import Selection
from coopstats.words import LANGUAGES

REGISTER = """Intitulé;Collectivité;Partenaire;Date de signature;Domaine;Type de partenaire;Instrument;Lien;Pays du partenaire;Nature du partenaire
Jumelage inventé;Commune d'Ahfir;Ville imaginaire du Nord;2019;Culture;Jumelage de villes;Jumelage;https://example.org/a;France;Commune
Jumelage refusé;Comune d'Ahfir;Ville imaginaire du Nord;2019;Culture;Jumelage de villes;Jumelage;https://example.org/b;France;Commune
"""
TITLE = "Jumelage inventé"


def finished(errand: Errand) -> Errand:
    while errand.running():
        time.sleep(0.05)
    return errand


@pytest.fixture(scope="module")
def guest(data_folder: Path) -> Guest:
    return finished(Errand(data_folder, "registre.csv", REGISTER.encode("cp1252"), "fr")).guest()


def test_what_was_brought_is_counted_with_the_register_and_marked(guest: Guest, data_folder: Path) -> None:
    """One line is taken, the other told; the register itself is as it was."""
    record = guest.record
    assert {name: record[name] for name in ("added", "changed", "unchanged", "deleted", "refused")} == {
        "added": 1, "changed": 0, "unchanged": 0, "deleted": 0, "refused": 1,
    }  # fmt: skip
    assert [problem["line"] for problem in record["problems"]] == [3]
    with guest.store.choose(Selection(scope=(), origin=("brought",))) as choice:
        assert list(choice.ask("agreements")["title_fr"]) == [TITLE]
    with guest.store.choose(Selection(scope=())) as choice:
        assert int(choice.ask("agreements_brought").iloc[0, 0]) == 1
    assert not (data_folder / "contributions.csv").exists()


def test_whoever_wants_all_or_nothing_gets_nothing_of_a_file_with_a_fault(data_folder: Path) -> None:
    """The fault is told, and the visitor's copy of the register is the register."""
    errand = finished(Errand(data_folder, "registre.csv", REGISTER.encode("cp1252"), "fr", whole=True))
    assert [problem["line"] for problem in errand.outcome().record["problems"]] == [3]
    assert errand.guest().store.version == version_of(data_folder)


def test_what_a_visitor_brought_is_gone_when_they_are(data_folder: Path) -> None:
    """Neither the folder nor the store outlives the last who holds it."""
    errand = finished(Errand(data_folder, "registre.csv", REGISTER.encode(), "fr"))
    guest = errand.guest()
    folder = guest.store.folder
    assert folder.exists()
    del errand, guest
    gc.collect()
    assert not folder.exists()


def test_a_reading_that_is_stopped_leaves_nothing(data_folder: Path) -> None:
    """Whoever stops it can bring another file at once."""
    errand = Errand(data_folder, "registre.csv", REGISTER.encode(), "fr")
    errand.cancel()
    assert not errand.running()
    assert errand.outcome().record == {}


def test_a_file_that_would_fill_the_machine_is_refused_and_the_server_goes_on(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reader is stopped at its bounds; here they are drawn so tight that any file passes them."""
    import resource  # noqa: PLC0415

    from coopstats.imports import guest as room  # noqa: PLC0415

    monkeypatch.setattr(room, "BOUNDS", {resource.RLIMIT_CPU: 1, resource.RLIMIT_FSIZE: 10_000})
    errand = finished(Errand(data_folder, "registre.csv", REGISTER.encode(), "fr"))
    assert errand.outcome().record == {}


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def test_a_visitor_brings_a_file_and_only_they_see_it(server: str, browser: Browser, tmp_path: Path) -> None:
    """Shown before it is taken; then counted on every page, after a link in the same browser too; taken away again by a click."""
    file = tmp_path / "registre.csv"
    file.write_text(REGISTER, encoding="utf-8")
    mine, other = browser.new_context(), browser.new_context()
    page = mine.new_page()
    opened(page, f"{server}/contribute?lang=fr")
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".st-key-accept button")
    page.get_by_text(TITLE).wait_for()
    page.click(".st-key-accept button")
    page.wait_for_selector(".st-key-visitor")
    opened(page, f"{server}/agreements?lang=fr&origin=brought")
    page.get_by_text(TITLE).wait_for()
    stranger = other.new_page()
    opened(stranger, f"{server}/agreements?lang=fr&origin=brought")
    assert stranger.locator(".st-key-visitor").count() == 0
    assert stranger.get_by_text(TITLE).count() == 0
    opened(page, f"{server}/sectors?lang=ar")
    page.wait_for_selector(".st-key-visitor")
    page.click(".st-key-leave button")
    page.wait_for_selector(".st-key-visitor", state="detached")
    mine.close()
    other.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_chooses_all_or_nothing(language: str, server: str, page: Page, tmp_path: Path) -> None:
    """The refused line is told and nothing can be shown; the choice still stands when the mended file is brought."""
    file = tmp_path / "registre.csv"
    file.write_text(REGISTER, encoding="utf-8")
    opened(page, f"{server}/contribute?lang={language}")
    page.locator(".st-key-way [role=radiogroup] label").nth(1).click()
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".st-key-stopped")
    assert page.locator(".st-key-accept").count() == 0
    assert page.locator("[data-testid=stMetricValue]").last.inner_text().strip("\u2066\u2069") == "1"
    page.click(".st-key-again button")
    page.wait_for_selector("input[type=file]", state="attached")
    assert page.locator(".st-key-way input").nth(1).is_checked()
    file.write_text("".join(REGISTER.splitlines(keepends=True)[:2]), encoding="utf-8")
    page.set_input_files("input[type=file]", file)
    page.click(".st-key-accept button")
    page.wait_for_selector(".st-key-visitor")
