"""The graphics state of a page while its operations go by (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ingest.formats.colour import BLACK, Colour
from ingest.formats.pdf.layers import Layers
from ingest.formats.pdf.matrix import Box, Matrix, around
from ingest.formats.pdf.paint import Paints, Space, colour_of, space_of

_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_PATH_ENDS = _FILLS | {"n", "S", "s"}
_STATES_MOST = 200  # saved states; a file that saves more forgets to restore


class State(NamedTuple):
    """What `q` saves and `Q` restores, as far as it decides whether text is seen."""

    matrix: Matrix
    clip: Box
    fill: Colour | None = BLACK
    stroke: Colour | None = BLACK
    alpha: float = 1.0
    fill_space: Space = "process"
    stroke_space: Space = "process"
    mode: int = 0
    font_size: float = 0.0
    leading: float = 0.0


class Graphics:
    """Follows the operations of one page and of the forms that it shows.

    Attributes:
        state: the state now.
        text: where the next letter comes, in the space of the state's matrix; the width of letters is not followed.
        paints: what has been painted so far.
    """

    def __init__(self, page: Mapping[str, Any], box: Box, layers: Layers) -> None:
        self.state = State(Matrix(), box)
        self.text = self._line = Matrix()
        self.paints = Paints()
        self._saved: list[State] = []
        self._forms: list[tuple[State, int]] = []
        self._resources: list[Any] = [page.get("/Resources") or {}]
        self._layers, self._marks = layers, [True]
        self._clipping = False

    @property
    def shown(self) -> bool:
        """Whether the layers that the operations belong to are shown."""
        return self._marks[-1]

    def follow(self, name: str, operands: list[Any]) -> None:
        """Take in an operation."""
        handler = _HANDLERS.get(name)
        if name in _PATH_ENDS:
            self._end_path(name)
        elif handler:
            handler(self, operands)

    def leave_form(self) -> None:
        """Return to the state before a form was shown."""
        if self._forms:
            self.state, saved = self._forms.pop()
            del self._saved[saved:]
            self._resources.pop()
            self._marks.pop()

    # --- text ---------------------------------------------------------------------------------------------------------

    def _begin_text(self, _: list[Any]) -> None:
        self.text = self._line = Matrix()

    def _set_text(self, operands: list[Any]) -> None:
        self.text = self._line = _matrix(operands)

    def _move(self, operands: list[Any]) -> None:
        x, y = _numbers(operands, 2)
        self.text = self._line = Matrix(e=x, f=y).after(self._line)

    def _move_and_lead(self, operands: list[Any]) -> None:
        self.state = self.state._replace(leading=-_numbers(operands, 2)[1])
        self._move(operands)

    def _next_line(self, _: list[Any]) -> None:
        self.text = self._line = Matrix(f=-self.state.leading).after(self._line)

    def _font(self, operands: list[Any]) -> None:
        size = _numbers(operands[1:], 1)[0]
        font = self._resource("/Font", operands[0]) if operands else None
        if font and font.get("/Subtype") == "/Type3":  # its letters have a size of their own
            size *= 1000 * abs(_numbers(font.get("/FontMatrix", []), 6)[0])
        self.state = self.state._replace(font_size=size)

    def _mode(self, operands: list[Any]) -> None:
        self.state = self.state._replace(mode=int(_numbers(operands, 1)[0]))

    def _lead(self, operands: list[Any]) -> None:
        self.state = self.state._replace(leading=_numbers(operands, 1)[0])

    # --- graphics -----------------------------------------------------------------------------------------------------

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) < _STATES_MOST:
            self._saved.append(self.state)

    def _restore(self, _: list[Any]) -> None:
        floor = self._forms[-1][1] if self._forms else 0
        if len(self._saved) > floor:
            self.state = self._saved.pop()

    def _transform(self, operands: list[Any]) -> None:
        self.state = self.state._replace(matrix=_matrix(operands).after(self.state.matrix))

    def _device_fill(self, operands: list[Any]) -> None:
        self.state = self.state._replace(fill=colour_of(operands), fill_space="process")

    def _device_stroke(self, operands: list[Any]) -> None:
        self.state = self.state._replace(stroke=colour_of(operands), stroke_space="process")

    def _fill(self, operands: list[Any]) -> None:
        self.state = self.state._replace(fill=colour_of(operands, self.state.fill_space))

    def _stroke(self, operands: list[Any]) -> None:
        self.state = self.state._replace(stroke=colour_of(operands, self.state.stroke_space))

    def _fill_space(self, operands: list[Any]) -> None:
        space = self._space(operands)
        self.state = self.state._replace(fill=BLACK if space == "process" else None, fill_space=space)

    def _stroke_space(self, operands: list[Any]) -> None:
        space = self._space(operands)
        self.state = self.state._replace(stroke=BLACK if space == "process" else None, stroke_space=space)

    def _space(self, operands: list[Any]) -> Space:
        return space_of(operands[0], self._resource("/ColorSpace", operands[0])) if operands else "other"

    def _dictionary(self, operands: list[Any]) -> None:
        given = self._resource("/ExtGState", operands[0]) if operands else None
        if given and "/ca" in given:
            self.state = self.state._replace(alpha=_numbers([given["/ca"]], 1)[0])

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = _numbers(operands, 4)
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.paints.outline([self.state.matrix.point(*corner) for corner in corners])

    def _start_path(self, operands: list[Any]) -> None:
        self.paints.outline([self.state.matrix.point(*_numbers(operands, 2))])

    def _draw(self, operands: list[Any]) -> None:
        self.paints.extend(self.state.matrix.point(*_numbers(operands[-2:], 2)))

    def _clip(self, _: list[Any]) -> None:
        self._clipping = True

    def _end_path(self, name: str) -> None:
        if self._clipping and (outline := self.paints.box()):
            self.state = self.state._replace(clip=self.state.clip.shared(outline))
        self._clipping = False
        self.paints.end(self.state.fill if name in _FILLS else None, painted=name in _FILLS)

    # --- forms and layers ---------------------------------------------------------------------------------------------

    def _form(self, operands: list[Any]) -> None:
        form = (self._resource("/XObject", operands[0]) if operands else None) or {}
        self._forms.append((self.state, len(self._saved)))
        self._resources.append(form.get("/Resources") or self._resources[-1])
        self._marks.append(self._marks[-1] and self._layers.shown(form.get("/OC")))
        matrix = _matrix(form["/Matrix"]) if "/Matrix" in form else Matrix()
        self.state = self.state._replace(matrix=matrix.after(self.state.matrix))
        if form.get("/Subtype") == "/Image":
            unit = around(self.state.matrix.point(x, y) for x in (0, 1) for y in (0, 1))
            self.paints.cover(unit, None)

    def _mark(self, operands: list[Any]) -> None:
        layer = operands[1] if len(operands) > 1 and operands[0] == "/OC" else None
        if isinstance(layer, str):
            layer = self._resource("/Properties", layer)
        self._marks.append(self._marks[-1] and self._layers.shown(layer))

    def _unmark(self, _: list[Any]) -> None:
        if len(self._marks) > 1 + len(self._forms):
            self._marks.pop()

    def _resource(self, kind: str, name: Any) -> Any:
        found = (self._resources[-1].get_object() if hasattr(self._resources[-1], "get_object") else {}).get(kind)
        return found.get_object().get(name, _NOTHING).get_object() if found is not None else None


class _Nothing:
    def get_object(self) -> None:
        return None


_NOTHING = _Nothing()
_HANDLERS: Mapping[str, Any] = {
    "BT": Graphics._begin_text,
    "Tm": Graphics._set_text,
    "Td": Graphics._move,
    "TD": Graphics._move_and_lead,
    **dict.fromkeys(("T*", "'", '"'), Graphics._next_line),
    "Tf": Graphics._font,
    "Tr": Graphics._mode,
    "TL": Graphics._lead,
    "q": Graphics._save,
    "Q": Graphics._restore,
    "cm": Graphics._transform,
    **dict.fromkeys(("g", "rg", "k"), Graphics._device_fill),
    **dict.fromkeys(("G", "RG", "K"), Graphics._device_stroke),
    **dict.fromkeys(("sc", "scn"), Graphics._fill),
    **dict.fromkeys(("SC", "SCN"), Graphics._stroke),
    "cs": Graphics._fill_space,
    "CS": Graphics._stroke_space,
    "gs": Graphics._dictionary,
    "re": Graphics._rectangle,
    "m": Graphics._start_path,
    **dict.fromkeys(("l", "c", "v", "y"), Graphics._draw),
    **dict.fromkeys(("W", "W*"), Graphics._clip),
    "Do": Graphics._form,
    **dict.fromkeys(("BDC", "BMC"), Graphics._mark),
    "EMC": Graphics._unmark,
}


def _matrix(operands: Sequence[Any]) -> Matrix:
    return Matrix(*_numbers(operands, 6))


def _numbers(operands: Sequence[Any], count: int) -> list[float]:
    """Return so many numbers; what is missing or none is 0."""
    values = [float(part) if isinstance(part, (int, float)) else 0.0 for part in operands[:count]]
    return values + [0.0] * (count - len(values))
