from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from guide.views import preview, redirects

handler500 = "kickbacks.logs.server_error"
urlpatterns = [
    path(settings.ADMIN_PATH, include("guide.admin.password_reset")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("preview/edition/<int:number>/<path:rest>", preview.edition_preview, name="edition-preview"),
    path("preview/edition/<int:number>/", preview.edition_preview, {"rest": ""}, name="edition-preview"),
    path("preview/shared/<str:token>/<path:rest>", preview.shared_preview, name="shared-preview"),
    path("preview/shared/<str:token>/", preview.shared_preview, {"rest": ""}, name="shared-preview"),
    path("preview/", include("guide.urls", namespace="preview")),
    path("", include("guide.urls")),
    # Addresses of version 1.0. Previews have none, since their links expire anyway.
    path("find/", redirects.redirect_permanently, {"name": "search"}),
    path("routine/change/", redirects.redirect_permanently, {"name": "routine-edit"}),
    path("tell/<str:kind>/<slug:slug>/", redirects.redirect_permanently, {"name": "feedback"}),
]
