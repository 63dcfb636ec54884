"""MiniLM made ready to run: its graph written as ONNX in memory, and run by ONNX Runtime on one thread.

With numpy most of a short text's time goes into laying out 42 MB of matrices anew for every product. The
runtime lays them out once, when the process starts: 4 ms a text instead of 8, for the same vectors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from directory.needs.minilm import HEADS, SMALL, WIDTH, Layer, Network

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float32]
OPERATORS = 20  # the first set of ONNX operators that has GELU
FORMAT = 10  # the oldest version of ONNX files that goes with it


class SentenceVectors:
    """Texts in, unit vectors out. Safe to share between threads."""

    def __init__(self, network: Network) -> None:
        self._pieces = network.pieces
        self._places = network.places
        self._session = _session(graph(network))

    def of(self, texts: Sequence[Sequence[int]]) -> Floats:
        """One unit vector a text (as numbers of word pieces, none empty)."""
        return np.array([self._of_one(text) for text in texts], dtype=np.float32).reshape(-1, WIDTH)

    def _of_one(self, text: Sequence[int]) -> Floats:
        rows = self._pieces[np.asarray(text, dtype=np.int64)] + self._places[: len(text)]
        vector: Floats = self._session.run(None, {"rows": rows})[0]
        return vector


def _session(model: ModelProto) -> InferenceSession:
    # Here, as the library may start a thread when it is imported: a process that was forked after that waits
    # at its end for a thread it never had. gunicorn forks once the site's modules are there.
    from onnxruntime import (
        GraphOptimizationLevel,
        InferenceSession,
        SessionOptions,
    )

    options = SessionOptions()
    # One thread: for matrices as small as these several wait for each other more than they work.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3  # errors
    return InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def graph(network: Network) -> ModelProto:
    """The network from summed word pieces and places (`rows`, one a piece) to the sentence's `vector`."""
    return _Writer().written(network)


class _Writer:
    """Writes one graph: every call of `_node` adds an operation and returns the name of what comes out."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._by_head = self._constant(np.array([0, HEADS, WIDTH // HEADS], dtype=np.int64))
        self._by_piece = self._constant(np.array([0, WIDTH], dtype=np.int64))
        self._scale = self._constant(np.float32(1 / math.sqrt(WIDTH / HEADS)))

    def written(self, network: Network) -> ModelProto:
        """The whole model; called once."""
        rows = self._normed("rows", network.norm)
        for layer in network.layers:
            rows = self._through(layer, rows)
        mean = self._node("ReduceMean", rows, self._constant(np.array([0], dtype=np.int64)), keepdims=0)
        self._nodes.append(helper.make_node("LpNormalization", [mean], ["vector"], axis=0, p=2))
        taken = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["pieces", WIDTH])
        given = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [WIDTH])
        whole = helper.make_graph(self._nodes, "minilm", [taken], [given], self._constants)
        opset = helper.make_opsetid("", OPERATORS)
        return helper.make_model(whole, opset_imports=[opset], ir_version=FORMAT)

    def _through(self, layer: Layer, rows: str) -> str:
        seen = self._linear(layer, "output", self._attended(layer, rows))
        rows = self._normed(self._node("Add", rows, seen), layer.norms["after_attention"])
        step = self._node("Gelu", self._linear(layer, "up", rows), approximate="tanh")
        step = self._linear(layer, "down", step)
        return self._normed(self._node("Add", rows, step), layer.norms["after_step"])

    def _attended(self, layer: Layer, rows: str) -> str:
        """Each word piece as a mixture of all, head by head."""
        query, key, value = (
            self._node("Reshape", self._linear(layer, name, rows), self._by_head)
            for name in ("query", "key", "value")
        )
        query = self._node("Transpose", query, perm=[1, 0, 2])
        key = self._node("Transpose", key, perm=[1, 2, 0])
        value = self._node("Transpose", value, perm=[1, 0, 2])
        scores = self._node("Mul", self._node("MatMul", query, key), self._scale)
        mixed = self._node("MatMul", self._node("Softmax", scores, axis=-1), value)
        return self._node("Reshape", self._node("Transpose", mixed, perm=[1, 0, 2]), self._by_piece)

    def _linear(self, layer: Layer, name: str, rows: str) -> str:
        product = self._node("MatMul", rows, self._constant(layer.matrices[name]))
        return self._node("Add", product, self._constant(layer.biases[name]))

    def _normed(self, rows: str, norm: tuple[Floats, Floats]) -> str:
        gain, shift = (self._constant(part) for part in norm)
        return self._node("LayerNormalization", rows, gain, shift, axis=-1, epsilon=float(SMALL))

    def _node(self, operation: str, *taken: str, **settings: Any) -> str:
        name = f"step{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, list(taken), [name], **settings))
        return name

    def _constant(self, values: npt.ArrayLike) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
