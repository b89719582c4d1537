"""What stands around the served app: headers on every answer, hosts, frames, and failures that tell nothing."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from base64 import b64encode
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
import streamlit
from playwright.sync_api import Browser, Page, expect
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DeferredFileRequestPayload,
    InstallSkillsRequestPayload,
)
from streamlit.proto.ClientState_pb2 import ClientState

from coopstats.cli import main
from coopstats.guarding import MOST_CALLERS, Calls, Headers, Hosts, Messages
from coopstats.interface import ROUTES
from coopstats.openapi import LIMITED, description
from coopstats.server import wanted
from coopstats.settings import NAMED_BY, Settings, read_settings
from coopstats.store import Store

from .visiting import ADDRESSES, ROOT, free_port, served, settled, visit

AGREEMENT = "casablanca-settat--ile-de-france--2016"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
ANSWERS = {
    "a page": ("/", {}, 200),
    "a page by its own address": ("/sectors?lang=ar", {}, 200),
    "a script": ("the script of the page", {}, 200),
    "a file of ours": ("/app/static/icon.png", {}, 200),
    "the interface": ("/api/v1/questions", {}, 200),
    "what is not there": ("/app/static/nothing.png", {}, 404),
    "a refusal of the interface": ("/api/v1/ask/nothing.json", {}, 404),
    "another host": ("/", {"Host": "elsewhere.example"}, 400),
    "a websocket": ("/_stcore/stream", UPGRADE, 101),
    "a websocket for another host": ("/_stcore/stream", {**UPGRADE, "Host": "elsewhere.example"}, 400),
}
PAGES = ("a page", "a page by its own address")


def get(base: str, path: str, **headers: str) -> tuple[int, HTTPMessage]:
    """Status and headers of what a server answers."""
    with closing(HTTPConnection(urlsplit(base).netloc, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers


def shell() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_bears_the_headers(kind: str, server: str) -> None:
    """Pages, files, the interface, refusals and both ways a websocket can open: those of a page, or of what may load nothing."""
    path, asked, status = ANSWERS[kind]
    if kind == "a script":
        path = re.findall(r'<script type="module" crossorigin src="\.(.*?)"', shell())[0]
    given, headers = get(server, path, **asked)
    assert given == status
    page = kind in PAGES
    for name in ("content-security-policy", "referrer-policy", "x-content-type-options", *(["permissions-policy"] * page)):
        assert len(headers.get_all(name) or []) == 1, name
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert ("script-src" in headers["content-security-policy"]) is page
    assert "frame-ancestors" in headers["content-security-policy"]
    assert not page or "geolocation=()" in headers["permissions-policy"]


@pytest.mark.parametrize("address", ["/", "/sectors?lang=ar", "/app/static/icon.png?1"])
def test_not_modified_takes_nothing_from_a_page(address: str, server: str) -> None:
    """A browser puts the headers of such an answer in the place of those that it kept: a page must not lose its policy."""
    whole, known = get(server, address)
    again, renewed = get(server, address, **{"If-None-Match": str(known["etag"])})
    assert (whole, again) == (200, 304)
    assert renewed["content-security-policy"] == known["content-security-policy"]


def test_what_does_not_tell_its_kind_bears_the_headers_of_a_page() -> None:
    """Streamlit's own "not modified" may stand for a page too."""

    async def silent(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 304, "headers": []})

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Headers(silent, {"content-security-policy": "of a page"})({"type": "http"}, None, send))  # type: ignore[arg-type]
    assert sent[0]["headers"] == [(b"content-security-policy", b"of a page")]


def test_scripts_of_a_page_are_known_by_their_text_alone(server: str) -> None:
    """No eval, no inline script but the one of Streamlit's page and our own in three languages, nothing from another host."""
    policy = dict(part.split(" ", 1) for part in str(get(server, "/")[1]["content-security-policy"]).split("; "))
    (inline,) = re.findall(r"<script>(.*?)</script>", shell(), re.DOTALL)
    assert f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'" in policy["script-src"].split()
    assert len(policy["script-src"].split()) == 1 + 1 + 3
    assert all(source == "'self'" or source.startswith("'sha256-") for source in policy["script-src"].split())
    assert (policy["default-src"], policy["frame-ancestors"], policy["connect-src"]) == ("'none'", "'self'", "'self'")
    assert not [source for source in " ".join(policy.values()).split() if "eval" in source or "//" in source or "*" in source]


