"""Takes what a reader says about a page, and keeps out what no reader says.

Nothing about the reader is stored. Two limits hold back a flood: one for each address, counted in the
cache of the process under a hash that is salted with the day and the secret key, so that no address
is kept and none can be found again the day after; and one for all together, counted in the table
itself, so that it holds over any number of processes and machines and no flood can fill the disk.
A signed time in the form would add a third way to fail for readers, and none for a program that asks
for the form first.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guide.models import Edition, Report
from guide.models.report import MAX_TEXT_LENGTH

HOUR = timedelta(hours=1)
MAX_PER_ADDRESS = 6
MAX_TOTAL = 200


class ReportForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=Report.Verdict.choices,
        error_messages={
            "required": "Choose “Yes, it is right”, or say what is wrong and send it.",
            "invalid_choice": "Choose “Yes, it is right”, or say what is wrong and send it.",
        },
    )
    text = forms.CharField(
        label="What is wrong?",
        required=False,
        help_text=f"{MAX_TEXT_LENGTH} characters at most. Please write nothing about yourself or your health.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"null_characters_not_allowed": "The text holds a character that cannot be kept."},
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """A trap: a person does not see it, a program that fills in every field does."""
    anchor = forms.CharField(required=False, widget=forms.HiddenInput)
    edition = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """The text with line ends counted as one character each, as the browser counts them."""
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > MAX_TEXT_LENGTH:
            raise forms.ValidationError(f"Use {MAX_TEXT_LENGTH} characters at most. These are {len(text)}.")
        return text

    def clean_anchor(self) -> str:
        anchor = self.cleaned_data["anchor"]
        return anchor if re.fullmatch(r"[\w-]{1,120}", anchor) else ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("verdict") == Report.Verdict.WRONG and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Say in a few words what is wrong.")
        return data

    def is_honeypot_filled(self) -> bool:
        return bool(self.data.get("website"))

    def save_report(self, *, kind: str, slug: str, current: int) -> Report:
        """Store it with the edition that the reader had before them, or else with the current one."""
        data = self.cleaned_data
        read = int(data["edition"]) if re.fullmatch(r"[0-9]{1,6}", data["edition"]) else current
        known = read == current or Edition.objects.live().filter(number=read).exists()
        return Report.objects.create(
            kind=kind,
            slug=slug,
            anchor=data["anchor"],
            edition_id=read if known else current,
            verdict=data["verdict"],
            text=data["text"],
        )


def is_rate_limited(address: str) -> bool:
    """Count one more report from this address, and say whether it is one too many."""
    if Report.objects.since(HOUR).count() >= MAX_TOTAL:
        return True
    key = f"told-{salted_hmac(f'told {timezone.now():%Y-%m-%d}', address).hexdigest()}"
    cache.add(key, 0, HOUR.total_seconds())
    try:
        return cache.incr(key) > MAX_PER_ADDRESS
    except ValueError:  # it ran out between the two lines
        return False
