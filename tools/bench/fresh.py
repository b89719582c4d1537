"""Work in a process in which nothing was done before."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def in_fresh_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` gives in a process in which nothing was done before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=hush) as pool:
        return pool.submit(work, *arguments).result()


def hush() -> None:
    """Let nothing be printed: libraries chatter. An error comes back to the caller as itself."""
    for channel in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), channel)
