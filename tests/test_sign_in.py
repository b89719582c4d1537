"""Who may see what when a house asks for sign-in: by a real OpenID Connect provider on loopback, and by a proxy's headers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from time import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from coopstats.admission import PROVEN, Person, Verdict, person_of, verdict
from coopstats.settings import SignIn, read_settings

from .visiting import ROOT, free_port, served, settled, visit

PROVIDER = ROOT / "tests" / "oidc" / "provider.mjs"
INSTALLED = Path(sys.prefix) / "oidc" / "node_modules"
PROXY = {"person": "x-forwarded-user", "roles": "x-forwarded-groups"}
NOBODY, READER, CURATOR = None, Person("Amina", frozenset({"reader"})), Person("Karim", frozenset({"curator", "reader"}))


def status(address: str, **headers: str) -> tuple[int, list[str]]:
    """What the interface answers: status and problems."""
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - our own server
            return answer.status, []
    except HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())["problems"]


@pytest.mark.parametrize(
    ("pages", "place", "expected"),
    [
        ({"coverage": ("curator",)}, "overview", ("welcome", "welcome", "welcome")),
        ({"coverage": ("curator",)}, "interface", ("welcome", "welcome", "welcome")),
        ({"coverage": ("curator",)}, "coverage", ("sign in first", "a role is missing", "welcome")),
        ({"coverage": ("curator", "reader")}, "coverage", ("sign in first", "welcome", "welcome")),
        ({"*": ()}, "overview", ("sign in first", "welcome", "welcome")),
        ({"*": ()}, "interface", ("sign in first", "welcome", "welcome")),
        ({"*": ("reader",), "coverage": ("curator",)}, "coverage", ("sign in first", "a role is missing", "welcome")),
        ({"*": ("editor",)}, "coverage", ("sign in first", "a role is missing", "a role is missing")),
    ],
)
def test_who_enters_where(pages: dict[str, tuple[str, ...]], place: str, expected: tuple[str, ...]) -> None:
    """Nobody, a reader and a curator, before pages that are open, guarded as a whole, by themselves or both."""
    found = [verdict(SignIn(pages), place, person) for person in (NOBODY, READER, CURATOR)]
    assert tuple(one.value for one in found) == expected
    assert verdict(None, place, NOBODY) is Verdict.WELCOME


def test_a_person_is_who_the_provider_says_while_its_token_lasts() -> None:
    """Roles as a list or as one text; nobody without sign-in, without an end, or after it."""
    sign_in = SignIn({"*": ()}, roles="groups", provider={"client_id": "x"})
    claims = {"is_logged_in": True, "exp": time() + 60, "sub": "1", "name": "Karim", "groups": ["curator", "reader"]}
    assert person_of(sign_in, {}, claims) == CURATOR
    assert person_of(sign_in, {}, claims | {"name": "", "groups": "reader"}) == Person("1", frozenset({"reader"}))
    for wanting in ({"exp": time() - 1}, {"exp": 0}, {"is_logged_in": False}):
        assert person_of(sign_in, {}, claims | wanting) is None
    # A proxy's headers do not count where a provider is named, nor claims where a proxy is.
    assert person_of(sign_in, {PROVEN["person"]: "Karim"}, {}) is None
    by_proxy = SignIn({"*": ()}, proxy=PROXY)
    assert person_of(by_proxy, {}, claims) is None
    assert person_of(by_proxy, {"x-forwarded-user": "Karim"}, {}) is None
    assert person_of(by_proxy, {PROVEN["person"]: "Amina", PROVEN["roles"]: " reader, "}, {}) == READER


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('pages = { contribut = [] }\nproxy = { person = "a", roles = "b" }', "sign_in.pages must be"),
        ('pages = { "*" = "curator" }\nproxy = { person = "a", roles = "b" }', "sign_in.pages must be"),
        ('pages = { "*" = [] }', "either a provider or a proxy"),
        ('proxy = { person = "a", roles = "b" }', "sign_in needs pages"),
        ('pages = { "*" = [] }\nproxy = { person = "a", roles = "b" }\nrole = "x"', "sign_in.role is no setting"),
        ('pages = { "*" = [] }\nproxy = { person = "X-User" }', "sign_in.proxy must be"),
        ('pages = { "*" = [] }\n[sign_in.provider]\nclient_id = "x"', "sign_in.provider must be a table with redirect_uri"),
    ],
)
def test_a_rule_that_is_not_understood_is_refused(written: str, told: str, tmp_path: Path) -> None:
    """A page's name that is spelled wrong would leave the page open."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f"[sign_in]\n{written}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_settings(settings)


def by_proxy(folder: Path, proxy: str) -> str:
    """Settings of a house whose proxy tells who somebody is."""
    settings = folder / "settings.toml"
    settings.write_text(
        f"""
        proxies = ["{proxy}"]
        [sign_in]
        pages = {{ "*" = [], coverage = ["curator"], contribute = ["curator"], interface = ["reader"] }}
        proxy = {{ person = "x-forwarded-user", roles = "x-forwarded-groups" }}
        """,
        encoding="utf-8",
    )
    return str(settings)


