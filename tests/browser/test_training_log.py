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
KEEP = "async (rows) => (await import('/static/guide/session/store.js')).store.keep(rows)"
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


def test_sessions_are_listed_newest_first_with_last_best_and_chart(my_log, guide):
    page = my_log(session_rows(0) + session_rows(1, reps=14, load=10) + session_rows(2, reps=9))
    assert page.locator("section h2").all_inner_texts() == [guide.find("variations", "cable").title]
    assert [text[:11] for text in summaries(page)] == ["3 Sept 2026", "2 Sept 2026", "1 Sept 2026"]
    assert summaries(page)[0] == "3 Sept 2026 9 9 9 / 9 9 9, 7.5 kg"
    assert page.locator(".best dd b").all_inner_texts() == ["7.5 kg", "10 kg"]
    assert page.locator(".line-0").count() == 2  # reps and load
    assert page.locator(".line-1").count() == 0  # both sides are the same


def correct(page, field: str, value: str) -> None:
    page.get_by_label(field, exact=True).fill(value)
    page.keyboard.press("Tab")


def test_session_is_corrected_and_deleted(my_log):
    page = my_log(session_rows(0) + session_rows(1))
    page.locator("section > details > summary").first.click()
    correct(page, "Reps, Set 3, right leg", "11")
    page.keyboard.type("12.5")  # in the field beside it, which has the focus
    page.keyboard.press("Tab")
    correct(page, "Clean reps left, Set 3, left leg", "")
    expect(page.get_by_role("status")).to_have_text("Corrected: 2 Sept 2026.")
    assert [(row["reps"], row["load"], row["reps_left"]) for row in kept(page)[-2:]] == [
        (12, 7.5, None),
        (11, 12.5, None),
    ]
    assert summaries(page)[0] == "2 Sept 2026 12 12 12 / 12 12 11, 12.5 kg"
    assert page.locator(".best dd b").first.inner_text() == "12.5 kg"
    assert page.locator(".line-1").count() == 2
    correct(page, "Reps, Set 1, left leg", "101")
    assert kept(page)[6]["reps"] == 12
    page.click("text=Delete this session")
    assert [row["date"][:10] for row in kept(page)[::6]] == ["2026-09-01"]
    assert len(summaries(page)) == 1


def forget(page) -> None:
    page.evaluate("localStorage['guide.settings'] = localStorage['guide.session'] = '{}'")
    page.click("text=Forget everything")
    page.click("text=Yes, forget it")
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_text("No session yet.")).to_be_visible()
    page.click("text=Forget everything")


@pytest.mark.parametrize("kind", ["CSV", "JSON"])
def test_exported_log_comes_back_after_everything_is_forgotten(my_log, tmp_path, kind):
    rows = session_rows(0) + session_rows(1, plan="Sam") + session_rows(2, exercise="band", load=None, unit="")
    page = my_log(rows)
    with page.expect_download() as download:
        page.click(f"text=Export {kind}")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    forget(page)
    for _ in range(2):  # once more changes nothing
        page.set_input_files("[type=file]", file)
        expect(page.get_by_role("status")).to_have_text("Sessions taken from the file: 3.")
        assert kept(page) == rows
        assert page.locator(".plans li").count() == 3


def take(page, text: str) -> None:
    page.set_input_files("[type=file]", {"name": "log.csv", "mimeType": "text/csv", "buffer": text.encode()})
    expect(page.get_by_role("status")).to_contain_text("Nothing was taken from the file, and nothing has changed")


def test_exercise_of_another_program_has_its_own_name(my_log):
    page = my_log(session_rows(exercise="constructor"))
    assert page.locator("section h2").all_inner_texts() == ["constructor"]


