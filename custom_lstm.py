"""A recurrent network written from scratch: LSTM layers, backpropagation through time, Adam.

Read it from top to bottom: the cell, a layer, the output and its loss, the optimizer, the
network; each way back stands below its way forward. ``python custom_lstm.py`` trains it. Beside it
stand :mod:`fast_lstm`, other :mod:`cells`, :mod:`plain_layers` for an embedding and dropout,
:mod:`networks.both_ways` and :mod:`networks.pooling`, :mod:`networks.optimizers` and
:mod:`networks.output_kinds`.

The cell (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) reads an
input x and carries two states from step to step, the hidden state h and the cell state c::

    i = σ(W_i x + U_i h_tm1 + b_i)        input gate:  what of the candidate goes in
    f = σ(W_f x + U_f h_tm1 + b_f)        forget gate: what of the old state stays
    g = tanh(W_g x + U_g h_tm1 + b_g)     candidate:   what could go in
    o = σ(W_o x + U_o h_tm1 + b_o)        output gate: what of the state is shown
    c = f·c_tm1 + i·g
    h = o·tanh(c)

where σ(z) = 1 / (1 + e^−z), · multiplies unit by unit and ``_tm1`` means "at t minus 1".

Weights are laid out as in Keras: the four gates side by side in the order i, f, g, o (Keras writes
c for the candidate), 4n columns for n units. Activations are laid out the other way round,
features × rows (of a batch): each gate of a step is one block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from plain_layers import Dropout, Embedding

untold = np.errstate(over="ignore", invalid="ignore")
"""A net that explodes shows it in what it answers; whoever asked tells of it."""

BETA_1 = 0.9
"""How slowly Adam's mean of the gradient forgets: Kingma & Ba's and Keras' value."""
AT_ONCE = 2**15
"""So many weights are moved at a time: what is computed for them stays in the processor's cache."""


# ----------------------------------------------------------------------------- the cell


class Activation(NamedTuple):
    """A function that squashes a sum, number by number."""

    function: Callable[[np.ndarray], np.ndarray]
    """From a sum z to the value."""
    slope: Callable[[np.ndarray], np.ndarray]
    """The derivative by z, told from the value alone: z need not be kept."""

    def __call__(self, z: np.ndarray) -> np.ndarray:
        """The values of sums."""
        return self.function(z)


SIGMOID = Activation(lambda z: 0.5 + 0.5 * np.tanh(0.5 * z), lambda value: value * (1 - value))
"""σ(z) = 1 / (1 + e^−z) = ½ + ½·tanh(z/2), which cannot overflow."""
TANH = Activation(np.tanh, lambda value: 1 - value * value)

Values = Mapping[str, Any]
"""What a cell computed in one step, by its symbol; or the derivatives of the loss by it."""


def lstm_step(z: Any, c_tm1: Any, sigma: Any = SIGMOID, phi: Any = TANH) -> Values:
    """One step, from z = W x + U h_tm1 + b of i, f, g, o; works on Keras' arrays too."""
    z_i, z_f, z_g, z_o = z
    i, f, o = sigma(z_i), sigma(z_f), sigma(z_o)
    g = phi(z_g)
    c = f * c_tm1 + i * g
    h = o * phi(c)
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}


def lstm_step_back(
    now: Values, c_tm1: Any, dh: Any, dc: Any, sigma: Any = SIGMOID, phi: Any = TANH
) -> tuple[list[Any], Any]:
    """One step of backpropagation through time: dz of each gate, and dc_tm1.

    ``dh`` and the like stand for the derivative of the loss by that quantity: dh by all ways,
    of the layer above and of later steps; dc is what the next step passed back. c reaches the
    loss through h and through the next step; i, f and g only through c.
    """
    i, f, g, o = now["i"], now["f"], now["g"], now["o"]
    phi_c = phi(now["c"])
    dc = dc + dh * o * phi.slope(phi_c)
    dz_i = dc * g * sigma.slope(i)
    dz_f = dc * c_tm1 * sigma.slope(f)
    dz_g = dc * i * phi.slope(g)
    dz_o = dh * phi_c * sigma.slope(o)
    return [dz_i, dz_f, dz_g, dz_o], dc * f


# ------------------------------------------------------------- the layer, a loop over time


