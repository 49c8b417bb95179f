"""What pages need beyond the read model: site map, contents, filters, structured data, Markdown, feedback."""
