"""Writes the encoder as an ONNX graph over the weights that stand in a model folder."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from companion.embed.weights import Shape

_RUNTIME = "com.microsoft"  # ONNX Runtime's own operators: its attention never writes the whole score matrix down


def write_graph(folder: Path, shape: Shape, epsilon: float) -> None:
    """Write `model.onnx`: token ids (texts, tokens) of texts of one length -> embeddings (texts, hidden).

    Texts of one length need no padding and so no mask; pooling is a plain mean. The graph holds no weights of its
    own but points into `model.safetensors`: both ways of running the model compute with the same numbers, the disk
    holds them once, and ONNX Runtime maps the word embeddings into memory instead of reading 380 MB.
    """
    graph = _Graph(folder / "model.safetensors", epsilon)
    states = _embedded(graph, shape.hidden)
    for layer in range(shape.layers):
        states = _layer(graph, states, f"encoder.layer.{layer}", shape.heads)
    texts = graph.add("Reshape", states, "form")
    mean = graph.add("ReduceMean", texts, graph.whole([1]), keepdims=0)
    graph.add("LpNormalization", mean, output="embedding", axis=-1, p=2)
    (folder / "model.onnx").write_bytes(graph.serialised(shape.hidden))


def _embedded(graph: _Graph, hidden: int) -> str:
    """Sum the three embeddings; the rows of all texts stand one below another, since matrices multiply fastest so."""
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    kind = graph.add("Gather", graph.weight("embeddings.token_type_embeddings.weight"), graph.whole(0))
    tokens = graph.add("Shape", "ids", start=1)
    places = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), graph.whole([0]), tokens)
    total = graph.add("Add", words, graph.add("Add", places, kind))
    graph.add("Shape", total, output="form")
    rows = graph.add("Reshape", total, graph.whole([-1, hidden], output="rows"))
    return graph.norm(rows, "embeddings")


def _layer(graph: _Graph, states: str, layer: str, heads: int) -> str:
    parts = (graph.linear(states, f"{layer}.attention.self.{part}") for part in ("query", "key", "value"))
    by_text = [graph.add("Reshape", part, "form") for part in parts]
    mixed = graph.add("MultiHeadAttention", *by_text, domain=_RUNTIME, num_heads=heads)
    attended = graph.linear(graph.add("Reshape", mixed, "rows"), f"{layer}.attention.output.dense")
    states = graph.norm(graph.add("Add", attended, states), f"{layer}.attention.output")
    widened = graph.add("Gelu", graph.linear(states, f"{layer}.intermediate.dense"))
    return graph.norm(graph.add("Add", graph.linear(widened, f"{layer}.output.dense"), states), f"{layer}.output")


class _Graph:
    """A growing ONNX graph; every `add` returns the name of its result."""

    def __init__(self, safetensors: Path, epsilon: float) -> None:
        with safetensors.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            self._index = json.loads(file.read(length))
        self._file, self._start, self._epsilon = safetensors.name, 8 + length, epsilon
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def add(self, operator: str, *inputs: str, output: str = "", domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        name = output or f"step{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def linear(self, states: str, layer: str) -> str:
        return self.add("Gemm", states, self.weight(f"{layer}.weight"), self.weight(f"{layer}.bias"), transB=1)

    def norm(self, states: str, layer: str) -> str:
        scale, shift = (self.weight(f"{layer}.LayerNorm.{part}") for part in ("weight", "bias"))
        return self.add("LayerNormalization", states, scale, shift, epsilon=self._epsilon)

    def weight(self, name: str) -> str:
        from onnx import TensorProto

        begin, end = self._index[name]["data_offsets"]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=self._index[name]["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": self._file, "offset": self._start + begin, "length": end - begin}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self._constants.append(tensor)
        return name

    def whole(self, values: int | list[int], output: str = "") -> str:
        from onnx import numpy_helper

        name = output or f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def serialised(self, hidden: int) -> bytes:
        from onnx import TensorProto, helper

        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
        embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", hidden])
        graph = helper.make_graph(self._nodes, "encoder", [ids], [embedding], self._constants)
        operators = [helper.make_opsetid("", 21), helper.make_opsetid(_RUNTIME, 1)]
        return bytes(helper.make_model(graph, opset_imports=operators, ir_version=10).SerializeToString())
