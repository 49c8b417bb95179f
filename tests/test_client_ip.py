from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from guide.http.client_ip import client_networks, lockout_ip


def request_from(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@given(st.ip_addresses(v=4), st.integers(0, 65535))
def test_ipv4_client_is_the_same_in_every_notation(address, port):
    mapped = f"::ffff:{address}"
    hexadecimal = f"::ffff:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}"
    for text in (
        f"{address}",
        f"{address}:{port}",
        mapped,
        hexadecimal,
        f"[{mapped}]",
        f"[{mapped}]:{port}",
        f" {address} ",
    ):
        assert client_networks(request_from(text)) == [f"{address}/32"]
        assert lockout_ip(request_from(text)) == str(address)


@given(st.ip_addresses(v=6).filter(lambda address: not address.ipv4_mapped), st.integers(0, 2**72 - 1))
def test_ipv6_client_is_its_networks(address, host):
    narrow, wide = client_networks(request_from(f"[{address}]:443"))
    assert client_networks(request_from(str(address))) == [narrow, wide]
    assert lockout_ip(request_from(str(address))) == narrow.removesuffix("/64")
    neighbour = type(address)(int(address) >> 72 << 72 | host)
    places = client_networks(request_from(str(neighbour)))
    if not neighbour.ipv4_mapped:
        assert (places[1], places[0] == narrow) == (wide, int(neighbour) >> 64 == int(address) >> 64)


@given(st.text())
def test_any_text_is_a_place_or_unknown(text):
    assert len(client_networks(request_from(text))) in (0, 1, 2)


@pytest.mark.parametrize(
    "text", ["", "unknown", "unix:", "192.0.2.1:", "[]", "[::1", "::1:443x", "1.2.3", "192.0.2.1:80:80"]
)
def test_invalid_address_is_unknown(text):
    assert client_networks(request_from(text)) == []
    assert lockout_ip(request_from(text)) is None


def test_zone_of_an_ipv6_address_does_not_count():
    assert client_networks(request_from("fe80::1%eth0")) == client_networks(request_from("fe80::1"))
