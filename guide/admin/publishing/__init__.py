"""Publishing in the admin: changes, publication, schedule, requests, preview links."""
