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

    reason = forms.CharField(
        label="Reason to publish with gaps",
        max_length=300,
        required=False,
        widget=forms.HiddenInput,
        help_text="Only if you mean to: say why it is right to publish though the routine builder has these gaps.",
    )

    sure = forms.BooleanField(
        label="Publish all the same",
        required=False,
        widget=forms.HiddenInput,
        help_text="Tick this if you have read the warnings above and mean it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("reason"):
            self.ask_for_reason()
        if self.data.get("sure"):
            self.ask_whether_sure()

    def ask_for_reason(self) -> None:
        self.fields["reason"].widget = forms.TextInput(attrs={"size": 80})

    def ask_whether_sure(self) -> None:
        self.fields["sure"].widget = forms.CheckboxInput()

    def refuse(self, reasons: tuple[str, ...], *, gaps: bool = False, doubts: bool = False) -> None:
        """Say why nothing was published; gaps may be confirmed with a reason, warnings with a tick."""
        self.add_error(None, list(reasons))
        if doubts:
            self.ask_whether_sure()
            self.add_error("sure", "These are warnings. Mend them, or tick this to publish all the same.")
        if gaps:
            self.ask_for_reason()
            self.add_error("reason", "The routine builder has gaps. Mend them, or give a reason to publish with them.")

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if reason and len(reason) < 10:
            raise forms.ValidationError("Give a reason of at least 10 characters.")
        return reason

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["major"] = data.pop("weight", "") == "major"
        if data["major"] and len(data.get("note", "").strip()) < 10:
            self.add_error("note", "A major change needs a note of at least 10 characters.")
        return data

    def wishes(self) -> dict[str, Any]:
        """The arguments for publishing or restoring."""
        data = dict(self.cleaned_data)
        data["ask"] = not data.pop("sure")
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
        data = super().wishes()
        data["only"] = {Key(*key.split("/", 1)) for key in data["only"]}
        return data
