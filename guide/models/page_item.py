"""Items that have a page of their own, and the addresses that the page had before."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from guide.models.base import Item
from guide.models.fields import NotationField
from guide.notation import CodeList

ADDRESS = re.compile(r"(section|variation|question):[a-z0-9-]{1,60}")


class PageItem(Item):
    former_addresses = NotationField(
        notation=CodeList,
        blank=True,
        max_length=1000,
        help_text="Old addresses that lead here, such as question:old-name, separated by spaces. "
        "A changed short name is added by itself.",
    )

    class Meta(Item.Meta):
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """Put the former addresses last, so that files start with the text."""
        return tuple(sorted(super().content_fields(), key=lambda field: field.name == "former_addresses"))

    @property
    def address(self) -> str:
        """The item as links in texts name it, such as “question:how-high”."""
        return f"{self.kind.removesuffix('s')}:{self.slug}"

    def clean(self) -> None:
        super().clean()
        validate_addresses("former_addresses", self.former_addresses)


def validate_addresses(field: str, addresses: Any) -> None:
    """Raise ValidationError for what is not written as links in texts are. `addresses` is a CodeList, blank or None."""
    for address in addresses or ():
        if not ADDRESS.fullmatch(address):
            message = f"“{address}” is no address. Write it as section:name, variation:name or question:name."
            raise ValidationError({field: message})
