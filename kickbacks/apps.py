from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class EditorSiteConfig(AdminConfig):
    """The Django admin, with the editors' desk as its site."""

    default_site = "guide.admin.site.EditorSite"

    def ready(self) -> None:
        # First, since `guide.admin` holds both the default site and the registrations: autodiscovery would import the
        # package while it creates the site, and so create it twice.
        from guide import admin  # noqa: F401

        super().ready()
        import guide.audit.login_alerts  # noqa: F401  (connects signal handlers)
