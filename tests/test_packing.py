"""The files of the page come compressed, each once, and nothing else is kept for it."""

import gzip
import re
import urllib.request
from email.message import Message

import pytest


def fetch(address: str, **headers: str) -> tuple[Message, bytes]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - our own server
        return answer.headers, answer.read()


@pytest.fixture(scope="module")
def script(server: str) -> str:
    """The address of a script that the page asks for."""
    _, page = fetch(f"{server}/")
    found = re.search(r'src="\./(static/[^"]+\.js)"', page.decode())
    assert found
    return f"{server}/{found[1]}"


def test_a_script_comes_compressed_and_is_the_same(script: str) -> None:
    """Whether it is asked for the first time or again; with the headers it had and the guards' own."""
    plain_headers, plain = fetch(script)
    assert "content-encoding" not in plain_headers
    for _ in range(2):
        headers, packed = fetch(script, **{"accept-encoding": "gzip, br"})
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed) == plain
        assert len(packed) < len(plain) / 2
        assert int(headers["content-length"]) == len(packed)
        for name in ("cache-control", "content-type", "content-security-policy"):
            assert headers[name] == plain_headers[name]
        assert "accept-encoding" in headers["vary"].lower()


def test_a_part_of_a_script_is_a_part_of_the_file(script: str) -> None:
    headers, part = fetch(script, **{"accept-encoding": "gzip", "range": "bytes=0-9"})
    assert "content-encoding" not in headers
    assert part == fetch(script)[1][:10]


def test_a_name_that_is_not_there_is_not_kept(server: str) -> None:
    """Streamlit answers it with its page: kept, such names would fill the memory."""
    headers, _ = fetch(f"{server}/static/js/nowhere.js", **{"accept-encoding": "gzip"})
    assert headers["content-type"].startswith("text/html")
    assert "content-encoding" not in headers
