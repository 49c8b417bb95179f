"""Admin pages of the items that readers see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from guide import models
from guide.admin.editing.addresses import AddressAdmin
from guide.admin.items.base import ItemAdmin, StackedChildInline, TabularChildInline
from guide.admin.items.poses import FIELDSETS, PoseInline, PosesAdmin
from guide.admin.items.reviews import ReviewedAdmin


class KeyFactInline(TabularChildInline):
    model = models.KeyFact


class OtherNameInline(TabularChildInline):
    model = models.OtherName


class TakeawayInline(StackedChildInline):
    model = models.Takeaway
    fields = ("text", ("facts", "position"))


@admin.register(models.Cover)
class CoverAdmin(ItemAdmin):
    save_as = False  # there is one
    list_display = ("name", "title")
    list_editable = ()
    exclude = ("slug", "position")
    inlines = (KeyFactInline, TakeawayInline, OtherNameInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not models.Cover.objects.exists()  # a guide has one cover

    def save_model(self, request: HttpRequest, obj: models.Item, form: Any, change: bool) -> None:
        obj.slug = "guide"
        super().save_model(request, obj, form, change)


@admin.register(models.Section)
class SectionAdmin(AddressAdmin, ReviewedAdmin):
    list_display = ("title", "summary", "list_below", "position")
    list_filter = ("list_below",)
    search_fields = ("slug", "title", "summary", "body")
    prepopulated_fields = {"slug": ("title",)}


@admin.register(models.Muscle)
class MuscleAdmin(ItemAdmin):
    list_display = ("name", "plain_name", "role", "position")
    list_filter = ("role",)
    search_fields = ("slug", "name", "plain_name", "text")
    prepopulated_fields = {"slug": ("name",)}


class MistakePoseInline(PoseInline):
    model = models.MistakePose
    fieldsets = (*FIELDSETS, ("Mark for the fault", {"fields": (("mark", "mark_at"),)}))


@admin.register(models.Mistake)
class MistakeAdmin(PosesAdmin):
    list_display = ("title", "cue", "position")
    search_fields = ("slug", "title", "cue", "looks", "fix")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (MistakePoseInline,)


@admin.register(models.Phase)
class PhaseAdmin(ItemAdmin):
    list_display = ("name", "effort", "position")
    search_fields = ("slug", "name")
    prepopulated_fields = {"slug": ("name",)}


class VariationPoseInline(PoseInline):
    model = models.VariationPose


class StepInline(StackedChildInline):
    model = models.Step
    fields = (("phase", "position"), "text")


class CueInline(TabularChildInline):
    model = models.Cue


class LikelyMistakeInline(StackedChildInline):
    model = models.LikelyMistake
    fields = (("mistake", "position"), "text")


@admin.register(models.Variation)
class VariationAdmin(AddressAdmin, PosesAdmin, ReviewedAdmin):
    list_display = ("title", "equipment", "stance", "position")
    list_filter = ("equipment",)
    search_fields = ("slug", "title", "summary", "body", "setup")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (VariationPoseInline, StepInline, CueInline, LikelyMistakeInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "summary",
                    "equipment",
                    "stance",
                    "tempo",
                    "facts",
                    "body",
                    "setup",
                )
            },
        ),
        ("Who it suits, and the load", {"fields": ("suits", "loading", "ladder")}),
        (
            "Easier, harder and alternative",
            {"fields": ("easier", "easier_text", "harder", "harder_text", "instead", "instead_text")},
        ),
        ("Review", {"fields": ("review",)}),
        ("Address and order", {"fields": (("slug", "position"), "former_addresses")}),
    )


@admin.register(models.Audience)
class AudienceAdmin(ItemAdmin):
    list_display = ("title", "aim", "experience", "variation", "position")
    list_filter = ("aim", "experience")
    search_fields = ("slug", "title", "summary", "body")
    prepopulated_fields = {"slug": ("title",)}


@admin.register(models.Question)
class QuestionAdmin(AddressAdmin, ItemAdmin):
    list_display = ("title", "topic", "position")
    list_filter = ("topic",)
    search_fields = ("slug", "title", "topic", "body")
    prepopulated_fields = {"slug": ("title",)}


@admin.register(models.Source)
class SourceAdmin(ItemAdmin):
    list_display = ("slug", "standing", "citation", "position")
    list_filter = ("standing",)
    search_fields = ("slug", "citation", "finding", "dois")


@admin.register(models.Synonyms)
class SynonymsAdmin(ItemAdmin):
    list_display = ("slug", "words", "position")
    search_fields = ("slug", "words")
