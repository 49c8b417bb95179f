"""The forms and lists of the desk: previews beside texts, order by hand, errors in sight, and popups."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from guide.models import Question, Section
from tests.browser.axe import violations
from tests.browser.forms import form_of, save


def test_text_preview_and_link_picker(log_in, site):
    page = log_in("ada", form_of(Section.objects.get(slug="form")))
    preview = page.locator(".field-body .text-preview")
    page.fill("#id_body", "Seen **at once**. ")
    expect(preview.locator("strong", has_text="at once")).to_be_visible()
    page.locator("#id_body").press("End")
    page.locator(".field-body .insert-link").press("Enter")
    page.keyboard.type("band kick")
    expect(page.locator("#picker-found li")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_body")).to_have_value("Seen **at once**. [Band kickback](variation:band)")
    expect(page.locator("#id_body")).to_be_focused()
    expect(preview.locator("a")).to_have_attribute("target", "_blank")


def test_rows_are_reordered_by_keyboard_mouse_and_touch(log_in, band):
    before = [step.text for step in band.steps.all()]
    page = log_in("ada", form_of(band), has_touch=True)
    page.locator("#steps-1 [aria-label='Move up']").press("Enter")
    expect(page.locator(".order-status")).to_contain_text("position 1 of")
    save(page)
    after = [step.text for step in band.steps.all()]
    assert after == [before[1], before[0], *before[2:]]
    page.goto(page.url.split("/admin/")[0] + form_of(band))
    drag(page, page.locator("#steps-0 .order-handle"), page.locator("#steps-1 .order-handle"))
    expect(page.locator(".order-status")).to_contain_text("position 2 of")
    drag(page, page.locator("#cues-0 .order-handle"), page.locator("#cues-1 .order-handle"), touch=True)
    expect(page.locator(".order-status")).to_contain_text("position 2 of")
    cues = [cue.text for cue in band.cues.all()]
    save(page)
    assert [step.text for step in band.steps.all()] == before
    assert [cue.text for cue in band.cues.all()] == [cues[1], cues[0], *cues[2:]]


def test_moving_a_row_of_a_list_changes_one_item(log_in, site):
    page = log_in("ada", "/admin/guide/question/")
    before = [question.pk for question in Question.objects.all()]
    rows = page.locator("#result_list tbody tr")
    drag(page, rows.nth(6).locator(".order-handle"), rows.nth(8).locator(".order-handle"))
    # Rows differ in height, so a hand that lets go here may have passed the middle of one row more.
    expect(page.locator(".order-status")).to_contain_text(re.compile("position (9|10) of"))
    links = "links => links.map(link => Number(link.pathname.split('/').at(-3)))"
    shown = page.eval_on_selector_all("#result_list tbody th a", links)
    page.click("[name=_save]")
    expect(page.locator(".messagelist")).to_contain_text("1 question was changed")
    stored = [question.pk for question in Question.objects.all()]
    assert stored[: len(shown)] == shown != before[: len(shown)]
    assert page.locator(".state-changed").count() == 1


def test_refused_save_shows_and_focuses_the_first_error(log_in, band):
    page = log_in("ada", form_of(band))
    page.fill("#id_poses-0-knee", "999")
    page.fill("#id_steps-0-text", "")
    page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })")
    page.click("[name=_save]")
    expect(page.locator("#id_poses-0-knee")).to_be_focused()
    expect(page.locator("#id_poses-0-knee")).to_be_in_viewport()
    assert page.locator("#poses-0 .errorlist", has_text="150").bounding_box()["width"] > 150
    expect(page.locator(".form-errors a")).to_have_count(2)
    expect(page.locator("#poses-0 .pose-picture svg")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 820, "height": 900})
    page.goto(page.url.split("/admin/")[0] + "/admin/guide/variation/")
    expect(page.locator(".state").first).to_be_in_viewport(ratio=1)


def drag(page, handle, target, *, touch: bool = False) -> None:
    """Drag as a hand does: in 25 small moves."""
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    x, y, to = start["x"] + 20, start["y"] + 20, end["y"] + 10
    steps = [y + (to - y) * number / 25 for number in range(26)]
    if touch:
        client = page.context.new_cdp_session(page)
        for kind, at in [("touchStart", y), *(("touchMove", at) for at in steps)]:
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    else:
        page.mouse.move(x, y)
        page.mouse.down()
        for at in steps:
            page.mouse.move(x, at)
        page.mouse.up()


def test_form_with_previews_passes_axe(log_in, band):
    page = log_in("ada", form_of(band), bypass_csp=True)
    expect(page.locator(".rendered-text").first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        assert violations(page, runOnly=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]) == []


def test_popups_save_close_and_select(log_in, band):
    page = log_in("ada", form_of(band))
    with page.expect_popup() as opened:
        page.click("#add_id_equipment")
    opened.value.fill("#id_name", "Slide board")
    opened.value.fill("#id_slug", "slide-board")
    with opened.value.expect_event("close"):
        opened.value.click("[name=_save]")
    expect(page.locator("#id_equipment option:checked")).to_have_text("Slide board")
    with page.expect_popup() as opened:
        page.click("#change_id_mistakes-0-mistake")
    popup = opened.value
    popup.fill("#id_title", "A mistake renamed")
    popup.click("text=Add another")  # the picture of a new pose needs the scripts of a whole form
    popup.locator(".inline-deletelink").last.click()
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    expect(page.locator("#id_mistakes-0-mistake option:checked")).to_have_text("A mistake renamed")
