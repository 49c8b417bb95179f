from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from guide import figures
from guide.figures import Pose, body_shapes, overlays, svg_paths
from guide.figures.body_shapes import REGION_SHAPES
from guide.figures.skeleton import ARM, BED_HEIGHT, FEMUR, FOOT_HEIGHT, FOREARM, KNEE_HEIGHT, PALM, SHIN, Skeleton
from guide.figures.svg_styles import SVG_STYLES
from guide.models import Mistake, Variation
from guide.notation import Tempo
from guide.read_model.pictures import FigureRenderer
from tests.figure_poses import all_poses, poses_of

pytestmark = pytest.mark.django_db

UPRIGHT, KNEELING = ("cable", "band", "machine"), ("dumbbell", "bodyweight", "band-knees", "ankle-weights")
SUPPORTED = (*UPRIGHT, "standing", "face-down")


def test_every_variation_and_mistake_has_both_poses():
    assert all(set(poses_of(Variation, row.slug)) == {"start", "top"} for row in Variation.objects.all())
    assert all(set(poses_of(Mistake, row.slug)) == {"right", "fault"} for row in Mistake.objects.all())


@pytest.mark.parametrize("slug", SUPPORTED)
def test_range_of_motion_is_10_to_20_degrees_off_all_fours(slug):
    top = poses_of(Variation, slug)["top"]
    body = Skeleton(top)
    assert 10 <= top.behind_trunk <= 20
    assert body.knee.real < body.seat.real
    assert top.stop_angle == (10, 20)


@pytest.mark.parametrize("slug", KNEELING)
def test_femur_stops_level_with_trunk_on_all_fours(slug):
    top = poses_of(Variation, slug)["top"]
    body = Skeleton(top)
    assert top.behind_trunk == 0
    along = (body.shoulder - body.seat) / (body.seat - body.knee)
    assert abs(along.imag) < 0.01
    assert body.foot.imag > body.knee.imag


def test_landmarks_in_the_words_fit_the_angles():
    """A foot is 26 cm and a hand 19 cm long on a body of 170 cm."""
    for slug in (*UPRIGHT, "standing"):
        body = Skeleton(poses_of(Variation, slug)["top"])
        assert 20 <= (body.far_knee - body.knee).real <= 33, "about a foot's length behind the other knee"
    top = poses_of(Variation, "face-down")["top"]
    highest = Skeleton(replace(top, femur=top.trunk + top.stop_angle[1]))
    assert highest.knee.imag - highest.ground - KNEE_HEIGHT < 20, "at most a hand's length off the bed"


def test_trunk_is_still_between_start_and_top():
    for row in Variation.objects.all():
        start, top = (Skeleton(pose) for pose in poses_of(Variation, row.slug).values())
        assert (start.shoulder, start.seat, start.arm(far=False)) == (top.shoulder, top.seat, top.arm(far=False))


def test_hand_close_to_shoulder():
    shoulder = Skeleton(Pose()).shoulder
    pose = Pose(hands="support", equipment="pulley", reach=round(shoulder.real), grip=round(shoulder.imag))
    assert figures.render_figure(pose, "near").startswith("<svg")


def test_hands_reach_their_support_and_bones_keep_length():
    for pose in all_poses():
        body = Skeleton(pose)
        assert abs(body.knee - body.seat) == pytest.approx(FEMUR)
        assert abs(body.foot - body.knee) == pytest.approx(SHIN)
        for far in (False, True):
            elbow, hand = body.arm(far=far)
            assert abs(hand - body.hand_target(far=far)) < 1, pose
            assert abs(elbow - body.shoulder) == pytest.approx(ARM)
            assert abs(hand - elbow) == pytest.approx(FOREARM)


def test_hands_touch_their_support():
    for pose in all_poses():
        hand = Skeleton(pose).arm(far=True)[1]
        if pose.hands == "floor":
            assert hand.imag == pytest.approx(Skeleton(pose).ground + PALM, abs=0.5)
        else:
            beside = hand.imag - pose.grip if pose.scene == "bench" else hand.real - pose.reach
            assert abs(beside) < 0.5


def test_support_is_on_the_floor():
    for pose in all_poses():
        body = Skeleton(pose)
        if pose.support == "foot":
            assert body.far_foot == (FOOT_HEIGHT + pose.platform) * 1j
        else:
            assert body.far_knee.imag == pytest.approx(body.ground + KNEE_HEIGHT)
        assert body.lowest_point > body.ground - 1
        assert figures.pose_faults(pose) == {}


def test_body_that_lies_touches_the_bed():
    for pose in poses_of(Variation, "face-down").values():
        body = Skeleton(pose)
        assert body.ground == BED_HEIGHT
        assert (
            body.seat.imag - body.ground == pytest.approx(body.shoulder.imag - body.ground) == pytest.approx(11, abs=1)
        )


def test_animation_frame_holds_every_step():
    for slug in KNEELING:
        start, top = poses_of(Variation, slug).values()
        box = re.search('viewBox="([^"]+)"', figures.animate(start, top, "x").template)[1]
        left, _, width, _ = map(float, box.split())
        for share in (0.25, 0.5, 0.75):
            body = Skeleton(start.interpolated(top, share))
            toe = (body.foot + 15 * body.toes).real * svg_paths.SCALE
            assert left < toe < left + width


