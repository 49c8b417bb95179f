"""Sessions in the database. Keys that Django cannot have made are not looked up: PostgreSQL refuses some characters."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    def _validate_session_key(self, key: Any) -> bool:
        return super()._validate_session_key(key) and key.isalnum()
