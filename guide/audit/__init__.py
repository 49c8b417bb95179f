"""The audit log, login alerts and CSV export."""
