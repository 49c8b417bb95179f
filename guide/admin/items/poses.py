"""The form of poses: joint angles in groups, with a live picture beside them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guide.admin.items.base import ItemAdmin, StackedChildInline
from guide.models.pose import AbstractPose
from guide.models.snapshot import read_working_copy
from guide.read_model.pictures import FigureRenderer, render_pose

FIELDSETS: tuple[tuple[str | None, Any], ...] = (
    (None, {"fields": ("picture", "moment", "caption")}),
    (
        "Support and equipment",
        {"fields": ("support", "hands", "equipment", "scene", ("reach", "grip"), ("platform", "plates"))},
    ),
    (
        "Angles",
        {"fields": (("trunk", "arch", "head"), ("femur", "knee", "foot"), ("far_femur", "far_knee"), ("arm", "elbow"))},
    ),
    ("Range and muscles", {"fields": (("start_angle", "stop_angle"), "active_regions")}),
)


class PoseInline(StackedChildInline):
    classes = ("poses",)
    readonly_fields = ("picture",)
    fieldsets = FIELDSETS

    def picture(self, pose: AbstractPose | None) -> SafeString:
        """Show the saved pose. htmx reloads the picture on every input."""
        pose = pose or self.model()
        url = reverse(f"admin:guide_{self.parent_model._meta.model_name}_pose")
        return render_to_string("admin/guide/_pose.html", pose_preview(pose) | {"url": url})


class PosesAdmin(ItemAdmin):
    change_form_template = "admin/guide/poses.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"guide_{self.model._meta.model_name}_pose"
        return [path("pose/", self.admin_site.admin_view(require_safe(self.pose_view)), name=name), *super().get_urls()]

    def pose_view(self, request: HttpRequest) -> HttpResponse:
        """Draw the pose that the query parameters describe, or list their errors."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        model = self.model.child_models()["poses"]
        # The parameters are named as in the inline form, such as poses-0-trunk.
        data = {name.rpartition("-")[2]: value for name, value in request.GET.items()}
        form = modelform_factory(model, exclude=[model.parent, "position"])(data)
        form.fields["caption"].required = form.fields["moment"].required = False
        errors = [error for name, found in form.errors.items() if name not in ("moment", "caption") for error in found]
        return render(request, "admin/guide/_pose_picture.html", pose_preview(form.instance) | {"errors": errors})


def pose_preview(pose: AbstractPose) -> dict[str, Any]:
    try:
        figure = FigureRenderer(read_working_copy({"cover", "muscles"})).figure_pose(pose.serialize())
    except ValidationError:  # an unreadable range, which the form reports
        return {"svg": ""}
    return {"svg": render_pose(figure, "The pose with these angles.")}
