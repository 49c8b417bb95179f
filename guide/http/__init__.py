"""HTTP infrastructure: page cache, current edition, canonical query, cache purge, client address."""
