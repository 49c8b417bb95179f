"""Each limit says something of each variation, or nothing can be published."""

from __future__ import annotations

import pytest

from guide.editions.changes import pending_changes
from guide.editions.publishing import PublishError, publish
from guide.models import Edition, Limit, LimitedVariation, Variation
from guide.read_model.guide import current_guide
from tests.desk import page_text
from tests.strategies import routine

pytestmark = pytest.mark.django_db
MATRIX = "/admin/guide/limit/matrix/"
PAIRS = LimitedVariation.objects.filter(variation__slug="low-band")


@pytest.fixture
def new_variation():
    """A variation on hands and knees that an editor has added, with all its lines, and that no limit mentions."""
    variation = Variation.objects.get(slug="bodyweight")
    lines = [row for name in variation.children for row in getattr(variation, name).all()]
    variation.pk, variation.slug, variation.title = None, "low-band", "Low band kickback"
    variation.equipment_id = Variation.objects.get(slug="band").equipment_id
    variation.save()
    for line in lines:
        line.pk, line.variation = None, variation
        line.save()
    return variation


def filled_in(**of_limit: str) -> dict[str, str]:
    """Return the form of the matrix with the same text for every limit. `of_limit` ticks a box of one limit."""
    limits = Limit.objects.values_list("slug", flat=True)
    data = {f"{limit}:low-band-text": f"Fine with {limit}." for limit in limits}
    return data | {f"{limit.replace('_', '-')}:low-band-{box}": "on" for limit, box in of_limit.items()}


def test_new_variation_cannot_slip_past_the_limits(new_variation, as_editor):
    with pytest.raises(PublishError) as refused:
        publish(by="tests", note="A new variation.", reason="It is urgent.")
    assert "limits/kneeling: variations: says nothing of “Low band kickback”." in " ".join(refused.value.reasons)
    assert len(refused.value.reasons) == Limit.objects.count()
    assert Edition.objects.count() == 1
    assert "Says nothing of “Low band kickback”." in page_text(as_editor.get("/admin/checks/"))


def test_matrix_lists_what_is_missing_first(new_variation, as_editor):
    page = page_text(as_editor.get(MATRIX))
    assert page.index("Low band kickback: Kneeling") < page.index("<table>")
    assert page.count("<b>missing</b>") == page.count("<fieldset") == Limit.objects.count()


def test_filled_in_matrix_is_published_and_obeyed(new_variation, as_editor):
    response = as_editor.post(MATRIX, filled_in(kneeling="removed", wrists="unchanged"), follow=True)
    assert "Every limit says something of every variation." in page_text(response)
    publish(by="tests", note="A new variation.", stop_on_warnings=False)
    guide = current_guide()
    assert routine(guide, kit="band", variation="low-band").variation.slug == "low-band"
    assert routine(guide, kit="band", variation="low-band", limits="kneeling").variation.slug != "low-band"
    found = routine(guide, kit="band", variation="low-band", limits="wrists balance")
    assert [adaptation.limit.slug for adaptation in found.adaptations] == ["wrists", "balance"]
    assert [change.limit.slug for change in found.changes] == ["balance"]


def test_part_of_the_matrix_can_be_saved(new_variation, as_editor):
    as_editor.post(MATRIX, {"kneeling:low-band-text": "On the knees.", "kneeling:low-band-removed": "on"})
    assert [(pair.limit.slug, pair.removed) for pair in PAIRS.all()] == [("kneeling", True)]
    assert "limits/kneeling" in {str(change.key) for change in pending_changes()}
    assert "Added the text on Low band kickback." in page_text(
        as_editor.get(f"/admin/guide/limit/{Limit.objects.get(slug='kneeling').pk}/history/")
    )


def test_contradicting_boxes_are_refused(new_variation, as_editor):
    page = as_editor.post(MATRIX, filled_in(kneeling="removed") | {"kneeling:low-band-unchanged": "on"})
    assert "not both" in page_text(page)
    assert not PAIRS.exists()


def test_text_for_a_pair_that_another_editor_filled_in_is_given_back(new_variation, as_editor):
    kneeling = Limit.objects.get(slug="kneeling")
    LimitedVariation.objects.create(
        limit=kneeling, variation=new_variation, removed=True, text="Said by Lin.", position=99
    )
    page = page_text(as_editor.post(MATRIX, filled_in(), follow=True))
    assert "Somebody else has filled in kneeling:low-band meanwhile. Your text was: “Fine with kneeling.”" in page
    assert kneeling.variations.get(variation=new_variation).text == "Said by Lin."
