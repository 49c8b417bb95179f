"""The modules of the training log by themselves, in one page."""

from __future__ import annotations

import json

import pytest

from tests.training_log import QUERY, session_rows

ROW = session_rows()[0]
ROWS = [
    ROW | {"plan": 'Sam, "the" 2nd'},
    ROW | {"side": "right", "load": None, "unit": "", "reps_left": None, "week": None, "routine": ""},
    ROW | {"kind": "easy", "set": 2, "reps_left": None, "plan": "Jörg"},
]
HEADER, LINE = "date,exercise,side,set,reps", "2026-12-01T18:00:05Z,cable,left,1,12"
REFUSED = {
    "": "no sets",
    f"{HEADER}\n": "no sets",
    "{": "damaged",
    "\0\1": "no sets",
    '{"format": "training-log", "version": 2, "rows": []}': "version 1",
    '{"format": "training-log", "version": 1, "rows": [7]}': "Row 1, column “date”",
    '{"format": "training-log", "version": 1, "rows": [null]}': "Row 1, column “date”",
    '{"format": "training-log", "version": 1, "rows": {}}': "damaged",
    f'{HEADER}\n{LINE}\n"2026': "Row 3: a quotation mark",
    f'{HEADER}\n{LINE}\n"a"b,c': "Row 3: a quotation mark",
    f"{HEADER}\n{LINE},1": "Row 2: 6 cells instead of 5",
    f"{HEADER}\n{LINE}\n{LINE.replace('12-01', '02-31')}": "Row 3, column “date”: “2026-02-31T18:00",
    f"{HEADER}\n{LINE[:-2]}many": "Row 2, column “reps”: “many” should be a whole number from 0 to 100",
    f"{HEADER}\n{LINE[:-2]}1e3": "Row 2, column “reps”",
    f"{HEADER}\n{LINE[:-2]}-1": "Row 2, column “reps”",
    f"{HEADER}\n{LINE[:-2]}": "Row 2, column “reps”: “”",
    f"{HEADER}\n{LINE.replace('left', 'up')}": "should be left or right or both",
    f"{HEADER}\n{LINE.replace('cable', '../../x')}": "column “exercise”",
    f"{HEADER},plan\n{LINE},=1+1": "column “plan”: “=1+1”",
    f"{HEADER},plan\n{LINE},{'x' * 41}": "column “plan”",
    f'{HEADER},routine\n{LINE},"aim=x<script>"': "column “routine”",
    f"{HEADER},load\n{LINE},7.505": "column “load”",
    f"{HEADER},unit\n{LINE},stone": "should be kg or lb",
    json.dumps({"format": "training-log", "version": 1, "rows": [ROW | {"reps": "12"}]}): "Row 1, column “reps”",
    json.dumps({"format": "training-log", "version": 1, "rows": [ROW | {"load": {}}]}): "Row 1, column “load”",
    "[" * 200_000: "",
    "\n" * 1_000_000: "Row 2",
    '""' * 100_000: "no sets",
}


@pytest.fixture
def modules(open_page):
    """Run JavaScript with the modules of the log in scope."""
    page = open_page("/routine/log/")
    names = ("log", "file", "store", "plans")
    load = "".join(f"const {name} = await import('/static/guide/session/{name}.js');" for name in names)
    return lambda code, value=None: page.evaluate(f"async (value) => {{ {load} {code} }}", value)


def test_file_is_read_as_it_was_written(modules):
    code = "return (await file.read(new Blob([file[value.to](value.rows)]))).rows"
    for to in ("toCSV", "toJSON"):
        assert modules(code, {"to": to, "rows": ROWS}) == ROWS, to
    text = modules("return file.toCSV(value)", ROWS)
    assert text.count("\r\n") == 1 + len(ROWS)
    assert '"Sam, ""the"" 2nd"' in text
    assert modules("return (await file.read(new Blob(['\\ufeff' + value]))).rows", text) == ROWS  # as Excel saves it


def test_short_file_of_another_program_is_read(modules):
    own = f"{HEADER},notes,constructor,__proto__\n{LINE},good,x,y"
    (row,) = modules("return (await file.read(new Blob([value]))).rows", own)
    defaults = {"kind": "set", "load": None, "unit": "", "reps_left": None, "felt": "fine", "week": None}
    assert row == ROW | {"date": "2026-12-01T18:00:05Z", "plan": "", "routine": ""} | defaults


def test_broken_and_hostile_files_are_refused_with_row_and_column(modules):
    code = "return Promise.all(value.map(async (text) => (await file.read(new Blob([text]))).error ?? 'was taken'))"
    found = dict(zip(REFUSED, modules(code, list(REFUSED)), strict=True))
    assert {text[:90]: error for text, error in found.items() if REFUSED[text] not in error or "taken" in error} == {}
    assert "4 MB" in modules("return (await file.read({ size: 4000001 })).error")
    assert "damaged" in modules("return (await file.read(new Blob([new Uint8Array([255, 254, 0])]))).error")


