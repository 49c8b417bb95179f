"""Addresses and forms of the admin."""

from __future__ import annotations

import json

from django.urls import reverse

from guide.models import Item, TrashEntry

DELETED = "/admin/trash/"


def address(model: type[Item], page: str, *args) -> str:
    return reverse(f"admin:guide_{model._meta.model_name}_{page}", args=args)


def initial_data(response) -> dict[str, object]:
    """Return what a browser would send back from an admin form."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    data = {"_opened": response.context["opened"]}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = str(value).replace("\n", "\r\n") if isinstance(value, str) else value
    return data


def page_text(response):
    assert response.status_code == 200
    return response.content.decode()


def log_entries(client, query: str = "") -> list[dict[str, str]]:
    return json.loads(client.get(f"/admin/audit-log.json{query}").content)["audit_log"]


def trash_selection(*slugs):
    """Return the keys of deleted items that the trash page submits."""
    return {"only": [TrashEntry.objects.filter(slug=slug).first().pk for slug in slugs]}
