"""The guide as files, in `content/` or in a zip: read into a snapshot, and written from one."""
