from __future__ import annotations

from django.urls import path

from guide.views import find, machine, reading, routine

app_name = "guide"
urlpatterns = [
    path("", reading.home, name="home"),
    path("guide/", reading.whole, name="whole"),
    path("guide/<slug:slug>/", reading.section, name="section"),
    path("variations/", reading.variations, name="variations"),
    path("variations/<slug:slug>/", reading.variation, name="variation"),
    path("questions/", reading.questions, name="questions"),
    path("find/", find.find, name="find"),
    path("routine/", routine.routine, name="routine"),
    path("sources/", reading.sources, name="sources"),
    path("changes/", reading.changes, name="changes"),
    path("about/", reading.about, name="about"),
    path("guide.json", machine.guide_json, name="guide-json"),
    path("routine.json", machine.routine_json, name="routine-json"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("robots.txt", machine.robots, name="robots"),
    path("healthz", machine.healthz, name="healthz"),
    path("readyz", machine.readyz, name="readyz"),
]
