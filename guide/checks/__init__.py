"""What is looked at before publishing. Errors stop it, gaps need a reason, warnings ask."""

from guide.checks.finding import Finding, Severity
from guide.checks.ranges import coverage_of
from guide.checks.runner import check, checked

__all__ = ["Finding", "Severity", "check", "checked", "coverage_of"]
