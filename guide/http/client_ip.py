"""IP address of the client."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+")


def client_ip(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the visitor's address, None if unknown. A proxy appends the address that it sees to X-Forwarded-For."""
    forwarded = settings.BEHIND_PROXY and request.headers.get("X-Forwarded-For", "")
    return parse_ip(forwarded.rpartition(",")[2] if forwarded else request.META.get("REMOTE_ADDR", ""))


def parse_ip(text: str) -> IPv4Address | IPv6Address | None:
    """Parse `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443` or `::ffff:192.0.2.1`, which is IPv4."""
    text = text.strip()
    if match := WITH_PORT.fullmatch(text):
        text = match[1] or match[2] or ""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def client_networks(request: HttpRequest) -> list[str]:
    """Return the networks by which a client is counted: an IPv4 address, or the /64 and /56 of an IPv6 address.

    An IPv6 customer has a whole /64 or /56 and can use any address in it. The list is empty if the address is unknown.
    """
    address = client_ip(request)
    if address is None:
        return []
    prefixes = [32] if address.version == 4 else [64, 56]
    return [str(ip_network((address.packed, prefix), strict=False)) for prefix in prefixes]


def lockout_ip(request: HttpRequest) -> str | None:
    """Return the address by which failed logins are counted, for IPv6 that of the /64 network. None if unknown."""
    networks = client_networks(request)
    return networks[0].partition("/")[0] if networks else None
