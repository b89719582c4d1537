"""What deploy/ holds, in use: Debian's nginx with the very file before two replicas, a reader in a browser, and one replica killed."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .test_contribute import REGISTER, TITLE
from .visiting import ROOT, free_port, settled, visit

pytestmark = pytest.mark.long

DEPLOY = ROOT / "deploy"
SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
LINK = "sectors?lang=fr&scope=territorial&scope=enterprise&to_year=2019"
CALLS = 3
# nginx leaves a replica alone for five seconds after it failed (nginx.conf); when both did, whoever comes meanwhile finds none.
LEFT_ALONE = 6
# Everything around the file: an nginx of one's own, in the foreground, which writes into its own folder alone.
AROUND = """
user {user};
daemon off;
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}}
"""


class Replica:
    """A process of `coopstats serve`, which can die and come again."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.log = folder / f"{self.port}.log"
        self.environment = environment
        self.start()

    def start(self) -> None:
        """Start, and be ready, as the unit does."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "coopstats.cli", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stderr=log,
            )
        answers(f"http://127.0.0.1:{self.port}/readyz", self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and see it end."""
        self.process.send_signal(how)
        self.process.wait(20)

    def lines(self) -> list[str]:
        """What it wrote."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def pages(self) -> list[str]:
        """The pages that it drew."""
        return [told["name"] for told in map(json.loads, self.lines()) if told["kind"] == "page"]


def answers(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until an address answers well."""
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            assert process.poll() is None, "it stopped"
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


@pytest.fixture(scope="module")
def replicas(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Replica]]:
    """Two, with the tiny dataset and a small number of calls a minute."""
    folder = tmp_path_factory.mktemp("replicas")
    (folder / "settings.toml").write_text(f"calls_a_minute = {CALLS}\n", encoding="utf-8")
    environment = {"COOPSTATS_DATA": str(tiny_folder), "COOPSTATS_SETTINGS": str(folder / "settings.toml")}
    both = [Replica(folder, environment) for _ in range(2)]
    yield both
    for replica in both:
        replica.stop()


@pytest.fixture
def all_replicas(replicas: list[Replica]) -> list[Replica]:
    """Both, alive and asked by nginx, whatever a test before did."""
    dead = [replica for replica in replicas if replica.process.poll() is not None]
    for replica in dead:
        replica.start()
    if dead:
        time.sleep(LEFT_ALONE)
    return replicas


@pytest.fixture(scope="module")
def site(replicas: list[Replica], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx with the file of deploy/, in which only a house's own values are others: ports and the folder of the cache."""
    nginx = shutil.which("nginx", path=SBIN)
    if not nginx:
        pytest.fail("nginx is missing; on Debian and Ubuntu: apt-get install nginx", pytrace=False)
    folder, port, text = tmp_path_factory.mktemp("nginx"), free_port(), (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    ours = {
        "8501": str(replicas[0].port),
        "8502": str(replicas[1].port),
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/var/lib/nginx/coopstats": str(folder / "cache"),
    }
    for theirs, mine in ours.items():
        assert theirs in text
        text = text.replace(theirs, mine)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(user=pwd.getpwuid(os.getuid()).pw_name), encoding="utf-8")
    command = [nginx, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]
    judged = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True, timeout=60)  # noqa: S603 - Debian's nginx
    assert judged.returncode == 0, judged.stderr
    process = subprocess.Popen(command)  # noqa: S603 - Debian's nginx
    base = f"http://127.0.0.1:{port}"
    answers(f"{base}/_stcore/health", process)
    yield base
    process.terminate()
    process.wait(20)


def got(
    site: str, path: str, *, method: str = "GET", address: str = "127.0.0.2", body: int = 0, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """What nginx answers to a program at an address of its own on this machine."""
    link = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60, source_address=(address, 0))
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | (
            {"content-length": str(body)} if body else {}
        )
        link.request(method, path, headers=sent)
        answer = link.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        link.close()


def replica_of(context: BrowserContext, replicas: list[Replica]) -> Replica:
    """The one that a reader's cookie names."""
    (named,) = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "coopstats"]
    (replica,) = [replica for replica in replicas if str(replica.port) == named]
    return replica


