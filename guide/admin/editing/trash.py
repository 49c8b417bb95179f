"""The page of what was deleted or discarded: each item can be brought back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guide.admin.site import desk_page, show, status_of
from guide.editions.diff import Line, differences
from guide.editions.item_urls import form_urls
from guide.editions.publishing import Refused, bring
from guide.models import Deleted
from guide.models.snapshot import KINDS, Key, Plain


class Kept(NamedTuple):
    """What can be brought back, and what that would do to the item of this name that is there, if one is."""

    one: Deleted
    there: bool
    lines: list[Line]


@desk_page("deleted/", name="deleted", right="guide.preview_guide")
def deleted(request: HttpRequest) -> HttpResponse:
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        picked = {
            one.key: one for one in reversed(Deleted.objects.lasting()) if str(one.pk) in request.POST.getlist("only")
        }
        try:
            bring_back(request, picked)
        except Refused as refused:
            faults = refused.reasons
        else:
            return redirect(*form_urls(picked).values() if len(picked) == 1 else ["admin:deleted"])
    context = {"title": "Deleted and discarded", "kept": kept(status_of(request).rows), "faults": faults}
    return show(request, "admin/guide/trash.html", context | {"only": request.GET.getlist("only")})


def kept(rows: Mapping[Key, Plain]) -> list[Kept]:
    """All that is kept and differs from what is there."""
    return [
        Kept(one, one.key in rows, differences(one.key, rows[one.key], one.item) if one.key in rows else [])
        for one in Deleted.objects.lasting()
        if rows.get(one.key) != one.item
    ]


@transaction.atomic
def bring_back(request: HttpRequest, picked: dict[Key, Deleted]) -> None:
    """Make these rows as they were. A draft that stands there now is kept in their place.

    Raises Refused where what they point at is not there.
    """
    status = status_of(request)
    rows = status.rows
    for key in picked:
        right = f"guide.{'change' if key in rows else 'add'}_{KINDS[key.kind]._meta.model_name}"
        if not request.user.has_perm(right):
            raise PermissionDenied
    drafts = [change.key for change in status.pending if change.key in picked]
    Deleted.objects.keep(drafts, by=request.user.get_username())
    bring(rows, {key: one.item for key, one in picked.items()})
    for key, one in picked.items():
        now = KINDS[key.kind].objects.filter(slug=key.slug)
        flag, why = (CHANGE, "discarded") if key in rows else (ADDITION, "deleted")
        LogEntry.objects.log_actions(request.user.pk, now, flag, f"Brought back after it was {why}.")
        one.delete()
    if picked:
        messages.success(request, f"Brought back: {', '.join(one.title for one in picked.values())}.")
    else:
        messages.warning(request, "Nothing was picked, so nothing changed.")
