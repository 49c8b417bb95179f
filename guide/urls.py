from __future__ import annotations

from django.urls import path

from guide.views import exports, feedback, figures, health, offline, pages, routine, search

FIXED = ("variations", "questions", "sources", "changes", "about")

app_name = "guide"
urlpatterns = [
    path("", pages.home, name="home"),
    path("guide/", pages.whole, name="whole"),
    path("guide/<slug:slug>/", pages.section, name="section"),
    path("variations/", pages.variations, name="variations"),
    path("variations/<slug:slug>/", pages.variation, name="variation"),
    path("questions/", pages.questions, name="questions"),
    path("questions/<slug:slug>/", pages.question, name="question"),
    path("search/", search.find, name="search"),
    path("routine/", routine.routine, name="routine"),
    path("routine/edit/", routine.change, name="routine-edit"),
    path("routine/card/", routine.card, name="routine-card"),
    path("sources/", pages.sources, name="sources"),
    path("changes/", pages.changes, name="changes"),
    path("about/", pages.about, name="about"),
    path("guide.json", exports.guide_json, name="guide-json"),
    path("routine.json", exports.routine_json, name="routine-json"),
    path("routine.txt", routine.text, name="routine-text"),
    path("routine.md", routine.markdown, name="routine-markdown"),
    path("routine.ics", routine.calendar, name="routine-calendar"),
    path("sitemap.xml", exports.sitemap, name="sitemap"),
    path("changes.atom", exports.feed, name="feed"),
    path("index.md", exports.notes, {"name": "home"}, name="home-notes"),
    path("guide.md", exports.notes, {"name": "whole"}, name="whole-notes"),
    path("guide/<slug:slug>.md", exports.notes, {"name": "section"}, name="section-notes"),
    path("variations/<slug:slug>.md", exports.notes, {"name": "variation"}, name="variation-notes"),
    path("questions/<slug:slug>.md", exports.notes, {"name": "question"}, name="question-notes"),
    *(path(f"{name}.md", exports.notes, {"name": name}, name=f"{name}-notes") for name in FIXED),
    path("robots.txt", exports.robots, name="robots"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("icon.svg", offline.icon, name="icon"),
    path("figures/<slug:kind>/<slug:slug>/<slug:version>.svg", figures.drawings, name="figures"),
    path("offline/", offline.offline, name="offline"),
    path("feedback/<str:kind>/<slug:slug>/", feedback.tell, name="feedback"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
