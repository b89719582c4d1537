"""The log: one line of JSON a request, with its time and the names of the questions asked. Nothing of who asked, or for what.

{"at": "2026-11-22T10:05:12+01:00", "kind": "page", "name": "sectors", "ms": 41, "questions": ["figures", …], "version": "…"}
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from datetime import datetime

LOG = logging.getLogger("coopstats.requests")


def note(kind: str, name: str, seconds: float, *, questions: Iterable[str] = (), **told: str | int) -> None:
    """Write a line: a page or an address of the interface, how long it took, what was asked of the dataset, and what else is told."""
    if LOG.isEnabledFor(logging.INFO):
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        line = {
            "at": at,
            "kind": kind,
            "name": name,
            "ms": round(seconds * 1000),
            **told,
            "questions": list(dict.fromkeys(questions)),
        }
        LOG.info(json.dumps(line, ensure_ascii=False))


def keep(level: int = logging.INFO) -> None:
    """Let the lines go to standard error, where a service manager keeps them.

    Streamlit, once it has read its options, lets uvicorn tell every address with its query, and who asked: only what goes wrong is told.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(level)
    LOG.propagate = False
    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
