"""From which network address a request comes. Not here: what is counted for it."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64
"""Bits of an IPv6 address that a connection keeps; the rest its machines change as they like."""


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks; of IPv6 the network, "" where it is not known.

    In production a proxy stands before the site, and the last address of `X-Forwarded-For` is the
    one that this proxy saw; what stands before it anybody can write.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PRODUCTION:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or seen
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address)
    return str(address)
