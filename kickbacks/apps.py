from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class EditorSiteConfig(AdminConfig):
    """The Django admin, with the editors' desk as its site."""

    default_site = "guide.admin.site.EditorSite"

    def ready(self) -> None:
        # Before the default site is asked for, which is when Django looks for models to register: the site is a
        # module of the package that registers them, and would be made twice.
        from guide import admin  # noqa: F401

        super().ready()
        import guide.audit.login_alerts  # noqa: F401  (connects its receivers; only now can models be imported)
