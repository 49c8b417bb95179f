"""Comments of editors on items, some of which ask a colleague for a review."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from guide.models.item_record import ItemRecord, ItemRecordQuerySet

MAX_LENGTH = 2000


class CommentQuerySet(ItemRecordQuerySet["Comment"]):
    def open(self) -> CommentQuerySet:
        return self.filter(resolved_at=None)

    def was_just_made(self, comment: Comment) -> bool:
        """Return whether the same comment was stored a moment ago, as when its button is pressed twice."""
        same = self.of_item(comment.key).filter(by=comment.by, text=comment.text, reviewer=comment.reviewer)
        return same.filter(at__gt=timezone.now() - timedelta(minutes=1)).exists()


class Comment(ItemRecord):
    text = models.TextField("comment", max_length=MAX_LENGTH)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    reviewer = models.CharField(
        "ask for a review by", max_length=150, blank=True, help_text="Username of whom it asks for a review, or blank."
    )
    resolved_by = models.CharField(max_length=150, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "slug"], name="comment_of_item")]

    def __str__(self) -> str:
        return f"Comment by {self.by} on {self.key}"

    def set_resolved(self, *, by: str) -> None:
        """Mark it as resolved, or as open again if `by` is blank."""
        self.resolved_by, self.resolved_at = by, timezone.now() if by else None
        self.save(update_fields=["resolved_by", "resolved_at"])
