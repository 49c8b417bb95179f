"""A forgotten password: Django's own pages, open if EMAIL_URL is set.

The answer is the same, and takes as long, whether there is such an account or not. A second factor is still asked for.
"""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from guide.http.client_ip import client_networks
from guide.models import CountedEvent

MAX_IN_AN_HOUR = 5  # for each network, and for each address that the email would go to


class ResetForm(PasswordResetForm):
    def get_users(self, email: str) -> Any:
        users: list[User] = [user for user in super().get_users(email) if user.is_staff]
        return users if CountedEvent.objects.within_limit(f"password reset {email.casefold()}", MAX_IN_AN_HOUR) else []

    def send_mail(self, *args: Any, **options: Any) -> None:
        # In a thread, since a slow response would show that the account exists.
        threading.Thread(target=super().send_mail, args=args, kwargs=options, daemon=True).start()


@method_decorator(never_cache, name="dispatch")
class EmailOnlyMixin:
    """Answers 404 if no email can be sent."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.CAN_SEND_EMAIL:
            raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
        return response


class ResetView(EmailOnlyMixin, views.PasswordResetView):
    form_class = ResetForm

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        # The link leads to the configured site, never to a host that the request names.
        if settings.SITE_URL:
            site = urlsplit(settings.SITE_URL)
            self.extra_email_context = {"domain": site.netloc, "site_name": site.netloc, "protocol": site.scheme}
        networks = client_networks(self.request)
        if all(CountedEvent.objects.within_limit(f"password reset {network}", MAX_IN_AN_HOUR) for network in networks):
            return super().form_valid(form)
        return redirect(self.get_success_url())


class ResetDoneView(EmailOnlyMixin, views.PasswordResetDoneView):
    pass


class ResetConfirmView(EmailOnlyMixin, views.PasswordResetConfirmView):
    pass


class ResetCompleteView(EmailOnlyMixin, views.PasswordResetCompleteView):
    pass


# The names are those that Django's templates use.
urlpatterns: list[URLPattern] = [
    path("password_reset/", ResetView.as_view(), name="admin_password_reset"),
    path("password_reset/done/", ResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", ResetConfirmView.as_view(), name="password_reset_confirm"),
    path("reset/done/", ResetCompleteView.as_view(), name="password_reset_complete"),
]
