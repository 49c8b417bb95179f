from __future__ import annotations

import pytest

from guide.models import Mistake, Variation

pytestmark = pytest.mark.django_db

SOUND = "poses-0-hands=support&poses-0-scene=wall&poses-0-reach=46&poses-0-grip=118&poses-0-trunk=8&poses-0-arch=0"
SOUND += "&poses-0-head=0&poses-0-femur=19&poses-0-knee=8&poses-0-foot=-5&poses-0-far_femur=-6&poses-0-far_knee=9"
SOUND += "&poses-0-arm=0&poses-0-elbow=0&poses-0-start_angle=0&poses-0-support=foot&poses-0-equipment=none"
SOUND += "&poses-0-platform=0&poses-0-plates=2"
PLACES = ["/admin/guide/variation/pose/", "/admin/guide/mistake/pose/"]
MARK = "&poses-0-mark=none&poses-0-mark_at=knee"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_pose_preview_draws_typed_numbers(client, make_user, place, role):
    client.force_login(make_user(role))
    response = client.get(f"{place}?{SOUND}{MARK}")
    assert response.status_code == 200
    text = response.content.decode()
    assert "<svg" in text
    assert "errorlist" not in text
    assert client.get(f"{place}?{SOUND}{MARK}&poses-0-femur=30").content != response.content


@pytest.mark.parametrize("place", PLACES)
def test_pose_preview_needs_an_editor(client, make_user, place):
    assert client.get(place).status_code == 302
    client.force_login(make_user(name="bare"))
    assert client.get(place).status_code == 403
    client.force_login(make_user("Editors", name="reader", is_staff=False))
    assert client.get(place).status_code == 302


@pytest.mark.parametrize("place", PLACES)
def test_pose_preview_refuses_post(as_editor, place):
    assert as_editor.post(place, {"poses-0-femur": 3}).status_code == 405


WRONG = {
    "too far": ("trunk=200", "less than or equal to 110", True),
    "no number": ("femur=far", "Enter a whole number.", True),
    "no range": ("stop_angle=ten", "“ten” is not a range", False),
    "no region": ("active_regions=wing", "“wing” is not a region. The regions are seat,", True),
    "no kit": ("equipment=rocket", "Select a valid choice. rocket", True),
    "out of reach": ("reach=110", "The hands do not reach what they hold", True),
    "in the floor": ("foot=65", "below the floor", True),
    "markup": ("active_regions=<script>", "“&lt;script&gt;” is not a region", True),
}


@pytest.mark.parametrize(("change", "words", "drawn"), WRONG.values(), ids=WRONG)
def test_pose_errors_are_shown_beside_the_picture(as_editor, change, words, drawn):
    text = as_editor.get(f"{PLACES[0]}?{SOUND}&poses-0-{change}").content.decode()
    assert words in text
    assert ("<svg" in text) is drawn


def test_empty_pose_preview(as_editor):
    text = as_editor.get(PLACES[0]).content.decode()
    assert "<svg" in text
    assert "This field is required." in text


@pytest.mark.parametrize("model", [Variation, Mistake])
def test_form_shows_saved_poses_and_reloads_them(as_editor, model):
    row = model.objects.first()
    text = as_editor.get(f"/admin/guide/{model._meta.model_name}/{row.pk}/change/").content.decode()
    assert text.count('<svg class="figure"') == row.poses.count() + 1  # one is for adding a pose
    assert f'data-hx-get="/admin/guide/{model._meta.model_name}/pose/"' in text
    assert "guide/poses.js" in text


def test_impossible_pose_is_refused_in_the_form(as_editor):
    from tests.desk import initial_data

    row = Variation.objects.get(slug="cable")
    url = f"/admin/guide/variation/{row.pk}/change/"
    data = initial_data(as_editor.get(url)) | {"poses-1-reach": "110"}
    response = as_editor.post(url, data)
    assert response.status_code == 200
    assert "The hands do not reach what they hold" in response.content.decode()
    assert row.poses.get(moment="top").reach < 110
