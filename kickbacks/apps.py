from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The Django admin, with the editors' desk as its site."""

    default_site = "guide.desk.Desk"

    def ready(self) -> None:
        super().ready()
        from guide import logins  # it needs the models

        logins.watch()
