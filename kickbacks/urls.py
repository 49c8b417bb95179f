from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("preview/", include("guide.urls", namespace="preview")),
    path("", include("guide.urls")),
]
