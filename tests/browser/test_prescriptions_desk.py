"""The preview in a prescription's form follows what is typed."""

from __future__ import annotations

from guide.models import Prescription
from tests.browser.axe import violations


def test_prescription_preview_follows_typing(open_page, make_user, site):
    make_user("Editors")
    row = Prescription.objects.get(slug="M22")
    page = open_page("/admin/", viewport={"width": 768, "height": 900})
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    page.goto(f"{site}/admin/guide/prescription/{row.pk}/change/")
    sentence = page.locator(".prescription-sentence")
    page.get_by_label("Reps:").fill("12-14")
    page.get_by_text("3-4 sets of 12-14 reps").wait_for()
    page.get_by_label("Reps:").fill("many")
    page.get_by_text("“many” is not a range.").wait_for()
    assert sentence.count() == 0
    page.get_by_label("Reps:").fill("12-14")
    sentence.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 768
    assert violations(page) == []
    page.get_by_role("button", name="Save as draft").first.click()
    assert str(Prescription.objects.get(pk=row.pk).reps) == "12-14"
