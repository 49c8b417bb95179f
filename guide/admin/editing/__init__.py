"""Editing items: save buttons, edit conflicts, presence, backlinks, text preview, deletion and trash."""
