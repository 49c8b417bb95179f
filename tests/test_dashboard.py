"""The dashboard: overdue reviews, open reports, check counts and preview links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.models import PreviewLink, Report, Section, Variation

pytestmark = pytest.mark.django_db


def dashboard(client) -> str:
    return " ".join(client.get("/admin/").content.decode().split())


def test_most_overdue_reviews_are_listed(as_editor):
    Variation.objects.filter(slug="band").update(reviewed_on="2020-01-01", review_due="2021-01-01")
    text = dashboard(as_editor)
    assert "<b>1 overdue or never reviewed.</b> Due first:" in text
    assert text.index("Band kickback</a>, due 1 Jan 2021") < text.index("See all reviews")
    Section.objects.filter(slug="form").update(reviewed_on=None, reviewed_by="", review_due=None)
    assert "<b>2 overdue or never reviewed.</b>" in dashboard(as_editor)


def test_only_open_reports_are_listed(as_editor):
    assert "No open feedback." in dashboard(as_editor)
    for text, state in (("Too short.", "open"), ("Mended.", "answered")):
        Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text=text, state=state)
    assert "Section form</a>: Too short." in dashboard(as_editor)
    assert "Mended." not in dashboard(as_editor)


def test_active_preview_links_are_listed_with_revoke(as_editor):
    assert "Active preview links" not in dashboard(as_editor)
    link = PreviewLink.objects.create(for_whom="Lin", ends=timezone.now() + timedelta(hours=1), made_by="ada")
    assert "Lin: Working copy, until" in dashboard(as_editor)
    assert f"/admin/guide/previewlink/{link.pk}/revoke/" in dashboard(as_editor)
    link.revoke(by="ada")
    assert "Active preview links" not in dashboard(as_editor)


def test_check_counts_are_loaded_separately(as_editor):
    assert 'data-hx-get="/admin/checks/" data-hx-trigger="load"' in dashboard(as_editor)
    htmx = {"HTTP_HX_REQUEST": "true"}
    assert b"No problems found." in as_editor.get("/admin/checks/", **htmx).content
    Section.objects.filter(slug="form").update(body="[x](section:gone)")
    text = as_editor.get("/admin/checks/", **htmx).content.decode()
    assert [line in text for line in ("<b>1</b> error<", "gap", " warning")] == [True, False, True]
    assert "<html" not in text


def test_without_a_role_there_are_no_panels(client, make_user):
    client.force_login(make_user())
    assert "desk-panel" not in dashboard(client).replace("desk-panels", "")
