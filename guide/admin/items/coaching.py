"""Admin pages of the items that the routine builder uses."""

from __future__ import annotations

from django.contrib import admin

from guide import models
from guide.admin.items.base import ItemAdmin, TabularChildInline


@admin.register(models.Equipment)
class EquipmentAdmin(ItemAdmin):
    list_display = ("name", "hint", "weighted", "position")
    list_filter = ("weighted", "stable", "always_available")
    search_fields = ("slug", "name", "hint")


@admin.register(models.Experience)
class ExperienceAdmin(ItemAdmin):
    list_display = ("name", "hint", "position")
    search_fields = ("slug", "name", "hint")


@admin.register(models.Placement)
class PlacementAdmin(ItemAdmin):
    list_display = ("name", "sets", "reps", "counted", "position")
    list_filter = ("counted",)
    search_fields = ("slug", "name", "hint", "week")


class DefaultPlacementInline(TabularChildInline):
    model = models.DefaultPlacement


@admin.register(models.Aim)
class AimAdmin(ItemAdmin):
    list_display = ("name", "hint", "position")
    search_fields = ("slug", "name", "hint", "note")
    inlines = (DefaultPlacementInline,)


class KitLoadInline(TabularChildInline):
    model = models.KitLoad


@admin.register(models.Load)
class LoadAdmin(ItemAdmin):
    list_display = ("name", "text", "position")
    list_filter = ("kit__equipment",)
    search_fields = ("slug", "name", "text", "kit__text")
    inlines = (KitLoadInline,)


@admin.register(models.Progression)
class ProgressionAdmin(ItemAdmin):
    list_display = ("slug", "name", "method", "position")
    list_filter = ("method",)
    search_fields = ("slug", "name", "text", "week_text")


class PreferredVariationInline(TabularChildInline):
    model = models.PreferredVariation


@admin.register(models.Preference)
class PreferenceAdmin(ItemAdmin):
    list_display = ("slug", "placement", "aim", "experience", "reason", "position")
    list_filter = ("placement", "aim", "experience")
    search_fields = ("slug", "reason", "variations__variation__title")
    list_select_related = ("placement", "aim", "experience")
    inlines = (PreferredVariationInline,)
