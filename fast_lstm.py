"""The LSTM's layer made fast: the same numbers as :class:`custom_lstm.LSTMLayer`, sooner.

To understand the LSTM, read :mod:`custom_lstm`; here is what stands in for its layer where a
network trains, for speed alone. The loops over time allocate nothing: all numbers of all
steps lie in a tape that is made once, and each step works on views into it. x, h_tm1 and a 1
lie one below the other, so that a single product with a matrix gives all four gates; one tanh
squashes them all; slopes are computed for all steps at once. A test holds both layers equal,
``python -m benchmarks.numpy_speed`` says what this one brings.

Each array of a step is features × rows, so each gate is one contiguous block.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from custom_lstm import side_by_side


class Step(NamedTuple):
    """The numbers of one layer at one time step; each array is (features, rows).

    They are views into the layer's :class:`FastTape`, so writing them fills the tape.
    """

    fed: np.ndarray
    """What the gates see: x over h_tm1 over a row of ones, ``(n_in + n + 1, rows)``."""
    gates: np.ndarray
    """All four gates, ``(4n, rows)``; i, f, g and o are its quarters."""
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    c_tm1: np.ndarray
    c: np.ndarray
    tanh_c: np.ndarray
    h: np.ndarray
    """The ``h_tm1`` within the next step's ``fed``."""


class Squash(NamedTuple):
    """Factors that let one tanh serve all four gates.

    Since σ(z) = ½ + ½·tanh(z/2), every gate is ``shift + scale·tanh(scale·z)``: scale and
    shift are ½ for i, f and o, 1 and 0 for the candidate. The inner scale is multiplied into
    the weights beforehand. Both are ``(4n, rows)``: NumPy is slower when it must broadcast.
    """

    scale: np.ndarray
    shift: np.ndarray


def step_forward(
    weights: np.ndarray,
    squash: Squash,
    step: Step,
    scratch: np.ndarray,
    wx: np.ndarray | None = None,
) -> None:
    """One step of the cell: from x, h_tm1 and c_tm1 to the gates, c and h.

    Depends on nothing but its arguments. Results go into the arrays of ``step``: the loop
    over time allocates nothing.

    Args:
        weights: ``(4n, n_in + n + 1)``, from :meth:`FastLSTMLayer.prepare`.
        squash: see there.
        step: ``fed`` and ``c_tm1`` are read, the others written.
        scratch: ``(n, rows)``, overwritten.
        wx: W x, ``(4n, rows)``, where x is not in ``fed``.
    """
    fed, gates, i, f, g, o, c_tm1, c, tanh_c, h = step
    # i, f, o = σ(W x + U h_tm1 + b), g = tanh(W x + U h_tm1 + b)
    np.matmul(weights, fed, out=gates)
    if wx is not None:
        np.add(gates, wx, out=gates)
    np.tanh(gates, out=gates)
    np.multiply(gates, squash.scale, out=gates)
    np.add(gates, squash.shift, out=gates)
    # c = f·c_tm1 + i·g
    np.multiply(f, c_tm1, out=c)
    np.multiply(i, g, out=scratch)
    np.add(c, scratch, out=c)
    # h = o·tanh(c)
    np.tanh(c, out=tanh_c)
    np.multiply(o, tanh_c, out=h)


class StepBack(NamedTuple):
    """What the way back through one time step works on.

    ``dh`` and the like stand for the derivative of the loss by that quantity, and
    z = W x + U h_tm1 + b for what goes into the gates. Views, as in :class:`Step`.
    """

    dz: np.ndarray
    """``(4n, rows)``: holds the cell's own slopes before the step back, ∂L/∂z after it."""
    dz_ifg: np.ndarray
    """Its first three quarters, ``(3, n, rows)``; before: ∂c/∂z_i, ∂c/∂z_f, ∂c/∂z_g."""
    dz_o: np.ndarray
    """Its last quarter; before: ∂h/∂z_o."""
    f: np.ndarray
    """Also ∂c/∂c_tm1."""
    dh_by_dc: np.ndarray
    """∂h/∂c = o·(1 − tanh²c)."""
    dh: np.ndarray
    """∂L/∂h, by all ways: the layer above at this step, and this layer at later ones."""