# Notes in a file what a process asks of the network and which others it starts; Python runs it before anything else.
WATCH = """
import os, sys
WATCHED = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "subprocess.Popen")
def hook(event, given):
    if event in WATCHED:
        with open(os.environ["WATCHED"], "a") as notes:
            notes.write(f"{event} {[part for part in given if isinstance(part, (str, bytes, tuple, list, int))]}\\n")
sys.addaudithook(hook)
"""


def test_every_page_draws_behind_the_policy_and_nobody_else_is_asked(page: Page, tmp_path: Path) -> None:
    """All charts of all pages without a violation or fault; neither the browser (the fixture watches) nor the server asks another host."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    notes, drawn = tmp_path / "asked", 0
    with served(WATCHED=str(notes), PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT / "src")])) as base:
        for address in ADDRESSES:
            visit(page, f"{base}/{address}?lang=ar&agreement={AGREEMENT}&party=afd")
            expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
            charts = page.locator(".chart")
            for chart in charts.all():
                chart.scroll_into_view_if_needed()
                expect(chart.locator("svg.main-svg").first).to_be_attached()
            drawn += charts.count()
            assert page.evaluate("document.documentElement.dir") == "rtl", "our own script ran"
        for route in ROUTES:
            assert get(base, route.path.format(question="figures", form="csv", fact_id=AGREEMENT))[0] == 200, route.path
    assert drawn > 20
    noted = notes.read_text(encoding="utf-8").splitlines()
    assert [line for line in noted if line.startswith("socket.bind") and f"{urlsplit(base).port}" in line], "the watch was awake"
    assert [line for line in noted if "127.0.0.1" not in line and "'::1'" not in line] == []


def test_a_script_that_came_in_otherwise_does_not_run(server: str, browser: Browser) -> None:
    """Whatever found its way into a page: an inline script, a handler, eval, a picture from elsewhere."""
    visitor = browser.new_context().new_page()
    refused: dict[str, str | None] = {}
    visitor.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
    visit(visitor, server)
    visitor.evaluate(
        """() => {
            const script = document.createElement("script"); script.text = "window.intruder = 'script'"; document.body.append(script);
            const bomb = document.createElement("button"); bomb.setAttribute("onclick", "window.intruder = 'handler'");
            document.body.append(bomb); bomb.click();
            const picture = document.createElement("img"); picture.src = "https://elsewhere.example/pixel.png"; document.body.append(picture);
            const link = document.createElement("a"); link.href = "javascript:window.intruder = 'link'"; document.body.append(link); link.click();
        }"""
    )
    visitor.wait_for_timeout(500)
    assert visitor.evaluate("window.intruder") is None
    assert refused.pop("https://elsewhere.example/pixel.png") == "csp"
    visitor.context.close()


@pytest.mark.parametrize("allowed", [False, True])
def test_only_a_named_site_may_show_it_in_a_frame(allowed: bool, browser: Browser, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    """An embassy's intranet is named in the settings; any other site gets an empty frame."""
    intranet, settings = f"http://127.0.0.1:{free_port()}", tmp_path / "settings.toml"
    settings.write_text(f'frames = ["{intranet}"]' if allowed else "", encoding="utf-8")
    with served("--settings", str(settings)) as base, shown(f'<iframe src="{base}/?lang=fr" width="900"></iframe>', intranet):
        visitor = browser.new_context().new_page()
        visitor.goto(intranet)
        if allowed:
            expect(visitor.frame_locator("iframe").locator("h1")).to_contain_text("coopère", timeout=30_000)
        else:
            visitor.wait_for_timeout(3_000)
            assert [frame.url for frame in visitor.frames[1:]] == ["chrome-error://chromewebdata/"]
        visitor.context.close()


