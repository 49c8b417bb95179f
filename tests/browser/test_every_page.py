"""Accessibility and width of every desk page in a browser."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from guide.models import Question, Section, Upload, Variation
from guide.models.edition import snapshot_digest
from guide.models.snapshot import read_working_copy
from tests.browser.axe import violations
from tests.desk_addresses import address
from tests.permissions_table import OWN, TABLE
from tests.zip_files import renamed_zip

KINDS = {"_presence", "_pose", "_preview", "_redirect", "_history"}
NO_PAGE = {"logout", "jsi18n", "view_on_site", "content_export", "audit_log_export", "guide_report_export"}
NO_PAGE |= {"guide_variation_add"}  # the form of guide_variation_change
# Of models other than these, only lists and filled forms are visited: the rest have the same templates and styles.
WHOLE = ("guide_variation", "guide_edition", "guide_previewlink", "guide_report", "auth")
# Their pages look as those of other kinds do: the browser leaves them out, to save time.
SIMPLE = ("aim", "experience", "load", "phase", "placement", "preference", "progression", "synonyms")
ALIKE = tuple(f"guide_{kind}_" for kind in SIMPLE)
PAGES = [
    name
    for name, who in TABLE.items()
    if set("EPA") & set(who.split()[0]) and name not in NO_PAGE and not name.endswith(tuple(KINDS))
    if not name.startswith(ALIKE)
    if name in OWN or name.startswith(WHOLE) or name.endswith(("_changelist", "_change"))
] + ["guide_variation_history"]
IN_DARK = {name for name in PAGES if name in OWN or name.startswith(WHOLE)}
IN_FORCED_COLOURS = {"index", "changes", "guide_variation_changelist", "guide_variation_change"}
HEIGHT = 900


@pytest.fixture
def page(open_page, site, make_user, example_rows):
    ada = make_user("Publishers")
    ada.groups.add(Group.objects.get(name="Administrators"))
    page = open_page("/admin/", viewport={"width": 320, "height": HEIGHT})
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    return page


@pytest.fixture
def unpublished_changes(example_rows):
    """Text with faults, an overdue review, a variation that differs, and an upload that differs."""
    faulty = {"body": "## A\n\n#### B\n\n[x](section:gone)", "reviewed_on": "2020-01-01", "review_due": "2021-01-01"}
    Section.objects.filter(slug="form").update(**faulty)
    Variation.objects.get(slug="band").steps.first().delete()
    Upload.objects.update(content=renamed_zip(), working_copy_digest=snapshot_digest(read_working_copy()))


@pytest.fixture
def faults(page):
    """List accessibility violations and overflows of the current page."""
    seen: set[str] = set()

    def axe(**options) -> list[str]:
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        return violations(page, seen, **options)

    def faults(*, dark: bool = True, forced: bool = False) -> list[str]:
        found = axe()
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            found += [f"wider than {width}"] if wide else []
        for media in dark * [{"color_scheme": "dark"}] + forced * [{"forced_colors": "active"}]:
            page.emulate_media(**media)
            found += axe(runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light", forced_colors="none")
        return found

    return faults


def test_desk_pages_pass_axe_in_every_colour_scheme(page, site, unpublished_changes, cached_status, faults):
    found = {}
    for name in PAGES:
        query = "?only=variations/band" if name == "discard" else ""
        answer = page.goto(site + address(name) + query, wait_until="load")
        found[name] = [
            *faults(dark=name in IN_DARK, forced=name in IN_FORCED_COLOURS),
            *([] if answer.status == 200 else [str(answer.status)]),
        ]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_dashboard_loads_check_counts(page, unpublished_changes):
    page.goto(page.url)
    page.get_by_text("2 errors").wait_for()
    page.click("text=See all checks")
    assert page.get_by_role("link", name=Section.objects.get(slug="form").title).count() == 1


def delete_several(page, site):
    page.goto(f"{site}/admin/guide/question/")
    page.check("#action-toggle")
    page.select_option("[name=action]", "delete_selected")
    page.click("text=Go")


def save_conflicting_texts(page, site):
    band = Variation.objects.get(slug="band")
    page.goto(f"{site}/admin/guide/variation/{band.pk}/change/")
    first, second = band.steps.all()[:2]
    Variation.objects.filter(pk=band.pk).update(summary="Theirs.", easier=None)
    first.delete()
    band.steps.filter(pk=second.pk).update(text="Their step.")
    for name in ("summary", "steps-0-text", "steps-1-text"):
        page.fill(f"[name={name}]", "Mine.")
    page.click("text=Save as draft")


def save_deleted_item(page, site):
    page.goto(f"{site}{address('guide_question_change')}")
    Question.objects.order_by("pk").last().delete()
    page.click("text=Save as draft")


def save_invalid_form(page, site):
    page.goto(f"{site}{address('guide_variation_change')}")
    page.fill("[name=tempo]", "fast")
    page.fill("[name=steps-0-text]", "")
    page.click("text=Save as draft")


ANSWERS = {
    delete_several: "Are you sure",
    save_conflicting_texts: "Edit conflict: two people changed the same text",
    save_deleted_item: "Deleted while you were editing",
    save_invalid_form: "Please correct the errors",
}


@pytest.mark.parametrize("send", ANSWERS, ids=lambda send: send.__name__)
def test_form_responses_pass_axe_and_fit_the_screen(page, site, faults, send):
    send(page, site)
    page.get_by_text(ANSWERS[send]).first.wait_for()
    assert faults() == []