def test_refused_file_changes_nothing(my_log):
    rows, more = session_rows(0), session_rows(1)
    page = my_log(rows)
    evil = more[0] | {"exercise": "<img src=x onerror=alert(1)>"}
    log = {"format": "training-log", "version": 1, "rows": [*more, evil]}
    take(page, json.dumps(log))
    expect(page.get_by_role("status")).to_contain_text(f"Row 7, column “exercise”: “{evil['exercise']}”")
    take(page, "PK\x03\x04")
    expect(page.get_by_role("status")).to_contain_text("It has no sets")
    page.evaluate(REFUSING)
    take(page, json.dumps(log | {"rows": more}))
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
    assert page.locator(".plans a").all_inner_texts() == ["Work out the next session", "Start the next session"]
    page.evaluate(KEEP, session_rows(1))
    page.reload()
    assert page.get_by_label(f"{title}: Sam").is_checked()
    assert page.locator("section h2").all_inner_texts() == [f"{title}: Sam", title]
    page.get_by_label(title, exact=True).check()
    page.evaluate(KEEP, session_rows(2))
    assert [row["plan"] for row in kept(page)[::6]] == ["", "Sam", ""]
    page.reload()
    page.locator(".plans li").nth(1).get_by_role("button").click()
    assert [row["plan"] for row in kept(page)[::6]] == ["", ""]
    assert page.locator(".plans li").count() == 1


def test_last_session_is_filled_in(my_log, site):
    page = my_log(session_rows(0) + session_rows(1, reps=11))
    page.goto(site + ROUTINE)
    expect(page.locator("[data-filled]")).to_contain_text("Wednesday 2 September")
    form = page.locator("#next")
    values = {name: form.locator(f"[name={name}]").input_value() for name in ("left", "right", "load_used")}
    assert values == {"left": "11 11 11", "right": "11 11 11", "load_used": "7.5 kg"}
    assert form.locator("[name=felt]:checked").input_value() == "fine"
    assert form.locator("[name=previous_session_same]:checked").input_value() == "yes"
    week = "2" if page.locator("[data-sessions]").first.get_attribute("data-sessions") == "2" else "1"
    assert page.locator("tr[aria-current] th").text_content() == week
    assert form.locator("[name=plan_week]").input_value() == week
    page.goto(site + ROUTINE.replace("advanced", "beginner"))
    assert page.locator("[data-filled]").is_hidden()  # it is another routine


def test_session_that_was_told_leads_to_the_next(my_log, site):
    page = my_log(session_rows(0))
    page.goto(site + ROUTINE)
    page.click("text=Start session")
    page.wait_for_url("**/session/*")
    assert kept(page, "plans")["current"] == "cable "
    page.goto(site + LOG)
    page.click("text=Work out the next session")
    page.locator("#next").get_by_text("Show my next session").click()
    page.wait_for_selector("#target-title")
    page.wait_for_function("localStorage.getItem('guide.plans').includes('told')")
    told, (plan,) = page.url.partition("?")[2], kept(page, "plans")["list"]
    assert plan["address"] == told
    assert plan["told"] == "2026-09-01T18:00:05Z"
    for address in (page.url, site + ROUTINE):
        page.goto(address)
        assert page.locator("tr[aria-current]").count() == 1
        assert page.locator("[data-filled]").is_hidden()
    page.goto(site + LOG)
    page.click("text=Start the next session")
    assert page.url == f"{site}/routine/session/?{told}"


def test_browser_that_keeps_nothing_says_so_and_the_page_works(my_log):
    page = my_log(session_rows(0))
    page.evaluate(REFUSING)
    page.locator("section > details > summary").click()
    correct(page, "Reps, Set 1, left leg", "13")
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    assert summaries(page) == ["1 Sept 2026 13 12 12 / 12 12 12, 7.5 kg"]
    page.evaluate("localStorage['guide.log'] = '{'")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")
    page.add_init_script(OFF)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing here")
    expect(page.get_by_text("No session yet.")).to_be_visible()


def test_page_says_what_it_needs_without_javascript(open_page):
    page = open_page(LOG, java_script_enabled=False)
    assert "This page needs JavaScript" in page.inner_html("noscript")
    assert not page.locator("#log").is_visible()


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
