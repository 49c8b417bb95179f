"""Comments on items and requests for a review, with answers on the dashboard and by email."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from guide.admin.editing import comment_emails
from guide.models import Comment, Question
from tests.desk import address, initial_data, page_text

pytestmark = pytest.mark.django_db
ADD = "/admin/comments/add/questions/wobble/"


@pytest.fixture
def grace(make_user):
    """A Publisher, whom `as_editor` can ask for a review."""
    return make_user("Publishers", name="grace")


def form_page(client, **more):
    return page_text(client.get(address(Question, "change", Question.objects.get(slug="wobble").pk), more))


def resolve(client, comment, **data):
    return client.post(f"/admin/comments/{comment.pk}/resolve/", data)


def test_comment_is_shown_below_the_form_until_it_is_resolved(as_editor):
    assert as_editor.post(ADD, {"text": "Too long?"})["Location"].endswith("/change/#comments")
    comment = Comment.objects.get()
    assert (comment.by, comment.text, comment.reviewer) == ("ada", "Too long?", "")
    assert "Comments (1)" in form_page(as_editor)
    assert "Too long?" not in form_page(as_editor, _popup=1)
    resolve(as_editor, comment)
    text = form_page(as_editor)
    assert "Comments (1)" not in text
    assert "Too long?" in text.split("Resolved (1)")[1]
    resolve(as_editor, comment, reopen="1")
    assert "Comments (1)" in form_page(as_editor)


def test_pressing_the_button_twice_stores_one_comment(as_editor):
    for text in ("Too long?", "Too long?", "Too short?"):
        as_editor.post(ADD, {"text": text})
    assert [comment.text for comment in Comment.objects.all()] == ["Too long?", "Too short?"]
    Comment.objects.update(at=timezone.now() - timedelta(hours=1))
    as_editor.post(ADD, {"text": "Too long?"})
    assert Comment.objects.count() == 3


def test_refused_comment_is_shown_again(as_editor):
    words = "Too long? " * 250
    text = page_text(as_editor.post(ADD, {"text": words}, follow=True))
    assert "Nothing was stored." in text
    assert f"You wrote: {words.strip()}" in text


def test_htmx_gets_the_comments_alone_so_that_the_form_keeps_its_text(as_editor):
    response = as_editor.post(ADD, {"text": "Too long?"}, headers={"HX-Request": "true"})
    text = page_text(response)
    assert text.startswith('<section id="comments"')
    assert "Your comment is stored." in text
    text = page_text(as_editor.post(ADD, {"text": " "}, headers={"HX-Request": "true"}))
    assert "Nothing was stored" in text
    assert Comment.objects.count() == 1


def test_review_is_asked_of_a_publisher_and_shown_on_the_dashboard(client, as_editor, grace):
    make = '<option value="grace">grace</option>'
    assert make in form_page(as_editor)
    assert '<option value="ada">' not in form_page(as_editor)
    as_editor.post(ADD, {"text": "Is the dose right?", "reviewer": "ada"})  # an Editor cannot be asked
    assert not Comment.objects.exists()
    as_editor.post(ADD, {"text": "Is the dose right?", "reviewer": "grace"})
    assert "Reviews asked of you" not in page_text(as_editor.get("/admin/"))
    assert "Is the dose right?" in page_text(as_editor.get("/admin/")).split("Open comments")[1]
    client.force_login(grace)
    assert "Is the dose right?" in page_text(client.get("/admin/")).split("Reviews asked of you")[1]
    resolve(client, Comment.objects.get())
    assert "Reviews asked of you" not in page_text(client.get("/admin/"))
    client.force_login(User.objects.get(username="ada"))
    assert "resolved by grace" in page_text(client.get("/admin/")).split("Yours, resolved")[1]


def test_comments_stay_with_a_renamed_item_and_can_be_resolved_when_it_is_deleted(as_editor):
    as_editor.post(ADD, {"text": "Too long?"})
    url = address(Question, "change", Question.objects.get(slug="wobble").pk)
    as_editor.post(url, initial_data(as_editor.get(url)) | {"slug": "shake"})
    assert "Comments (1)" in page_text(as_editor.get(url))
    Question.objects.filter(slug="shake").delete()
    assert "questions/shake (deleted)" in page_text(as_editor.get("/admin/comments/"))
    assert resolve(as_editor, Comment.objects.get(), list="1")["Location"] == "/admin/comments/"
    assert "No open comments." in page_text(as_editor.get("/admin/comments/"))


def test_unknown_items_get_no_comments(as_editor):
    for key in ("questions/nosuch", "users/ada"):
        assert as_editor.post(f"/admin/comments/add/{key}/", {"text": "x"}).status_code == 404


class NowThread(threading.Thread):
    def start(self):
        self.run()


@pytest.fixture
def with_email(settings, monkeypatch):
    settings.CAN_SEND_EMAIL, settings.SITE_URL = True, "https://guide.example"
    monkeypatch.setattr(comment_emails.threading, "Thread", NowThread)


def emails():
    sent = [(one.to[0].split("@")[0], one.subject) for one in mail.outbox]
    mail.outbox.clear()
    return sent


@pytest.mark.usefixtures("with_email")
def test_emails_tell_of_reviews_answers_and_resolved_comments(client, as_editor, grace):
    User.objects.update(email="")
    User.objects.filter(username="grace").update(email="grace@guide.example")
    User.objects.filter(username="ada").update(email="ada@guide.example")
    as_editor.post(ADD, {"text": "Is the dose right?", "reviewer": "grace"})
    url = f"https://guide.example{address(Question, 'change', Question.objects.get(slug='wobble').pk)}#comments"
    assert "ada wrote about the question" in mail.outbox[0].body
    assert [text in mail.outbox[0].body for text in ("Is the dose right?", url)] == [True, True]
    assert emails() == [("grace", "You are asked for a review")]
    client.force_login(grace)
    client.post(ADD, {"text": "Nearly."})
    assert emails() == [("ada", "A new comment")]
    resolve(client, Comment.objects.get(by="ada"))
    resolve(client, Comment.objects.get(by="grace"))
    assert emails() == [("ada", "Your comment is resolved")]


def test_no_email_without_a_mail_server(as_editor, grace):
    User.objects.update(email="x@guide.example")
    as_editor.post(ADD, {"text": "Right?", "reviewer": "grace"})
    assert emails() == []
