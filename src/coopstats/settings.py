"""How one house serves the dashboard: a small TOML file that COOPSTATS_SETTINGS names. Without it everything is at its default.

docs/security.md tells each setting. What is not known or not of its kind stops the start, all of it named: a guard that is spelled
wrong must not leave a door open.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

NAMED_BY = "COOPSTATS_SETTINGS"
PAGES = Path(__file__).resolve().parents[2] / "pages"
# What may be guarded besides single pages: all of them and the interface; the interface alone.
EVERYTHING, INTERFACE = "*", "interface"
ORIGIN = re.compile(r"https?://(\*\.)?[\w.-]+(:\d+)?")
HOST = re.compile(r"\*|(\*\.)?[\w.-]+|\[[0-9a-f:]+\]", re.IGNORECASE)
PLACE = re.compile(r"(https?://|mailto:)[^\s()<>]+")
HEADER = re.compile(r"[a-z0-9-]+")
# What a provider is told by: the names of Streamlit's own section [auth], which may hold more.
PROVIDER = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True)
class SignIn:
    """Who enters where, and who tells who somebody is: a provider of OpenID Connect or a proxy's headers. See admission.py."""

    pages: Mapping[str, tuple[str, ...]]
    roles: str = "roles"
    provider: Mapping[str, Any] = field(default_factory=dict)
    proxy: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What a house decides. `hosts` without any: see guarding.Hosts."""

    hosts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    calls_a_minute: int = 600
    report: str = ""
    sign_in: SignIn | None = None


Fits = Callable[[Any], bool]


def texts(value: Any, shape: re.Pattern[str] = re.compile(".+")) -> bool:
    """A list of texts, each of a shape."""
    return isinstance(value, list) and all(isinstance(text, str) and shape.fullmatch(text) for text in value)


def addresses(value: Any) -> bool:
    """A list of addresses of machines or networks."""
    try:
        return texts(value) and all(ip_network(text) for text in value)
    except ValueError:
        return False


def whole_number(value: Any) -> bool:
    """Nought or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def places(value: Any) -> bool:
    """Names of pages, each with the roles that enter."""
    known = {EVERYTHING, INTERFACE, *(path.stem for path in PAGES.rglob("*.py"))}
    return isinstance(value, dict) and bool(value) and set(value) <= known and all(map(texts, value.values()))


def provider(value: Any) -> bool:
    """All that is needed to ask a provider."""
    return isinstance(value, dict) and all(isinstance(value.get(name), str) and value[name] for name in PROVIDER)


def headers(value: Any) -> bool:
    """The names of the headers of a proxy."""
    return isinstance(value, dict) and set(value) == {"person", "roles"} and texts(list(value.values()), HEADER)


KINDS: Mapping[str, tuple[Fits, str]] = {
    "hosts": (lambda value: texts(value, HOST), 'names of hosts without port, as ["cooperation.region.ma"]'),
    "frames": (lambda value: texts(value, ORIGIN), 'addresses of sites, as ["https://intranet.region.ma"]'),
    "proxies": (addresses, 'addresses of machines or networks, as ["10.0.0.2", "10.1.0.0/16"]'),
    "calls_a_minute": (whole_number, "a whole number, 0 for no limit"),
    "report": (
        lambda value: isinstance(value, str) and bool(PLACE.fullmatch(value)),
        'where readers tell an obstacle, as "mailto:acces@region.ma" or "https://region.ma/acces"',
    ),
    "sign_in": (lambda value: isinstance(value, dict), "a table"),
}
SIGN_IN_KINDS: Mapping[str, tuple[Fits, str]] = {
    "pages": (places, f'a table of pages, "{INTERFACE}" or "{EVERYTHING}", each with a list of roles; all of them known'),
    "roles": (lambda value: isinstance(value, str) and bool(value), "the name of a claim"),
    "provider": (provider, f"a table with {', '.join(PROVIDER)}"),
    "proxy": (headers, "a table with the headers, in small letters, that name person and roles"),
}


def faults_in(given: Mapping[str, Any], kinds: Mapping[str, tuple[Fits, str]], within: str = "") -> Iterator[str]:
    """What is not known, and what is not of its kind."""
    for name, value in given.items():
        if name not in kinds:
            yield f"{within}{name} is no setting; there are: {', '.join(kinds)}"
        elif not kinds[name][0](value):
            yield f"{within}{name} must be {kinds[name][1]}"


def faults_of(given: Mapping[str, Any]) -> Iterator[str]:
    """All that is wrong with settings as they are written."""
    yield from faults_in(given, KINDS)
    sign_in = given.get("sign_in")
    if isinstance(sign_in, dict):
        yield from faults_in(sign_in, SIGN_IN_KINDS, "sign_in.")
        if "pages" not in sign_in or ("provider" in sign_in) == ("proxy" in sign_in):
            yield "sign_in needs pages, and either a provider or a proxy"


@cache
def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises ValueError with one line for each fault."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    faults = [f"{path}: {fault}" for fault in faults_of(given)]
    if faults:
        raise ValueError("\n".join(faults))
    taken: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    if "sign_in" in given:
        pages = {name: tuple(roles) for name, roles in given["sign_in"]["pages"].items()}
        taken["sign_in"] = SignIn(**(given["sign_in"] | {"pages": pages}))
    return Settings(**taken)


def the_settings() -> Settings:
    """The settings of this process."""
    named = os.environ.get(NAMED_BY)
    return read_settings(Path(named)) if named else Settings()
