"""The forms and lists of the items of the guide."""