def step_back(
    recurrent_kernel: np.ndarray,
    step: StepBack,
    dc: np.ndarray,
    dh_tm1: np.ndarray,
    scratch: np.ndarray,
) -> None:
    """One step of backpropagation through time: the chain rule, line by line.

    c reaches the loss through h and through the next step, i, f and g only through c::

        dc      += dh · ∂h/∂c
        dz_ifg   = dc · ∂c/∂z_ifg             dz_o = dh · ∂h/∂z_o
        dc_tm1   = dc · f                     dh_tm1 = U dz

    Args:
        recurrent_kernel: U, ``(n, 4n)``.
        step: its ``dz`` is turned from slopes into ∂L/∂z.
        dc: what the next step passed back, ``(n, rows)``; left holding dc_tm1.
        dh_tm1: result, ``(n, rows)``.
        scratch: ``(n, rows)``, overwritten.
    """
    dz, dz_ifg, dz_o, f, dh_by_dc, dh = step
    np.multiply(dh, dh_by_dc, out=scratch)
    np.add(dc, scratch, out=dc)
    np.multiply(dz_ifg, dc, out=dz_ifg)
    np.multiply(dz_o, dh, out=dz_o)
    np.multiply(dc, f, out=dc)
    np.matmul(recurrent_kernel, dz, out=dh_tm1)


class FastTape:
    """What a layer computed over a stretch of steps: the state before it, then step by step.

    Attributes:
        fed: ``(steps + 1, n_in + n + 1, rows)``: x, h_tm1 and ones of every step. The last
            one has no x: it is there for the h that the last step leaves.
        gates: ``(steps, 4, n, rows)``: i, f, g, o.
        c: ``(steps + 1, n, rows)``: the cell state, first that before the first step.
        tanh_c: ``(steps, n, rows)``.
        x: within ``fed``, to be set before the layer runs, ``(steps, n_in, rows)``.
        h: within ``fed``, ``(steps, n, rows)``: what the layer passes on.
        states: h and c before the first step, ``(n, rows)`` each.
        last_states: h and c after the last step.
        steps: the same numbers, one :class:`Step` for each.
        begun: ``(steps, rows)``, 0 where a row's sequence has not begun and states are zero, or 1;
            None where all have begun.
    """

    begun: np.ndarray | None = None

    def __init__(self, steps: int, n_in: int, n: int, rows: int, dtype: str) -> None:
        self.fed = np.zeros((steps + 1, n_in + n + 1, rows), dtype)
        self.fed[:, -1] = 1
        self.gates = np.zeros((steps, 4, n, rows), dtype)
        self.c = np.zeros((steps + 1, n, rows), dtype)
        self.tanh_c = np.zeros((steps, n, rows), dtype)
        self.x = self.fed[:-1, :n_in]
        self.h = self.fed[1:, n_in:-1]
        self.h_and_one = self.fed[1:, n_in:]
        self.states = self.fed[0, n_in:-1], self.c[0]
        self.last_states = self.fed[-1, n_in:-1], self.c[-1]
        self.steps = [
            Step(
                self.fed[t],
                self.gates[t].reshape(4 * n, rows),
                i,
                f,
                g,
                o,
                self.c[t],
                self.c[t + 1],
                self.tanh_c[t],
                self.fed[t + 1, n_in:-1],
            )
            for t, (i, f, g, o) in enumerate(self.gates)
        ]
        ones = np.ones((n, rows), dtype)
        self.squash = Squash(
            scale=np.concatenate([ones / 2, ones / 2, ones, ones / 2]),
            shift=np.concatenate([ones / 2, ones / 2, 0 * ones, ones / 2]),
        )
        self.scratch = np.empty((n, rows), dtype)

    @property
    def values(self) -> dict[str, np.ndarray]:
        """Gates and states after each step, ``(steps, n, rows)``, by their symbols."""
        gates = dict(zip("ifgo", self.gates.swapaxes(0, 1), strict=True))
        return gates | {"c": self.c[1:], "h": self.h}

    def hold(self, t: int, *arrays: np.ndarray) -> None:
        """Zero what ``(n, rows)`` of a step has of rows whose sequence has not begun."""
        if self.begun is not None and not self.begun[t].all():
            for array in arrays:
                np.multiply(array, self.begun[t], out=array)

    def carry_on(self) -> None:
        """Make the states after the last step those before the first: that is "stateful"."""
        for state, last in zip(self.states, self.last_states, strict=True):
            state[:] = last

    def zero(self) -> None:
        """Begin from zero states."""
        for state in self.states:
            state[:] = 0


