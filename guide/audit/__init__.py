"""Who did what: the audit log, login alerts, and the log as CSV."""
