"""PDF files of given operations, as a hostile or odd program would write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

Resources = Mapping[str, Mapping[str, Any]]


def pdf(path: Path, *pages: str, writer: PdfWriter | None = None, resources: Resources | None = None) -> Path:
    """Write pages of 200 x 200 points, whose font is called F; each text is a page's operations."""
    writer = writer or PdfWriter()
    for operations in pages:
        page = writer.add_blank_page(200, 200)
        font = names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica", Encoding="/WinAnsiEncoding")
        known: dict[str, Any] = {"Font": {"F": writer._add_object(font)}, **(resources or {})}
        page[NameObject("/Resources")] = _dictionary(known)
        stream = DecodedStreamObject()
        stream.set_data(operations.encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(ContentStream(stream, writer))
    writer.write(path)
    return path


def names(**values: Any) -> DictionaryObject:
    """Return a dictionary whose texts are names."""
    return _dictionary(values)


def form(operations: str, **values: Any) -> DecodedStreamObject:
    """Return a form that shows operations."""
    stream = DecodedStreamObject()
    stream.set_data(operations.encode("cp1252"))
    stream.update(names(Type="/XObject", Subtype="/Form", BBox=[0, 0, 200, 200], **values))
    return stream


def layer(writer: PdfWriter, shown: bool) -> IndirectObject:
    """Return a new layer of a document."""
    made = writer._add_object(names(Type="/OCG"))
    off = ArrayObject([] if shown else [made])
    properties = names(OCGs=ArrayObject([made]), D=names(OFF=off))
    writer._root_object[NameObject("/OCProperties")] = properties
    return made


def _dictionary(values: Mapping[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return NameObject(value)
    if isinstance(value, (int, float)):
        return FloatObject(value)
    if type(value) is list:
        return ArrayObject([_value(item) for item in value])
    return _dictionary(value) if type(value) is dict else value
