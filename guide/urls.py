from __future__ import annotations

from django.urls import path

from guide.views import figures, find, machine, offline, reading, routine, tell

FIXED = ("variations", "questions", "sources", "changes", "about")

app_name = "guide"
urlpatterns = [
    path("", reading.home, name="home"),
    path("guide/", reading.whole, name="whole"),
    path("guide/<slug:slug>/", reading.section, name="section"),
    path("variations/", reading.variations, name="variations"),
    path("variations/<slug:slug>/", reading.variation, name="variation"),
    path("questions/", reading.questions, name="questions"),
    path("questions/<slug:slug>/", reading.question, name="question"),
    path("find/", find.find, name="find"),
    path("routine/", routine.routine, name="routine"),
    path("routine/change/", routine.change, name="routine-change"),
    path("routine/card/", routine.card, name="routine-card"),
    path("sources/", reading.sources, name="sources"),
    path("changes/", reading.changes, name="changes"),
    path("about/", reading.about, name="about"),
    path("guide.json", machine.guide_json, name="guide-json"),
    path("routine.json", machine.routine_json, name="routine-json"),
    path("routine.txt", routine.text, name="routine-text"),
    path("routine.md", routine.markdown, name="routine-markdown"),
    path("routine.ics", routine.calendar, name="routine-calendar"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("changes.atom", machine.feed, name="feed"),
    path("index.md", machine.notes, {"name": "home"}, name="home-notes"),
    path("guide.md", machine.notes, {"name": "whole"}, name="whole-notes"),
    path("guide/<slug:slug>.md", machine.notes, {"name": "section"}, name="section-notes"),
    path("variations/<slug:slug>.md", machine.notes, {"name": "variation"}, name="variation-notes"),
    path("questions/<slug:slug>.md", machine.notes, {"name": "question"}, name="question-notes"),
    *(path(f"{name}.md", machine.notes, {"name": name}, name=f"{name}-notes") for name in FIXED),
    path("robots.txt", machine.robots, name="robots"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("icon.svg", offline.icon, name="icon"),
    path("figures/<slug:kind>/<slug:slug>/<slug:version>.svg", figures.drawings, name="figures"),
    path("offline/", offline.offline, name="offline"),
    path("tell/<str:kind>/<slug:slug>/", tell.tell, name="tell"),
    path("healthz", machine.healthz, name="healthz"),
    path("readyz", machine.readyz, name="readyz"),
]
