"""The page on which editors set up their second factor: an app that shows codes, and recovery codes."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import django_otp
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.admin import TOTPDevice

from guide.admin.login import find_device
from guide.admin.site import SECOND_FACTOR_PAGE, admin_page, current_editor, post_data, render_admin_page

RECOVERY_CODES = 10

admin.site.unregister([StaticDevice, TOTPDevice])


class CodeForm(forms.Form):
    """Asks for a code of the new device, or of one that is set up already if `new` is None."""

    code = forms.CharField(max_length=16, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))

    def __init__(self, user: User, new: TOTPDevice | None, data: Any) -> None:
        super().__init__(data)
        self.user, self.new = user, new

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.device = find_device(self.user, code) if self.new is None else self.new
        if self.device is None or (self.new and not self.new.verify_token(code)):
            raise forms.ValidationError("This code is wrong or was used already. Wait for the next one.")
        return code


@admin_page("second-factor/", name=SECOND_FACTOR_PAGE)
def second_factor_view(request: HttpRequest) -> HttpResponse:
    user = current_editor(request)
    new = new_device(user)
    if new is None and not user.is_verified():  # type: ignore[attr-defined]  # by the middleware of django-otp
        return redirect("admin:login")
    form, codes = CodeForm(user, new, post_data(request)), []
    if form.is_valid():
        if "_remove" in request.POST:
            remove_second_factor(user, by=user)
            messages.success(request, "Your second factor is off.")
            return redirect("admin:second_factor")
        codes = turn_on(user, new)
        django_otp.login(request, form.device)
    context = {"title": "Second factor", "form": form, "new": new if not codes else None, "codes": codes}
    context |= {"key": b32encode(new.bin_key).decode() if new else ""}
    context |= {"codes_left": StaticToken.objects.filter(device__user=user).count()}
    return render_admin_page(request, "admin/guide/second_factor.html", context)


def new_device(user: User) -> TOTPDevice | None:
    """Return the app that is to be set up, None if there is one already."""
    device = TOTPDevice.objects.filter(user=user).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, name="App", confirmed=False)
    return None if device.confirmed else device


@transaction.atomic
def turn_on(user: User, new: TOTPDevice | None) -> list[str]:
    """Confirm the new device, if any, and return new recovery codes. Older ones no longer work."""
    if new:
        new.confirmed = True
        new.save()
        log_change(user, "Turned the second factor on.", by=user)
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Recovery codes")
    return [device.token_set.create(token=StaticToken.random_token()).token for _ in range(RECOVERY_CODES)]


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()
    log_change(user, "Turned the second factor off.", by=by)


def log_change(user: User, message: str, *, by: User) -> None:
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, message, single_object=True)
