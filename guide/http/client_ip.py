"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy the one that the proxy itself saw and put last."""
    if settings.BEHIND_PROXY and (seen := request.headers.get("X-Forwarded-For", "")):
        return seen.rpartition(",")[2].strip()
    address: str = request.META.get("REMOTE_ADDR", "")
    return address


def lockout_ip(request: HttpRequest) -> str | None:
    """The address as one that logs in is counted under: of IPv6 the network, since each customer has billions."""
    try:
        address = ip_address(client_ip(request))
    except ValueError:
        return None
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False).network_address)
