"""A password validator against words of this site, which an attacker would try first."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from guide.models import Cover, Variation

MIN_OTHER_CHARACTERS, MAX_LENGTH = 8, 128
ROLE_WORDS = "editor publisher administrator desk guide password"


class SiteWordsValidator:
    """Refuses a password that is too long, or that has too few characters besides words of this site."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > MAX_LENGTH:
            raise ValidationError(f"Use at most {MAX_LENGTH} characters.", code="too_long")
        rest = password.lower()
        for word in sorted(site_words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < min(MIN_OTHER_CHARACTERS, len(password)):
            raise ValidationError("This password is made of words of this site. Add others.", code="site_words")

    def get_help_text(self) -> str:
        return "Your password can’t be made of words of this site."


def site_words() -> set[str]:
    names = [*Cover.objects.values_list("name", flat=True), *Variation.objects.values_list("title", flat=True)]
    return set(re.findall(r"[^\W\d_]{4,}", " ".join([*names, settings.SITE_URL, ROLE_WORDS]).lower()))
