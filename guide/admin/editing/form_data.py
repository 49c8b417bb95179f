"""An item's form with its inlines as plain data, and back to what a browser sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import admin
from django.forms import BaseInlineFormSet, BaseModelForm, BoundField, CharField, Textarea
from django.http import HttpRequest, QueryDict

from guide.admin.editing.three_way_merge import DELETE_FLAG, POSITION_FIELD, Conflict, FormRow, FormValues
from guide.editions.diff import DiffSegment, word_diff
from guide.models import Item


class BoundForms:
    """The form of one row as it is stored now, with the forms of its lines."""

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, row: Item | None) -> None:
        self.row = row
        form = model_admin.get_form(request, row, change=row is not None)
        self.form = form(instance=row)
        self.formsets: dict[str, BaseInlineFormSet] = {}
        for formset, inline in model_admin.get_formsets_with_inlines(request, row):
            prefix = formset.get_default_prefix()
            self.formsets[prefix] = formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request))

    def initial_values(self) -> FormValues:
        """What the forms show before anybody types."""
        lists = {
            prefix: tuple(FormRow(str(form.instance.pk), self._form_values(form)) for form in formset.initial_forms)
            for prefix, formset in self.formsets.items()
        }
        return FormValues(self._form_values(self.form), lists)

    def submitted_values(self, data: Mapping[str, str]) -> FormValues:
        """What a browser sent."""
        fields = {name: form_value(data.get(name, "")) for name in self.form.fields}
        return FormValues(fields, {prefix: tuple(self._rows(prefix, data)) for prefix in self.formsets})

    def to_post_data(self, data: QueryDict, filled: FormValues, stored: FormValues) -> QueryDict:
        """The data as a browser would have sent it, had its form been opened on what is stored."""
        data, parent = data.copy(), str(self.row.pk) if self.row else ""
        for name, value in filled.fields.items():
            data[name] = value
        for prefix, lines in filled.lists.items():
            self._remove_rows(prefix, data)
            data[f"{prefix}-TOTAL_FORMS"] = str(len(lines))
            data[f"{prefix}-INITIAL_FORMS"] = str(len(stored.lists.get(prefix, ())))
            for number, line in enumerate(lines):
                values = {"id": line.pk, self.formsets[prefix].fk.name: parent, **line.fields}
                values |= {DELETE_FLAG: "on"} if line.deleted else {}
                data.update({f"{prefix}-{number}-{name}": value for name, value in values.items()})
        return self._without_unchecked_boxes(data)

    def to_add_form_data(self, data: QueryDict) -> QueryDict:
        """The same data for the form of a new item: its lines are new too."""
        for prefix, formset in self.formsets.items():
            data[f"{prefix}-INITIAL_FORMS"] = "0"
            for number in range(row_count(data, prefix)):
                data.pop(f"{prefix}-{number}-id", None)
                data.pop(f"{prefix}-{number}-{formset.fk.name}", None)
        return data

    def form_of(self, conflict: Conflict) -> BaseModelForm:
        """The form that a conflict is about: that of the row, or of a line."""
        return self.formsets[conflict.list].empty_form if conflict.list else self.form

    @staticmethod
    def _form_values(form: BaseModelForm) -> dict[str, str]:
        marks = {DELETE_FLAG, "id", getattr(form.instance, "parent", None)}
        return {name: form_value(form[name].value()) for name in form.fields if name not in marks}

    def _rows(self, prefix: str, data: Mapping[str, str]) -> list[FormRow]:
        lines = []
        names = self._form_values(self.formsets[prefix].empty_form)
        for number in range(row_count(data, prefix)):
            fields = {name: form_value(data.get(f"{prefix}-{number}-{name}", "")) for name in names}
            line = FormRow(
                data.get(f"{prefix}-{number}-id", ""), fields, bool(data.get(f"{prefix}-{number}-{DELETE_FLAG}"))
            )
            if line.pk or fields != names:  # a new line that nobody filled in is none
                lines.append(line)
        return lines

    def _remove_rows(self, prefix: str, data: QueryDict) -> None:
        for name in [name for name in data if name.startswith(f"{prefix}-") and name[len(prefix) + 1].isdigit()]:
            del data[name]

    def _without_unchecked_boxes(self, data: QueryDict) -> QueryDict:
        """A box that is not ticked is not sent."""
        for name, field in self.form.fields.items():
            if is_checkbox(field) and not data.get(name):
                data.pop(name, None)
        for prefix, formset in self.formsets.items():
            ticks = [name for name, field in formset.empty_form.fields.items() if is_checkbox(field)]
            for number in range(row_count(data, prefix)):
                for name in ticks:
                    if not data.get(f"{prefix}-{number}-{name}"):
                        data.pop(f"{prefix}-{number}-{name}", None)
        return data


class ConflictQuestion(NamedTuple):
    """A conflict as the page asks it."""

    conflict: Conflict
    label: str
    base: str
    theirs: str
    mine: str
    textarea_rows: int
    """Of the box for a text of one's own; 0 where one of the two has to be taken."""

    @property
    def their_diff(self) -> tuple[DiffSegment, ...]:
        return word_diff(self.base, self.theirs)

    @property
    def my_diff(self) -> tuple[DiffSegment, ...]:
        return word_diff(self.base, self.mine)

    @property
    def theirs_label(self) -> str:
        return self._label(self.theirs, "Take the other text")

    @property
    def mine_label(self) -> str:
        return self._label(self.mine, "Take what stands here, which is yours until you change it:")

    def _label(self, text: str, otherwise: str) -> str:
        if self.conflict.field == DELETE_FLAG:
            return "Keep it" if text else "Remove it"
        return otherwise if self.textarea_rows else text


