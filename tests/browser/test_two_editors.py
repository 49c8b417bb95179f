"""Two editors at one item, session expiry, and text previews."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from guide.models import Question, Section, Variation
from tests.browser.axe import violations

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def log_in(open_page, make_user):
    def log_in(name: str, path: str, **options):
        make_user("Editors", name=name)
        page = open_page(path, **{"viewport": WIDE} | options)
        fill_in(page, name)
        return page

    return log_in


def fill_in(page, name: str) -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")


def save(page, button: str = "Save as draft") -> None:
    page.click(f"text={button} >> nth=0")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")


def form_of(row) -> str:
    return f"/admin/guide/{row._meta.model_name}/{row.pk}/change/"


@pytest.fixture
def band(site):
    return Variation.objects.get(slug="band")


def test_concurrent_saves_lose_no_text(log_in, band):
    ada, grace = log_in("ada", form_of(band)), log_in("grace", form_of(band))
    ada.reload()
    expect(ada.locator("#presence")).to_contain_text("grace has this open too.")
    grace.fill("#id_summary", "Summary of grace.")
    grace.fill("#id_steps-0-text", "First step of grace.")
    grace.fill("#id_steps-1-text", "Second step of grace.")
    save(grace)

    ada.fill("#id_stance", "Stance of ada")
    ada.fill("#id_summary", "Summary of ada.")
    ada.fill("#id_steps-0-text", "First step of ada.")
    ada.click("text=Save as draft >> nth=0")
    expect(ada.locator(".merge")).to_contain_text("Summary of grace.")
    expect(ada.locator(".merge")).to_contain_text("First step of ada.")
    ada.check("[name='_pick-summary'][value=theirs]")
    ada.check("[name='_pick-steps-0-text'][value=own]")
    ada.fill("[name='steps-0-text']", "First step of both.")
    save(ada, "Save these choices")
    band.refresh_from_db()
    assert (band.stance, band.summary) == ("Stance of ada", "Summary of grace.")
    assert [step.text for step in band.steps.all()[:2]] == ["First step of both.", "Second step of grace."]


def test_two_editors_merge_step_edits(log_in, band):
    ada, grace = log_in("ada", form_of(band)), log_in("grace", form_of(band))
    before = [step.text for step in band.steps.all()]
    grace.locator("#steps-1 [aria-label='Move up']").click()
    grace.fill("#id_steps-2-text", "Third step of grace.")
    grace.check("#id_steps-4-DELETE")
    save(grace)

    ada.fill("#id_steps-0-text", "First step of ada.")
    ada.fill("#id_steps-4-text", "Fifth step of ada.")
    ada.locator("#cues-1 [aria-label='Move up']").click()
    ada.click("text=Save as draft >> nth=0")
    expect(ada.locator(".merge fieldset")).to_have_count(1)
    expect(ada.locator(".merge")).to_contain_text("one of you changed it, the other removed it")
    expect(ada.locator(".merge")).to_contain_text("Fifth step of ada.")
    ada.get_by_label("Keep it").check()
    save(ada, "Save these choices")
    kept = {"First step of ada.", "Third step of grace.", "Fifth step of ada."}
    assert {step.text for step in band.steps.all()} == kept | {before[1], before[3], *before[5:]}
    assert [step.text for step in band.steps.all()[:2]] == [before[1], "First step of ada."]


def test_session_expiry_loses_no_text(log_in, band):
    page = log_in("ada", form_of(band))
    rows = page.locator("#id_cues-TOTAL_FORMS").input_value()
    page.fill("#id_summary", "Written for an hour.")
    page.click("#cues-group .add-row a")
    page.fill(f"#id_cues-{rows}-text", "A cue of my own.")
    page.context.clear_cookies(name="sessionid")
    page.click("text=Save as draft >> nth=0")
    fill_in(page, "ada")
    expect(page.locator("#draft-notice")).to_be_visible()
    page.click("text=Restore it")
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator("#id_summary")).to_have_value("Written for an hour.")
    expect(page.locator(f"#id_cues-{rows}-text")).to_have_value("A cue of my own.")
    save(page)
    assert band.cues.filter(text="A cue of my own.").exists()
    assert Variation.objects.get(pk=band.pk).summary == "Written for an hour."
    page.goto(page.url.split("/admin/")[0] + form_of(band))
    expect(page.locator("#draft-notice")).to_be_hidden()


def test_text_typed_before_scripts_load_is_kept(log_in, band):
    page, held = log_in("ada", "/admin/"), []
    page.route("**/markdown_preview*.js", lambda request: held.append(request))
    page.goto(page.url.split("/admin/")[0] + form_of(band), wait_until="commit")
    page.fill("#id_summary", "Begun")
    page.keyboard.type(" early")
    for request in held:
        request.continue_()
    page.locator(".text-with-preview #id_summary").wait_for()
    page.keyboard.type(", ended late.")
    expect(page.locator("#id_summary")).to_have_value("Begun early, ended late.")


def test_draft_recovery_is_per_user(log_in, make_user, band):
    page = log_in("ada", form_of(band))
    page.fill("#id_summary", "Only mine.")
    make_user("Editors", name="grace")
    page.context.clear_cookies(name="sessionid")
    page.reload()
    fill_in(page, "grace")
    expect(page.locator("#draft-notice")).to_be_hidden()
    page.context.clear_cookies(name="sessionid")
    page.reload()
    fill_in(page, "ada")
    page.click("text=Discard it")
    page.reload()
    expect(page.locator("#id_summary")).to_be_visible()
    expect(page.locator("#draft-notice")).to_be_hidden()


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
    expect(page.locator(".order-status")).to_contain_text("position 9 of")
    page.click("[name=_save]")
    expect(page.locator(".messagelist")).to_contain_text("1 question was changed")
    assert [question.pk for question in Question.objects.all()] == [*before[:6], *before[7:9], before[6], *before[9:]]
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
