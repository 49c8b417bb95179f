"""Publishing: unpublished changes, the publish form, editions, schedule, approval requests, preview links."""
