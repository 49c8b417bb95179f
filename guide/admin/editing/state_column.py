"""A column and a filter for the state of items: live, changed, new, scheduled or removed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guide.admin.site import request_status
from guide.editions.changes import LIVE, REMOVED, STATES
from guide.models import Item


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        # A removed item has no row that could be filtered. It is shown above the list.
        return [(state, state.capitalize()) for state in STATES if state != REMOVED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class StateChangeList(ChangeList):
    model: type[Item]

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Item]:
        """Annotate each row with its state, for filtering and ordering."""
        states = request_status(request).states_of_kind(self.model.kind)
        by_state = {state: [slug for slug, found in states.items() if found == state] for state in STATES}
        whens = [When(slug__in=slugs, then=Value(state)) for state, slugs in by_state.items() if slugs]
        state = Case(*whens, default=Value(LIVE), output_field=CharField())
        self.root_queryset = self.root_queryset.annotate(state=state)
        return super().get_queryset(request, exclude_parameters)


class StateColumnAdmin(admin.ModelAdmin):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StateChangeList

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), "state")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (StateFilter, *super().get_list_filter(request))

    @admin.display(description="state", ordering="state")
    def state(self, row: Any) -> SafeString:  # an item, annotated by StateChangeList
        return format_html('<span class="state state-{}">{}</span>', row.state, row.state)
