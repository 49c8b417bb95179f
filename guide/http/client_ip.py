"""IP address of the client."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's address. A proxy in front appends the address that it sees to X-Forwarded-For."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rpartition(",")[2].strip()
    address: str = request.META.get("REMOTE_ADDR", "")
    return address


def lockout_ip(request: HttpRequest) -> str | None:
    """Return the address that failed logins are counted by; None if it is invalid.

    For IPv6 it is the /64 network, since every customer has billions of addresses.
    """
    try:
        address = ip_address(client_ip(request))
    except ValueError:
        return None
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False).network_address)
