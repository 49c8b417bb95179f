"""My log, and the last session in the builder: journeys of one browser that keeps its own log."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.addresses import ROUTINE
from tests.browser.axe import violations
from tests.training_log import QUERY, keep_log, kept, session_rows

LOG = "/routine/log/"
REFUSING = "void (Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); })"
OFF = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"


@pytest.fixture
def my_log(open_page):
    def my_log(rows, **options):
        page = open_page(LOG, **options)
        page.on("dialog", lambda dialog: dialog.accept())
        keep_log(page, rows)
        page.wait_for_selector("#log:not([hidden])")
        return page

    return my_log


def summaries(page) -> list[str]:
    return [text.replace("\n", " ") for text in page.locator("section > details > summary").all_inner_texts()]


def test_sessions_are_listed_corrected_and_deleted(my_log, guide):
    title = guide.find("variations", "cable").title
    page = my_log(session_rows(0) + session_rows(1, reps=14, load=10) + session_rows(2, reps=9))
    assert page.locator("section h2").all_inner_texts() == [title]
    assert summaries(page)[0] == "3 Sept 2026 9 9 9 / 9 9 9, 7.5 kg"
    assert page.locator(".best dd b").all_inner_texts() == ["7.5 kg", "10 kg"]
    assert page.locator(".line-0").count() == 2  # reps and load
    assert page.locator(".line-1").count() == 0  # both sides are the same
    page.locator("section > details").first.locator("summary").click()
    page.get_by_label("Reps, Set 3, right leg", exact=True).fill("11")
    page.keyboard.press("Tab")
    page.keyboard.type("12.5")
    page.keyboard.press("Tab")
    page.get_by_label("Clean reps left, Set 3, left leg", exact=True).fill("")
    page.keyboard.press("Tab")
    expect(page.get_by_role("status")).to_have_text("Corrected: 3 Sept 2026.")
    last = [row for row in kept(page) if row["set"] == 3 and row["date"].startswith("2026-09-03")]
    assert [(row["reps"], row["load"], row["reps_left"]) for row in last] == [(9, 7.5, None), (11, 12.5, None)]
    assert summaries(page)[0] == "3 Sept 2026 9 9 9 / 9 9 11, 12.5 kg"
    assert page.locator(".best dd b").first.inner_text() == "12.5 kg"
    assert page.locator(".line-1").count() == 2
    page.get_by_label("Reps, Set 1, left leg", exact=True).fill("101")
    page.keyboard.press("Tab")
    assert kept(page)[12]["reps"] == 9
    page.click("text=Delete this session")
    assert [row["date"][:10] for row in kept(page)[::6]] == ["2026-09-01", "2026-09-02"]
    assert len(summaries(page)) == 2


def test_exported_log_comes_back_after_everything_is_forgotten(my_log, tmp_path):
    rows = session_rows(0) + session_rows(1, plan="Sam") + session_rows(2, exercise="band", load=None, unit="")
    page = my_log(rows)
    files = []
    for kind in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.click(f"text=Export {kind}")
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    for file in files:
        page.evaluate("localStorage['guide.settings'] = localStorage['guide.session'] = '{}'")
        page.click("text=Forget everything")
        page.click("text=Yes, forget it")
        assert page.evaluate("localStorage.length") == 0
        expect(page.get_by_text("No session yet.")).to_be_visible()
        assert page.get_by_text("Export CSV").is_hidden()
        page.set_input_files("[type=file]", file)
        expect(page.get_by_role("status")).to_have_text("Sessions taken from the file: 3.")
        assert kept(page) == rows
        assert page.locator(".plans li").count() == 3
        page.set_input_files("[type=file]", file)  # once more changes nothing
        expect(page.get_by_role("status")).to_contain_text("3.")
        assert kept(page) == rows
        page.click("text=Forget everything")


def test_refused_file_changes_nothing(my_log):
    rows = session_rows(0)
    page = my_log(rows)
    good = session_rows(1)
    log = {"format": "training-log", "version": 1, "rows": [*good, good[0] | {"exercise": "<img src=x onerror=alert(1)>"}]}
    for text, reason in (
        (json.dumps(log), "Row 7, column “exercise”: “<img src=x onerror=alert(1)>”"),
        ("PK\x03\x04", "It has no sets"),
    ):
        page.set_input_files("[type=file]", {"name": "log.csv", "mimeType": "text/csv", "buffer": text.encode()})
        expect(page.get_by_role("status")).to_contain_text("Nothing was taken from the file, and nothing has changed.")
        expect(page.get_by_role("status")).to_contain_text(reason)
        assert kept(page) == rows
    page.evaluate(REFUSING)
    log["rows"] = good
    page.set_input_files("[type=file]", {"name": "x", "mimeType": "text/csv", "buffer": json.dumps(log).encode()})
    expect(page.get_by_role("status")).to_contain_text("this browser has no room for it")
    assert kept(page) == rows
    assert len(summaries(page)) == 1


def test_second_person_has_a_plan_of_their_own(my_log, guide):
    title = guide.find("variations", "cable").title
    page = my_log(session_rows(0))
    page.click("text=Add a plan for somebody else")
    for name, says in (("=Sam", "begin it with a letter"), ("Sam", "The plan is added"), ("Sam", "no other plan has")):
        page.get_by_label("Their name").fill(name)
        page.click("text=Add the plan")
        expect(page.get_by_role("status")).to_contain_text(says)
    assert page.locator(".plans label").all_inner_texts() == [title, f"{title}: Sam"]
    assert page.get_by_label(f"{title}: Sam").is_checked()
    assert page.locator(".plans a").all_inner_texts() == ["Work out the next session", "Start the next session"]
    keep = "async (rows) => (await import('/static/guide/session/store.js')).store.keep(rows)"
    page.evaluate(keep, session_rows(1))
    page.reload()
    assert page.locator("section h2").all_inner_texts() == [f"{title}: Sam", title]
    page.get_by_label(title, exact=True).check()
    page.evaluate(keep, session_rows(2))
    assert [row["plan"] for row in kept(page)[::6]] == ["", "Sam", ""]
    page.reload()
    page.locator(".plans li").nth(1).get_by_role("button").click()
    assert [row["plan"] for row in kept(page)[::6]] == ["", ""]


def test_last_session_is_filled_in_and_leads_to_the_next(my_log, site):
    page = my_log(session_rows(0, week=1) + session_rows(1, week=1, reps=11))
    page.click("text=Work out the next session")
    page.wait_for_selector("#target-title")  # from the address alone
    assert kept(page, "plans")["list"][0]["told"] == "2026-09-02T18:00:05Z"
    page.evaluate("localStorage.removeItem('guide.plans')")
    page.goto(site + ROUTINE)
    expect(page.locator("[data-filled]")).to_contain_text("Wednesday 2 September")
    form = page.locator("#next")
    values = {name: form.locator(f"[name={name}]").input_value() for name in ("left", "right", "load_used")}
    assert values == {"left": "11 11 11", "right": "11 11 11", "load_used": "7.5 kg"}
    assert form.locator("[name=felt]:checked").input_value() == "fine"
    assert form.locator("[name=previous_session_same]:checked").input_value() == "yes"
    sessions = page.locator("[data-sessions]").first.get_attribute("data-sessions")
    assert page.locator("tr[aria-current] th").text_content() == ("2" if sessions == "2" else "1")
    form.get_by_text("Show my next session").click()
    page.wait_for_selector("#target-title")
    told = page.url.partition("?")[2]
    page.wait_for_function("localStorage.getItem('guide.plans')")
    assert kept(page, "plans")["list"][0]["address"] == told
    assert page.locator("[data-filled]").is_hidden()
    page.reload()
    assert page.locator("[data-filled]").is_hidden()
    page.goto(site + LOG)
    page.click("text=Start the next session")
    assert page.url == f"{site}/routine/session/?{told}"


def test_browser_that_keeps_nothing_says_so_and_the_page_works(open_page, my_log):
    page = my_log(session_rows(0))
    page.evaluate(REFUSING)
    page.locator("section > details > summary").click()
    page.get_by_label("Reps, Set 1, left leg", exact=True).fill("13")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    assert summaries(page) == ["1 Sept 2026 13 12 12 / 12 12 12, 7.5 kg"]
    page.evaluate("localStorage['guide.log'] = '{'")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")
    page.add_init_script(OFF)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing here")
    expect(page.get_by_text("No session yet.")).to_be_visible()
    plain = open_page(LOG, java_script_enabled=False)
    assert "<noscript>" in plain.content()  # Chromium shows it only where its settings switch scripts off
    assert "This page needs JavaScript" in plain.inner_html("noscript")
    assert not plain.locator("#log").is_visible()


def test_full_log_is_accessible_fits_and_draws_little(my_log):
    rows = [row for day in range(48) for row in session_rows(day, reps=8 + day % 5)]
    rows = [row | {"reps": row["reps"] - (row["side"] == "right" and row["set"] == 2)} for row in rows]
    page = my_log(rows, color_scheme="dark", viewport={"width": 320, "height": 640})
    assert len(summaries(page)) == 48
    assert page.locator("#log *").count() < 400  # what is folded is drawn when it is opened
    page.evaluate("document.querySelectorAll('details').forEach((each, i) => (each.open = i < 5))")
    page.wait_for_selector("td input")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    assert violations(page, runOnly=["color-contrast"]) == []


def test_nothing_is_requested_while_the_log_is_used(my_log):
    page = my_log(session_rows(0))
    requests = []
    page.on("request", lambda request: requests.append(request.url) if not request.url.startswith("blob:") else None)
    page.locator("section > details > summary").click()
    page.get_by_label("Reps, Set 1, left leg", exact=True).fill("13")
    with page.expect_download():
        page.click("text=Export CSV")
    page.click("text=Delete this session")
    assert requests == []
    assert QUERY not in page.content()
