"""Accessibility and layout of desk pages: checks, reviews, feedback, accounts and previews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from guide.models import PreviewLink, Report, Section, Upload
from guide.models.edition import snapshot_digest
from guide.models.snapshot import read_working_copy
from tests.browser.axe import violations
from tests.zip_files import renamed_zip

PAGES = [
    "",
    "checks/",
    "reviews/",
    "help/",
    "audit-log/",
    "import-export/",
    "guide/report/",
    "guide/report/{report}/change/",
]
PAGES += ["guide/previewlink/", "guide/previewlink/add/", "guide/previewlink/{link}/revoke/", "import-export/{upload}/"]
PAGES += ["guide/section/{section}/review/", "auth/user/"]


@pytest.fixture
def rows(site, make_user):
    """Create one row of everything that these pages show, and a user who may see it all."""
    Section.objects.filter(slug="form").update(body="## A\n\n#### B\n\n[x](section:gone)", review_due="2026-11-25")
    ada = make_user("Publishers")
    ada.groups.add(Group.objects.get(name="Administrators"))
    report = Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text="Too short.")
    link = PreviewLink.objects.create(for_whom="Lin", ends=timezone.now() + timedelta(days=1), made_by="ada")
    upload = Upload.objects.create(
        content=renamed_zip(), working_copy_digest=snapshot_digest(read_working_copy()), by="ada"
    )
    section = Section.objects.get(slug="form")
    return {"report": report.pk, "link": link.pk, "upload": upload.pk, "section": section.pk}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1024), ("dark", 768)])
def test_desk_pages_pass_axe_and_fit_the_screen(open_page, site, rows, scheme, width):
    page = open_page("/admin/", color_scheme=scheme, viewport={"width": width, "height": 900})
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    wrong = []
    for address in PAGES:
        page.goto(f"{site}/admin/{address.format(**rows)}", wait_until="networkidle")
        wrong += [f"{address} {fault}" for fault in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        wrong += [f"{address} is wider than {width}"] if wide else []
    assert wrong == []


def test_dashboard_loads_check_counts(open_page, site, rows):
    page = open_page("/admin/", viewport={"width": 1024, "height": 900})
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    page.get_by_text("2 errors").wait_for()
    page.click("text=See all checks")
    assert page.get_by_role("link", name=Section.objects.get(slug="form").title).count() == 1
