"""The content as a zip: take it out, look at what a zip would change, bring it in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from guide.admin.publishing.changes import blocks
from guide.admin.site import desk_page, show, status_of
from guide.audit.log import took_out
from guide.content_files.files import BadContent, Comparison, Plan, plan_of
from guide.content_files.zip_archive import MOST_BYTES, pack, unpack
from guide.editions.changes import compare
from guide.models import Act, Deleted, Edition, Upload
from guide.models.edition import digest_of
from guide.models.snapshot import KINDS, items_of, take

SHOWN = 50


class UploadForm(forms.Form):
    archive = forms.FileField(
        label="Zip of content/",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=f"At most {MOST_BYTES >> 20} MB. Nothing changes before you have seen what would.",
        error_messages={
            "required": f"Choose a zip file of at most {MOST_BYTES >> 20} MB.",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_archive(self) -> UploadedFile:
        if self.cleaned_data["archive"].size > MOST_BYTES:
            raise forms.ValidationError(f"The file has more than {MOST_BYTES >> 20} MB. A guide is far smaller.")
        return self.cleaned_data["archive"]


class ImportForm(forms.Form):
    overwrite = forms.BooleanField(
        label="Replace what differs too",
        required=False,
        initial=True,
        help_text="Otherwise only new items come in. Drafts that are replaced are kept for 30 days.",
    )


@desk_page("content/", name="content", right="guide.preview_guide")
def content(request: HttpRequest) -> HttpResponse:
    """Take the content out, or send some to be looked at."""
    if request.method == "POST" and not request.user.has_perm("guide.change_cover"):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["archive"].read()
        try:
            with planned(sent) as plan:
                digest = digest_of(plan.before)
        except BadContent as bad:
            form.add_error("archive", list(bad.args))
        else:
            Upload.objects.stale().delete()
            upload = Upload.objects.create(content=sent, working_copy_digest=digest, by=request.user.get_username())
            return redirect("admin:import", upload.pk)
    return show(request, "admin/guide/import_export.html", {"title": "Take out and bring in", "form": form})


@desk_page("content.zip", name="content_file", right="guide.preview_guide")
@require_safe
def content_file(request: HttpRequest) -> HttpResponse:
    edition = None if "working" in request.GET else Edition.objects.current()
    if edition is None and "working" not in request.GET:
        raise Http404("nothing is published yet")
    name = f"edition-{edition.number}" if edition else "working-copy"
    took_out(request, f"{edition or 'the working copy'} as a zip")
    response = HttpResponse(pack(edition.snapshot if edition else take()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@desk_page("content/<int:pk>/", name="import", right="guide.change_cover")
def import_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What the zip would change, and on a word from the one who sent it, the change itself."""
    upload = get_object_or_404(Upload.objects.fresh().filter(by=request.user.get_username()), pk=pk)
    form = ImportForm(request.POST) if request.method == "POST" else ImportForm()
    with transaction.atomic(), planned(bytes(upload.content)) as plan:
        status_of(request, items_of(plan.before))
        moved = digest_of(plan.before) != upload.working_copy_digest
        if request.method == "POST" and form.is_valid() and not moved:
            told = bring_in(plan, request, overwrite=form.cleaned_data["overwrite"])
            upload.delete()
            messages.success(request, f"{told} Nothing of it is public before you publish.")
            return redirect("admin:changes")
        if moved:
            upload.working_copy_digest = digest_of(plan.before)
            upload.save(update_fields=["working_copy_digest"])
        return show(request, "admin/guide/import.html", {"form": form, "moved": moved} | seen(plan))


@contextmanager
def planned(sent: bytes) -> Iterator[Plan]:
    """What the files of a zip would do to the working copy. Raises BadContent."""
    with TemporaryDirectory() as folder:
        unpack(sent, Path(folder))
        yield plan_of(Path(folder))


def seen(plan: Plan) -> dict[str, Any]:
    found: Comparison = plan.comparison
    changes = [change for change in compare(plan.before, plan.after) if change.key in {*found.new, *found.different}]
    shown = blocks(changes[:SHOWN], items_of(plan.before), items_of(plan.after))
    return {"title": "What would change", "found": found, "blocks": shown, "more": len(changes) - len(shown)}


def bring_in(plan: Plan, request: HttpRequest, *, overwrite: bool) -> str:
    """Save what the plan says, and log each item; a sentence on how many."""
    replaced = plan.comparison.different if overwrite else []
    drafts = [change.key for change in status_of(request).pending if change.key in replaced]
    Deleted.objects.keep(drafts, by=request.user.get_username())
    plan.draft.save({*plan.comparison.new, *replaced})
    for flag, keys in ((ADDITION, plan.comparison.new), (CHANGE, replaced)):
        for kind in {key.kind for key in keys}:
            rows = KINDS[kind].objects.filter(slug__in=[key.slug for key in keys if key.kind == kind])
            LogEntry.objects.log_actions(request.user.pk, rows, flag, "Brought in from a zip.")
    told = f"{len(plan.comparison.new)} created, {len(replaced)} replaced."
    Act.objects.note(request.user.get_username(), Act.Verb.BROUGHT_IN, f"a zip: {told}")
    return told
