"""Import / export: download the content as a zip file, preview the changes of an uploaded one, import it."""

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

from guide.admin.publishing.changes import item_diffs
from guide.admin.site import admin_page, current_editor, render_admin_page, request_status
from guide.audit.log import log_export
from guide.content_files.files import ContentComparison, ImportPlan, InvalidContent, plan_import
from guide.content_files.zip_archive import MAX_BYTES, pack_zip, unpack_zip
from guide.editions.changes import compare_items
from guide.models import AuditEvent, Edition, TrashEntry, Upload, Version
from guide.models.edition import snapshot_digest
from guide.models.snapshot import KINDS, items_by_key, read_working_copy
from guide.models.upload import ImportRunning, one_import_at_a_time

MAX_SHOWN = 50
IMPORTED = "Imported from a zip file."
IMPORT_RUNNING = "Another import is running. Try again in a few minutes."


class UploadForm(forms.Form):
    archive = forms.FileField(
        label="Zip file",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=f"The folder content/ as a zip of at most {MAX_BYTES >> 20} MB. You see a preview before the import.",
        error_messages={
            "required": f"Choose a zip file of at most {MAX_BYTES >> 20} MB.",
            "empty": "This file is empty. Choose another one.",
        },
    )

    def clean_archive(self) -> UploadedFile:
        if self.cleaned_data["archive"].size > MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {MAX_BYTES >> 20} MB. A guide is far smaller.")
        return self.cleaned_data["archive"]


class ImportForm(forms.Form):
    overwrite = forms.BooleanField(
        label="Replace items that differ",
        required=False,
        initial=True,
        help_text="Without it, only new items are imported. Drafts that are replaced stay in the trash for 30 days.",
    )


@admin_page("import-export/", name="import_export", permission="guide.preview_guide")
def import_export_view(request: HttpRequest) -> HttpResponse:
    """Offer downloads, and store an uploaded zip file so that its changes can be previewed."""
    if request.method == "POST" and not request.user.has_perm("guide.change_cover"):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["archive"].read()
        try:
            with one_import_at_a_time(), import_plan(sent) as plan:
                digest = snapshot_digest(plan.before)
        except ImportRunning:
            form.add_error(None, IMPORT_RUNNING)
        except InvalidContent as bad:
            form.add_error("archive", list(bad.args))
        else:
            by = request.user.get_username()
            Upload.objects.replaced_by(by).delete()
            upload = Upload.objects.create(content=sent, working_copy_digest=digest, by=by)
            return redirect("admin:import", upload.pk)
    return render_admin_page(request, "admin/guide/import_export.html", {"title": "Import / export", "form": form})


@admin_page("content.zip", name="content_export", permission="guide.preview_guide")
@require_safe
def content_export_view(request: HttpRequest) -> HttpResponse:
    edition = None if "working" in request.GET else Edition.objects.current()
    if edition is None and "working" not in request.GET:
        raise Http404("Nothing is published yet.")
    name = f"edition-{edition.number}" if edition else "working-copy"
    log_export(request, f"{edition or 'the working copy'} as a zip file")
    response = HttpResponse(
        pack_zip(edition.snapshot if edition else read_working_copy()), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@admin_page("import-export/<int:pk>/", name="import", permission="guide.change_cover")
def import_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the uploaded zip would change (GET) and import it (POST). Only its uploader may do so."""
    upload = get_object_or_404(Upload.objects.not_expired().filter(by=request.user.get_username()), pk=pk)
    try:
        with one_import_at_a_time(), transaction.atomic(), import_plan(bytes(upload.content)) as plan:
            return preview_or_import(request, upload, plan)
    except ImportRunning:
        messages.error(request, IMPORT_RUNNING)
    except InvalidContent as bad:  # the working copy has changed, and the files do not fit it any more
        messages.error(request, f"This file cannot be imported: {' '.join(bad.args[:3])}")
    return redirect("admin:import_export")


def preview_or_import(request: HttpRequest, upload: Upload, plan: ImportPlan) -> HttpResponse:
    form = ImportForm(request.POST) if request.method == "POST" else ImportForm()
    request_status(request, items_by_key(plan.before))
    has_changed = snapshot_digest(plan.before) != upload.working_copy_digest
    if request.method == "POST" and form.is_valid() and not has_changed:
        summary = apply_import(plan, request, overwrite=form.cleaned_data["overwrite"])
        upload.delete()
        messages.success(request, f"Imported: {summary} Readers see the changes once you publish them.")
        return redirect("admin:changes")
    if has_changed:
        upload.working_copy_digest = snapshot_digest(plan.before)
        upload.save(update_fields=["working_copy_digest"])
    return render_admin_page(
        request, "admin/guide/import.html", {"form": form, "has_changed": has_changed} | preview_context(plan)
    )


@contextmanager
def import_plan(sent: bytes) -> Iterator[ImportPlan]:
    """Yield the import plan for a zip file. The files exist only inside the context. Raises InvalidContent."""
    with TemporaryDirectory() as folder:
        passed_over = unpack_zip(sent, Path(folder))
        plan = plan_import(Path(folder))
        yield plan._replace(comparison=plan.comparison._replace(passed_over=passed_over))


def preview_context(plan: ImportPlan) -> dict[str, Any]:
    comparison: ContentComparison = plan.comparison
    before, after = items_by_key(plan.before), items_by_key(plan.after)
    imported = {*comparison.new, *comparison.different}
    changes = [change for change in compare_items(before, after) if change.key in imported]
    shown = item_diffs(changes[:MAX_SHOWN], before, after)
    return {
        "title": "Preview of the import",
        "comparison": comparison,
        "item_diffs": shown,
        "more": len(changes) - len(shown),
    }


def apply_import(plan: ImportPlan, request: HttpRequest, *, overwrite: bool) -> str:
    """Import new items, and with `overwrite` those that differ. Log each item and return a summary."""
    replaced = plan.comparison.different if overwrite else []
    drafts = [change.key for change in request_status(request).pending if change.key in replaced]
    by, imported = request.user.get_username(), {*plan.comparison.new, *replaced}
    TrashEntry.objects.save_copies(drafts, by=by)
    plan.loader.save(imported)
    items = {key: item for key, item in items_by_key(plan.after).items() if key in imported}
    Version.objects.record(items, by=by, what=IMPORTED, before=items_by_key(plan.before))
    for flag, keys in ((ADDITION, plan.comparison.new), (CHANGE, replaced)):
        for kind in {key.kind for key in keys}:
            rows = KINDS[kind].objects.filter(slug__in=[key.slug for key in keys if key.kind == kind])
            LogEntry.objects.log_actions(current_editor(request).pk, rows, flag, IMPORTED)
    summary = f"{len(plan.comparison.new)} created, {len(replaced)} replaced."
    AuditEvent.objects.record(by, AuditEvent.Verb.IMPORTED, f"a zip file: {summary}")
    return summary
