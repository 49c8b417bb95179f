from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from guide.editions.publishing import working_copy_guide
from guide.models import Muscle, Variation, VariationPose
from guide.models.snapshot import read_working_copy
from guide.read_model.guide import EditionInfo, Guide
from guide.read_model.pictures import FigureRenderer

pytestmark = pytest.mark.django_db
ANSWER = "/routine/?aim=technique&experience=beginner&equipment=cable"


def labels(text: str) -> list[str]:
    return re.findall(r'aria-label="([^"]+)"', "".join(re.findall(r"<svg[^>]*>", text)))


def test_variation_starts_with_its_moving_figure(client, guide):
    cable = guide.find("variations", "cable")
    text = client.get("/variations/cable/").content.decode()
    top, moving, start, *_ = labels(text)
    assert "working leg 15° behind the line of the trunk, knee bent 24°." in top
    assert moving.startswith(f"{cable.title}, {cable.stance}. Moving picture:")
    assert start.startswith(f"{cable.title}, {cable.stance}. Start: {cable.pictures[0].caption}")
    assert text.index("<h1") < text.index("<figure") < text.index("<h2")
    assert text.index("<h2") < text.index('class="fault"')


def test_variation_draws_its_mistakes_beside_how_it_is_right(client, guide):
    text = client.get("/variations/dumbbell/").content.decode()
    drawn = [label for label in labels(text.rpartition("Mistakes to watch</h2>")[2]) if ". " in label]
    assert [". Right: " in label for label in drawn] == [True, *[False] * (len(drawn) - 1)]
    for likely in guide.find("variations", "dumbbell").mistakes:
        assert any(label.startswith(likely.mistake.title) and ". Fault: " in label for label in drawn)
    assert '<a href="/guide/mistakes/">' in text


@pytest.mark.parametrize(
    ("kit", "aim", "stance"),
    [("bodyweight", "technique", "knee"), ("cable", "hypertrophy", "foot"), ("dumbbell", "athletic", "knee")],
)
def test_mistake_is_drawn_in_the_stance_of_its_variation(guide, kit, aim, stance):
    variation = guide.find("variations", kit)
    mistake = guide.find("mistakes", next(row.mistake for row in guide.aims if row.slug == aim))
    assert {picture.support for picture in (*variation.pictures, *mistake.pictures_in_stance(variation.pictures))} == {
        stance
    }
    assert len({picture.box for picture in mistake.pictures_in_stance(variation.pictures)}) == 1, "to one scale"
    assert len({picture.support for picture in mistake.pictures}) > 1


def test_form_shows_one_version_and_the_breath_on_the_way_up_and_down(client, guide):
    text = client.get("/guide/form/").content.decode()
    files = re.findall(r'<use href="/figures/(\w+)/(\w+)/', text)
    assert set(files) == {("variations", "bodyweight"), ("breath", "bodyweight"), ("mistakes", "arching")}
    up, down = guide.find("variations", "bodyweight").breath_pictures
    assert up.drawing != down.drawing
    assert text.index(up.file) < text.index(down.file)
    assert client.get(up.file.partition("#")[0]).status_code == 200


def test_mistake_shows_fault_beside_right_pose(client, guide):
    text = client.get("/guide/mistakes/").content.decode()
    for mistake in guide.mistakes:
        part = text[text.index(f'id="mistake-{mistake.slug}"') :].partition("</section>")[0]
        assert part.count('class="fault"') == len(mistake.default_pictures) - 1
        assert labels(part)[0].partition(". ")[2].startswith("Right")


def test_full_guide_draws_each_variation_and_mistake(client, guide):
    text = client.get("/guide/").content.decode()
    drawn = [part.pictures[-1] for part in guide.variations] + [part.default_pictures[-1] for part in guide.mistakes]
    assert {picture.file for picture in drawn} <= set(re.findall('<use href="([^"]+)"', text))


def test_answer_shows_variation_mistake_and_animation_link(client):
    text = client.get(ANSWER).content.decode()
    assert text.count('class="fault"') == 1
    (address,) = re.findall(r'href="(/variations/cable/\?tempo=2-1-3)#move"', text)
    moving = client.get(address).content.decode()
    assert tempo_line(moving) == ["2 s up", "1 s hold", "3 s down"]
    assert 'dur="6.5s"' in moving


def tempo_line(text):
    return re.findall(r"<li><b>(\d s \w+)</b></li>", text)


