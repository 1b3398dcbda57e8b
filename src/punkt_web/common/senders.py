"""Who counts as one sender where something is limited."""

from ipaddress import IPv6Address, ip_address, ip_network


def sender_of(address: str) -> str:
    """Who counts as one: an address, of IPv6 its /64, which is what one household or machine is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed.packed[:8] + bytes(8), 64)))
