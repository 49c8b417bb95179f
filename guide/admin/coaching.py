"""Admin pages of the rows that the routine builder works from."""

from __future__ import annotations

from django.contrib import admin

from guide import models
from guide.admin.item import ItemAdmin, LineInline


@admin.register(models.Equipment)
class EquipmentAdmin(ItemAdmin):
    list_display = ("name", "hint", "weighted", "position")
    list_display_links = ("name",)


@admin.register(models.Experience)
class ExperienceAdmin(ItemAdmin):
    list_display = ("name", "hint", "position")
    list_display_links = ("name",)


@admin.register(models.Placement)
class PlacementAdmin(ItemAdmin):
    list_display = ("name", "sets", "reps", "counted", "position")
    list_display_links = ("name",)


class DefaultPlacementInline(LineInline):
    model = models.DefaultPlacement


@admin.register(models.Aim)
class AimAdmin(ItemAdmin):
    list_display = ("name", "hint", "position")
    list_display_links = ("name",)
    inlines = (DefaultPlacementInline,)


class KitLoadInline(LineInline):
    model = models.KitLoad


@admin.register(models.Load)
class LoadAdmin(ItemAdmin):
    list_display = ("name", "text", "position")
    list_display_links = ("name",)
    inlines = (KitLoadInline,)


@admin.register(models.Progression)
class ProgressionAdmin(ItemAdmin):
    list_display = ("slug", "name", "method", "position")
    list_display_links = ("slug",)


class LimitedVariationInline(LineInline):
    model = models.LimitedVariation


@admin.register(models.Limit)
class LimitAdmin(ItemAdmin):
    list_display = ("name", "hint", "aim", "placement", "position")
    list_display_links = ("name",)
    list_select_related = ("aim", "placement")
    inlines = (LimitedVariationInline,)


class PreferredVariationInline(LineInline):
    model = models.PreferredVariation


@admin.register(models.Preference)
class PreferenceAdmin(ItemAdmin):
    list_display = ("slug", "placement", "aim", "experience", "reason", "position")
    list_display_links = ("slug",)
    list_select_related = ("placement", "aim", "experience")
    inlines = (PreferredVariationInline,)
