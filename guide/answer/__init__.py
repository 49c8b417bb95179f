"""A routine in words, as data, as text and as a calendar. All say the same: all are made from here."""

from __future__ import annotations