def conflict_question(forms: BoundForms, conflict: Conflict) -> ConflictQuestion:
    of = forms.form_of(conflict).instance._meta.verbose_name if conflict.list else ""
    where = f"{of} {conflict.number + 1}" if of else ""
    sides = (conflict.base, conflict.theirs, conflict.mine)
    if conflict.field == DELETE_FLAG:
        label = f"{of}: one of you changed it, the other removed it"
        base, theirs, mine = (row_text(forms.form_of(conflict), text) for text in sides)
        return ConflictQuestion(conflict, label, base, theirs, mine, 0)
    field = forms.form_of(conflict)[conflict.field]
    label = f"{where}: {str(field.label).lower()}" if where else str(field.label)
    base, theirs, mine = (field_value_text(field, text) for text in sides)
    writable = isinstance(field.field, CharField)
    rows = (8 if isinstance(field.field.widget, Textarea) else 2) if writable else 0
    return ConflictQuestion(conflict, label, base, theirs, mine, rows)


def row_text(form: BaseModelForm, line: str) -> str:
    """A whole line, one field under the other."""
    values = json.loads(line or "{}")
    return "\n".join(
        field_value_text(form[name], value) for name, value in values.items() if value and name != POSITION_FIELD
    )


def field_value_text(field: BoundField, value: str) -> str:
    """A value as the form shows it: the name that was chosen, yes or no, or the text itself."""
    if is_checkbox(field.field):
        return "yes" if value else "no"
    if hasattr(field.field, "queryset"):
        row = field.field.queryset.filter(pk=value).first() if value.isdecimal() else None
        return str(row) if row else "nothing"
    return str(dict(getattr(field.field, "choices", ())).get(value, value))


def is_checkbox(field: Any) -> bool:
    return getattr(field.widget, "input_type", "") == "checkbox"


def form_value(value: Any) -> str:
    """One form for the same text, whether a browser or a row gave it. A ticked box is "on"."""
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return str(value).replace("\r\n", "\n").strip()


def row_count(data: Mapping[str, str], prefix: str) -> int:
    """How many lines were sent; what is no sensible number is left for Django to refuse."""
    text = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(text), 1000) if text.isdecimal() else 0
