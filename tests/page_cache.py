"""The current edition for page caches in tests that run in a transaction."""

from __future__ import annotations

from guide.models import Edition


class FromDjango:
    """Reads the current edition within the test's own transaction."""

    def read(self):
        return Edition.objects.live().values_list("number", "digest").first()
