"""Which network addresses a fetch may connect to: public ones, and no others in any disguise."""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 ranges whose last 32 bits are an IPv4 address (compatible, mapped, translated, NAT64).
_CARRIERS = tuple(
    ipaddress.IPv6Network(network)
    for network in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
# Refused beside what Python knows as not global: local NAT64 and the former site-local range.
_REFUSED = tuple(ipaddress.IPv6Network(network) for network in ("64:ff9b:1::/48", "fec0::/10"))


def is_public(address: str) -> bool:
    """Return whether a numeric address (as a resolver gives it) is an ordinary public host.

    False for private, loopback, link-local, multicast, reserved, shared (CGNAT) and documentation
    ranges, and for IPv6 addresses that carry such an IPv4 address.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return all(map(_is_plain_public, _readings(found)))


def _is_plain_public(address: Address) -> bool:
    refused = isinstance(address, ipaddress.IPv6Address) and any(
        address in network for network in _REFUSED
    )
    return address.is_global and not (address.is_multicast or address.is_reserved or refused)


def _readings(address: Address) -> list[Address]:
    """Return the addresses that a packet to this one may reach in the end."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if any(address in network for network in _CARRIERS):
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    inner: list[Address] = [address]
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner.extend(address.teredo)
    return inner
