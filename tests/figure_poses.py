"""The poses of the content as figures."""

from __future__ import annotations

from guide.models import Mistake, Variation
from guide.read_model.pictures import FigureRenderer


def poses_of(model, slug):
    artist = FigureRenderer({"muscles": [{"role": "target", "regions": ["seat"]}]})
    return {pose.moment: artist.figure_pose(pose.serialize()) for pose in model.objects.get(slug=slug).poses.all()}


def all_poses():
    artist = FigureRenderer({"muscles": [{"role": "target", "regions": ["seat"]}]})
    rows = [pose for model in (Variation, Mistake) for row in model.objects.all() for pose in row.poses.all()]
    return [artist.figure_pose(row.serialize()) for row in rows]
