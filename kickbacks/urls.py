from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("preview/", include("guide.urls", namespace="preview")),
    path("", include("guide.urls")),
]
