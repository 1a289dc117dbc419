"""ONNX file -> its tensors, as views that can be written to: just as much of the format as that takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Numbers of fields and of types in onnx.proto3: ModelProto.graph, GraphProto.initializer, TensorProto.*, TensorProto.DataType.
_GRAPH, _INITIALIZER = 7, 5
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9
_TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("<f4"), 3: np.dtype("i1")}


def tensors(model: bytearray) -> dict[str, NDArray[Any]]:
    """The float32 and int8 initializers of ``model`` by name. They are views: what is written to them is written to ``model``."""
    found = {}
    for graph in _parts(model, 0, len(model), _GRAPH):
        for start, end in _parts(model, *graph, _INITIALIZER):
            fields = [*_fields(model, start, end)]
            kind = next((a for number, a, _ in fields if number == _TYPE), 0)
            name, raw = (next(((a, b) for number, a, b in fields if number == wanted), None) for wanted in (_NAME, _RAW))
            if kind not in _TYPES or name is None or raw is None:
                continue
            shape = [*_dims(model, fields)]
            view = np.frombuffer(model, _TYPES[kind], count=int(np.prod(shape)), offset=raw[0])
            found[model[slice(*name)].decode()] = view.reshape(shape)
    return found


def _dims(model: bytearray, fields: list[tuple[int, int, int]]) -> Iterator[int]:
    """The lengths of a tensor's axes, which are written one by one or packed into one field."""
    for number, a, b in fields:
        if number == _DIMS and b < 0:
            yield a
        elif number == _DIMS:
            at = a
            while at < b:
                value, at = _varint(model, at)
                yield value


def _parts(model: bytearray, start: int, end: int, wanted: int) -> Iterator[tuple[int, int]]:
    return ((a, b) for number, a, b in _fields(model, start, end) if number == wanted and b >= 0)


def _fields(model: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The fields of one message: number, then where it starts and ends, or its value and -1 when it is a plain number."""
    while start < end:
        tag, start = _varint(model, start)
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            value, start = _varint(model, start)
            yield number, value, -1
        else:
            length, start = _varint(model, start) if wire == 2 else ({1: 8, 5: 4}[wire], start)
            yield number, start, start + length
            start += length


def _varint(model: bytearray, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, lowest first, and where the next field starts."""
    value = shift = 0
    while True:
        byte = model[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
