"""How one house serves the dashboard: a small TOML file that COOPSTATS_SETTINGS names. Without it everything is at its default.

    hosts = ["cooperation.region.ma"]        # the names it answers to
    frames = ["https://intranet.region.ma"]  # the sites that may show it in a frame

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


def texts_like(shape: re.Pattern[str]) -> Callable[[Any], bool]:
    """A list of texts, each of a shape."""
    return lambda value: isinstance(value, list) and all(isinstance(text, str) and shape.fullmatch(text) for text in value)


KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "hosts": (texts_like(HOST), 'names of hosts without port, as ["cooperation.region.ma"]'),
    "frames": (texts_like(ORIGIN), 'addresses of sites, as ["https://intranet.region.ma"]'),
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
    return Settings(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


def the_settings() -> Settings:
    """The settings of this process."""
    named = os.environ.get(NAMED_BY)
    return read_settings(Path(named)) if named else Settings()
