"""A recurrent network written from scratch: LSTM layers, backpropagation through time, Adam.

Read it from top to bottom: the cell, a layer, the output and its loss, the optimizer, and
the network that ties them together. Each backward pass stands below its forward pass. The
network takes layers of other cells (:mod:`cells`) and other optimizers as well.

The cell (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) reads an
input x and carries two states from step to step, the hidden state h and the cell state c::

    i = σ(W_i x + U_i h_tm1 + b_i)        input gate:  what of the candidate goes in
    f = σ(W_f x + U_f h_tm1 + b_f)        forget gate: what of the old state stays
    g = tanh(W_g x + U_g h_tm1 + b_g)     candidate:   what could go in
    o = σ(W_o x + U_o h_tm1 + b_o)        output gate: what of the state is shown
    c = f·c_tm1 + i·g
    h = o·tanh(c)

where σ(z) = 1 / (1 + e^−z), · multiplies unit by unit and ``_tm1`` means "at t minus 1".

Weights are laid out as in Keras, so they copy over either way: the four gates side by side
in the order i, f, g, o (Keras writes c for the candidate), 4n columns for n units. A layer's
kernel W, recurrent kernel U and bias b stand one below the other in one matrix; fed with x
over h_tm1 over a 1, a single matrix product gives all four gates.

Activations are laid out the other way round, features × rows (rows are the sequences of a
batch): so each gate of a step is one contiguous block, which NumPy works through fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np

_UNTOLD = np.errstate(over="ignore", invalid="ignore")
"""A net that explodes shows it in what it answers; whoever asked for it tells of it."""

BETA_1 = 0.9
"""How slowly Adam's mean of the gradient forgets: Kingma & Ba's and Keras' value."""


# ---------------------------------------------------------------------- initial weights


def lstm_biases(n: int, forget_bias: float = 1.0) -> list[np.ndarray]:
    """The initial bias of a layer of n units, alone in its list.

    A forget gate that starts open lets the young net remember (Gers et al. 2000).
    """
    return [np.repeat([0.0, forget_bias, 0.0, 0.0], n)]


def initial_weights(
    units: tuple[int, ...],
    seed: int,
    dtype: str = "float32",
    biases: Callable[[int], list[np.ndarray]] = lstm_biases,
) -> list[np.ndarray]:
    """The weights that belong to ``seed``, in the order of Keras' ``get_weights``.

    For each recurrent layer kernel, recurrent kernel and bias, then the output's kernel and
    bias; distributed as Keras' defaults are. The numbers are drawn in float64 whatever
    ``dtype``. For another cell, ``biases`` tells what lies below the kernels of n units: the
    bias, as many columns as they have, and what else there may be.
    """
    rng = np.random.default_rng(seed)
    weights = []
    features = 1
    for n in units:
        below = biases(n)
        columns = below[0].shape[-1]
        weights += [_glorot_uniform(rng, features, columns), _orthogonal(rng, n, columns), *below]
        features = n
    weights += [_glorot_uniform(rng, features, 1), np.zeros(1)]
    return [weight.astype(dtype) for weight in weights]


def _glorot_uniform(rng: np.random.Generator, n_in: int, n_out: int) -> np.ndarray:
    """Uniform, as wide as keeps signals of the same size forwards and back (Glorot 2010)."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


def _orthogonal(rng: np.random.Generator, n_in: int, n_out: int) -> np.ndarray:
    """``(n_in, n_out)``, n_in ≤ n_out, with orthonormal rows (Saxe et al. 2014)."""
    q, r = np.linalg.qr(rng.normal(size=(n_out, n_in)))
    return (q * np.sign(np.diag(r))).T


# ----------------------------------------------------------------------------- the cell


class Step(NamedTuple):
    """The numbers of one layer at one time step; each array is (features, rows).

    They are views into the layer's :class:`Tape`, so writing them fills the tape.
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


