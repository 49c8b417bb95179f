"""Accounts: an Administrator makes them, gives them roles and closes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

SUPERUSER_ONLY = {"is_superuser", "user_permissions"}

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Nobody deletes an account, since what its owner did would go with it: closing it is enough."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    add_fieldsets = (*UserAdmin.add_fieldsets, ("Role", {"fields": ("is_staff", "groups")}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Who is no superuser sees none either, and so cannot take over the account of one."""
        people = super().get_queryset(request).prefetch_related("groups")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return sets
        return [
            (name, options | {"fields": self._without_superuser_fields(options["fields"])}) for name, options in sets
        ]

    @staticmethod
    def _without_superuser_fields(fields: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(field for field in fields if field not in SUPERUSER_ONLY)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"queryset": Group.objects.order_by("name"), "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())
