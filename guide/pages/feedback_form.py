"""The feedback form, its honeypot against spam and its rate limits.

Nothing about the reader is stored. One limit is for each IPv4 address or IPv6 network. It is counted under a hash of
the address, the day and the secret key, and the hash is deleted after an hour. Another limit is for all reports
together. Both are counted in the database, so that they hold for all processes and machines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils import timezone

from guide.models import CountedEvent, Edition, Report
from guide.models.counted_event import HOUR
from guide.models.report import MAX_TEXT_LENGTH

MAX_PER_NETWORK = (6, 24)  # an IPv4 address or /64 network, and a /56 network
MAX_TOTAL = 200
CHOOSE_VERDICT = "Choose “Yes, it is right”, or say what is wrong and send it."


class ReportForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=Report.Verdict.choices,
        error_messages={
            "required": CHOOSE_VERDICT,
            "invalid_choice": CHOOSE_VERDICT,
        },
    )
    text = forms.CharField(
        label="What is wrong?",
        required=False,
        help_text=f"{MAX_TEXT_LENGTH} characters at most. Please write nothing about yourself or your health.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "null_characters_not_allowed": "The text has a character that cannot be stored. Please remove it."
        },
    )
    # The honeypot: people do not see it, but programs that fill in every field do.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    anchor = forms.CharField(required=False, widget=forms.HiddenInput)
    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    # New each time the form is shown, so that a button pressed twice is seen to be one report.
    token = forms.CharField(required=False, widget=forms.HiddenInput, initial=partial(token_urlsafe, 12))

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")  # browsers count a line end as one character
        if len(text) > MAX_TEXT_LENGTH:
            raise forms.ValidationError(f"Use {MAX_TEXT_LENGTH} characters at most. You have {len(text)}.")
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

    def is_sent_again(self) -> bool:
        """Return whether the same words came from the same form before, as when its button is pressed twice."""
        data = self.cleaned_data
        key = f"feedback form {data['token']} {data['verdict']} {data['text']}"
        return bool(data["token"]) and not CountedEvent.objects.is_first(key)

    def save_report(self, *, kind: str, slug: str, current: int) -> Report:
        """Store the report with the edition that the reader saw, or with the current one if that is not known."""
        data = self.cleaned_data
        seen = int(data["edition"]) if re.fullmatch(r"[0-9]{1,6}", data["edition"]) else current
        known = seen == current or Edition.objects.live().filter(number=seen).exists()
        return Report.objects.create(
            kind=kind,
            slug=slug,
            anchor=data["anchor"],
            edition_id=seen if known else current,
            verdict=data["verdict"],
            text=data["text"],
        )


def is_rate_limited(networks: Sequence[str]) -> bool:
    """Count one more report from the networks of a client, and return whether a limit is exceeded."""
    if Report.objects.since(HOUR).count() >= MAX_TOTAL:
        return True
    today = f"{timezone.now():%Y-%m-%d}"
    limits = zip(networks, MAX_PER_NETWORK, strict=False)
    return not all(CountedEvent.objects.within_limit(f"feedback {today} {network}", most) for network, most in limits)