def lstm_step(weights: np.ndarray, squash: Squash, step: Step, scratch: np.ndarray) -> None:
    """One step of the cell: from x, h_tm1 and c_tm1 to the gates, c and h.

    Depends on nothing but its arguments. Results go into the arrays of ``step``: the loop
    over time allocates nothing.

    Args:
        weights: ``(4n, n_in + n + 1)``, from :meth:`LSTMLayer.prepare`.
        squash: see there.
        step: ``fed`` and ``c_tm1`` are read, the others written.
        scratch: ``(n, rows)``, overwritten.
    """
    fed, gates, i, f, g, o, c_tm1, c, tanh_c, h = step
    # i, f, o = σ(W x + U h_tm1 + b), g = tanh(W x + U h_tm1 + b)
    np.matmul(weights, fed, out=gates)
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


def lstm_step_back(
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


# ---------------------------------------------------------------------------- the layer


class Tape:
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
    """

    def __init__(self, steps: int, n_in: int, n: int, rows: int, dtype: str) -> None:
        self.fed = np.zeros((steps + 1, n_in + n + 1, rows), dtype)
        self.fed[:, -1] = 1
        self.gates = np.zeros((steps, 4, n, rows), dtype)
        self.c = np.zeros((steps + 1, n, rows), dtype)
        self.tanh_c = np.zeros((steps, n, rows), dtype)
        self.x = self.fed[:-1, :n_in]
        self.h = self.fed[1:, n_in:-1]
        self.last_h_and_one = self.fed[-1, n_in:]
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

    def carry_on(self) -> None:
        """Make the states after the last step those before the first: that is "stateful"."""
        for state, last in zip(self.states, self.last_states, strict=True):
            state[:] = last


class TapeBack:
    """What the way back along a :class:`Tape` needs besides: slopes and derivatives.

    Attributes:
        dz: ``(steps, 4, n, rows)``, see :class:`StepBack`.
        dh: ``(steps, n, rows)``: ∂L/∂h, to be set to what the layer above passes back.
        dh_by_dc: ``(steps, n, rows)``.
        steps: the same numbers, one :class:`StepBack` for each.
    """

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.dz = np.zeros_like(tape.gates)
        self.dh = np.zeros_like(tape.tanh_c)
        self.dh_by_dc = np.zeros_like(tape.tanh_c)
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


class LSTMLayer:
    """The cell in a loop over time.

    Attributes:
        weights: kernel over recurrent kernel over bias, ``(n_in + n + 1, 4n)``: a view.
        gradient: of the loss by the weights, of the same shape: a view.
    """

    def __init__(self, n_in: int, n: int, weights: np.ndarray, gradient: np.ndarray) -> None:
        self.n_in, self.n = n_in, n
        self.weights = weights.reshape(n_in + n + 1, 4 * n)
        self.gradient = gradient.reshape(self.weights.shape)
        self.kernel = self.weights[:n_in]
        self.recurrent_kernel = self.weights[n_in:-1]

    def new_tape(self, steps: int, rows: int) -> Tape:
        """A blank tape that starts from zero states."""
        return Tape(steps, self.n_in, self.n, rows, self.weights.dtype.name)

    def new_tape_back(self, tape: Tape) -> TapeBack:
        """What the way back along ``tape`` needs."""
        return TapeBack(tape)

    def prepare(self) -> np.ndarray:
        """The weights as :func:`lstm_step` takes them: transposed, with the inner ½ of σ."""
        scale = np.repeat(np.array([0.5, 0.5, 1, 0.5], self.weights.dtype), self.n)
        return (self.weights * scale).T

    def forward(self, gate_weights: np.ndarray, tape: Tape) -> None:
        """Compute all steps of ``tape`` from its ``x`` and the states before its first step."""
        for step in tape.steps:
            lstm_step(gate_weights, tape.squash, step, tape.scratch)

    def backward(self, back: TapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``, going through the steps in reverse.

        Backpropagation is cut at the window's start: what came before is a given.
        """
        back.set_slopes()
        back.dc[:] = 0
        back.dh_tm1[:] = 0
        for step in reversed(back.steps):
            np.add(step.dh, back.dh_tm1, out=step.dh)
            lstm_step_back(self.recurrent_kernel, step, back.dc, back.dh_tm1, back.tape.scratch)
        dz = back.dz.reshape(len(back.steps), 4 * self.n, -1)
        fed = back.tape.fed[:-1]
        np.matmul(_side_by_side(fed), _side_by_side(dz).T, out=self.gradient)

    def pass_down(self, back: TapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x of all steps at once, after :meth:`backward`: x is the h of the layer below."""
        np.matmul(self.kernel, back.dz.reshape(len(back.steps), 4 * self.n, -1), out=dh_below)


def _side_by_side(steps: np.ndarray) -> np.ndarray:
    """``(steps, features, rows)`` → ``(features, steps · rows)``: one product then sums all."""
    return steps.swapaxes(0, 1).reshape(steps.shape[1], -1)


# ------------------------------------------------------------------ the output, its loss


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e^−z), without overflow and exact for very small results."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def binary_cross_entropy(z: np.ndarray, y: np.ndarray) -> np.floating:
    """Mean of −y·ln p − (1 − y)·ln(1 − p), p = σ(z), in nats.

    Written in z, as Keras computes it too: ln(1 + e^z) − y·z, where the logarithm of a p
    rounded to 0 or 1 would be lost.
    """
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy_back(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """∂L/∂z: the logarithms and the sigmoid cancel, and p − y is left."""
    return (sigmoid(z) - y) / len(y)


# ------------------------------------------------------------------------ the optimizer


class Optimizer:
    """What every way from gradients to new weights shares: the count, the clipping, the memory.

    A way of its own says in :meth:`_move` what it does with a gradient.

    Attributes:
        slots: names of the vectors that it remembers from update to update.
        rate: the learning rate of the updates to come.
        step: updates done.
        memory: these vectors, as long as that of all weights.
    """

    slots: tuple[str, ...]

    def __init__(self, settings: NetworkSettings, size: int) -> None:
        self.settings = settings
        self.rate = settings.learning_rate
        self.step = 0
        vectors = np.zeros((len(self.slots), size), settings.dtype)
        self.memory = dict(zip(self.slots, vectors, strict=True))
        self._change = np.zeros(size, settings.dtype)

    def reset(self) -> None:
        """Forget everything."""
        self.rate = self.settings.learning_rate
        self.step = 0
        for vector in self.memory.values():
            vector[:] = 0

    def update(self, weights: np.ndarray, gradient: np.ndarray) -> None:
        """Move ``weights`` one step down; ``gradient`` is clipped in place. All are vectors.

        A gradient that is too long keeps its direction (Pascanu et al. 2013).
        """
        longest = self.settings.clip_norm
        if longest is not None:
            norm = np.sqrt(gradient @ gradient)
            if norm > longest:
                gradient *= longest / norm
        self.step += 1
        self._move(weights, gradient, self.rate)

    def _move(self, weights: np.ndarray, gradient: np.ndarray, rate: float) -> None:
        raise NotImplementedError


class Adam(Optimizer):
    """Adam (Kingma & Ba 2015).

    It remembers m, the running mean of the gradient, and v, that of its square.
    """

    slots = ("m", "v")

    def _move(self, weights: np.ndarray, gradient: np.ndarray, rate: float) -> None:
        """``m / √v`` is near ±1 where the gradient keeps its sign, near 0 where it wavers."""
        m, v, change = self.memory["m"], self.memory["v"], self._change
        # m += (1 − β₁)·(gradient − m)
        np.subtract(gradient, m, out=change)
        change *= 1 - BETA_1
        m += change
        # v += (1 − β₂)·(gradient² − v)
        np.multiply(gradient, gradient, out=change)
        change -= v
        change *= 1 - self.settings.beta_2
        v += change
        # weights −= rate·m / (√v + ε)
        np.sqrt(v, out=change)
        change += self.settings.epsilon
        np.divide(m, change, out=change)
        change *= rate * self._correction()
        weights -= change

    def _correction(self) -> np.floating:
        """What makes up for the means' start at zero.

        Keras takes the betas for this through float32, whatever the weights' precision.
        """
        one = self._change.dtype.type(1)
        betas = (BETA_1, self.settings.beta_2)
        bias_1, bias_2 = (one - (one * np.float32(beta)) ** self.step for beta in betas)
        return np.sqrt(bias_2) / bias_1


# -------------------------------------------------------------------------- the network


class NetworkSettings(Protocol):
    """The settings this net reads; :class:`training.settings.Settings` has them."""

    @property
    def units(self) -> tuple[int, ...]:
        """Units of each recurrent layer, first layer first."""

    @property
    def rows(self) -> int:
        """Sequences that are trained side by side."""

    @property
    def window(self) -> int:
        """Steps of one update."""

    @property
    def learning_rate(self) -> float:
        """The optimizer's step size as long as nobody sets another."""

    @property
    def clip_norm(self) -> float | None:
        """Largest norm of the whole gradient; None lets every one through."""

    @property
    def forget_bias(self) -> float:
        """Initial bias of the forget gates."""

    @property
    def stateful(self) -> bool:
        """Whether the states are carried on from window to window."""

    @property
    def beta_2(self) -> float:
        """How slowly a mean of the squared gradient forgets, below 1."""

    @property
    def epsilon(self) -> float:
        """What is added to the gradient's size before it divides."""

    @property
    def dtype(self) -> str:
        """Precision of the arithmetic, ``float32`` or ``float64``."""


class Trace(NamedTuple):
    """Everything inside the net while it read a sequence.

    Attributes:
        layers: for each recurrent layer what it computed, by its symbol, ``(steps, n)``: of an
            LSTM layer ``i``, ``f``, ``g``, ``o``, ``c`` and ``h``.
        output: ``(steps,)``: after each step, the probability that the next symbol is a 1.
    """

    layers: list[dict[str, np.ndarray]]
    output: np.ndarray


class HiddenGradients(NamedTuple):
    """How much what each layer showed at each step still mattered for a loss.

    Attributes:
        layers: ∂L/∂h of each recurrent layer at each step, by all ways, ``(steps, n, rows)``.
        norm: of the gradient by all weights together, before any clipping.
        values: of each layer what every stage of its cell computed, ``(steps, n, rows)``
            each, by their symbols.
    """

    layers: list[np.ndarray]
    norm: float
    values: list[dict[str, np.ndarray]]


class Memory(NamedTuple):
    """What the net goes on from when it has read a part of a sequence.

    Attributes:
        states: those of each layer after the last step, ``(n, 1)`` each.
        symbols: those it still reads anew, the newest last.
        z: of the output after the last step, ``(1,)``.
    """

    states: list[np.ndarray]
    symbols: np.ndarray
    z: np.ndarray


class CustomNetwork:
    """Recurrent layers one upon the other, and one sigmoid unit that reads the last one's h.

    A :class:`training.network.Network`. All weights lie in one vector, in the order of
    Keras' ``get_weights``, so the optimizer moves them all at once. They are zero until
    :meth:`initialise` or :meth:`restore`. By default it is made of LSTM layers and trained
    by Adam; :func:`training.numpy_network.numpy_network` makes what the settings say.

    Attributes:
        settings: what the net was built from.
        layers: what the windows say about each layer; the net only keeps it.
    """

    backend = "numpy"

    def __init__(
        self,
        settings: NetworkSettings,
        layers: tuple[Any, ...] = (),
        make_layer: Callable[..., Any] = LSTMLayer,
        biases: Callable[..., list[np.ndarray]] = lstm_biases,
        make_optimizer: Callable[[NetworkSettings, int], Optimizer] = Adam,
    ) -> None:
        """Build the net.

        Args:
            settings: read by it and by its optimizer.
            layers: see above.
            make_layer: makes a layer such as :class:`LSTMLayer` from n_in, n and vectors that
                hold its weights and are to hold their gradient.
            biases: makes the initial biases of n units, as :func:`lstm_biases` does.
            make_optimizer: makes an optimizer for so many weights.
        """
        self.settings: Any = settings  # The app's own type: this file imports NumPy alone.
        self.layers = layers
        self._biases = biases
        self._shapes = [weight.shape for weight in self._draw(seed=0)]
        self._weights = np.zeros(sum(map(np.prod, self._shapes)), settings.dtype)
        self._gradient = np.zeros_like(self._weights)
        self._optimizer = make_optimizer(settings, len(self._weights))
        self._stack = self._make_stack(make_layer)
        self._output = self._weights[-settings.units[-1] - 1 :]
        self._output_gradient = self._gradient[-settings.units[-1] - 1 :]
        self._tapes = self._new_tapes(settings.window, settings.rows)
        self._tapes_back = self._new_tapes_back(self._tapes)
        self._tapes_of_fewer_rows: dict[int, list[Any]] = {}

    def _draw(self, seed: int) -> list[np.ndarray]:
        settings = self.settings
        biases = partial(self._biases, forget_bias=settings.forget_bias)
        return initial_weights(settings.units, seed, settings.dtype, biases)

    def _make_stack(self, make_layer: Callable[..., Any]) -> list[Any]:
        stack = []
        start = 0
        n_in = 1
        arrays = (len(self._shapes) - 2) // len(self.settings.units)
        for depth, n in enumerate(self.settings.units):
            shapes = self._shapes[depth * arrays : (depth + 1) * arrays]
            part = slice(start, start + sum(map(np.prod, shapes)))
            stack.append(make_layer(n_in, n, self._weights[part], self._gradient[part]))
            start, n_in = part.stop, n
        return stack

    def _new_tapes(self, steps: int, rows: int) -> list[Any]:
        """Blank tapes, one for each layer, that start from zero states."""
        return [layer.new_tape(steps, rows) for layer in self._stack]

    def _new_tapes_back(self, tapes: list[Any]) -> list[Any]:
        return [layer.new_tape_back(tape) for layer, tape in zip(self._stack, tapes, strict=True)]

    @property
    def parameters(self) -> int:
        """Number of trainable parameters."""
        return len(self._weights)

    def compile(self) -> None:
        """Nothing to prepare: NumPy's loops are compiled already."""

    def retune(self, settings: NetworkSettings) -> None:
        """Take other settings, which differ in the learning rate or the first weights alone."""
        self.settings = self._optimizer.settings = settings

    def initialise(self, seed: int) -> None:
        """Draw the initial weights that belong to ``seed``; zero optimizer and states."""
        np.concatenate([weight.ravel() for weight in self._draw(seed)], out=self._weights)
        self.reset_optimizer()
        self.reset_states()

    def reset_optimizer(self) -> None:
        """Let the optimizer begin anew; the weights stay."""
        self._optimizer.reset()

    def set_rate(self, rate: float) -> None:
        """Let the updates to come have this learning rate."""
        self._optimizer.rate = rate

    def reset_states(self) -> None:
        """Zero the state that is carried from window to window."""
        for tapes in (self._tapes, *self._tapes_of_fewer_rows.values()):
            _zero_states(tapes)

    def close(self) -> None:
        """Nothing to give back: all of it goes with the last reference."""

    # Forwards and back.

    def _forward(self, weights: list[Any], tapes: list[Any], x: np.ndarray) -> np.ndarray:
        """Read ``x``, ``(steps, 1, rows)``, through all layers; z of the output, ``(rows,)``."""
        for layer, layer_weights, tape in zip(self._stack, weights, tapes, strict=True):
            tape.x[:] = x
            layer.forward(layer_weights, tape)
            x = tape.h
        return self._output @ tapes[-1].last_h_and_one

    def _backward(self, dz: np.ndarray, backs: list[Any]) -> None:
        """Fill the gradient, given ∂L/∂z of the output, ``(rows,)``, after :meth:`_forward`."""
        top = backs[-1]
        np.matmul(top.tape.last_h_and_one, dz, out=self._output_gradient)
        # Of the top layer the output sees the last step alone.
        top.dh[:-1] = 0
        np.outer(self._output[:-1], dz, out=top.dh[-1])
        for depth in reversed(range(len(self._stack))):
            self._stack[depth].backward(backs[depth])
            if depth > 0:
                self._stack[depth].pass_down(backs[depth], backs[depth - 1].dh)

    def _prepared(self) -> list[Any]:
        """The weights of each layer as its forward takes them."""
        return [layer.prepare() for layer in self._stack]

    @_UNTOLD
    def train_pass(self, inputs: np.ndarray, targets: np.ndarray) -> float:
        """One update a window, the states carried on; the mean loss over the updates."""
        y = targets[..., 0]
        z = np.empty(y.shape, self.settings.dtype)
        for update, window in enumerate(inputs):
            x = window.transpose(1, 2, 0)
            z[update] = self._forward(self._prepared(), self._tapes, x)
            self._backward(binary_cross_entropy_back(z[update], y[update]), self._tapes_back)
            self._optimizer.update(self._weights, self._gradient)
            self._end_window(self._tapes)
        return float(binary_cross_entropy(z, y))

    @_UNTOLD
    def evaluate_pass(self, inputs: np.ndarray) -> np.ndarray:
        """Probabilities of a 1 after each window, ``(updates, rows)``."""
        weights, tapes = self._prepared(), self._tapes_of(rows=inputs.shape[1])
        z = np.empty(inputs.shape[:2], self.settings.dtype)
        for step, window in enumerate(inputs):
            z[step] = self._forward(weights, tapes, window.transpose(1, 2, 0))
            self._end_window(tapes)
        return sigmoid(z)

    def _tapes_of(self, rows: int) -> list[Any]:
        """The tapes of the training, or for fewer rows some of their own."""
        if rows == self.settings.rows:
            return self._tapes
        if rows not in self._tapes_of_fewer_rows:
            self._tapes_of_fewer_rows[rows] = self._new_tapes(self.settings.window, rows)
        return self._tapes_of_fewer_rows[rows]

    def _end_window(self, tapes: list[Any]) -> None:
        """If states are not carried on, those before each window stay what they were: zero."""
        if self.settings.stateful:
            _carry_on(tapes)

    # Reading one sequence, apart from the training.

    def run(self, symbols: np.ndarray, free_steps: int = 0) -> np.ndarray:
        """The same as :meth:`read` from zero state, without what is remembered."""
        return self.read(symbols, free_steps)[0]

    @_UNTOLD
    def read(
        self, symbols: np.ndarray, free_steps: int = 0, memory: Memory | None = None
    ) -> tuple[np.ndarray, Memory]:
        """Feed ``symbols``, then the net's own predictions, ``free_steps`` more.

        Without states that are carried on, each prediction is made from the last ``window``
        symbols alone, fed from zero state.

        Args:
            symbols: 0 or 1, ``(length,)``.
            free_steps: how many predictions are fed.
            memory: from having read what comes before; None begins from zero state.

        Returns:
            float32, ``(len(symbols) + free_steps,)``: after each step, the probability that
            the next symbol is a 1; and what is remembered now.
        """
        weights, tapes = self._prepared(), self._new_tapes(steps=1, rows=1)
        read_anew = 1 if self.settings.stateful else self.settings.window
        before, z = self._remembered(memory, tapes)
        fed, z_of_step = np.empty((2, len(before) + len(symbols) + free_steps), self.settings.dtype)
        fed[: len(before)] = before
        for t in range(len(before), len(fed)):
            place = t - len(before)
            fed[t] = symbols[place] if place < len(symbols) else sigmoid(z)[0] > 0.5
            if not self.settings.stateful:
                _zero_states(tapes)
            for symbol in fed[max(0, t + 1 - read_anew) : t + 1]:
                z = self._forward(weights, tapes, symbol)
                _carry_on(tapes)
            z_of_step[t] = z[0]
        states = [state.copy() for tape in tapes for state in tape.states]
        probabilities = sigmoid(z_of_step[len(before) :]).astype(np.float32)
        return probabilities, Memory(states, fed[-read_anew:].copy(), np.copy(z))

    def _remembered(self, memory: Memory | None, tapes: list[Any]) -> tuple[np.ndarray, np.ndarray]:
        """The symbols and the z to go on from; the states are put before the tapes' first step."""
        if memory is None:  # From zero state the output reads its bias alone.
            return np.empty(0), self._output[-1:]
        places = [state for tape in tapes for state in tape.states]
        for place, state in zip(places, memory.states, strict=True):
            place[:] = state
        return memory.symbols, memory.z

    @_UNTOLD
    def trace(self, symbols: np.ndarray) -> Trace:
        """Feed ``symbols`` from zero state and keep what every unit did at every step.

        Without states that are carried on, they are zeroed every ``window`` steps.
        """
        window = len(symbols) if self.settings.stateful else self.settings.window
        weights = self._prepared()
        pieces = []
        for piece in np.split(symbols, range(window, len(symbols), max(1, window))):
            piece = np.reshape(piece, (-1, 1, 1))
            tapes = self._new_tapes(len(piece), rows=1)
            self._forward(weights, tapes, piece)
            pieces.append([tape.values for tape in tapes])
        layers = [
            {
                symbol: np.concatenate([piece[depth][symbol][..., 0] for piece in pieces])
                for symbol in values
            }
            for depth, values in enumerate(pieces[0])
        ]
        z = layers[-1]["h"] @ self._output[:-1] + self._output[-1]
        return Trace(layers, sigmoid(z))

    @_UNTOLD
    def hidden_gradients(self, symbols: np.ndarray, targets: np.ndarray) -> HiddenGradients:
        """Feed ``symbols`` from zero state, and go all the way back from the loss after the last.

        Neither the window nor a clipping cuts what is passed back. The weights and the
        training stay as they are.

        Args:
            symbols: ``(rows, steps)``, sequences side by side.
            targets: ``(rows,)``, the symbol after each; L is the mean loss over them.
        """
        steps, rows = symbols.T.shape
        tapes = self._new_tapes(steps, rows)
        backs = self._new_tapes_back(tapes)
        z = self._forward(self._prepared(), tapes, symbols.T[:, None])
        self._backward(binary_cross_entropy_back(z, targets), backs)
        return HiddenGradients(
            layers=[back.dh for back in backs],
            norm=float(np.sqrt(self._gradient @ self._gradient)),
            values=[tape.values for tape in tapes],
        )

    # All that training changes.

    def snapshot(self) -> dict[str, np.ndarray]:
        """Copies of weights, optimizer and states, by the names both backends share."""
        named = {name: array.copy() for name, array in self._variables()}
        return named | {"optimizer/step": np.array(self._optimizer.step)}

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        """Go back to a snapshot of a net with the same settings, of whichever backend.

        Raises:
            ValueError: the snapshot does not fit this net.
        """
        variables = dict(self._variables())
        expected = variables | {"optimizer/step": np.array(0)}
        strangers = sorted(expected.keys() ^ snapshot.keys())
        if strangers:
            raise ValueError(f"The snapshot is of another net: {strangers[0]} is not in both.")
        for name, array in expected.items():
            _check_fits(name, np.asarray(snapshot[name]), array)
        for name, array in variables.items():
            array[...] = snapshot[name]
        self._optimizer.step = int(snapshot["optimizer/step"])

    def _states(self) -> list[np.ndarray]:
        """The states of each layer that are carried on, ``(n, rows)``: views."""
        if not self.settings.stateful:
            return []
        return [state for tape in self._tapes for state in tape.states]

    def _variables(self) -> Iterator[tuple[str, np.ndarray]]:
        """Views, with their names, of all that training changes but the count of updates."""
        groups = {
            "weights": self._split(self._weights),
            **{
                f"optimizer/{slot}": self._split(vector)
                for slot, vector in self._optimizer.memory.items()
            },
            "states": [state.T for state in self._states()],
        }
        for group, arrays in groups.items():
            for index, array in enumerate(arrays):
                yield f"{group}/{index}", array

    def _split(self, vector: np.ndarray) -> list[np.ndarray]:
        """A vector laid out as the weights are, as views in the shapes of ``get_weights``."""
        ends = np.cumsum([np.prod(shape) for shape in self._shapes])
        parts = np.split(vector, ends[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, self._shapes, strict=True)]


def _carry_on(tapes: list[Any]) -> None:
    for tape in tapes:
        tape.carry_on()


def _zero_states(tapes: list[Any]) -> None:
    for tape in tapes:
        for state in tape.states:
            state[:] = 0


def _check_fits(name: str, found: np.ndarray, expected: np.ndarray) -> None:
    if found.shape != expected.shape:
        raise ValueError(f"{name} has shape {found.shape}, not {expected.shape}.")
    if not np.can_cast(found.dtype, expected.dtype, "same_kind"):
        raise ValueError(f"{name} is {found.dtype}, which does not fit {expected.dtype}.")
