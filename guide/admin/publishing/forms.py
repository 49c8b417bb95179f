"""Forms to publish, schedule, restore, cancel, decide requests and compare editions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst

from guide.checks import Finding
from guide.editions.changes import Change
from guide.editions.item_urls import edit_urls, item_names
from guide.editions.publishing import CoverageGaps, PublishError, ScheduledConflict, UnconfirmedWarnings
from guide.models import Edition
from guide.models.snapshot import ItemKey

REFUSALS = {
    UnconfirmedWarnings: "Nothing is published yet. Read the warnings, then tick “Publish anyway” if all is well.",
    ScheduledConflict: "Nothing is published yet. Decide below what becomes of the scheduled edition.",
    CoverageGaps: "Nothing is published yet. The routine builder has gaps: fix them, or give a reason below.",
}


class PublishErrorsForm(forms.Form):
    """A form that can show why publishing was refused."""

    refusal = ""  # what to do about it

    def add_publish_errors(self, refused: PublishError) -> None:
        """Show the reasons as errors. Each finding names its item and links to its form."""
        self.refusal = REFUSALS.get(type(refused), "Nothing was published. This has to be put right first.")
        keys = {reason.key for reason in refused.args if isinstance(reason, Finding)}
        urls, names = edit_urls(keys), item_names(keys)
        link = '<a href="{}">{}</a>: {}'
        messages = [
            format_html(link, urls[reason.key], capfirst(names[reason.key]), f"{reason.place} {reason.message}".strip())
            if isinstance(reason, Finding)
            else reason
            for reason in refused.args
        ]
        self.add_error(None, messages)


class ScheduleForm(PublishErrorsForm):
    live_at = forms.SplitDateTimeField(
        label="Go-live time",
        required=False,
        validators=[MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC))],
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Day"}, time_attrs={"type": "time", "aria-label": "Time"}
        ),
        help_text=f"Leave empty to publish now. Time zone: {settings.TIME_ZONE}.",
    )

    def clean_live_at(self) -> Any:
        live_at = self.cleaned_data["live_at"]
        if live_at and live_at < timezone.now():
            raise forms.ValidationError("This time has passed. Leave it empty to publish now.")
        return live_at


class ChangeNoteForm(PublishErrorsForm):
    note = forms.CharField(
        label="Change note",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="What changed, in one or two sentences. Readers see it on the page “Changes”.",
        error_messages={"required": "Enter what changed, in one sentence. Readers see it."},
    )
    major = forms.BooleanField(
        label="Major change",
        required=False,
        help_text="Tick this if readers should know of it. It updates the date on the pages.",
    )
    reason = forms.CharField(
        label="Reason to publish despite gaps",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"size": 80}),
        help_text="Why it is right to publish although the routine builder has these gaps.",
    )
    warnings_confirmed = forms.BooleanField(
        label="Publish anyway",
        required=False,
        help_text="Tick this if you have read the warnings above.",
    )

    on_conflict = forms.ChoiceField(
        label="The scheduled edition",
        required=False,
        choices=[
            ("keep", "Keep it scheduled. Its own version of these items goes live at its time"),
            ("cancel", "Cancel it. Its changes stay in the list of editions, from which you can restore them"),
        ],
        widget=forms.RadioSelect,
    )

    def visible_fields(self) -> list[forms.BoundField]:
        """Leave out the questions that most publications need not answer, until they are needed."""
        extra = ("reason", "warnings_confirmed", "on_conflict")
        return [field for field in super().visible_fields() if field.name not in extra or field.errors or field.value()]

    def add_publish_errors(self, refused: PublishError) -> None:
        """Show why nothing was published. Warnings can be confirmed with a tick, gaps with a reason."""
        super().add_publish_errors(refused)
        if isinstance(refused, ScheduledConflict):
            self.add_error("on_conflict", "Choose one.")
        if isinstance(refused, UnconfirmedWarnings):
            self.add_error("warnings_confirmed", "There are warnings. Fix them, or tick this to publish anyway.")
        if isinstance(refused, CoverageGaps):
            self.add_error("reason", "The routine builder has gaps. Fix them, or give a reason to publish anyway.")

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if reason and len(reason) < 10:
            raise forms.ValidationError("Give a reason of at least 10 characters.")
        return reason

    def publish_options(self) -> dict[str, Any]:
        """Return the keyword arguments for publishing or restoring."""
        data = dict(self.cleaned_data)
        data["stop_on_warnings"] = not data.pop("warnings_confirmed")
        data["on_conflict"] = data["on_conflict"] or "ask"
        return data


class PublishForm(ChangeNoteForm, ScheduleForm):
    field_order = ("note", "major", "live_at", "only")

    only = forms.MultipleChoiceField(
        label="What to publish",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one change."},
    )

    def __init__(self, *args: Any, changes: list[Change], only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [str(change.key) for change in changes]
        field = self.fields["only"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.key), f"{each.title} ({each.key.noun}, {each.state})") for each in changes]
        field.initial = [key for key in keys if key in only] if only else keys

    def publish_options(self) -> dict[str, Any]:
        data = super().publish_options()
        data["only"] = {ItemKey(*key.split("/", 1)) for key in data["only"]}
        return data


class DecisionForm(PublishErrorsForm):
    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("decline", "Decline")])
    answer = forms.CharField(
        label="Answer", max_length=300, required=False, help_text="For the person who asked. Readers do not see it."
    )


class EditionField(forms.ModelChoiceField):
    """An edition, entered by its number."""

    default_error_messages = {"invalid_choice": "There is no edition %(value)s. See the list of editions."}

    def __init__(self, **kwargs: Any) -> None:
        number = forms.NumberInput(attrs={"min": 1})
        super().__init__(Edition.objects.all(), to_field_name="number", required=False, widget=number, **kwargs)


class CompareEditionsForm(forms.Form):
    """Two editions to compare.

    An empty "to" stands for the working copy, an empty "from" for the edition that "to" is based on.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {"from": EditionField(label="From edition"), "to": EditionField(label="To edition")}

    def editions(self) -> tuple[Edition | None, Edition | None]:
        older, newer = self.cleaned_data["from"], self.cleaned_data["to"]
        return (newer.base_edition() if newer and not older else older), newer
