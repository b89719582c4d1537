"""How one house serves the dashboard: a small TOML file that COOPSTATS_SETTINGS names. Without it everything is at its default.

    hosts = ["cooperation.region.ma"]        # the names it answers to
    frames = ["https://intranet.region.ma"]  # the sites that may show it in a frame
    proxies = ["10.0.0.2", "10.1.0.0/16"]    # whom it believes whose call they pass on
    calls_a_minute = 600                     # of the interface, for each address; 0 for any number

docs/security.md tells each setting. What is not known or not of its kind stops the start, all of it named: a guard that is spelled
wrong must not leave a door open.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

NAMED_BY = "COOPSTATS_SETTINGS"
ORIGIN = re.compile(r"https?://(\*\.)?[\w.-]+(:\d+)?")
HOST = re.compile(r"\*|(\*\.)?[\w.-]+|\[[0-9a-f:]+\]", re.IGNORECASE)


@dataclass(frozen=True)
class Settings:
    """What a house decides. `hosts` without any: see guarding.Hosts."""

    hosts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    calls_a_minute: int = 600


def texts_like(shape: re.Pattern[str]) -> Callable[[Any], bool]:
    """A list of texts, each of a shape."""
    return lambda value: isinstance(value, list) and all(isinstance(text, str) and shape.fullmatch(text) for text in value)


def addresses(value: Any) -> bool:
    """A list of addresses of machines or networks."""
    try:
        return isinstance(value, list) and all(isinstance(text, str) and ip_network(text) for text in value)
    except ValueError:
        return False


def whole_number(value: Any) -> bool:
    """Nought or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "hosts": (texts_like(HOST), 'names of hosts without port, as ["cooperation.region.ma"]'),
    "frames": (texts_like(ORIGIN), 'addresses of sites, as ["https://intranet.region.ma"]'),
    "proxies": (addresses, 'addresses of machines or networks, as ["10.0.0.2", "10.1.0.0/16"]'),
    "calls_a_minute": (whole_number, "a whole number, 0 for no limit"),
}


@cache
def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises ValueError with one line for each fault."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    known = [field.name for field in fields(Settings)]
    faults = [f"{path}: {name} is no setting; there are: {', '.join(known)}" for name in given if name not in known]
    faults += [f"{path}: {name} must be {KINDS[name][1]}" for name in known if name in given and not KINDS[name][0](given[name])]
    if faults:
        raise ValueError("\n".join(faults))
    taken: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return Settings(**taken)


def the_settings() -> Settings:
    """The settings of this process."""
    named = os.environ.get(NAMED_BY)
    return read_settings(Path(named)) if named else Settings()