class FastTapeBack:
    """What the way back along a :class:`FastTape` needs besides: slopes and derivatives.

    Attributes:
        dz: ``(steps, 4, n, rows)``, see :class:`StepBack`.
        dh: ``(steps, n, rows)``: ∂L/∂h, to be set to what the layer above passes back.
        dh_by_dc: ``(steps, n, rows)``.
        steps: the same numbers, one :class:`StepBack` for each.
    """

    def __init__(self, tape: FastTape) -> None:
        self.tape = tape
        # Not zeros_like: zeros take neither time nor memory until they are written to.
        self.dz = np.zeros(tape.gates.shape, tape.gates.dtype)
        self.dh, self.dh_by_dc = np.zeros((2, *tape.tanh_c.shape), tape.tanh_c.dtype)
        self.steps = [
            StepBack(dz.reshape(step.gates.shape), dz[:3], dz[3], step.f, dh_by_dc, dh)
            for step, dz, dh_by_dc, dh in zip(
                tape.steps, self.dz, self.dh_by_dc, self.dh, strict=True
            )
        ]
        self.dc = np.zeros_like(tape.scratch)
        self.dh_tm1 = np.zeros_like(tape.scratch)

    def set_slopes(self) -> None:
        """The cell's own derivatives, for all steps at once: σ' = σ(1 − σ), tanh' = 1 − tanh²."""
        i, _, g, o = self.tape.gates.swapaxes(0, 1)
        dz_i, dz_f, dz_g, dz_o = self.dz.swapaxes(0, 1)
        c_tm1, tanh_c = self.tape.c[:-1], self.tape.tanh_c
        np.subtract(1, self.tape.gates, out=self.dz)
        self.dz *= self.tape.gates  # σ' of i, f and o; g's is set below
        dz_i *= g
        dz_f *= c_tm1
        np.multiply(i, 1 - g * g, out=dz_g)
        dz_o *= tanh_c
        np.multiply(o, 1 - tanh_c * tanh_c, out=self.dh_by_dc)


class FastLSTMLayer:
    """The LSTM in a loop over time; made and asked as :class:`custom_lstm.LSTMLayer`.

    Attributes:
        weights: kernel over recurrent kernel over bias, ``(n_in + n + 1, 4n)``: a view.
        gradient: of the loss by the weights, of the same shape: a view.
        reads_symbols: whether ``x`` of its tapes are symbols, ``(steps, 1, rows)``.
    """

    reads_symbols = False

    def __init__(self, n_in: int, n: int, weights: np.ndarray, gradient: np.ndarray) -> None:
        self.n_in, self.n = n_in, n
        self.weights = weights.reshape(n_in + n + 1, 4 * n)
        self.gradient = gradient.reshape(self.weights.shape)
        self.kernel = self.weights[:n_in]
        self.recurrent_kernel = self.weights[n_in:-1]
        self.scale = np.repeat(np.array([0.5, 0.5, 1, 0.5], weights.dtype), n)

    def new_tape(self, steps: int, rows: int) -> FastTape:
        """A blank tape that starts from zero states."""
        return FastTape(steps, self.n_in, self.n, rows, self.weights.dtype.name)

    def new_tape_back(self, tape: FastTape) -> FastTapeBack:
        """What the way back along ``tape`` needs."""
        return FastTapeBack(tape)

    def prepare(self) -> Any:
        """The weights as :func:`step_forward` takes them: transposed, with the inner ½ of σ."""
        return (self.weights * self.scale).T

    def forward(self, gate_weights: Any, tape: FastTape) -> None:
        """Compute all steps of ``tape`` from its ``x`` and the states before its first step."""
        for t, step in enumerate(tape.steps):
            step_forward(gate_weights, tape.squash, step, tape.scratch)
            tape.hold(t, step.h, step.c)

    def backward(self, back: FastTapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``, going through the steps in reverse.

        Backpropagation is cut at the window's start: what came before is a given.
        """
        back.set_slopes()
        back.dc[:] = 0
        back.dh_tm1[:] = 0
        for t, step in reversed([*enumerate(back.steps)]):
            np.add(step.dh, back.dh_tm1, out=step.dh)
            back.tape.hold(t, step.dh, back.dc)
            step_back(self.recurrent_kernel, step, back.dc, back.dh_tm1, back.tape.scratch)
        dz = back.dz.reshape(len(back.steps), 4 * self.n, -1)
        fed = back.tape.fed[:-1]
        np.matmul(side_by_side(fed), side_by_side(dz).T, out=self.gradient_of_fed)

    @property
    def gradient_of_fed(self) -> np.ndarray:
        """The gradient by the weights of what stands in ``fed``."""
        return self.gradient

    def pass_down(self, back: FastTapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x of all steps at once, after :meth:`backward`: x is the h of the layer below."""
        np.matmul(self.kernel, back.dz.reshape(len(back.steps), 4 * self.n, -1), out=dh_below)
