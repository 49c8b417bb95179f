"""Checks of a snapshot before it is published. Errors block it, gaps need a reason, warnings need a confirmation."""

from guide.checks.finding import Finding, Severity, warning_finding
from guide.checks.ranges import cached_coverage
from guide.checks.runner import cached_findings, check_snapshot

__all__ = ["Finding", "Severity", "cached_coverage", "cached_findings", "check_snapshot", "warning_finding"]
