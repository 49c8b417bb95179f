"""Edit conflicts: when two people save the same item, merge their changes and ask about those that clash."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from guide.admin.editing.form_data import BoundForms, conflict_question
from guide.admin.editing.three_way_merge import DELETE_FLAG, Conflict, FormRow, FormValues, MergeResult, three_way_merge
from guide.admin.site import render_admin_page
from guide.models import Item

OPENED_FIELD, PICK_PREFIX, RESTORED_FIELD = "_opened", "_pick-", "_restored"
SALT = "guide.opened"


@dataclass(frozen=True)
class FormBase:
    """The values that a form was opened with, and the conflicts that its editor was asked about since."""

    base: FormValues
    asked: list[Conflict]

    def signed(self, row: Item) -> str:
        """Serialize and sign it for a hidden field of the form."""
        state = [row._meta.label, row.pk, asdict(self.base), [asdict(conflict) for conflict in self.asked]]
        return signing.dumps(state, salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str, row: Item) -> FormBase:
        """Read the hidden field. If its signature is not valid for this row, the base is empty."""
        try:
            label, pk, base, asked = signing.loads(text, salt=SALT)
        except signing.BadSignature:
            return cls(FormValues(), [])
        if (label, pk) != (row._meta.label, row.pk):
            return cls(FormValues(), [])
        lists = {name: tuple(FormRow(**line) for line in lines) for name, lines in base["lists"].items()}
        return cls(FormValues(base["fields"], lists), [Conflict(**conflict) for conflict in asked])

    def apply_answers(self, data: QueryDict) -> FormValues:
        """Write the chosen answers into `data` and return the base for the next merge.

        For an unanswered conflict the base keeps its old value, so that the conflict is found and asked again.
        """
        fields, lists = dict(self.base.fields), {name: list(lines) for name, lines in self.base.lists.items()}
        for asked in self.asked:
            pick = data.get(PICK_PREFIX + asked.name)
            if pick == "mine" or (pick is None and asked.field != DELETE_FLAG):
                data[asked.name] = asked.mine
            elif pick == "theirs":
                data[asked.name] = asked.theirs
            if asked.field == DELETE_FLAG:
                data[asked.name] = "on" if pick == ("mine" if not asked.mine else "theirs") else ""
            elif pick is None and asked.list:
                line = lists[asked.list][asked.number]
                lists[asked.list][asked.number] = replace(line, fields={**line.fields, asked.field: asked.base})
            elif pick is None:
                fields[asked.field] = asked.base
        return FormValues(fields, {name: tuple(lines) for name, lines in lists.items()})


class RestoredDraftForm(ModelForm):
    """A form filled with a restored draft. It never validates, so that the text is shown before it is saved."""

    def clean(self) -> None:
        super().clean()
        self.add_error(None, "Nothing is saved yet. This is your unsaved text: check it, then save.")


class EditConflictAdmin(admin.ModelAdmin):
    """Every change form carries the values it was opened with, so that no save overwrites another unnoticed."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            # Read before the form: a save in between then counts as newer than the form.
            row = self.get_object(request, unquote(object_id))
            base = ""
            if row is not None and self.has_change_permission(request, row):
                base = FormBase(BoundForms(self, request, row).initial_values(), []).signed(row)
            return super().changeform_view(request, object_id, form_url, {"opened": base} | (extra_context or {}))
        with transaction.atomic():
            return self._handle_post(request, object_id, form_url, extra_context or {})

    def _handle_post(
        self, request: HttpRequest, object_id: str, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        locked = self.get_queryset(request).select_for_update(of=("self",)).order_by()
        row = locked.filter(pk=unquote(object_id)).first() if unquote(object_id).isdecimal() else None
        if row is None:
            return self._deleted_response(request) or super().changeform_view(request, object_id, form_url, context)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        forms, data = BoundForms(self, request, row), request.POST.copy()
        opened = FormBase.read(data.get(OPENED_FIELD, ""), row)
        theirs = forms.initial_values()
        merged = three_way_merge(opened.apply_answers(data), forms.submitted_values(data), theirs)
        if merged.conflicts:
            return self._conflict_response(request, row, forms, data, merged, theirs)
        if merged.has_remote_changes or opened.asked:
            # Django reads the form from here; its stubs have only what a browser sent.
            request.POST = forms.to_post_data(data, merged.values, theirs)  # type: ignore[assignment]
        if merged.has_remote_changes:
            editor = self._last_editor(request, row)
            self.message_user(request, f"{editor} saved this too while you had it open. Both changes are in it now.")
        base = FormBase(theirs, []).signed(row)
        return super().changeform_view(request, object_id, form_url, {"opened": base} | context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (RestoredDraftForm, form), {}) if RESTORED_FIELD in request.POST else form

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        # A list saves positions only: somebody may be saving the texts at the same time.
        if change and set(form.fields) <= {*self.list_editable, "id"}:
            obj.save(update_fields=[name for name in form.changed_data if name != "id"])
        else:
            super().save_model(request, obj, form, change)

    def _conflict_response(
        self,
        request: HttpRequest,
        row: Item,
        forms: BoundForms,
        data: QueryDict,
        merged: MergeResult,
        theirs: FormValues,
    ) -> HttpResponse:
        """Show both versions and the original of each conflict. Hidden fields carry everything else that was sent."""
        context = {
            "title": "Edit conflict: two people changed the same text",
            "original": row,
            "editor": self._last_editor(request, row),
            "questions": [conflict_question(forms, conflict) for conflict in merged.conflicts],
            "opened": FormBase(theirs, merged.conflicts).signed(row),
            "hidden_fields": hidden_fields(
                forms.to_post_data(data, merged.values, theirs), *(conflict.name for conflict in merged.conflicts)
            ),
        }
        return self._render(request, "admin/guide/edit_conflict.html", context)

    def _deleted_response(self, request: HttpRequest) -> HttpResponse | None:
        """Offer to add the submitted values as a new item, since somebody deleted this one."""
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            return None
        data = BoundForms(self, request, None).to_add_form_data(request.POST.copy())
        context = {
            "title": "Deleted while you were editing",
            "add_url": reverse(f"admin:guide_{self.opts.model_name}_add"),
            "hidden_fields": hidden_fields(data),
        }
        return self._render(request, "admin/guide/deleted_while_editing.html", context)

    def _render(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        context |= {"opts": self.opts, "list_url": f"admin:guide_{self.opts.model_name}_changelist"}
        return render_admin_page(request, template, context)

    def _last_editor(self, request: HttpRequest, row: Item) -> str:
        """Return the user of the last log entry, or "Somebody": restored editions and commands write no entry."""
        log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        entry = log.select_related("user").first()
        return entry.user.get_username() if entry and entry.user != request.user else "Somebody"


def hidden_fields(data: QueryDict, *excluded: str) -> list[tuple[str, str]]:
    """Return the submitted fields to send again, without `excluded` and the fields that each page adds itself."""
    skipped = {OPENED_FIELD, RESTORED_FIELD, "csrfmiddlewaretoken", *excluded}
    names = [name for name in data if name not in skipped and not name.startswith(PICK_PREFIX)]
    return [(name, value) for name in names for value in data.getlist(name)]