def test_muscle_is_fuller_when_it_squeezes():
    for row in Variation.objects.all():
        start, top = (Skeleton(pose) for pose in poses_of(Variation, row.slug).values())
        assert body_shapes.squeeze(top) > body_shapes.squeeze(start) + 0.3
        assert body_shapes.squeeze(Skeleton(replace(top.pose, idle=("seat",)))) == 0


def test_limit_is_a_wedge_off_all_fours_and_a_bar_on_them():
    for row in Variation.objects.all():
        body = Skeleton(poses_of(Variation, row.slug)["top"])
        below, above = overlays.marks_below_body(body), overlays.marks_above_body(body)
        assert (SVG_STYLES["stop-field"] in below, "<text" in above) == (row.slug in SUPPORTED,) * 2
        assert (SVG_STYLES["stop"] in above) == (row.slug in KNEELING)


def test_figures_are_small_svg_without_classes_or_ids():
    for pose in all_poses():
        svg = figures.render_figure(pose, "A body")
        assert len(svg) < 5000
        root = ET.fromstring(svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", "A body")
        names = {name for element in root.iter() for name in element.attrib}
        assert not names & {"id", "style"}
        assert [element.tag for element in root.iter() if "class" in element.attrib] == ["svg"]
        colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None}
        assert colours <= {f"var(--{name})" for name in ("body", "ground", "gear", "pale", "red", "number")}


def test_figure_lies_within_its_frame():
    for pose in all_poses():
        body, (low, high) = Skeleton(pose), figures.common_frame([pose])
        for point in (body.head, body.knee, body.foot, body.far_foot, body.shoulder, body.arm(far=False)[1]):
            assert low.real < point.real < high.real
            assert low.imag < point.imag < high.imag


def test_fault_differs_from_the_right_pose_and_is_marked():
    for row in Mistake.objects.all():
        poses = [FigureRenderer({"muscles": []}).figure_pose(pose.serialize()) for pose in row.poses.all()]
        for stance in {pose.support for pose in poses}:
            right, *faults = [pose for pose in poses if pose.support == stance]
            assert right.mark == "none"
            assert faults
            assert all(
                fault.mark != "none" and figures.render_figure(fault, "") != figures.render_figure(right, "")
                for fault in faults
            )


def test_outlines_are_closed_and_touch_their_circles():
    assert (
        svg_paths.tapered_outline((0, 5), (10j, 5))
        == "M-10 0c0-7 0-13 0-20A10 10 0 0 1 10-20c0 7 0 13 0 20A10 10 0 0 1 -10 0Z"
    )
    steps = re.findall(r"-?\d+", svg_paths.smooth_outline(*body_shapes.HEAD).partition("q")[2])
    ends = [steps[index : index + 2] for index in range(2, len(steps), 4)]
    assert [sum(map(int, way)) for way in zip(*ends, strict=True)] == [0, 0]


SOUND = Pose(
    hands="support", scene="wall", reach=46, grip=118, trunk=8, far_femur=-6, far_knee=9, femur=19, knee=8, foot=-5
)
MISFITS = {
    "nothing to hold": ({"scene": "floor"}, "hands", "nothing to hold"),
    "support too far": ({"reach": 110}, "reach", "cm are missing"),
    "foot in the floor": ({"knee": 0, "foot": 60}, "femur", "below the floor"),
    "weight that falls": ({"equipment": "weight"}, "knee", "90° or more"),
}


@pytest.mark.parametrize(("change", "name", "words"), MISFITS.values(), ids=MISFITS)
def test_impossible_pose_error_names_the_number(change, name, words):
    assert figures.pose_faults(SOUND) == {}
    assert words in figures.pose_faults(replace(SOUND, **change))[name]


@pytest.mark.parametrize("kit", figures.EQUIPMENT_KINDS)
@pytest.mark.parametrize("scene", figures.SCENES)
@pytest.mark.parametrize("mark", figures.FAULT_MARKS)
def test_every_equipment_scene_and_annotation_is_drawn(kit, scene, mark):
    pose = replace(
        SOUND, equipment=kit, scene=scene, mark=mark, active_regions=tuple(REGION_SHAPES), stop_angle=(0, 10)
    )
    ET.fromstring(figures.render_figure(pose, "x"))


@pytest.mark.parametrize("place", figures.MARK_PLACES)
def test_every_body_part_can_be_circled(place):
    assert SVG_STYLES["mark"] in figures.render_figure(replace(SOUND, mark="ring", mark_at=place), "x")


def test_animation_loops_in_its_tempo():
    ends = poses_of(Variation, "cable")
    moving = figures.animate(ends["start"], ends["top"], "x").svg_with_times(2, 1, 3)
    for animate in ET.fromstring(moving).iter("animate"):
        times = [float(time) for time in animate.get("keyTimes").split(";")]
        drawings = animate.get("values").split(";")
        assert animate.get("dur") == "6.5s"
        assert times == sorted(times)
        assert (times[0], times[-1], len(times)) == (0, 1, len(drawings))
        assert drawings[0] == drawings[-1]
    assert moving.count("<animate") > 2


def test_tempo_changes_animation_times_only(guide):
    motion = guide.find("variations", "cable").motion
    other = replace(motion, tempo=Tempo(3, 1, 3))
    assert (str(other.tempo), 'dur="7.5s"' in other.svg) == ("3-1-3", True)
    assert 'dur="5.5s"' in motion.svg
