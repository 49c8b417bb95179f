"""The routine builder: its forms, and its answer for the page and as text, JSON and calendar."""
