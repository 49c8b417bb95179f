"""Editing side by side: who is here, edit conflicts, previews, trash."""
