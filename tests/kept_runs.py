"""Runs to put on a shelf: small nets that have really been trained."""

from small_settings import SMALL
from trained_epochs import begun, train_epochs

import model
from networks.settings import Settings
from shelf.run import Run, run_of
from shelf.shelf import Shelf
from shelf.shelf_store import Kept
from tasks.pattern import Pattern
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position


def trained(
    epochs=2, seed=0, pattern="0011", settings: Settings = SMALL, problem=None
) -> Checkpoint:
    """A training that rests after so many epochs."""
    network = begun(settings, seed)
    learned = problem or Pattern.read(pattern)
    position = Position()
    return Checkpoint(
        "numpy",
        settings,
        seed,
        goal=epochs,
        run_start=0,
        records=tuple(train_epochs(network, learned, epochs, position, seed)),
        state=TrainedState(learned, position, network.snapshot()),
    )


def run_after(**training) -> tuple[Run, Checkpoint]:
    """The same as a run, and the training itself."""
    checkpoint = trained(**training)
    parameters = sum(layer.parameters for layer in model.describe_layers(checkpoint.settings))
    return run_of(checkpoint, parameters), checkpoint


def open_shelf(qtbot, folder, *how, workshop=model) -> Shelf:
    """A shelf as a start of the program opens it, which has read what is in its folder."""
    shelf = Shelf(workshop, folder, *how)
    with qtbot.waitSignal(shelf.changed):
        shelf.load()
    return shelf


def put(qtbot, shelf, **training):
    """Put a run on the shelf and wait until it is measured and written; its id."""

    def is_it(result) -> bool:
        return isinstance(result, Kept) and result.run.id == shelf.runs[-1].id

    with qtbot.waitSignal(shelf._files.done, check_params_cb=is_it):
        shelf.put(*run_after(**training))
    qtbot.waitUntil(lambda: shelf.runs[-1].right_for is not None and not shelf._files.is_at_work)
    return shelf.runs[-1].id
