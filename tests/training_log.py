"""Rows of a training log, as the browser keeps them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from tests.addresses import ROUTINE

QUERY = ROUTINE.partition("?")[2]
FIRST = datetime(2026, 9, 1, 18, 0, 5)


def session_rows(number: int = 0, **values: Any) -> list[dict]:
    """Return the rows of one session, 3 sets of both sides; the one with number 1 is a day after that with 0."""
    date = f"{FIRST + timedelta(days=number):%Y-%m-%dT%H:%M:%SZ}"
    row = {
        "date": date,
        "exercise": "cable",
        "kind": "set",
        "set": 1,
        "side": "left",
        "reps": 12,
        "load": 7.5,
        "unit": "kg",
    }
    row |= {"reps_left": 2, "felt": "fine", "week": 1, "plan": "", "routine": QUERY} | values
    return [row | {"set": number, "side": side} for number in (1, 2, 3) for side in ("left", "right")]


def keep_log(page, rows: list[dict]) -> None:
    page.evaluate("rows => localStorage.setItem('guide.log', rows)", json.dumps(rows))
    page.reload()


def kept(page, key: str = "log"):
    return json.loads(page.evaluate(f"localStorage.getItem('guide.{key}')") or "null")
