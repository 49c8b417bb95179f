"""Static files as they are sent: with hashes in their names and imports, and scripts without comments."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_, IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns
COMMENT = re.compile(rb"^ *//.*\n", re.MULTILINE)


def without_comments(script: bytes) -> bytes:
    """Remove lines that hold nothing but a comment, which are a tenth of our scripts."""
    return COMMENT.sub(b"", script)


class StaticStorage(CompressedManifestStaticFilesStorage):
    # Not in the scripts of packages: a comment in one of htmx's looks like an import.
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("guide/session/*.js", IMPORTS))

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("guide/") and name.endswith(".js"):
            content = ContentFile(without_comments(content.read()))
        return super()._save(name, content)