@contextmanager
def shown(page: str, address: str) -> Iterator[None]:
    """A site of one page."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", urlsplit(address).port or 0), Site) as site, ThreadPoolExecutor(1) as thread:
        thread.submit(site.serve_forever)
        try:
            yield
        finally:
            site.shutdown()


def test_a_named_host_is_answered_and_no_other(tmp_path: Path) -> None:
    """Its own name and those of this machine, on pages and on the websocket."""
    settings = tmp_path / "settings.toml"
    settings.write_text('hosts = ["cooperation.example", "*.region.example"]', encoding="utf-8")
    with served(COOPSTATS_SETTINGS=str(settings)) as base:
        for host, status in {
            "cooperation.example": 200,
            "a.region.example:443": 200,
            "localhost": 200,
            "elsewhere.example": 400,
            "cooperation.example.elsewhere.example": 400,
        }.items():
            assert get(base, "/", Host=host)[0] == status, host
            assert get(base, "/_stcore/stream", Host=host, **UPGRADE)[0] == (101 if status == 200 else status), host


@pytest.mark.parametrize(
    ("address", "host", "passed"),
    [
        ("127.0.0.1", "elsewhere.example", False),
        ("::1", "elsewhere.example", False),
        ("::1", "[::1]:8501", True),
        ("127.0.0.1", "localhost:8501", True),
        ("192.0.2.7", "elsewhere.example", True),
    ],
)
def test_without_settings_loopback_answers_to_its_own_names_only(address: str, host: str, passed: bool) -> None:  # noqa: FBT001 - a case
    """A site that lets its name point at this machine reads nothing; one served to a network is asked for by whatever name it has."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "server": (address, 8501),
        "headers": [(b"host", host.encode())],
    }
    at_once(Hosts(PlainTextResponse("in"), ())(scope, receive, send))
    assert sent[0]["status"] == (200 if passed else 400)