def test_sessions_and_their_rows(modules):
    old, new = session_rows(0), session_rows(1)
    assert modules("return log.merge(value, value.toReversed())", old) == old
    assert modules("return log.merge([...value[1], ...value[0]], [])", [old, new]) == [*old, *new]
    assert modules("return log.sessions(value).map((x) => x.date)", old + new) == [new[0]["date"], old[0]["date"]]
    state = {"started": 1780336805000, "felt": "early", "plan": {"exercise": "band", "order": ["right", "left"]}}
    state["plan"] |= {"load": None, "week": 2, "address": "aim=x"}
    done = {"right": {"reps": 9, "load": None}, "left": {"reps": 8, "load": None}}
    state["sets"] = [{"easy": True, "spare": None, "done": done}, {"easy": False, "spare": 1, "done": done}]
    state["sets"] += [{"easy": False, "spare": None, "done": {}}]
    rows = modules("return log.rowsOf(value)", state)
    assert [(row["kind"], row["set"], row["side"], row["reps"]) for row in rows] == [
        ("easy", 1, "right", 9),
        ("easy", 1, "left", 8),
        ("set", 1, "right", 9),
        ("set", 1, "left", 8),
    ]
    assert modules("return (await file.read(new Blob([file.toJSON(value)]))).rows", rows) == rows


def test_last_session_as_the_builder_is_told_it(modules):
    def told(rows, week=None):
        code = "return [...new URLSearchParams(log.question(log.sessions(value[0])[0], value[1]))]"
        answers = dict(modules(code, [rows, week]))
        return {name: answers[name] for name in answers if name not in QUERY}

    rows = session_rows()
    usual = {"left": "12 12 12", "right": "12 12 12", "load_used": "7.5 kg", "reps_in_reserve": "2", "felt": "fine"}
    assert told(rows, 3) == usual | {"plan_week": "3"}
    ended = [*rows[:4], rows[4] | {"reps": 3, "reps_left": None}]
    early = [row | {"felt": "early"} for row in ended]
    assert told(early) == usual | {"left": "12 12", "right": "12 12"}
    left = [row for row in rows if row["side"] == "left"]
    assert told(left) == usual
    assert told([row | {"side": "both", "load": None} for row in left]) == {
        name: usual[name] for name in ("left", "reps_in_reserve", "felt")
    }
    assert told([row | {"reps_left": None} for row in rows]) == {}
    assert told([row | {"routine": f"{QUERY}&history=5x9x2"} for row in rows])["history"] == "5x9x2"


def test_weaker_side_and_week_that_comes_next(modules):
    rows = session_rows()
    uneven = [row | {"reps": 10} if row["side"] == "right" else row for row in rows]
    code = "return log.weaker(log.sessions(value)[0])"
    assert [modules(code, each) for each in (rows, uneven, rows[::2])] == [None, "right", None]
    code = "return log.nextWeek(value.map(([week, felt]) => ({ week, felt })), [2, 2, 1])"
    cases = [([], 1), ([(1, "fine")], 1), ([(1, "fine")] * 2, 2), ([(2, "fine"), (1, "fine"), (1, "fine")], 2)]
    cases += [([(1, "pain"), (1, "fine")], 1), ([(3, "fine")], 3), ([(9, "fine")], 3), ([(None, "fine")] * 2, 1)]
    assert [modules(code, done) for done, _ in cases] == [week for _, week in cases]


def test_browser_that_keeps_nothing_is_named_and_memory_serves(modules):
    keep = "store.store.keep(value); return [store.store.rows().length, store.store.trouble]"
    fail = "Storage.prototype.setItem = () => {{ throw new DOMException('', '{}'); }};"
    rows = session_rows()
    assert modules("localStorage.clear();" + keep, rows) == [6, ""]
    assert modules("localStorage.clear(); store.store.rows();" + keep, rows) == [6, "cleared"]
    assert modules("localStorage['guide.log'] = '[{]'; store.store.rows();" + keep, rows) == [6, "unreadable"]
    assert modules("localStorage['guide.log'] = '{\"a\": 1}'; store.store.rows();" + keep, rows) == [6, "unreadable"]
    assert modules("return localStorage['guide.log.unreadable']") == '{"a": 1}'
    modules("store.store.set('x', 1)")
    assert modules(fail.format("QuotaExceededError") + keep, session_rows(1)) == [12, "full"]
    assert modules(fail.format("SecurityError") + keep, session_rows(2)) == [18, "refused"]


def test_plans_follow_the_log_and_the_address(modules):
    two = session_rows() + session_rows(1, plan="Sam") + session_rows(2, exercise="band")
    names = "return plans.readPlans(log.sessions(value)).list.map(plans.keyOf).sort()"
    assert modules(names, two) == ["band ", "cable ", "cable Sam"]
    base = {
        "current": "cable Sam",
        "list": [{"exercise": "cable", "name": name, "address": QUERY} for name in ("", "Sam")],
    }
    code = "return plans.openPlan(value[0], ...value[1])"
    assert modules(code, [base, ["cable", QUERY]])["current"] == "cable Sam"
    told = modules(code, [base, ["cable", f"{QUERY}&left=9", "2026-09-01T18:00:05Z"]])
    assert [each["address"] for each in told["list"]] == [QUERY, f"{QUERY}&left=9"]
    assert modules(code, [told, ["cable", QUERY]]) == told
    changed = modules(code, [told, ["cable", f"{QUERY}&weeks=12"]])["list"][1]["address"]
    assert changed.endswith("&weeks=12")
    assert modules(code, [base, ["band", "aim=x"]])["current"] == "band "
    keep = "localStorage['guide.plans'] = JSON.stringify(value[0]); store.store.keep(value[1]);"
    keep += "return store.store.rows().map((r) => r.plan)"
    assert set(modules(keep, [base, session_rows()])) == {"Sam"}
