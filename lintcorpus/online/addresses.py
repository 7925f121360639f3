"""Which network addresses and hosts a link checker may talk to."""

import ipaddress
import re

_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Services of a cloud that answer on an address that looks public."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses whose last 32 bits are an IPv4 address that a gateway forwards to."""
_RESERVED = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|net|org)|example|test|invalid|localhost|local|internal|onion)\.?\Z"
)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network.

    Private, loopback, link-local, shared, multicast and reserved addresses do not, nor do IPv6
    addresses that stand for an IPv4 address that does not.

    Args:
        address: IPv4 or IPv6; anything else is not public.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved and found not in _METADATA


def is_reserved_name(host: str) -> bool:
    """Whether a host name can be nobody's on the public network, such as those kept for examples."""
    return _RESERVED.match(host.lower()) is not None


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
