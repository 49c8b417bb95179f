"""The login form of the desk. Editors with a second factor also enter a code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django_otp import user_has_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice


class LoginForm(AdminAuthenticationForm):
    code = forms.CharField(
        required=False,
        max_length=16,
        label="Code, if you have set up a second factor",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "Wrong username, password or code. Username and password are case-sensitive. "
        "After 5 failed attempts, wait 15 minutes and try again.",
    }

    def clean_username(self) -> str:
        return self.cleaned_data["username"][:150]  # no account has a longer name, and failed logins are stored with it

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        user: Any = self.get_user()
        if user and user_has_device(user):
            user.otp_device = find_device(user, data.get("code", ""))  # logging in stores it in the session
            if user.otp_device is None:
                credentials = {"username": user.get_username()}
                user_login_failed.send(__name__, credentials=credentials, request=self.request)
                raise self.get_invalid_login_error()
        return data


@transaction.atomic
def find_device(user: User, code: str) -> Device | None:
    """Return the user's device that accepts the code: the app or the recovery codes. A code works only once."""
    code = code.replace(" ", "").lower()
    # Only one of the two is asked, since after a wrong code a device refuses codes for some seconds.
    model = TOTPDevice if code.isdecimal() else StaticDevice
    devices = model.objects.devices_for_user(user, confirmed=True).select_for_update()
    return next((device for device in devices if device.verify_token(code)), None)
