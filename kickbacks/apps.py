from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The Django admin, with the editors' desk as its site."""

    default_site = "guide.desk.Desk"

    def ready(self) -> None:
        super().ready()
        import guide.logins  # noqa: F401  (connects its receivers; only now can models be imported)
