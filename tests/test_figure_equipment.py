from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guide import figures
from guide.figures import Pose, gym_machines
from guide.figures.gym_machines import pulley_at, strap_at
from guide.figures.skeleton import Skeleton
from guide.models import Variation
from tests.figure_poses import poses_of

pytestmark = pytest.mark.django_db


def test_fault_is_drawn_on_the_variations_own_equipment(guide):
    for variation in guide.variations:
        start = variation.pictures[0]
        for likely in variation.mistakes:
            right, *faults = variation.pictures_of(likely.mistake)
            assert (right.moment, {fault.moment for fault in faults}) == ("right", {"fault"})
            assert {picture.support for picture in (right, *faults)} == {start.support}
            assert len({picture.file.partition("#")[0] for picture in (right, *faults)}) == 1


def test_fault_of_another_stance_keeps_equipment_and_limits():
    right, fault = Pose(trunk=8, femur=22), Pose(trunk=20, femur=60, arch=40, mark="ring")
    kneeling = Pose(support="knee", equipment="weight", trunk=79, femur=79, knee=122, stop_angle=(0, 0))
    moved = kneeling.with_fault(right, fault)
    assert (moved.support, moved.equipment, moved.trunk, moved.arch) == ("knee", "weight", 91, 40)
    assert moved.femur == 117
    assert kneeling.with_fault(right, replace(fault, femur=90)).femur == 120, "the highest that a pose may have"
    assert replace(kneeling, equipment="lever").with_fault(right, fault).trunk == 79, "the pad holds the trunk"


def test_pad_touches_the_trunk_and_roller_the_thigh():
    for pose in poses_of(Variation, "machine").values():
        body = Skeleton(pose)
        pad = gym_machines.pad_ends(body)[1]
        from_spine = ((pad - body.seat) / body.trunk_direction).imag
        assert abs(from_spine) == pytest.approx(gym_machines.PAD_RADIUS + gym_machines.TRUNK_RADIUS)
        from_thigh = ((gym_machines.roller_at(body) - body.seat) / body.femur).imag
        assert abs(from_thigh) == pytest.approx(gym_machines.ROLLER_RADIUS + gym_machines.FEMUR_RADIUS)


def test_far_foot_stands_on_the_platform_and_toes_are_clear_of_the_pulley():
    start, top = poses_of(Variation, "cable").values()
    assert start.platform == top.platform == 5
    assert Skeleton(start).knee - Skeleton(replace(start, platform=0)).knee == pytest.approx(5j)
    body = Skeleton(start)
    assert (body.foot + 18 * body.toes).real < pulley_at(body).real - 20


def plate_heights(pose):
    stack = next(path for path in figures.figure_layers(pose)[2].split("<path") if path.count("Z") == 9)
    return [int(low) for low in re.findall(r"M\d+(-\d+)H", stack)]


def test_lifted_plates_rise_with_the_leg():
    start, top = poses_of(Variation, "cable").values()
    low, high = plate_heights(start), plate_heights(top)
    assert [a == b for a, b in zip(low, high, strict=True)] == [True] * 7 + [False] * 2
    assert high[-1] < low[-1], "upwards is negative in SVG"
    assert plate_heights(replace(top, plates=0))[-1] > low[-1], "nothing is lifted"


def test_cord_without_plates_sags():
    top = poses_of(Variation, "cable")["top"]
    assert figures.render_figure(replace(top, plates=0), "") != figures.render_figure(top, "")


def test_edition_without_the_newer_numbers_lifts_plates_from_the_floor():
    older = {"equipment": "pulley", "femur": 19, "knee": 12, "reach": 50, "grip": 114}
    pose = Pose.from_row(older)
    assert (pose.platform, pose.plates) == (0, 2)
    assert len(set(plate_heights(pose))) == 9


def test_cable_runs_from_strap_to_pulley():
    top = Skeleton(poses_of(Variation, "cable")["top"])
    assert strap_at(top).real < 0 < pulley_at(top).real
    assert abs(strap_at(top) - top.foot) < 5