def test_a_setting_that_is_not_understood_stops_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is named at once: a guard that is spelled wrong leaves no door open."""
    monkeypatch.setenv(NAMED_BY, "")
    settings = tmp_path / "settings.toml"
    settings.write_text('host = "a"\nhosts = "b"\nframes = ["https://a; script-src *"]', encoding="utf-8")
    assert main(["serve", "--settings", str(settings)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert "host is no setting; there are: hosts, frames, proxies" in told[0]
    assert "hosts must be" in told[1]
    assert "frames must be" in told[2]
    settings.write_text("", encoding="utf-8")
    read_settings.cache_clear()
    assert read_settings(settings) == Settings()
    settings.write_text("hosts = [", encoding="utf-8")
    read_settings.cache_clear()
    with pytest.raises(ValueError, match=r"settings\.toml"):
        read_settings(settings)


def test_a_page_that_fails_tells_neither_where_nor_why(browser: Browser, tmp_path: Path) -> None:
    """No traceback, no message of the error, no path: neither on the screen nor in what was sent to it."""
    for part in ("src", "pages", "static", ".streamlit"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "pages" / "planning" / "sectors.py").write_text(
        'raise RuntimeError("the secret of " + __file__)\n', encoding="utf-8"
    )
    with served(root=tmp_path, PYTHONPATH=str(tmp_path / "src"), COOPSTATS_DATA=str(ROOT / "data")) as base:
        for language, apology in (("fr", "n'a pas pu être montrée"), ("ar", "تعذر")):
            visitor = browser.new_context().new_page()
            sent: list[bytes] = []
            visitor.on(
                "websocket",
                lambda socket, sent=sent: socket.on(
                    "framereceived", lambda frame: sent.append(frame if isinstance(frame, bytes) else frame.encode())
                ),
            )
            visitor.goto(f"{base}/sectors?lang={language}")
            expect(visitor.get_by_test_id("stAlert")).to_contain_text(apology, timeout=30_000)
            settled(visitor)
            assert len(sent) > 3
            for hidden in ("secret", "Traceback", "RuntimeError", "sectors.py"):
                assert hidden not in visitor.locator("body").inner_text(), hidden
                assert hidden.encode() not in b"".join(sent), hidden
            visitor.context.close()


@pytest.mark.parametrize(
    ("message", "passed"),
    [
        (BackMsg(rerun_script=ClientState()), True),
        (BackMsg(stop_script=True), True),
        (BackMsg(load_git_info=True), False),
        (BackMsg(clear_cache=True), False),
        (BackMsg(debug_shutdown_runtime=True), False),
        (BackMsg(backend_operation_request=BackendOperationRequest(install_skills=InstallSkillsRequestPayload())), False),
        (BackMsg(backend_operation_request=BackendOperationRequest(deferred_file=DeferredFileRequestPayload())), True),
    ],
    ids=str,
)
def test_a_browser_may_ask_for_pages_and_files_only(message: BackMsg, passed: bool) -> None:  # noqa: FBT001 - a case
    """Of what Streamlit would do for whoever sends it: nothing that runs git, installs, or ends the server."""
    frames = iter([message.SerializeToString(), BackMsg(app_heartbeat=True).SerializeToString()])
    reached: list[bytes] = []

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        reached.append((await receive())["bytes"])

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": next(frames)}

    async def send(_: Message) -> None:
        """Nothing is sent."""

    at_once(Messages(app, wanted)({"type": "websocket"}, receive, send))
    assert (reached[0] == message.SerializeToString()) == passed


def test_who_calls_too_often_waits_until_the_calls_are_paid_off() -> None:
    """A minute's calls at once, then one as each is due; what an address spent does not bind another, nor another half of a network."""
    now = [1000.0]
    calls = Calls(PlainTextResponse("in"), 60, clock=lambda: now[0])
    assert [calls.wait("192.0.2.1") for _ in range(60)] == [0] * 60
    assert calls.wait("192.0.2.1") == pytest.approx(1)
    assert calls.wait("192.0.2.2") == 0
    now[0] += 1
    assert [calls.wait("192.0.2.1") > 0 for _ in range(2)] == [False, True]
    now[0] += 60
    assert [calls.wait("192.0.2.1") > 0 for _ in range(61)] == [False] * 60 + [True]
    assert [calls.wait(f"2001:db8::{number:x}") > 0 for number in range(61)] == [False] * 60 + [True]
    assert calls.wait("2001:db8:0:1::1") == 0
    for number in range(MOST_CALLERS + 5):
        calls.wait(f"caller {number}")
    assert len(calls.due) == MOST_CALLERS


@pytest.mark.parametrize("trusted", [True, False])
def test_the_interface_refuses_who_calls_too_often(trusted: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    """429 with when to come back, in the interface's own shape; a proxy's word for whom it asks counts only where the proxy is named."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'calls_a_minute = 3\nproxies = ["{"127.0.0.1" if trusted else "192.0.2.1"}"]', encoding="utf-8")
    with served("--settings", str(settings)) as base:
        first = [get(base, "/api/v1/questions", **{"X-Forwarded-For": "198.51.100.1"})[0] for _ in range(4)]
        other = get(base, "/feed.atom", **{"X-Forwarded-For": "198.51.100.2"})[0]
        assert (first, other) == ([200, 200, 200, 429], 200 if trusted else 429)
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(f"{base}/api/v1/questions", headers={"X-Forwarded-For": "198.51.100.1"}), timeout=30)  # noqa: S310 - our own
        with refused.value as answer:
            assert 0 < int(answer.headers["retry-after"]) <= 20
            assert answer.headers["content-security-policy"]
            assert "3 a minute" in json.loads(answer.read())["problems"][0]
        assert [get(base, path)[0] for path in ("/", "/healthz", "/app/static/icon.png")] == [200] * 3


@pytest.mark.parametrize("status", ["401", "403", "429"])
def test_the_description_tells_of_the_guards(status: str, tiny_store: Store) -> None:
    """Every address that is guarded says so, the others do not."""
    told = {path: status in item["get"]["responses"] for path, item in description(tiny_store.codes())["paths"].items()}
    assert told == {path: path.startswith(LIMITED) for path in told}
    assert {True, False} == set(told.values())


def at_once(run: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: the browser of the other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run).result()
