"""The routine builder: its forms, and its answer as a page, as text, as data and as a calendar."""
