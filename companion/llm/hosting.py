"""Whether what we send to a chat model leaves this machine or house."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_AT_HOME = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),  # RFC 1122, 1918, 3927
        *("::1/128", "fc00::/7", "fe80::/10"),  # RFC 4291, 4193
    )
)
_HOME_NAMES = (".local", ".internal", ".localhost")
_CLOUD = ("cloud", "-cloud")  # Ollama runs models with such a tag at its makers', whatever machine we ask


def is_hosted(provider: str, model: str, base_url: str | None) -> bool:
    """Say whether text leaves the house; in doubt, it does. No name is looked up."""
    if provider == "llamacpp":
        return False
    if provider == "ollama":
        return model.rpartition(":")[2].endswith(_CLOUD) or not _is_loopback(base_url)
    return not (provider == "openai" and _is_at_home(base_url))


def _is_loopback(base_url: str | None) -> bool:
    host = _host(base_url)
    address = _address(host)
    return address.is_loopback if address else _is_named(host, (".localhost",))


def _is_at_home(base_url: str | None) -> bool:
    host = _host(base_url)
    address = _address(host)
    if address is None:
        return _is_named(host, _HOME_NAMES)
    return any(address in network for network in _AT_HOME)


def _host(base_url: str | None) -> str:
    return (urlsplit(base_url or "").hostname or "").rstrip(".")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address  # ::ffff:8.8.8.8 is as public as 8.8.8.8


def _is_named(host: str, endings: tuple[str, ...]) -> bool:
    return host == "localhost" or host.endswith(endings)
