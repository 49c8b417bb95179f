"""Two editors at one item, and the end of a session."""

from __future__ import annotations

from playwright.sync_api import expect

from guide.models import Variation
from tests.browser.forms import fill_in_login, form_of, save


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
    fill_in_login(page, "ada")
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
    fill_in_login(page, "grace")
    expect(page.locator("#draft-notice")).to_be_hidden()
    page.context.clear_cookies(name="sessionid")
    page.reload()
    fill_in_login(page, "ada")
    page.click("text=Discard it")
    page.reload()
    expect(page.locator("#id_summary")).to_be_visible()
    expect(page.locator("#draft-notice")).to_be_hidden()
