"""Database models: the rows of the working copy, the editions, and the records of the admin."""

from __future__ import annotations

# ruff: noqa: F401  # other packages import the models from here
from guide.models.audit import AuditEvent
from guide.models.base import Child, Item
from guide.models.coaching import (
    Aim,
    DefaultPlacement,
    Equipment,
    Experience,
    KitLoad,
    Load,
    Placement,
    Prescription,
)
from guide.models.coaching_rules import Limit, LimitedVariation, Preference, PreferredVariation, Progression
from guide.models.comment import Comment
from guide.models.content import (
    Audience,
    Mistake,
    MistakePose,
    Muscle,
    Question,
    Section,
    Source,
    Synonyms,
)
from guide.models.counted_event import CountedEvent
from guide.models.cover import Cover, KeyFact, OtherName, Takeaway
from guide.models.edition import Cancellation, Edition, ImmutableError
from guide.models.presence import Presence
from guide.models.preview_link import PreviewLink
from guide.models.publication_request import PublicationRequest
from guide.models.report import Report
from guide.models.trash import TrashEntry
from guide.models.upload import RunningImport, Upload
from guide.models.variation import Cue, LikelyMistake, Phase, Step, Variation, VariationPose
from guide.models.version import Version
