"""Optional content: the layers of a PDF that are switched off when it is opened (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any


class Layers:
    """Which layers of a document are shown."""

    def __init__(self, catalogue: Any) -> None:
        properties = _plain(catalogue.get("/OCProperties")) or {}
        default = _plain(properties.get("/D")) or {}
        every = _ids(properties.get("/OCGs")) if default.get("/BaseState") == "/OFF" else set()
        self._off = (every - _ids(default.get("/ON"))) | _ids(default.get("/OFF"))

    def shown(self, layer: Any) -> bool:
        """Say whether content of a layer, or of a group of layers that share a policy, is shown."""
        content = _plain(layer)
        if not self._off or content is None:
            return True
        if content.get("/Type") != "/OCMD":
            return _id(content) not in self._off
        members = _plain(content.get("/OCGs"))
        on = [item not in self._off for item in _ids(members if isinstance(members, list) else [members])]
        policy = content.get("/P", "/AnyOn")
        wanted = policy in ("/AnyOn", "/AllOn")
        meet = any if policy in ("/AnyOn", "/AnyOff") else all
        return meet(item == wanted for item in on) if on else True


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else None


def _ids(values: Any) -> set[int]:
    return {_id(item) for value in _plain(values) or values or [] if (item := _plain(value)) is not None}


def _id(layer: Any) -> int:
    """Return what a layer is known by: its number in the file, as each name leads to the same object."""
    reference = getattr(layer, "indirect_reference", None)
    return reference.idnum if reference is not None else id(layer)
