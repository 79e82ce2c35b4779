"""What the program says of itself: what it is doing right now, and what went wrong."""

from __future__ import annotations

from training.states import RunState


def status_sentence(
    state: RunState,
    *,
    epoch: int,
    goal: int,
    network_ready: bool,
    predicting: bool,
    has_pattern: bool,
    pattern_changed: bool,
    why_unavailable: str,
) -> str:
    """One or two sentences for the user: what is going on, and what can be done next."""
    if state is RunState.UNAVAILABLE:
        return why_unavailable
    if predicting:
        return "The network is continuing the pattern…"
    if state is RunState.READY:
        return _ready(network_ready, has_pattern)
    if pattern_changed and state in (RunState.PAUSED, RunState.FINISHED):
        return "Another pattern is typed. Press Start to train on it, or Predict to only try it."
    return {
        RunState.WAITING: "Waiting for TensorFlow. Training starts by itself once it is loaded.",
        RunState.TRAINING: f"Training: epoch {min(epoch + 1, goal)} of {goal}.",
        RunState.STEPPING: f"Training one epoch: epoch {epoch + 1}.",
        RunState.PAUSING: f"Pausing in epoch {epoch + 1}…",
        RunState.PAUSED: f"Paused after epoch {epoch} of {goal}. Continue, Step or Predict.",
        RunState.FINISHED: f"Finished {_count(epoch)}. Predict, or Continue to train on.",
        RunState.RESETTING: "Bringing back the initial weights…",
        RunState.OPENING: "Opening a training…",
    }[state]


def _ready(network_ready: bool, has_pattern: bool) -> str:
    if not has_pattern:
        return "Type a pattern of zeros and ones to begin."
    if not network_ready:
        return "Ready. TensorFlow is still loading, but you can press Start already."
    return "Ready. Press Start to train."


def _count(epochs: int) -> str:
    return "1 epoch" if epochs == 1 else f"{epochs:,} epochs"


def sentence_of(error: Exception) -> str:
    """What to tell the user about an error, in one sentence."""
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{place}."
    return str(error) or f"Something went wrong: {type(error).__name__}."
