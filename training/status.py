"""What the program says of itself: what it is doing right now, and what went wrong."""

from __future__ import annotations

from formatting import counted
from training.settings import BACKEND_NAMES, DEFAULT_BACKEND
from training.states import AT_REST, RunState
from utils import shown

NEXT_NETWORK = (
    "The network with other settings is being prepared; it takes over when training rests."
)

NOT_ANSWERING = (
    "The process that computes the network does not answer. It may go on by itself; or start "
    "another one, which goes on from the last epoch that is done."
)


def status_sentence(
    state: RunState,
    *,
    epoch: int,
    current: int,
    goal: int,
    backend: str,
    network_ready: bool,
    has_pattern: bool,
    pattern_changed: bool,
    has_opened_weights: bool,
    told: str,
    why_unavailable: str,
    is_another: bool,
) -> str:
    """One or two sentences for the user: what is going on, and what can be done next.

    ``current``: the epoch under way; while none is, ``epoch``, the newest that is done.
    ``told``: what the file was that the weights came from, and its network here is not.
    ``is_another``: it is a network of other settings that is not ready yet.
    """
    library = "the new network" if is_another else _library(backend)
    if state is RunState.UNAVAILABLE:
        others = [name for key, name in BACKEND_NAMES.items() if key != backend]
        return (
            f"{why_unavailable} Choose {' or '.join(others)} to go on, "
            f"or {BACKEND_NAMES[backend]} again to try once more."
        )
    if state in AT_REST and not has_pattern:
        return "Type a pattern of zeros and ones to go on."
    if state is RunState.READY and not network_ready:
        return f"Ready. {_capital(library)} is still loading, but you can press Start already."
    if state in AT_REST and not network_ready:
        return f"{_capital(library)} is still loading, but you can go on already. Nothing is lost."
    if state in AT_REST and pattern_changed:
        return "Another pattern is typed. Press Start to train on it, or Predict to only try it."
    where = f"within epoch {current:,}" if current > epoch else f"after epoch {epoch:,}"
    return {
        RunState.READY: _ready(has_opened_weights, told),
        RunState.WAITING: f"Waiting for {library}. Training starts once it is loaded.",
        RunState.TRAINING: f"Training: epoch {current:,} of {goal:,}.",
        RunState.STEPPING: f"Training one epoch: epoch {current:,}.",
        RunState.PAUSING: f"Pausing in epoch {current:,}…",
        RunState.PAUSED: f"Paused {where} of {goal:,}. Continue, Step or Predict.",
        RunState.FINISHED: f"Finished {counted(epoch, 'epoch')}. Predict, or Continue to train on.",
        RunState.RESETTING: "Bringing back the initial weights…",
        RunState.PREDICTING: "The network is continuing the pattern…",
        RunState.SAVING: "Saving the training…",
        RunState.OPENING: "Opening a training…",
        RunState.GOING_BACK: "Bringing back what was there…",
    }[state]


def _ready(has_opened_weights: bool, told: str) -> str:
    if has_opened_weights:
        told = f"{told} " if told else ""
        return (
            f"Ready, with weights from a file. {told}"
            "Press Start to train them, or Predict to try them."
        )
    return "Ready. Press Start to train."


def _library(backend: str) -> str:
    return "TensorFlow" if backend == DEFAULT_BACKEND else "the network"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def sentence_of(error: Exception, begun: str = "") -> str:
    """What to tell the user about an error, in one short line that begins with ``begun``."""
    return shown(f"{begun}{_words_of(error)}")


def _words_of(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{place}."
    return str(error) or f"Something went wrong: {type(error).__name__}."
