"""Text that editors write: Markdown to safe HTML, internal links, readability, control characters."""
