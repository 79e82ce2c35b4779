"""The weights of a layer as they are shown: which matrices there are, and what each weight is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from cells.cell import Cell
from inspection.cell_values import units_named
from tasks.sample import Sample
from views.axes_style import drawable
from views.inside.equation_text import number
from views.network_words import shape_text

_BIASES = "b", "d"
MOST_SHOWN = 100
"""Rows of one matrix; of more of them there would be several in a line of pixels."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """One of the matrices.

    Attributes:
        values: its weights; masked in a place where there is none.
        words: what it is.
        note: what is said of it besides, and changes from epoch to epoch.
        blocks: what stands over each of its blocks of columns; empty for a single one.
        is_tall: whether it has a row for everything that is read, or said.
        is_numbered: whether the units are numbered under it.
        rows: what stands beside its rows; empty for the numbers of the units that are read.
        way: where the weight of a row and a column leads from and to.
    """

    values: np.ndarray
    words: str
    note: str
    blocks: tuple[str, ...]
    is_tall: bool
    is_numbered: bool
    way: Callable[[int, int], str]
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class LayerWeights:
    """The weights of a layer and of the output, as they are shown.

    Attributes:
        cell: what the layers are made of.
        weights: of the whole net, in the order of Keras' ``get_weights``.
        layer: number of the layer, from 0.
        features: what the numbers are called that the first layer reads.
        classes: what the answers are called, of several outputs.
        symbols: where there are very many features or classes, those of them that are shown.
        ways: in how many each layer reads; the weights are those of one way.
    """

    cell: Cell
    weights: Sequence[np.ndarray]
    layer: int
    features: tuple[str, ...] = ("x",)
    classes: tuple[str, ...] = ()
    symbols: tuple[int, ...] = ()
    ways: int = 1

    @property
    def layers(self) -> int:
        """How many recurrent layers the net has."""
        return len(self.weights) // len(self.cell.weight_shapes(1, 1))

    @property
    def units(self) -> int:
        """Units of the layer."""
        return len(self._of_layer[1])

    @property
    def _of_layer(self) -> Sequence[np.ndarray]:
        return self.cell.weights_of_layer(self.weights, self.layer)

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """From the top: kernels, bias, peepholes if there are any, and the output's kernel."""
        shown = [self._kernel(), self._recurrent_kernel(), self._bias()]
        if self.cell.peepholes:
            shown.append(self._peepholes())
        return (*shown, self._output())

    @property
    def frame(self) -> tuple[object, ...]:
        """What decides the places of the matrices, their ticks and words."""
        shown = [(matrix.words, matrix.values.shape, matrix.rows) for matrix in self.matrices]
        return self.cell.name, self.units, *shown

    def sentence(self, matrix: Matrix, row: int, column: int) -> str:
        """One weight: gate, from where, to where, value."""
        value = matrix.values[row, column]
        shown = "none" if value is np.ma.masked else number(float(value))
        return f"{matrix.way(row, column)}: {shown}"

    # The matrices.

    def _kernel(self) -> Matrix:
        kernel = self._of_layer[0]
        first = "symbol x" if len(kernel) == 1 else "input x"
        source = f"h of layer {self.layer}" if self.layer else first
        words = f"kernel W, layer {self.layer + 1}\nfrom {source}\n{shape_text(kernel.shape)}"
        if self.layer:
            return self._make("Kernel", kernel, words, True, self._unit_below)
        few = self._few(len(kernel))
        shown = self._make("Kernel", kernel[few], words, len(kernel) > 1, self._feature)
        note, rows = _share_of(len(few), kernel), _names(self.features, few)
        return replace(shown, note=note, rows=rows) if len(kernel) > 1 else shown

    def _few(self, count: int) -> list[int]:
        """Which rows are shown of so many: all, or those of some symbols."""
        return list(range(count) if count <= MOST_SHOWN else self.symbols or range(MOST_SHOWN))

    def _recurrent_kernel(self) -> Matrix:
        kernel = self._of_layer[1]
        words = f"recurrent kernel U\nfrom hₜ₋₁\n{shape_text(kernel.shape)}"
        is_tall = len(kernel) > 1
        return self._make(
            "Recurrent kernel",
            kernel,
            words,
            is_tall,
            lambda row: f"from hₜ₋₁ of unit {row + 1} to",
        )

    def _bias(self) -> Matrix:
        bias = np.atleast_2d(self._of_layer[2])
        names = _BIASES[: len(bias)]
        words = f"bias {' and '.join(names)}\n{bias.size:,} numbers"
        shown = self._make("Bias", bias, words, False, self._bias_letter)
        # Under what stands last their numbers are those of all that is above.
        return replace(shown, is_numbered=not self.cell.peepholes, rows=names[1:] and names)

    def _peepholes(self) -> Matrix:
        """One row, each vector under the columns of its gate, and nothing where there is none."""
        vectors = self._of_layer[3]
        # Of zeros: what a picture reckons with under the mask shall never overflow.
        nothing = np.zeros((1, len(self.cell.blocks) * self.units), vectors.dtype)
        row = np.ma.masked_array(nothing, mask=True)
        for symbol, vector in zip(self.cell.peepholes, vectors, strict=True):
            start = self.cell.blocks.index(symbol) * self.units
            row[0, start : start + self.units] = vector
        words = f"peepholes p\nfrom the cell state\n{vectors.size:,} numbers"
        shown = self._make("Peephole", row, words, False, lambda _: "from its own cell state to")
        return replace(shown, is_numbered=True)

    def _output(self) -> Matrix:
        kernel, biases = self.weights[-2].T, self.weights[-1]
        is_single = len(kernel) == 1
        ends = [number(float(end), 2) for end in (biases.min(), biases.max())]
        few = self._few(len(kernel))
        share = _share_of(len(few), kernel)
        return Matrix(
            values=kernel[few],
            words=f"output kernel{share and f', {share}'}\nfrom h of layer {self.layers}\n ",
            note=f"its bias: {number(float(biases[0]))}"
            if is_single
            else f"b: {ends[0]} to {ends[1]}",
            blocks=(),
            is_tall=not is_single,
            is_numbered=True,
            way=self._way_to_output,
            rows=() if is_single else _names(self.classes, few),
        )

    def _make(
        self,
        title: str,
        values: np.ndarray,
        words: str,
        is_tall: bool,
        source: Callable[[int], str],
    ) -> Matrix:
        way = partial(self._way, title, source)
        return Matrix(values, words, "", block_names(self.cell), is_tall, False, way)

    # Where a weight leads.

    def _way(self, title: str, source: Callable[[int], str], row: int, column: int) -> str:
        symbol = self.cell.blocks[column // self.units]
        gate = f"{self.cell.stage(symbol).title.lower()} {symbol}"
        return f"{title}, {gate}: {source(row)} unit {column % self.units + 1}"

    def _unit_below(self, row: int) -> str:
        names = units_named(len(self._of_layer[0]), self.ways)
        return f"from {names[row]} of layer {self.layer} to"

    def _feature(self, row: int) -> str:
        few = self._few(len(self.features))
        source = "the symbol x" if len(few) == 1 else f"“{self.features[few[row]]}” in x"
        return f"from {source} to"

    def _bias_letter(self, row: int) -> str:
        return f"{_BIASES[row]} of" if self.cell.second_bias else "of"

    def _way_to_output(self, row: int, column: int) -> str:
        to = "the output"
        if len(self.weights[-1]) > 1:
            each = self._few(len(self.weights[-1]))[row]
            to = f"“{self.classes[each]}” (bias {number(float(self.weights[-1][each]))})"
        return f"Output kernel: from unit {column + 1} of layer {self.layers} to {to}"


def few_symbols(sample: Sample) -> tuple[int, ...]:
    """Those that are shown of very many: what follows in the sample, the most frequent."""
    found, counts = np.unique(sample.targets.astype(int), return_counts=True)
    often = found[np.argsort(-counts, kind="stable")][:MOST_SHOWN]
    return tuple(map(int, np.sort(often)))


def _share_of(shown: int, kernel: np.ndarray) -> str:
    """That not all rows are shown; empty where they are."""
    return "" if shown == len(kernel) else f"{shown} of {len(kernel):,} rows"


def _names(all_names: Sequence[str], few: list[int]) -> tuple[str, ...]:
    return tuple(drawable(all_names[each]) for each in few)


def block_names(cell: Cell) -> tuple[str, ...]:
    """What stands over the columns of each gate: its letter and the word for it."""
    return tuple(
        f"{symbol}  {cell.stage(symbol).title.lower().removesuffix(' gate')}"
        for symbol in cell.blocks
    )
