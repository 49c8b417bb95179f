"""Forms of the desk: publish and restore."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from guide.models.snapshot import Key
from guide.publishing import Change

WEIGHT = [("minor", "Minor: a slip mended, nothing new"), ("major", "Major: readers should know; it moves the date")]


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Change note",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="What changed, in one or two sentences. Readers see it on the page of changes.",
        error_messages={"required": "Say in one sentence what changed. Readers see it."},
    )
    weight = forms.ChoiceField(label="Kind of change", choices=WEIGHT, initial="minor", widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["major"] = data.pop("weight", "") == "major"
        if data["major"] and len(data.get("note", "").strip()) < 10:
            self.add_error("note", "A major change needs a note of at least 10 characters.")
        return data


class RestoreForm(NoteForm):
    pass


class PublishForm(NoteForm):
    live_at = forms.SplitDateTimeField(
        label="Live from",
        required=False,
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
        help_text=f"Leave empty to publish now. Times are those of {settings.TIME_ZONE}.",
    )
    only = forms.MultipleChoiceField(
        label="What to publish",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one change."},
    )

    def __init__(self, *args: Any, changes: list[Change], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["only"].choices = [
            (str(change.key), f"{change.title} ({change.kind}, {change.state})") for change in changes
        ]
        self.fields["only"].initial = [str(change.key) for change in changes]

    def clean_live_at(self) -> Any:
        live_at = self.cleaned_data["live_at"]
        if live_at and live_at < timezone.now():
            raise forms.ValidationError("This time has passed. Leave it empty to publish now.")
        return live_at

    def wishes(self) -> dict[str, Any]:
        """The arguments for publishing."""
        data = dict(self.cleaned_data)
        data["only"] = {Key(*key.split("/", 1)) for key in data["only"]}
        return data