@pytest.mark.parametrize("tempo", ["", "fast", "2-1", "2-1-300", "<b>"])
def test_invalid_tempo_falls_back_to_the_variation(client, tempo):
    text = client.get("/variations/cable/", {"tempo": tempo}).content.decode()
    assert tempo_line(text) == ["2 s up", "1 s hold", "2 s down"]


def test_animation_has_a_still_picture_in_its_place(client):
    text = client.get("/variations/cable/").content.decode()
    stage = text.partition('<div class="stage">')[2].partition("</div>")[0]
    assert len(re.findall("<animate ", stage)) > 2
    assert len(set(re.findall('viewBox="([^"]+)"', stage))) == 1, "to one scale"
    css = client.get("/static/guide/variation_page.css").getvalue().decode()
    assert re.search(
        r"prefers-reduced-motion:reduce\)\{\.moving,\.hold\{display:none ?!important\}\.still\{visibility:visible", css
    )


def test_markup_in_a_name_is_shown_as_text(db):
    Variation.objects.filter(slug="cable").update(title='<b>"Bold" & co')
    VariationPose.objects.filter(variation__slug="cable").update(caption="<script>x</script>")
    Muscle.objects.filter(slug="hamstrings").update(name='"><img>')
    guide = working_copy_guide()
    variation = guide.find("variations", "cable")
    context = {"pictures": variation.pictures, "motion": variation.motion}
    shown = "".join(render_to_string(f"guide/{name}.html", context) for name in ("_figures", "_moving_figure"))
    for text in (re.sub(r"<b>(Start|Top|\d s \w+)</b>", "", shown), guide.muscle_map.svg):
        assert not re.search(r"<b>|<script|<img", text)
    assert "&lt;b&gt;&quot;Bold&quot; &amp; co" in shown


def test_figure_file_is_immutable(client):
    text = client.get("/variations/cable/").content.decode()
    text = text.partition('<div class="paper">')[2].partition("<h2")[0]
    (file,) = set(re.findall(r'<use href="([^"#]+)#f\d"', text))
    response = client.get(file)
    drawn = ET.fromstring(response.content)
    ids = [group.get("id") for group in drawn]
    assert ids == [f"f{number}" for number in range(1, len(ids) + 1)]
    assert ids[:2] == re.findall(r'<use href="[^"#]+#(f\d)"', text)
    assert (response["Content-Type"], "immutable" in response["Cache-Control"]) == ("image/svg+xml", True)
    assert response["Edition"] == client.get("/")["Edition"]


def test_figures_of_another_version_are_not_immutable(client):
    other = client.get("/figures/variations/cable/0123456789.svg")
    assert (other.status_code, "immutable" in other["Cache-Control"]) == (200, False)


@pytest.mark.parametrize("address", ["variations/none", "questions/how-high", "sections/form", "figures/x"])
def test_item_without_figures_is_404(client, address):
    assert client.get(f"/figures/{address}/0123456789.svg").status_code == 404


def test_preview_shows_figures_of_the_working_copy(client, as_editor):
    before = client.get("/variations/cable/").content.decode()
    VariationPose.objects.filter(variation__slug="cable", moment="top").update(femur=18)
    shown = as_editor.get("/preview/variations/cable/").content.decode()
    (file,) = set(re.findall(r'<use href="(/preview/figures/variations/[^"#]+)#', shown))
    assert file.removeprefix("/preview") not in before
    assert "immutable" not in as_editor.get(file)["Cache-Control"]


def test_older_edition_without_poses_has_no_figures():
    snapshot = read_working_copy()
    for kind in ("variations", "mistakes", "muscles"):
        for row in snapshot[kind]:
            for name in ("poses", "tempo", "regions"):
                row.pop(name, None)
    guide = Guide(snapshot, EditionInfo(1, ""))
    assert guide.find("variations", "cable").pictures == ()
    assert guide.find("variations", "cable").motion is None
    assert guide.muscle_map is None


def test_same_figures_are_rendered_once(guide):
    again = Guide(guide.snapshot, EditionInfo(9, ""))
    pairs = zip(again.variations, guide.variations, strict=True)
    assert all(new.pictures[0].drawing is old.pictures[0].drawing for new, old in pairs)


def test_empty_regions_mean_target_and_none_means_idle():
    artist = FigureRenderer({"muscles": [{"role": "target", "regions": ["seat"]}]})
    shown = [artist.figure_pose(row) for row in ({}, {"active_regions": ["lower-back"]}, {"active_regions": ["none"]})]
    assert [(pose.active_regions, pose.idle) for pose in shown] == [
        (("seat",), ()),
        (("lower-back",), ("seat",)),
        ((), ("seat",)),
    ]
