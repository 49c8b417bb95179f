"""Base classes for the admin pages of all items."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import BaseForm, BaseFormSet, BaseInlineFormSet, BaseModelFormSet, ModelForm, Textarea, TextInput
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.editing.comments import CommentedAdmin
from guide.admin.editing.copying import CopyAdmin
from guide.admin.editing.deletion import DeletionAdmin
from guide.admin.editing.edit_conflicts import EditConflictAdmin
from guide.admin.editing.form_preview import FormPreviewAdmin
from guide.admin.editing.presence import PresenceAndBacklinksAdmin
from guide.admin.editing.save_buttons import SaveButtonsAdmin
from guide.admin.editing.stale_lists import StaleListAdmin
from guide.admin.editing.state_column import StateColumnAdmin
from guide.admin.editing.versions import VersionAdmin
from guide.checks.text_fields import text_fields
from guide.models.field_validation import may_be_missing
from guide.models.fields import MarkdownField, NotationField, SingleLineFormField
from guide.models.snapshot import KINDS

# A single-line field for at least this many characters gets a text area with a word count.
LONG_TEXT_LENGTH = 140
# There may be hundreds of these, so relations to them get an autocomplete field.
AUTOCOMPLETE_KINDS = {"variations", "mistakes"}


class NamedAutocompleteSelect(AutocompleteSelect):
    """Django's autocomplete field, with a text for its empty option, which HTML wants."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, label or "—", *args, **kwargs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # With “required”, HTML wants an empty option first. The server checks that there is a choice.
        attrs = {attr: given for attr, given in (attrs or {}).items() if attr != "required"}
        return super().get_context(name, value, attrs)


class TextFieldsMixin(admin.options.BaseModelAdmin):
    """Form fields that fit their text, with a link to the writing help; autocomplete for AUTOCOMPLETE_KINDS."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        fields = [field for field in self.model._meta.concrete_fields if field.is_relation]
        parent = getattr(self.model, "parent", None)
        return [
            field.name for field in fields if field.name != parent and field.related_model.kind in AUTOCOMPLETE_KINDS
        ]

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocompleteSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.TextField):
            rows = 18 if db_field.name in {"body", "about"} else 4
            kwargs["widget"] = Textarea(attrs={"rows": rows, "cols": 80})
        elif isinstance(db_field, NotationField):
            long = (db_field.max_length or 0) > 200
            kwargs["widget"] = Textarea(attrs={"rows": 3, "cols": 80}) if long else TextInput
        elif is_long_plain_text(db_field):
            kwargs |= {
                "widget": Textarea(attrs={"rows": 2, "cols": 80, "data-preview": "plain"}),
                "form_class": SingleLineFormField,
            }
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Related items are deleted on their own form, which shows the references that would break.
            field.widget.can_delete_related = field.widget.can_view_related = False
        if db_field.name == "position":
            field.widget.attrs["aria-label"] = "Position"  # lists show no other label
        if isinstance(db_field, MarkdownField):
            field.widget.attrs["data-preview"] = ""
            link = '{} <a href="{}#writing" target="_blank">How to format text</a>'
            field.help_text = format_html(link, field.help_text, reverse("admin:help"))
        return field


def is_long_plain_text(field: models.Field) -> bool:
    """Whether a single-line field holds text for readers that may be too long for one line."""
    long = isinstance(field, models.CharField) and (field.max_length or 0) >= LONG_TEXT_LENGTH
    return long and (field.name, False) in text_fields(field.model)


class AriaLabelMixin(BaseFormSet):
    """Give each field of a tabular form a label of its own, since screen readers do not read the column heading."""

    def add_fields(self, form: BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = str(field.label or name.replace("_", " ")).capitalize()
            # The attrs of a wrapper are shared between forms.
            widget = getattr(field.widget, "widget", None) or field.widget
            if not widget.is_hidden:
                widget.attrs["aria-label"] = label if index is None else f"{label}, row {index + 1}"


class LabelledModelFormSet(AriaLabelMixin, BaseModelFormSet):
    pass


class LabelledInlineFormSet(AriaLabelMixin, BaseInlineFormSet):
    pass


class ItemForm(ModelForm):
    """A form that saves drafts with missing texts, and reports codes which do not exist, such as those of sources."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.model_fields and may_be_missing(self.model_fields[name]):
                field.required = False

    @property
    def model_fields(self) -> dict[str, models.Field]:
        return {field.name: field for field in self.instance._meta.concrete_fields}

    def missing_labels(self) -> list[str]:
        """Return the labels of the stored texts that stop the item from being published."""
        names = [name for name in self.fields if name in self.model_fields and may_be_missing(self.model_fields[name])]
        return [str(self.fields[name].label) for name in names if not getattr(self.instance, name)]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave this method out
        for name, kind, code in self.instance.references():
            if name in self.fields and name not in self.errors and not KINDS[kind].objects.filter(slug=code).exists():
                self.add_error(name, f"“{code}” is not the code of any {KINDS[kind]._meta.verbose_name}.")


class ItemAdmin(
    TextFieldsMixin,
    CopyAdmin,
    FormPreviewAdmin,
    PresenceAndBacklinksAdmin,
    CommentedAdmin,
    VersionAdmin,
    EditConflictAdmin,
    StaleListAdmin,
    StateColumnAdmin,
    SaveButtonsAdmin,
    DeletionAdmin,
):
    list_display: tuple[str, ...] = ("__str__", "slug", "position")
    list_editable: ClassVar[tuple[str, ...]] = ("position",)
    search_fields: ClassVar[tuple[str, ...]] = ("slug",)
    form = ItemForm

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """Move slug and position, which seldom change, to the end."""
        fields: list[Any] = list(super().get_fields(request, obj))
        last = [name for name in ("slug", "position") if name in fields]
        return [*(name for name in fields if name not in last), tuple(last)] if last else fields

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> type[BaseModelFormSet]:
        return super().get_changelist_formset(request, **{"formset": LabelledModelFormSet, **kwargs})


class StackedChildInline(TextFieldsMixin, admin.StackedInline):
    extra = 0


class TabularChildInline(TextFieldsMixin, admin.TabularInline):
    extra = 0
    formset = LabelledInlineFormSet
