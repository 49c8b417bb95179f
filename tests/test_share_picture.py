"""The pictures that messengers show beside a link."""

from __future__ import annotations

import struct

import pytest
import resvg_py

from guide.editions.publishing import publish
from guide.models import Cover
from guide.pages.share_picture import COLOURS, figure_svg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_guide")]


def test_share_picture_is_a_png_of_the_size_that_the_page_names(client):
    page = client.get("/variations/standing/").content.decode()
    assert 'property="og:image" content="http://testserver/share/standing.png"' in page
    response = client.get("/share/standing.png")
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", response.content[16:24])
    assert f'og:image:width" content="{width}"' in page
    assert f'og:image:height" content="{height}"' in page


def test_share_picture_differs_between_pages_and_follows_the_title(client):
    before = client.get("/share.png").content
    assert before != client.get("/share/standing.png").content
    Cover.objects.update(title="Another <title>")
    publish(by="ada", note="New title.")
    assert client.get("/share.png").content != before


def test_share_picture_of_unknown_variation_is_not_found(client):
    assert client.get("/share/nothing.png").status_code == 404


def test_share_picture_is_drawn_once_for_each_edition(client, monkeypatch):
    draw, drawn = resvg_py.svg_to_bytes, []
    Cover.objects.update(title="A title that no picture has yet")
    publish(by="ada", note="New title.")
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **options: drawn.append(1) or draw(**options))
    answers = {client.get("/share/standing.png", HTTP_HOST=host).content for host in ("testserver", "TestServer:81")}
    assert len(answers) == len(drawn) == 1


def test_share_picture_has_no_css_variables(small_guide):
    drawings = [figure_svg(variation) for variation in small_guide.variations]
    assert "var(" not in "".join(drawings)
    assert COLOURS["body"] in drawings[0]
