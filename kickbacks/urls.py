from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from guide.views import preview

handler500 = "kickbacks.logs.server_error"
urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("preview/edition/<int:number>/<path:rest>", preview.of_edition, name="edition-preview"),
    path("preview/edition/<int:number>/", preview.of_edition, {"rest": ""}, name="edition-preview"),
    path("preview/shared/<str:token>/<path:rest>", preview.shared, name="shared-preview"),
    path("preview/shared/<str:token>/", preview.shared, {"rest": ""}, name="shared-preview"),
    path("preview/", include("guide.urls", namespace="preview")),
    path("", include("guide.urls")),
]
