"""Take the pictures of the README anew, from a real training: ``make screenshots``.

On a screen of at least 1280 × 900 pixels, so that no window has to scroll.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import main
from shelf.shelf_files import FOLDER_VARIABLE

if TYPE_CHECKING:
    from PyQt5.QtWidgets import QWidget

    from app import MainWindow

FOLDER = Path(__file__).parent
PATTERN = "0000100110101111"
EPOCHS = 10
CELL_TAB = 2
EPOCHS_OF_A_BOOK = 3
EPOCHS_OF_REVIEWS = 5
REVIEW = (
    "I had a free ticket from the man behind me. Not a lifeless moment in this epic about bees."
)
PLACE_LOOKED_AT = 40
"""Symbols from the beginning of what is written."""


def take_all() -> int:
    """Train, predict, race, and save a picture of each window; an exit status."""
    main.prepare_environment()
    # The picture's training is none of the user's runs.
    with tempfile.TemporaryDirectory(prefix="lstm-lab-shelf-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        return _take_all()


def _take_all() -> int:
    application = main.make_application()
    from PyQt5.QtCore import QTimer

    from terminal.options import Options

    window = main.make_window(Options(patterns=(PATTERN,), epochs=EPOCHS))
    window.show()
    scenes = _scenes(window)
    waited_for = next(scenes)
    timer = QTimer()

    def go_on() -> None:
        nonlocal waited_for
        if not waited_for():
            return
        try:
            waited_for = next(scenes)
        except StopIteration:
            timer.stop()
            window.close()

    timer.timeout.connect(go_on)
    timer.start(100)
    return application.exec()


def _scenes(window: MainWindow) -> Iterator[Callable[[], bool]]:
    """Do one thing after the other, each time yielding what tells that it is done."""
    from PyQt5.QtWidgets import QPushButton, QTabWidget

    from tasks.registry import TASKS
    from training.states import Command, RunState

    session = window.session
    window.control.speed.slider.setValue(window.control.speed.slider.maximum())
    session.load_backend()
    window.shelf.load()
    session.start()
    yield lambda: session.view.state is RunState.FINISHED
    session.predict(12)
    yield lambda: session.view.state is RunState.FINISHED
    for name in ("progress", "architecture", "inside"):
        window.further.open(name)
    window.epoch_cursor.show(3)
    # On a busy machine a window that is new takes its time until it shows anything.
    yield lambda: bool(_text(window, "insideWordsLabel"))
    # The windows draw a moment later, so that many epochs make one picture.
    yield _drawn(*(window.further[name] for name in ("progress", "architecture", "inside")))
    _save("main", window)
    for name in ("progress", "architecture", "inside"):
        _save(name, window.further[name])
    inside = window.further["inside"]
    inside.findChild(QTabWidget, "insideTabs").setCurrentIndex(CELL_TAB)
    inside.cursor.go_to(step=6, layer=1, unit=16)
    yield _drawn(inside)
    _save("cell", inside)
    window.further.open("vanishing")
    example = window.further["vanishing"]
    yield lambda: example.side.fraction == 1
    yield _drawn(example)
    _save("gradients", example)
    window.further.open("race")
    race = window.further["race"]
    race.findChild(QPushButton, "raceStartButton").click()
    yield lambda: window.race.state is RunState.FINISHED
    yield _drawn(race)
    _save("race", race)
    window.problem.show_problem(TASKS["echo"].example)
    yield lambda: Command.PREDICT in session.view.commands
    session.start()
    yield lambda: session.view.state is RunState.FINISHED
    session.predict("7 0 2 6 7")
    yield lambda: session.view.state is RunState.FINISHED
    yield _drawn(window)
    _save("task", window)
    yield from _scenes_of_a_book(window)
    yield from _scenes_of_reviews(window)


def _scenes_of_a_book(window: MainWindow) -> Iterator[Callable[[], bool]]:
    """The same for a network that learns to write."""
    from PyQt5.QtWidgets import QLineEdit, QListWidget, QPushButton

    from tasks.registry import TASKS
    from training.states import Command, RunState
    from views.writing.text_view import TextView

    session, book = window.session, TASKS["text"].example
    window.problem.show_problem(book)
    yield lambda: session.view.typed == book and Command.PREDICT in session.view.commands
    session.set_epochs(EPOCHS_OF_A_BOOK)
    session.start()
    yield lambda: session.view.state is RunState.FINISHED
    window.further.open("writing")
    writing = window.further["writing"]
    samples = writing.findChild(QListWidget, "writingSamples")
    yield lambda: samples.count() == EPOCHS_OF_A_BOOK
    writing.findChild(QLineEdit, "writingBeginning").setText("the statement ")
    writing.findChild(QPushButton, "writingWriteButton").click()
    stop = writing.findChild(QPushButton, "writingStopButton")
    yield lambda: not stop.isEnabled()
    text = writing.findChild(TextView, "writingText")
    cursor = text.textCursor()
    cursor.setPosition(PLACE_LOOKED_AT)
    text.setTextCursor(cursor)
    yield _drawn(writing)
    _save("writing", writing)


def _scenes_of_reviews(window: MainWindow) -> Iterator[Callable[[], bool]]:
    """The same for a network that judges reviews."""
    from tasks.registry import TASKS
    from training.states import Command, RunState

    session, problem = window.session, TASKS["reviews"].example
    window.problem.show_problem(problem)
    yield lambda: session.view.typed == problem and Command.PREDICT in session.view.commands
    session.set_epochs(EPOCHS_OF_REVIEWS)
    session.start()
    yield lambda: session.view.state is RunState.FINISHED
    yield lambda: bool(window.comparison.of(problem).verdict(1.0))
    window.output.question.sequence.setText(REVIEW)
    window.on_predict()
    yield lambda: session.view.state is RunState.FINISHED
    yield _drawn(window)
    _save("reviews", window)
    window.further.open("review")
    review = window.further["review"]
    review.show_review(REVIEW)
    yield lambda: "on this review" in _text(window, "reviewVerdictLabel")
    yield _drawn(review)
    _save("review", review)


def _text(window: MainWindow, name: str) -> str:
    """What the label of this name says, in whichever of the window's windows it is."""
    from PyQt5.QtWidgets import QLabel

    label = window.findChild(QLabel, name)
    return label.text() if label else ""


def _drawn(*windows: QWidget) -> Callable[[], bool]:
    """Tells that these windows have had a second to be drawn, and no plot is half drawn."""
    from time import monotonic

    from views.layered_canvas import LayeredCanvas

    end = monotonic() + 1
    canvases = [canvas for each in windows for canvas in each.findChildren(LayeredCanvas)]
    return lambda: monotonic() > end and all(canvas.updatesEnabled() for canvas in canvases)


def _save(name: str, window: QWidget) -> None:
    window.grab().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(take_all())
