"""What lies between a request and a page: page cache, current edition, canonical query, cache purge."""
