"""The views for readers: pages, routine builder, search, feedback, previews, exports and health checks."""