@pytest.mark.slow
def test_a_named_proxy_tells_who_somebody_is(browser: Browser, tmp_path: Path) -> None:
    """Pages and interface by role; each reader is told in their language what they lack, and no data reaches whom it may not."""
    person = {"x-forwarded-user": "Amina", "x-forwarded-groups": "reader, visitor"}
    with served("--settings", by_proxy(tmp_path, "127.0.0.1")) as base:
        for address in ("/api/v1/questions", "/api/v1/ask/agreements.csv", "/feed.atom"):
            assert status(base + address) == (401, ["this interface answers to people who are signed in"])
            assert status(base + address, **person)[0] == 200
            assert status(base + address, **person | {"x-forwarded-groups": "visitor"})[0] == 403
        assert status(f"{base}/healthz")[0] == 200
        for language, lacking in (("fr", "personnes connectées"), ("ar", "المتصلين"), ("en", "signed in")):
            visitor = browser.new_context().new_page()
            visit(visitor, f"{base}/coverage?lang={language}")
            expect(visitor.get_by_test_id("stAlert")).to_contain_text(lacking)
            expect(visitor.locator("table, .chart, [data-testid=stSidebar], .st-key-parts")).to_have_count(0)
            visitor.context.close()
        visitor = browser.new_context(extra_http_headers=person).new_page()
        visit(visitor, f"{base}/sources?lang=fr")
        expect(visitor.locator(".st-key-parts")).to_contain_text("Amina")
        visit(visitor, f"{base}/coverage?lang=fr")
        expect(visitor.get_by_test_id("stAlert")).to_contain_text("curator")
        expect(visitor.locator("table")).to_have_count(0)
        visit(visitor, f"{base}/contribute?lang=fr")
        expect(visitor.get_by_test_id("stAlert")).to_contain_text("curator")
        expect(visitor.get_by_test_id("stFileUploader")).to_have_count(0)
        visitor.context.close()
        curator = browser.new_context(extra_http_headers=person | {"x-forwarded-groups": "curator"}).new_page()
        visit(curator, f"{base}/contribute?lang=fr")
        expect(curator.get_by_test_id("stFileUploader").first).to_be_visible()
        curator.context.close()


def test_from_elsewhere_the_same_headers_say_nothing(browser: Browser, tmp_path: Path) -> None:
    """Whoever writes them without being a named proxy is nobody, also under the names that proven ones have."""
    person = {"x-forwarded-user": "Karim", "x-forwarded-groups": "curator,reader"}
    with served("--settings", by_proxy(tmp_path, "192.0.2.1")) as base:
        forged = person | {PROVEN["person"]: "Karim", "x-forwarded-for": "192.0.2.1"}
        assert [status(f"{base}/api/v1/questions", **headers)[0] for headers in (person, forged)] == [401, 401]
        visitor = browser.new_context(extra_http_headers=forged).new_page()
        visit(visitor, f"{base}/coverage?lang=fr")
        expect(visitor.get_by_test_id("stAlert")).to_contain_text("personnes connectées")
        visitor.context.close()


@contextmanager
def oidc(port: int, redirect: str) -> Iterator[None]:
    """Npm's oidc-provider, run by Node."""
    node = shutil.which("node")
    if not node or not INSTALLED.is_dir():
        pytest.fail("node or its oidc-provider is missing: apt-get install nodejs npm, then make long", pytrace=False)
    command = [node, str(PROVIDER), str(INSTALLED), str(port), redirect]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - our own
        try:
            assert process.stdout
            assert process.stdout.readline() == "listening\n"
            yield
        finally:
            process.terminate()


def signs_in(visitor: Page, name: str) -> None:
    """Go through the provider's own pages."""
    visitor.get_by_role("button", name="Se connecter").click()
    visitor.locator("input[name=login]").fill(name)
    visitor.locator("input[name=password]").fill("whatever")
    visitor.get_by_role("button", name="Sign-in").click()
    visitor.get_by_role("button", name="Continue").click()


@pytest.mark.long
def test_a_provider_tells_who_somebody_is(browser: Browser, tmp_path: Path) -> None:
    """Sign in, see the page, be refused without the role, sign out; the interface goes by the same cookie, and by no forged one."""
    port, provider = free_port(), free_port()
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f"""
        [sign_in]
        pages = {{ coverage = ["curator"], interface = ["reader"] }}
        [sign_in.provider]
        redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
        cookie_secret = "known to the tests alone, and long"
        client_id = "coopstats"
        client_secret = "known to the tests alone"
        server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
        client_kwargs = {{ prompt = "login" }}
        """,
        encoding="utf-8",
    )
    with oidc(provider, f"http://127.0.0.1:{port}/oauth2callback"), served("--settings", str(settings), port=port) as base:
        for name, language in product(("curator", "reader", "nobody"), ("fr",)):
            context = browser.new_context(locale="fr-FR")
            # The provider's own page asks for a typeface elsewhere.
            context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
            visitor = context.new_page()
            visit(visitor, f"{base}/sources?lang={language}")
            expect(visitor.locator("table").first).to_be_visible()
            visit(visitor, f"{base}/coverage?lang={language}")
            expect(visitor.locator("table")).to_have_count(0)
            assert context.request.get(f"{base}/api/v1/questions").status == 401
            signs_in(visitor, name)
            visitor.wait_for_url(f"{base}/?lang=fr")
            expect(visitor.locator(".st-key-parts")).to_contain_text(name)
            settled(visitor)
            visit(visitor, f"{base}/coverage?lang={language}")
            if name == "curator":
                expect(visitor.locator("table").first).to_be_visible()
            else:
                expect(visitor.get_by_test_id("stAlert")).to_contain_text("un rôle que vous n'avez pas")
                expect(visitor.locator("table")).to_have_count(0)
            assert context.request.get(f"{base}/api/v1/questions").status == (403 if name == "nobody" else 200)
            cookie = next(cookie for cookie in context.cookies() if cookie["name"] == "_streamlit_user")
            assert cookie["httpOnly"]
            forged = cookie["value"][:-3] + "AAA"
            assert status(f"{base}/api/v1/questions", Cookie=f"_streamlit_user={forged}")[0] == 401
            visitor.get_by_role("button", name="Se déconnecter").click()
            visitor.wait_for_url(f"http://127.0.0.1:{provider}/session/end**")
            assert context.request.get(f"{base}/api/v1/questions").status == 401
            context.close()