class Tape:
    """What a layer computed over a stretch of steps: the states before it, then step by step.

    Attributes:
        x: to be set before the layer runs, ``(steps, n_in, rows)``.
        in_time: each state, ``(steps + 1, n, rows)``: first that before the first step.
        h: h after each step, ``(steps, n, rows)``: what the layer passes on.
        h_and_one: h after each step over a row of ones, ``(steps, n + 1, rows)``.
        begun: ``(steps, rows)``, 0 where a row's sequence has not begun and states are zero, or 1.
        given, now: what each step was computed from, and what it computed.
    """

    def __init__(self, layer: LSTMLayer, steps: int, rows: int) -> None:
        dtype, n = layer.weights[0].dtype, layer.n
        self.x = np.zeros((steps, layer.n_in, rows), dtype)
        h_and_one = np.zeros((steps + 1, n + 1, rows), dtype)
        h_and_one[:, -1] = 1
        self.in_time = {state: np.zeros((steps + 1, n, rows), dtype) for state in layer.states}
        self.in_time["h"] = h_and_one[:, :-1]
        self.h = self.in_time["h"][1:]
        self.h_and_one = h_and_one[1:]
        self.begun = np.ones((steps, rows), dtype)
        self._symbols = layer.symbols
        self.given: list[Any] = []
        self.now: list[Values] = []

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        """The states before the first step, ``(n, rows)`` each."""
        return tuple(state[0] for state in self.in_time.values())

    @property
    def values(self) -> dict[str, np.ndarray]:
        """What was computed in each step, ``(steps, n, rows)``, by its symbol."""
        return {s: np.reshape([now[s] for now in self.now], self.h.shape) for s in self._symbols}

    def carry_on(self) -> None:
        """Make the states after the last step those before the first: that is "stateful"."""
        for state in self.in_time.values():
            state[0] = state[-1]

    def zero(self) -> None:
        """Begin from zero states."""
        for state in self.states:
            state[:] = 0


class TapeBack:
    """What the way back along a :class:`Tape` needs besides.

    Attributes:
        dh: ``(steps, n, rows)``: to be set to what comes from above each step; after the way
            back ∂L/∂h, by all ways.
        dwx: ``(steps, 4, n, rows)``: ∂L/∂(W x + b).
        duh: ∂L/∂(U h_tm1); for the LSTM the same.
    """

    def __init__(self, layer: LSTMLayer, tape: Tape) -> None:
        self.tape = tape
        steps, n, rows = tape.h.shape
        self.dh = np.zeros((steps, n, rows), tape.h.dtype)
        self.dwx, self.duh = np.zeros((2, steps, layer.gates, n, rows), self.dh.dtype)