def seen(page: Page) -> str:
    """All that the page tells, once its charts stand too."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 4000})  # a chart is drawn when it comes near the screen
    expect(page.locator(".chart:not(:has(.main-svg text))")).to_have_count(0)
    now, before = "", None
    while now != before:
        before, now = now, page.get_by_test_id("stMain").inner_text()
        page.wait_for_timeout(1000)
    return now


def taken_over(page: Page, by: Replica, drawn: int) -> None:
    """Wait until a replica has drawn a page more, and the reader sees it."""
    end = time.monotonic() + 60
    while len(by.pages()) == drawn:
        assert time.monotonic() < end, "the other replica draws nothing"
        page.wait_for_timeout(100)
    settled(page)


def test_a_reader_keeps_their_page_when_its_replica_dies(site: str, all_replicas: list[Replica], page: Page) -> None:
    """They do nothing: the other draws the page anew from its link, with its figures, and answers the next click; after the next death too."""
    visit(page, f"{site}/{LINK}")
    before, address = seen(page), page.url
    assert "2 accords datés sur 3" in before
    for _ in range(2):
        serving = replica_of(page.context, all_replicas)
        (other,) = [replica for replica in all_replicas if replica is not serving]
        drawn = len(other.pages())
        serving.stop(signal.SIGKILL)
        taken_over(page, other, drawn)
        assert replica_of(page.context, all_replicas) is other
        assert page.url == address
        assert seen(page).splitlines() == before.splitlines()
        serving.start()
    page.locator(".st-key-remove_2 button").click()
    page.wait_for_url(lambda url: "to_year" not in url)
    assert urlsplit(page.url).query == urlsplit(address).query.replace("&to_year=2019", "")
    assert seen(page) != before


@pytest.mark.parametrize("number", [0, 1])
def test_an_upload_and_what_it_brought_come_to_the_replica_of_the_page(
    number: int, site: str, all_replicas: list[Replica], browser: Browser, tmp_path: Path
) -> None:
    """Whichever it is; and after it died the other takes over for good, though the first is there again."""
    file = tmp_path / "registre.csv"
    file.write_text(REGISTER, encoding="utf-8")
    mine, first, other = browser.new_context(), all_replicas[number], all_replicas[1 - number]
    mine.add_cookies([{"name": "coopstats", "value": str(first.port), "url": site}])
    page = mine.new_page()
    visit(page, f"{site}/contribute?lang=fr")
    assert replica_of(mine, all_replicas) is first
    drawn = len(other.pages())
    first.stop(signal.SIGKILL)
    taken_over(page, other, drawn)
    first.start()
    time.sleep(LEFT_ALONE)
    page.set_input_files("input[type=file]", file)
    page.locator(".st-key-accept button").click()
    page.locator(".st-key-visitor").wait_for()
    visit(page, f"{site}/agreements?lang=fr&origin=brought")
    page.get_by_text(TITLE).wait_for()
    assert replica_of(mine, all_replicas) is other
    mine.close()


def test_new_readers_are_shared_out(site: str, all_replicas: list[Replica], browser: Browser) -> None:
    """From one address, as of an administration behind one router: both replicas get readers."""
    contexts = [browser.new_context() for _ in range(4)]
    for context in contexts:
        visit(context.new_page(), f"{site}/{LINK}")
    assert {replica_of(context, all_replicas).port for context in contexts} == {replica.port for replica in all_replicas}
    for context in contexts:
        context.close()


def test_files_named_by_what_they_hold_come_compressed_and_are_kept(site: str, all_replicas: list[Replica]) -> None:
    """For a year by the browser, and by nginx, which has them when no replica is there."""
    _, headers, shell = got(site, "/", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert headers["cache-control"] == "no-cache"
    (script,) = re.findall(r'src="\./(static/js/index[^"]+)"', gzip.decompress(shell).decode())
    status, headers, packed = got(site, f"/{script}", accept_encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "accept-encoding" in headers["vary"].lower()
    assert {"immutable", "max-age=31536000"} <= set(headers["cache-control"].split(", "))
    _, headers, plain = got(site, f"/{script}")
    assert headers["content-encoding"] is None
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2
    for replica in all_replicas:
        replica.stop()
    assert got(site, f"/{script}")[2] == plain
    assert got(site, "/")[0] == 502


def test_the_interface_sees_who_calls_and_not_nginx(site: str, all_replicas: list[Replica]) -> None:
    """Each address has its own calls, on all replicas together; neither a cookie nor a header of the caller's makes it another."""
    forged = {"x_forwarded_for": "203.0.113.9", "forwarded": "for=203.0.113.9"}
    for address in ("127.0.0.2", "127.0.0.3"):
        answered = [
            got(site, "/api/v1/questions", address=address, cookie=f"coopstats={replica.port}", **forged)[0]
            for replica in all_replicas * CALLS
        ]
        assert answered == [200] * CALLS + [429] * (len(answered) - CALLS)


