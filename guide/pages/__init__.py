"""Data for pages: site map, tables of contents, filters, JSON-LD, Markdown export, feedback form."""
