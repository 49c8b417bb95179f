"""Accounts of editors: Administrators add them, assign roles and deactivate them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, ReadOnlyPasswordHashWidget, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from guide.admin.second_factor import remove_second_factor
from guide.admin.site import current_editor

SUPERUSER_ONLY = {"is_superuser", "user_permissions"}
ROLE_FIELDS = ("groups", "is_superuser", "user_permissions")

admin.site.unregister(User)


def administrators() -> QuerySet[User]:
    """Return the users who can log in and manage accounts."""
    may_manage = Q(is_superuser=True) | Q(groups__name="Administrators")
    return User.objects.filter(may_manage, is_active=True, is_staff=True).distinct()


class PasswordHashWidget(ReadOnlyPasswordHashWidget):
    """Django's widget without “disabled”, which HTML has for inputs only."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {attr: given for attr, given in (attrs or {}).items() if attr != "disabled"}
        return super().get_context(name, value, attrs)


class PasswordForm(AdminPasswordChangeForm):
    # Django's own text is a list within a paragraph.
    usable_password_help_text = "Nobody can log in to an account without a password. The present one is lost."


class AccountForm(UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].widget = PasswordHashWidget()

    def clean(self) -> dict[str, Any]:
        """Refuse to close or demote the last administrator."""
        data = super().clean() or self.cleaned_data
        list(Group.objects.select_for_update().filter(name="Administrators"))  # one change of accounts at a time
        was_last = [user.pk for user in administrators()] == [self.instance.pk]
        is_manager = data.get("is_superuser", self.instance.is_superuser) or any(
            group.name == "Administrators" for group in data.get("groups", self.instance.groups.all())
        )
        may_log_in = data.get("is_active", True) and data.get("is_staff", True)
        if was_last and not (is_manager and may_log_in):
            raise ValidationError("This is the only administrator. Make another one first.", code="last_administrator")
        return data


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts are deactivated, never deleted: Django would delete their audit log entries with them."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    form = AccountForm
    change_password_form = PasswordForm
    actions = ("remove_second_factors",)
    filter_horizontal = ()
    add_fieldsets = (*UserAdmin.add_fieldsets, ("Role", {"fields": ("is_staff", "groups")}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Hide superusers from everybody else, so that nobody can take over a superuser's account."""
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (name, options | {"fields": tuple(f for f in options["fields"] if f not in SUPERUSER_ONLY)})
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        # If SECOND_PERSON is set, nobody may change their own role.
        own = ROLE_FIELDS if settings.SECOND_PERSON and obj == request.user else ()
        return ("last_login", "date_joined", *own)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # Without it, nobody can log in to the desk.
        return super().get_changeform_initial_data(request) | {"is_staff": True}

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"queryset": Group.objects.order_by("name"), "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.action(description="Turn the second factor off", permissions=["change"])
    def remove_second_factors(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Help editors who have lost their app and recovery codes."""
        # Administrators turn off their own on the page “Second factor”, which asks for a code.
        administrator = current_editor(request)
        for user in users.exclude(pk=administrator.pk):
            remove_second_factor(user, by=administrator)
        self.message_user(request, "The second factor of these accounts is off.")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())
