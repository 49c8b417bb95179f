"""The page of what was deleted: each item can be brought back as it was."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guide.changes import title_of
from guide.desk import desk_page, show
from guide.models import Deleted
from guide.models.snapshot import KINDS, items_of, take
from guide.publishing import Refused, bring
from guide.whereabouts import form_urls


class Line(NamedTuple):
    kept: Deleted
    title: str
    kind: str


@desk_page("deleted/", name="deleted", right="guide.preview_guide")
def deleted(request: HttpRequest) -> HttpResponse:
    missing = Deleted.objects.missing()
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        picked = [one for one in missing if str(one) in request.POST.getlist("only")]
        try:
            bring_back(request, picked)
        except Refused as refused:
            faults = refused.reasons
        else:
            urls = form_urls(one.key for one in picked)
            return redirect(urls[picked[0].key] if len(picked) == 1 else "admin:deleted")
    lines = [Line(one, title_of(one.item), str(KINDS[one.kind]._meta.verbose_name)) for one in missing]
    context = {"title": "Deleted", "lines": lines, "faults": faults, "only": request.GET.getlist("only")}
    return show(request, "admin/guide/deleted.html", context)


@transaction.atomic
def bring_back(request: HttpRequest, picked: list[Deleted]) -> None:
    """Make these rows again. Raises Refused where what they point at is not there."""
    if not all(request.user.has_perm(f"guide.add_{KINDS[one.kind]._meta.model_name}") for one in picked):
        raise PermissionDenied
    bring(items_of(take()), {one.key: one.item for one in picked})
    for one in picked:
        rows = KINDS[one.kind].objects.filter(slug=one.slug)
        LogEntry.objects.log_actions(request.user.pk, rows, ADDITION, "Brought back after it was deleted.")
        one.delete()
    if picked:
        messages.success(request, f"Brought back: {', '.join(title_of(one.item) for one in picked)}.")
    else:
        messages.warning(request, "Nothing was picked, so nothing changed.")