class LSTMLayer:
    """The cell in a loop over time. What knows the cell stands at its end, for other cells.

    Attributes:
        weights: W, U and b, in the order of Keras' ``get_weights``: views.
        gradient: of the loss by the weights, in the same shapes: views.
    """

    symbols: tuple[str, ...] = ("i", "f", "g", "o", "c", "h")
    states: tuple[str, ...] = ("h", "c")
    gates = 4
    reads_symbols = False

    def __init__(self, n_in: int, n: int, weights: np.ndarray, gradient: np.ndarray) -> None:
        self.n_in, self.n = n_in, n
        self.weights = split(weights, self._shapes())
        self.gradient = split(gradient, self._shapes())

    def _shapes(self) -> tuple[tuple[int, ...], ...]:
        return (self.n_in, 4 * self.n), (self.n, 4 * self.n), (4 * self.n,)

    def new_tape(self, steps: int, rows: int) -> Tape:
        """A blank tape that starts from zero states."""
        return Tape(self, steps, rows)

    def new_tape_back(self, tape: Tape) -> TapeBack:
        """What the way back along ``tape`` needs."""
        return TapeBack(self, tape)

    def prepare(self) -> Any:
        """The weights as :meth:`forward` takes them: W and U transposed, b as a column."""
        W, U, b = self.weights
        return W.T, U.T, b[:, None]

    def forward(self, weights: Any, tape: Tape) -> None:
        """Compute all steps of ``tape`` from its ``x`` and the states before its first step."""
        W, U, b, *others = weights
        tape.given, tape.now = [], []
        for t, x in enumerate(tape.x):
            before = {symbol: state[t] for symbol, state in tape.in_time.items()}
            given = self._given(W @ x + b, U @ before["h"], before, *others)
            now = self._step(given)
            for symbol, state in tape.in_time.items():
                state[t + 1] = now[symbol] * tape.begun[t]
            tape.given.append(given)
            tape.now.append(now)

    def backward(self, back: TapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``, in reverse: what came before the tape is given."""
        tape, U = back.tape, self.weights[1]
        d = {symbol: np.zeros_like(state[0]) for symbol, state in tape.in_time.items()}
        for t in reversed(range(len(tape.now))):
            back.dh[t] += d["h"]
            back.dh[t] *= tape.begun[t]
            d = {symbol: tape.begun[t] * slope for symbol, slope in d.items()} | {"h": back.dh[t]}
            passed = self._step_back(tape.given[t], tape.now[t], d)
            back.dwx[t], back.duh[t], before = passed
            d = {symbol: before.get(symbol, np.zeros_like(d[symbol])) for symbol in d}
            d["h"] = d["h"] + U @ back.duh[t].reshape(-1, d["h"].shape[1])
        self._set_gradient(back)

    def _set_gradient(self, back: TapeBack) -> None:
        """Each weight is heard at every step and in every row, so its slopes are summed."""
        W, U, b, *_ = self.gradient
        dwx, duh = (side_by_side(d.reshape(len(d), W.shape[1], -1)) for d in (back.dwx, back.duh))
        np.matmul(side_by_side(back.tape.x), dwx.T, out=W)
        np.matmul(side_by_side(back.tape.in_time["h"][:-1]), duh.T, out=U)
        for summed, dz in zip(b.reshape(-1, W.shape[1]), (dwx, duh), strict=False):
            dz.sum(axis=1, out=summed)

    def pass_down(self, back: TapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x of all steps at once, after :meth:`backward`: x is the h of the layer below."""
        W = self.weights[0]
        np.matmul(W, back.dwx.reshape(len(dh_below), W.shape[1], -1), out=dh_below)

    def _given(self, wx: np.ndarray, uh: np.ndarray, before: Values, *_: Any) -> Any:
        return (wx + uh).reshape(4, self.n, -1), before["c"]

    def _step(self, given: Any) -> Values:
        return lstm_step(*given)

    def _step_back(self, given: Any, now: Values, d: Values) -> tuple[Any, Any, Values]:
        dz, dc_tm1 = lstm_step_back(now, given[1], d["h"], d["c"])
        return dz, dz, {"c": dc_tm1}


def split(vector: np.ndarray, shapes: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    """The arrays that lie one behind the other in a vector, as views in their shapes."""
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    parts = np.split(vector, ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def side_by_side(steps: np.ndarray) -> np.ndarray:
    """``(steps, features, rows)`` → ``(features, steps · rows)``: one product then sums all."""
    return steps.swapaxes(0, 1).reshape(steps.shape[1], -1)


# ---------------------------------------------------------------- the output and its loss


class OutputKind(NamedTuple):
    """What z, ``(answers, outputs, rows)``, answers, and how wrong that is.

    For all of them, with its own loss L, ∂L/∂z = p − y: logarithms and exponentials cancel.
    """

    p: Callable[[np.ndarray], np.ndarray]
    """The answer: a probability, of a linear output a number."""
    compare: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
    """From z and what was wanted, ``(answers, 1, rows)``: the loss of each answer, and p − y."""


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e^−z), without overflow and exact for very small results."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def binary_cross_entropy(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """−y·ln p − (1 − y)·ln(1 − p) = ln(1 + e^z) − y·z: in z no logarithm of 0 is lost."""
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), sigmoid(z) - y


PROBABILITY = OutputKind(sigmoid, binary_cross_entropy)


class Readout:
    """What the output reads of the last layer: h after each step, or after the last alone."""

    def __init__(self, at_each_step: bool) -> None:
        self._steps = slice(None if at_each_step else -1, None)

    def forward(self, tape: Any) -> np.ndarray:
        """What is read, over a row of ones, ``(answers, n + 1, rows)``."""
        return tape.h_and_one[self._steps]

    def backward(self, W: np.ndarray, dz: np.ndarray, back: Any) -> None:
        """Set ``back.dh`` to what W passes back; of other steps the output has seen nothing."""
        back.dh[: -len(dz)] = 0
        np.matmul(W, dz, out=back.dh[self._steps])


# ------------------------------------------------------------------------ the optimizer


class Optimizer:
    """What all ways from gradients to new weights share; :meth:`_move` is each one's own.

    Attributes:
        slots: names of the vectors that it remembers from update to update.
        rate: the learning rate of the updates to come.
        step: updates done.
        memory: these vectors, as long as that of all weights.
    """

    slots: tuple[str, ...]

    def __init__(self, settings: Any, size: int) -> None:
        self.settings, self._size = settings, size
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.rate, self.step = self.settings.learning_rate, 0
        self._vectors = np.zeros((len(self.slots), self._size), self.settings.dtype)
        self.memory = dict(zip(self.slots, self._vectors, strict=True))

    def update(self, weights: np.ndarray, gradient: np.ndarray) -> None:
        """Move ``weights`` one step down; ``gradient`` is clipped in place: both are vectors."""
        longest, norm = self.settings.clip_norm, np.sqrt(gradient @ gradient)
        if longest is not None and norm > longest:  # It keeps its direction (Pascanu et al. 2013).
            gradient *= longest / norm
        self.step += 1
        for start in range(0, len(weights), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            self._move(weights[part], gradient[part], self.rate, *self._vectors[:, part])

    def _move(self, weights: Any, gradient: Any, rate: float, *memory: Any) -> None:
        raise NotImplementedError


class Adam(Optimizer):
    """Adam (Kingma & Ba 2015); m is the running mean of the gradient, v that of its square."""

    slots = ("m", "v")

    def _move(self, weights: Any, gradient: Any, rate: float, *memory: Any) -> None:
        """``m / √v`` is near ±1 where the gradient keeps its sign, near 0 where it wavers."""
        m, v = memory
        m += (1 - BETA_1) * (gradient - m)
        v += (1 - self.settings.beta_2) * (gradient * gradient - v)
        weights -= m / (np.sqrt(v) + self.settings.epsilon) * (rate * self._correction())

    def _correction(self) -> np.floating:
        """What makes up for the means' start at zero; as in Keras, of float32 betas."""
        one = self.memory["m"].dtype.type(1)
        betas = (BETA_1, self.settings.beta_2)
        bias_1, bias_2 = (one - (one * np.float32(beta)) ** self.step for beta in betas)
        return np.sqrt(bias_2) / bias_1


# -------------------------------------------------------------------------- the network


class CustomNetwork:
    """Recurrent layers one upon the other, and an output that reads the last one's h.

    All weights, zero until :meth:`initialise`, lie in one vector, in the order of Keras.
    """

    def __init__(
        self,
        settings: Any,
        draw: Callable[[int], list[np.ndarray]],
        make_layer: Callable[..., Any] = LSTMLayer,
        make_optimizer: Callable[[Any, int], Optimizer] = Adam,
        head: OutputKind = PROBABILITY,
        readout: Any = None,
    ) -> None:
        """Build the net that ``settings`` say, as :class:`networks.settings.Settings` has them.

        ``draw`` gives its first weights by a seed: the embedding, if any, for each layer W, U and
        b, then those of the output, which reads what ``readout`` says: the last h, if it is None.
        """
        self.settings = settings
        self._draw = draw
        self._shapes = [weight.shape for weight in draw(0)]
        self._weights = np.zeros(sum(map(np.prod, self._shapes)), settings.dtype)
        self._gradient = np.zeros_like(self._weights)
        self._optimizer = make_optimizer(settings, len(self._weights))
        self._stack = self._make_stack(make_layer)
        self._head, self._readout = head, readout or Readout(at_each_step=False)
        shape = self._shapes[-2][0] + 1, *self._shapes[-1]  # The bias is the last line.
        self._output = self._weights[-np.prod(shape) :].reshape(shape)
        self._output_gradient = self._gradient[-np.prod(shape) :].reshape(shape)
        self._tapes = self._new_tapes(settings.window, settings.rows)
        self._tapes_back = self._new_tapes_back(self._tapes)

    def _make_stack(self, make_layer: Callable[..., Any]) -> list[Any]:
        settings, shapes, stack = self.settings, self._shapes[:-2], list[Any]()
        start, tables = 0, 1 if settings.embedding else 0
        arrays = (len(shapes) - tables) // len(settings.units)
        for n in (settings.embedding, *settings.units)[1 - tables :]:
            make, count = (make_layer, arrays) if stack or not tables else (Embedding, 1)
            part = slice(start, start + sum(map(np.prod, shapes[:count])))
            layer = make(shapes[0][0], n, self._weights[part], self._gradient[part])
            drop = [Dropout(layer.n, settings.dropout, settings.dtype)] if settings.dropout else []
            stack += [layer, *drop]
            shapes, start = shapes[count:], part.stop
        return stack

    def _new_tapes(self, steps: int, rows: int) -> list[Any]:
        return [layer.new_tape(steps, rows) for layer in self._stack]

    def _new_tapes_back(self, tapes: list[Any]) -> list[Any]:
        return [layer.new_tape_back(tape) for layer, tape in zip(self._stack, tapes, strict=True)]

    def initialise(self, seed: int) -> None:
        """Draw the initial weights that belong to ``seed``; zero optimizer and states."""
        np.concatenate([weight.ravel() for weight in self._draw(seed)], out=self._weights)
        self._optimizer.reset()
        self.reset_states()

    def reset_states(self) -> None:
        """Zero the state that is carried from window to window."""
        for tape in self._tapes:
            tape.zero()

    def _forward(self, weights: list[Any], tapes: list[Any], x: np.ndarray) -> np.ndarray:
        """Read ``x``, ``(steps, n_in, rows)``; z of the output, ``(answers, outputs, rows)``."""
        for layer, layer_weights, tape in zip(self._stack, weights, tapes, strict=True):
            tape.x[:] = x
            layer.forward(layer_weights, tape)
            x = tape.h
        self._seen = self._readout.forward(tapes[-1])
        return self._output.T @ self._seen

    def _backward(self, dz: np.ndarray, backs: list[Any]) -> None:
        """Fill the gradient, given ∂L/∂z of the output, after :meth:`_forward`."""
        np.matmul(side_by_side(self._seen), side_by_side(dz).T, out=self._output_gradient)
        self._readout.backward(self._output[:-1], dz, backs[-1])
        for depth in reversed(range(len(self._stack))):
            self._stack[depth].backward(backs[depth])
            if depth > 0:
                self._stack[depth].pass_down(backs[depth], backs[depth - 1].dh)

    def _prepared(self) -> list[Any]:
        """The weights of each layer as its forward takes them."""
        return [layer.prepare() for layer in self._stack]

    @untold
    def train_pass(self, inputs: np.ndarray, targets: np.ndarray) -> float:
        """One update a window, the states carried on; the mean loss over the updates."""
        return float(np.mean([*map(self._update, inputs, targets)]))

    def _update(self, window: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Learn from one window: the losses of its answers."""
        z = self._forward(self._prepared(), self._tapes, self._fed(window))
        losses, dz = self._head.compare(z, targets.T[:, None])
        self._backward(np.divide(dz, losses.size, out=dz), self._tapes_back)
        self._optimizer.update(self._weights, self._gradient)
        self._end_window(self._tapes)
        return losses

    def _fed(self, window: np.ndarray) -> np.ndarray:
        """A window, ``(rows, steps, n_in)``, as the first layer reads it."""
        return window.transpose(1, 2, 0)

    def _end_window(self, tapes: list[Any]) -> None:
        """If states are not carried on, those before a window stay what they were: zero."""
        for tape in tapes if self.settings.stateful else ():
            tape.carry_on()


def main() -> None:
    """Train eight units on 001001…, and print how the loss falls."""
    shapes = (1, 32), (8, 32), (32,), (8, 1), (1,)
    settings = SimpleNamespace(
        units=(8,), rows=1, window=4, stateful=True, dtype="float64", embedding=0, dropout=0,
        learning_rate=0.02, clip_norm=1.0, beta_2=0.999, epsilon=1e-7,
    )  # fmt: skip
    network = CustomNetwork(
        settings, lambda seed: [np.random.default_rng(seed).normal(0, 0.3, s) for s in shapes]
    )
    network.initialise(seed=0)
    symbols = np.resize([0.0, 0.0, 1.0], 50 * 4 + 1)
    inputs, targets = symbols[:-1].reshape(50, 1, 4, 1), symbols[4::4].reshape(50, 1, 1)
    for epoch in range(1, 11):
        network.reset_states()
        print(f"epoch {epoch}: loss {network.train_pass(inputs, targets):.4f}")


if __name__ == "__main__":
    main()
