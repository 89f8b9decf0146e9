"""Lets pypdf see only the text of a page that people see.

pypdf hands each operation of a page to a visitor before it reads it. The gate follows the graphics state and empties
the operands of operations that would paint what cannot be seen: invisible rendering modes, the colour of the ground,
letters below 2 points, full transparency, places outside the page or the clipping path, layers that are switched off.

It does not know pictures and shadings: text on them counts as seen. Nor does it see that something is painted over text
later on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.formats.colour import indistinct
from ingest.formats.pdf.graphics import Graphics
from ingest.formats.pdf.layers import Layers
from ingest.formats.pdf.matrix import Box, around

_SMALLEST = 2.0  # points; the small print of contracts has 5
_OPAQUE_LEAST = 0.05
_LETTER = 0.5  # of its height is the usual width of a letter
_UNPAINTED = frozenset({3, 7})  # text rendering modes (ISO 32000-1, 9.3.6): invisible, clipping only
_STROKED = frozenset({1, 5})
_FILLED_AND_STROKED = frozenset({2, 6})
_SHOWS = {"Tj": 0, "TJ": 0, "'": 0, '"': 2}  # operators that show text, and which operand is the text


class Gate:
    """A visitor for `extract_text`; one for each page."""

    def __init__(self, page: Mapping[str, Any], box: Box, layers: Layers) -> None:
        self.hidden = 0
        self._graphics = Graphics(page, box, layers)
        self._was_hidden = False

    def before(self, operator: bytes, operands: list[Any], *_: object) -> None:
        """Follow an operation, and empty it if it would show hidden text."""
        name = operator.decode("latin-1")
        self._graphics.follow(name, operands)
        if name in _SHOWS:
            self._show(operands, _SHOWS[name])

    def after(self, operator: bytes, *_: object) -> None:
        """Leave a form; its operations came between its `Do` and now."""
        if operator == b"Do":
            self._graphics.leave_form()

    def _show(self, operands: list[Any], position: int) -> None:
        if len(operands) <= position or not (letters := _length(operands[position])):
            return
        hidden = self._is_hidden(letters)
        if hidden:
            operands[position] = type(operands[position])()
        self.hidden += hidden and not self._was_hidden  # a sentence is often shown in many operations
        self._was_hidden = hidden

    def _is_hidden(self, letters: int) -> bool:
        state = self._graphics.state
        place = self._graphics.text.after(state.matrix)
        size = abs(state.font_size) * place.height
        if state.mode in _UNPAINTED or size < _SMALLEST or state.alpha < _OPAQUE_LEAST or not self._graphics.shown:
            return True
        width, height = max(letters, 1) * _LETTER * state.font_size, state.font_size
        corners = (place.point(x, y) for x in (0, width) for y in (-0.2 * height, 0.8 * height))
        return not around(corners).meets(state.clip) or self._is_indistinct(*place.point(0.1 * height, 0.2 * height))

    def _is_indistinct(self, x: float, y: float) -> bool:
        ground = self._graphics.paints.ground(x, y)
        fill, stroke = indistinct(self._graphics.state.fill, ground), indistinct(self._graphics.state.stroke, ground)
        if self._graphics.state.mode in _STROKED:
            return stroke
        return fill and stroke if self._graphics.state.mode in _FILLED_AND_STROKED else fill


def _length(shown: Any) -> int:
    return sum(len(part) for part in shown if isinstance(part, (str, bytes))) if isinstance(shown, list) else len(shown)
