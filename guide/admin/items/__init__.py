"""The forms and lists of what editors edit."""