def test_an_answer_that_is_held_already_is_not_sent_again_and_links_name_the_site(site: str, all_replicas: list[Replica]) -> None:
    """Though it came compressed; and from whichever replica."""
    assert all_replicas
    path, address = "/api/v1/ask/agreements.csv?count=1", "127.0.0.4"
    _, headers, _ = got(site, path, address=address, accept_encoding="gzip")
    assert headers["link"].startswith(f"<{site}/api/v1/ask/")
    assert got(site, path, address=address, if_none_match=headers["etag"])[0] == 304


def test_what_is_too_large_or_not_for_readers_ends_at_nginx(site: str, all_replicas: list[Replica]) -> None:
    """An upload may have 50 MB, anything else one; Streamlit's figures about itself are the house's."""
    assert all_replicas
    assert got(site, "/_stcore/upload_file/a/b", method="PUT", body=52 * 2**20)[0] == 413
    assert got(site, "/", method="POST", body=2 * 2**20)[0] == 413
    assert got(site, "/_stcore/metrics")[0] == 404


def test_the_logs_tell_each_request_and_nobody_s_address(site: str, all_replicas: list[Replica], page: Page) -> None:
    """One line of JSON a request, of pages and of the interface; no filter, no link."""
    visit(page, f"{site}/{LINK}")
    got(site, "/api/v1/ask/agreements.csv?to_year=2019", address="127.0.0.5")
    lines = [json.loads(line) for replica in all_replicas for line in replica.lines()]
    assert {"page", "interface"} <= {line["kind"] for line in lines}
    assert "sectors" in {line["name"] for line in lines}
    for replica in all_replicas:
        assert not re.search(r"127\.0\.0|to_year|enterprise", replica.log.read_text(encoding="utf-8"))


def test_the_units_are_sound_and_shut_the_service_in(tmp_path: Path) -> None:
    """By systemd's own judgement, without a word of complaint, and 2.0 of 10 open at most; a unit with a fault would be told."""
    judge = shutil.which("systemd-analyze", path=SBIN)
    if not judge:
        pytest.fail("systemd-analyze is missing; on Debian and Ubuntu: apt-get install systemd", pytrace=False)
    text = (DEPLOY / "coopstats@.service").read_text(encoding="utf-8")
    here = {"/opt/coopstats/.venv/bin/coopstats": sys.executable, "/usr/bin/curl": sys.executable}
    for theirs, mine in here.items():
        assert f"={theirs} " in text
        text = text.replace(theirs, mine)
    shutil.copy(DEPLOY / "coopstats.target", tmp_path)

    def judged(unit: str, *words: str) -> str:
        (tmp_path / "coopstats@.service").write_text(unit, encoding="utf-8")
        done = subprocess.run([judge, *words], check=False, capture_output=True, text=True, timeout=60)  # noqa: S603 - systemd's own
        return done.stdout + done.stderr + (f"exit {done.returncode}" if done.returncode else "")

    service, target = str(tmp_path / "coopstats@8501.service"), str(tmp_path / "coopstats.target")
    assert judged(text, "verify", "--man=no", service, target) == ""
    assert "ProtectSystems" in judged(text.replace("ProtectSystem=", "ProtectSystems="), "verify", "--man=no", service, target)
    template = str(tmp_path / "coopstats@.service")
    assert "exit" not in judged(text, "security", "--offline=true", "--threshold=20", "--no-pager", template)
    assert "exit" in judged(
        text.replace("DynamicUser=yes", ""), "security", "--offline=true", "--threshold=1", "--no-pager", template
    )
