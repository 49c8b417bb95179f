"""The build digest in ETags changes with everything that changes the bytes of a page."""

from __future__ import annotations

import pytest

from guide.views import base
from guide.views.base import build_digest

FOLDERS = ("guide", "kickbacks", "templates", "static")


@pytest.fixture
def digest(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    for folder in FOLDERS:
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner" / "file.txt").write_text("as it was")
    return build_digest.__wrapped__


def test_same_build_has_same_digest(digest):
    assert digest() == digest()


@pytest.mark.parametrize("folder", FOLDERS)
def test_digest_changes_with_a_file_and_its_name(digest, tmp_path, folder):
    file = tmp_path / folder / "inner" / "file.txt"
    first = digest()
    file.write_text("as it is")
    second = digest()
    file.rename(file.with_name("other.txt"))
    assert len({first, second, digest()}) == 3


def test_digest_changes_with_the_time_zone(digest, settings):
    first = digest()
    settings.TIME_ZONE = "Asia/Tokyo"
    assert digest() != first


def test_digest_changes_with_a_package_and_with_python(digest, monkeypatch):
    first = digest()
    monkeypatch.setattr(base, "installed_packages", lambda: ["Markdown 0.0.0"])
    second = digest()
    monkeypatch.setattr(base.sys, "version_info", (3, 99))
    assert len({first, second, digest()}) == 3


def test_installed_packages_are_listed_with_versions():
    import django

    assert f"Django {django.__version__}".lower() in [package.lower() for package in base.installed_packages()]


@pytest.mark.django_db
def test_etag_and_edition_header_name_the_build(client, monkeypatch):
    first = client.get("/about/")
    monkeypatch.setattr(base, "build_digest", lambda: "another build")
    second = client.get("/about/")
    assert first["ETag"] != second["ETag"]
    assert first["Edition"] != second["Edition"]
