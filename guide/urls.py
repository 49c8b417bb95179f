from __future__ import annotations

from django.urls import path

from guide.views import exports, feedback, figures, health, offline, pages, routine, search, session

PAGES_WITHOUT_SLUG = ("variations", "questions", "sources", "changes", "about")

app_name = "guide"
urlpatterns = [
    path("", pages.home, name="home"),
    path("guide/", pages.full_guide, name="whole"),
    path("guide/<slug:slug>/", pages.section, name="section"),
    path("variations/", pages.variations, name="variations"),
    path("variations/<slug:slug>/", pages.variation, name="variation"),
    path("questions/", pages.questions, name="questions"),
    path("questions/<slug:slug>/", pages.question, name="question"),
    path("search/", search.search, name="search"),
    path("routine/", routine.routine, name="routine"),
    path("routine/edit/", routine.routine_edit, name="routine-edit"),
    path("routine/card/", session.routine_card, name="routine-card"),
    path("routine/session/", session.routine_session, name="routine-session"),
    path("routine/log/", pages.routine_log, name="routine-log"),
    path("sources/", pages.sources, name="sources"),
    path("changes/", pages.changes, name="changes"),
    path("about/", pages.about, name="about"),
    path("guide.json", exports.guide_json, name="guide-json"),
    path("routine.json", exports.routine_json, name="routine-json"),
    path("routine.txt", routine.routine_text, name="routine-text"),
    path("routine.md", routine.routine_markdown, name="routine-markdown"),
    path("routine.ics", routine.routine_calendar, name="routine-calendar"),
    path("sitemap.xml", exports.sitemap, name="sitemap"),
    path("changes.atom", exports.feed, name="feed"),
    path("index.md", exports.markdown_page, {"name": "home"}, name="markdown-home"),
    path("guide.md", exports.markdown_page, {"name": "whole"}, name="markdown-whole"),
    path("guide/<slug:slug>.md", exports.markdown_page, {"name": "section"}, name="markdown-section"),
    path("variations/<slug:slug>.md", exports.markdown_page, {"name": "variation"}, name="markdown-variation"),
    path("questions/<slug:slug>.md", exports.markdown_page, {"name": "question"}, name="markdown-question"),
    *(
        path(f"{name}.md", exports.markdown_page, {"name": name}, name=f"markdown-{name}")
        for name in PAGES_WITHOUT_SLUG
    ),
    path("robots.txt", exports.robots, name="robots"),
    path("sw.js", offline.service_worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("icon.svg", offline.manifest_icon, name="icon"),
    path("figures/<slug:kind>/<slug:slug>/<slug:version>.svg", figures.figures_file, name="figures"),
    path("share.png", figures.share_picture, name="share"),
    path("share/<slug:slug>.png", figures.share_picture, name="share-variation"),
    path("offline/", offline.offline, name="offline"),
    path("feedback/<str:kind>/<slug:slug>/", feedback.feedback, name="feedback"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
