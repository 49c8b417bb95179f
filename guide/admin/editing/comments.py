"""Comments on items, and requests for a review: below each form, on a page of their own and on the dashboard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guide.admin.editing.comment_emails import email_about_new, email_about_resolved
from guide.admin.site import admin_page, render_admin_page, request_status
from guide.editions.item_urls import edit_urls
from guide.http.page_cache import is_fragment
from guide.models import Comment
from guide.models.snapshot import KINDS, ItemKey, item_key, item_title

PANEL_SIZE = 5
RESOLVED_SHOWN = timedelta(days=14)


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ("text", "reviewer")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 80})}

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, auto_id="comment-%s")
        people = User.objects.with_perm(
            "guide.publish_edition", backend="django.contrib.auth.backends.ModelBackend"
        ).filter(is_staff=True)
        names = people.exclude(pk=user.pk).order_by("username").values_list("username", "username")
        self.fields["reviewer"] = forms.ChoiceField(
            label="Ask for a review by", required=False, choices=[("", "nobody, this is a comment"), *names]
        )


class CommentedAdmin(admin.ModelAdmin):
    """Shows the comments below the form of an item."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        if row and self.has_change_permission(request, row):
            context |= comments_context(request, item_key(row))
        return super().render_change_form(request, context, *args, **kwargs)


def comments_context(request: HttpRequest, key: ItemKey, form: CommentForm | None = None) -> dict[str, Any]:
    comments = list(Comment.objects.of_item(key))
    return {
        "key": key,
        "open_comments": [comment for comment in comments if not comment.resolved_at],
        "resolved_comments": [comment for comment in comments if comment.resolved_at],
        "comment_form": form or CommentForm(None, user=request.user),
    }


@admin_page("comments/add/<str:kind>/<slug:slug>/", name="comment_add", permission="guide.preview_guide")
@require_POST
def add_comment_view(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    key = ItemKey(kind, slug)
    if kind not in KINDS or not KINDS[kind].objects.filter(slug=slug).exists():
        raise Http404
    form = CommentForm(request.POST, user=request.user)
    if not form.is_valid():
        problems = " ".join(str(text) for texts in form.errors.values() for text in texts)
        wrote = request.POST.get("text", "").strip()
        yours = f" You wrote: {wrote}" if wrote and not is_fragment(request.META) else ""  # htmx shows the form again
        return comments_response(request, key, f"Nothing was stored. {problems}{yours}", form)
    comment = form.instance
    comment.kind, comment.slug, comment.by = kind, slug, request.user.get_username()
    if not Comment.objects.was_just_made(comment):
        comment.save()
        email_about_new(request, comment)
    asked = f" {comment.reviewer} sees on the dashboard that you ask for a review." if comment.reviewer else ""
    return comments_response(request, key, f"Your comment is stored.{asked}")


@admin_page("comments/<int:pk>/resolve/", name="comment_resolve", permission="guide.preview_guide")
@require_POST
def resolve_comment_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as resolved, or with the value `reopen` as open again."""
    comment = get_object_or_404(Comment, pk=pk)
    if "reopen" in request.POST:
        comment.set_resolved(by="")
        return comments_response(request, comment.key, "The comment is open again.")
    if not comment.resolved_at:
        comment.set_resolved(by=request.user.get_username())
        email_about_resolved(request, comment)
    return comments_response(request, comment.key, "The comment is resolved.")


def comments_response(request: HttpRequest, key: ItemKey, told: str, form: CommentForm | None = None) -> HttpResponse:
    """Answer htmx with the comments of the item, so that unsaved text of its form stays; others with a redirect."""
    if is_fragment(request.META):
        return render(request, "admin/guide/_comments.html", comments_context(request, key, form) | {"told": told})
    messages.add_message(request, messages.ERROR if form else messages.SUCCESS, told)
    return redirect("admin:comments") if "list" in request.POST else redirect(f"{edit_urls([key])[key]}#comments")


class ListedComment(NamedTuple):
    comment: Comment
    title: str
    url: str


def listed(request: HttpRequest, comments: Iterable[Comment]) -> list[ListedComment]:
    """Return comments with title and form of their items. A deleted item is named by its short name."""
    comments, rows = list(comments), request_status(request).rows
    urls = edit_urls(comment.key for comment in comments)
    titles = {key: item_title(rows[key]) if key in rows else f"{key} (deleted)" for key in urls}
    return [ListedComment(comment, titles[comment.key], urls[comment.key]) for comment in comments]


@admin_page("comments/", name="comments", permission="guide.preview_guide")
@require_safe
def comments_view(request: HttpRequest) -> HttpResponse:
    context = {"title": "Open comments", "comments": listed(request, Comment.objects.open())}
    return render_admin_page(request, "admin/guide/comments.html", context)


def comments_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Show reviews asked of the user, other open comments, and the user's own that others resolved lately."""
    name, open_comments = request.user.get_username(), Comment.objects.open()
    others = open_comments.exclude(reviewer=name)
    resolved = Comment.objects.filter(by=name, resolved_at__gt=timezone.now() - RESOLVED_SHOWN)
    data = {
        "reviews": listed(request, open_comments.filter(reviewer=name)),
        "comments": listed(request, others[:PANEL_SIZE]),
        "more": max(0, others.count() - PANEL_SIZE),
        "resolved": listed(request, resolved.exclude(resolved_by=name)[:PANEL_SIZE]),
    }
    return data if any(data.values()) else None
