from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from guide import figures
from guide.editions.publishing import working_copy_guide
from guide.figures.fibres import fibre_lines, polygon, spline
from guide.figures.muscle_labels import Label, place_labels
from guide.figures.muscle_map import TONE_STYLES
from guide.figures.muscle_shapes import VIEWS
from guide.models import Muscle

SQUARE = [0j, 10 + 0j, 10 + 10j, 10j]
SHAPES = [shape for view in VIEWS for shape in (*view.muscles, *view.muscles_over)]


def muscle(region, tone="target", name="One"):
    return figures.MappedMuscle(name, "plainly", tone, (region,))


def fragments(svg):
    return {group.get("id"): ET.tostring(group, encoding="unicode") for group in ET.fromstring(svg)}


@pytest.mark.parametrize("region", figures.REGIONS)
@pytest.mark.parametrize("tone", figures.TONES)
def test_any_region_can_have_any_tone(region, tone):
    plates = figures.muscle_plates([muscle(region, tone)])
    style = TONE_STYLES[tone][0]
    assert plates
    assert all(style in plate.drawing and "One" in plate.labels for plate in plates)
    assert all(ET.fromstring(f"<g>{plate.drawing}{plate.labels}</g>") is not None for plate in plates)


def test_muscle_is_labelled_only_where_it_can_be_seen():
    plates = figures.muscle_plates([muscle("seat", name="Rear"), muscle("chest", name="Front")])
    seen = {plate.view: [muscle.name for muscle in plate.muscles] for plate in plates}
    assert seen == {"back": ["Rear"], "side": ["Rear", "Front"], "front": ["Front"]}
    assert [re.findall("Rear|Front", plate.labels) for plate in plates if plate.view != "side"] == [["Rear"], ["Front"]]


def test_view_without_a_named_muscle_is_left_out():
    assert [plate.view for plate in figures.muscle_plates([muscle("front-arm")])] == ["front"]
    assert figures.muscle_plates([muscle("tail")]) == ()


def test_every_shape_is_inside_the_body():
    for view in VIEWS:
        half = view.outline.split()
        points = [corner.real for corner in polygon(spline(half, closed=not view.mirrored))]
        for shape in view.muscles:
            xs = [corner.real for corner in polygon(spline(shape.outline.split()))]
            assert max(xs) < max(points) + 1
            assert min(xs) > (-1 if view.mirrored else min(points) - 1)


def test_fibres_stay_inside_their_muscle():
    lines = list(fibre_lines(SQUARE, 5 - 1000j, 2))
    assert len(lines) == 5
    for start, end in lines:
        assert (start.real, start.imag, end.imag) == pytest.approx((end.real, 1, 9), abs=0.1)


def test_labels_do_not_overlap_nor_leave_the_picture():
    labels = [Label(complex(0, y), "Name", "plain words that take two lines") for y in (90, 91, 92, 99)]
    placed = place_labels(labels, 0, 400)
    assert [label.pin.imag for label in placed] == [90, 91, 92, 99]
    ends = [label.y + label.height for label in placed]
    assert all(label.y >= end - 0.01 for label, end in zip(placed[1:], ends, strict=False))
    low = place_labels(labels, 0, 240)
    assert low[-1].y + low[-1].height <= 240


@pytest.mark.django_db
def test_page_shows_plates_of_one_cached_file_with_their_words(client, guide):
    text = client.get("/guide/muscles/").content.decode()
    uses = re.findall(r'<use href="([^"#]+)#([\w-]+)"', text)
    (file,) = {address for address, _ in uses}
    response = client.get(file)
    assert {name for _, name in uses} == fragments(response.content).keys()
    assert (response["Content-Type"], "immutable" in response["Cache-Control"]) == ("image/svg+xml", True)
    for row in guide.muscles:
        assert f"{row.name}: {row.role}" in text
        assert f"<dt>{row.name}</dt><dd>{row.plain_name}</dd>" in text
    assert "immutable" not in client.get(file.replace(guide.muscle_map.version, "0123456789"))["Cache-Control"]


@pytest.mark.django_db
def test_map_is_kept_for_reading_offline(client, guide):
    assert guide.muscle_map.file in client.get("/sw.js").content.decode()


@pytest.mark.django_db
def test_close_up_names_each_tone_and_links_to_the_plates(guide):
    text = render_to_string("guide/_what_it_trains.html", {"guide": guide})
    assert f'viewBox="{guide.muscle_map.main_plate.close_up}"' in text
    assert [word in text for word in ("does the work", "help<", "hold you still")] == [True] * 3
    assert 'href="/guide/muscles/"' in text


@pytest.mark.usefixtures("small_guide")
def test_other_exercise_shows_its_own_muscle(client):
    text = client.get("/guide/the-muscles/").content.decode()
    assert re.findall(r'aria-label="Muscles[^"]+"', text) == [
        'aria-label="Muscles, seen from the front. Biceps brachii: target."'
    ]


@pytest.mark.usefixtures("small_guide")
def test_guide_without_regions_has_no_map_file(client, db):
    Muscle.objects.update(regions="")
    assert working_copy_guide().muscle_map is None
    assert client.get("/figures/muscles/other/0123456789.svg").status_code == 404
