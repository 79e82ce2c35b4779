"""What all tests of the progress window ask for: epochs, and parts of the window."""

import numpy as np
from PyQt5.QtWidgets import QProgressBar, QSlider
from student import text

from progress_window import ProgressWindow
from training.record import EpochRecord, History

STEP_BUTTONS = ["first", "previous", "next", "last", "follow"]
SAVE_BUTTONS = ["progressSave", "saveHistory"]
IN_TAB_ORDER = [
    "progressLogScaleCheck",
    "firstButton",
    "previousButton",
    "epochSlider",
    "nextButton",
    "lastButton",
    "followButton",
    "progressSaveButton",
    "saveHistoryButton",
    "progressHelpButton",
]


def record(epoch: int) -> EpochRecord:
    targets = np.resize(np.array([0, 1], dtype=np.uint8), 64)
    predictions = np.full(64, 0.5 + 0.4 / (1 + epoch), dtype=np.float32)
    return EpochRecord.from_evaluation(epoch, predictions, targets, 2, 0.5, 0.01)


def records(epochs: int) -> list[EpochRecord]:
    return [record(epoch) for epoch in range(1, epochs + 1)]


def grow(window: ProgressWindow, history: History, epochs: int = 1) -> None:
    for _ in range(epochs):
        history.append(record(len(history) + 1))
        window.epoch_cursor.history_grew()


def slider(window) -> QSlider:
    return window.findChild(QSlider, "epochSlider")


def bar(window) -> QProgressBar:
    return window.findChild(QProgressBar, "progressBar")


def wait_for_plot_of(qtbot, window, epoch: int) -> None:
    """Wait for the frame that shows this epoch."""
    start = f"epoch {epoch} "
    qtbot.waitUntil(lambda: text(window, "record").startswith(start))
