"""Sessions of random actions in every window, to find what no script thinks of.

``python -m tests.random_sessions --seed 7 --actions 150 [--backend keras]`` runs one. It ends
with 0, or with the traceback of what was raised, or, if the windows do not answer for a while,
with what every thread was doing.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import main

PAUSE = 40
"""Milliseconds between two actions."""
PATIENCE = 30
"""Seconds until windows that do not answer are taken to hang."""
RAISED = 3
NETWORKS = (
    "--units 8,8 --rows 8 --window 8",
    "--units 6 --rows 8 --window 8 --activation linear --clip none --learning-rate 0.05",
    "--cell gru --units 8 --rows 8 --window 8 --activation relu --clip none --learning-rate 0.1",
    "--cell simple_rnn --units 5,5 --rows 8 --window 8 --optimizer sgd --stateless",
)
NOT_PRESSED = {"open", "save", "quit"}
"""Actions that ask for files, or end the session."""
NO_FILES = ("Save", "Open", "Quit", "Details")
"""Beginnings of buttons that do."""


class Student:
    """Does one thing after the other, whatever stands on the screen."""

    def __init__(self, window, seed: int, actions: int) -> None:
        self._window = window
        self._random = random.Random(seed)
        self._left = actions
        self._things = (self._answer_or_press, self._answer_or_press, self._trigger, self._trigger)
        self._things += (self._type_pattern, self._turn, self._key)

    def act(self) -> None:
        """Do one thing; the next comes also while a dialog that this one opens waits."""
        from PyQt5.QtCore import QTimer
        from PyQt5.QtWidgets import QApplication

        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        self._left -= 1
        dialog = QApplication.activeModalWidget()
        if self._left > 0:
            QTimer.singleShot(PAUSE, self.act)
        elif dialog is not None:
            dialog.close()
            QTimer.singleShot(PAUSE, self.act)
            return
        else:
            self._window.close()
            return
        if dialog is not None:
            self._answer_or_press()
        else:
            self._random.choice(self._things)()

    def _children(self, kind) -> list:
        """What of that kind can be used now, in the dialog that waits or in any window."""
        from PyQt5.QtWidgets import QApplication

        modal = QApplication.activeModalWidget()
        windows = [modal] if modal else QApplication.topLevelWidgets()
        found = [each for window in windows for each in window.findChildren(kind)]
        usable = [each for each in found if each.isVisible() and each.isEnabled()]
        return sorted(usable, key=lambda each: (each.objectName(), each.accessibleName()))

    def _answer_or_press(self) -> None:
        from PyQt5.QtCore import Qt
        from PyQt5.QtTest import QTest
        from PyQt5.QtWidgets import QAbstractButton, QApplication, QFileDialog

        if isinstance(dialog := QApplication.activeModalWidget(), QFileDialog):
            dialog.reject()
            return
        buttons = [
            each
            for each in self._children(QAbstractButton)
            if not each.text().replace("&", "").startswith(NO_FILES)
        ]
        if buttons:
            QTest.mouseClick(self._random.choice(buttons), Qt.LeftButton)

    def _trigger(self) -> None:
        names = sorted(set(self._window.actions_by_name) - NOT_PRESSED)
        self._window.actions_by_name[self._random.choice(names)].trigger()

    def _type_pattern(self) -> None:
        length = self._random.randint(0, 24)
        self._window.pattern.set_text("".join(self._random.choices("01", k=length)))

    def _turn(self) -> None:
        from PyQt5.QtWidgets import QAbstractSlider, QComboBox, QSpinBox

        widgets = [each for kind in (QAbstractSlider, QSpinBox) for each in self._children(kind)]
        combos = [each for each in self._children(QComboBox) if each.objectName() != "backendCombo"]
        widget = self._random.choice([*widgets, *combos])
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(self._random.randrange(max(1, widget.count())))
        else:
            most = min(widget.maximum(), widget.minimum() + 60)
            widget.setValue(self._random.randint(widget.minimum(), most))

    def _key(self) -> None:
        from PyQt5.QtCore import Qt
        from PyQt5.QtTest import QTest
        from PyQt5.QtWidgets import QWidget

        keys = (Qt.Key_Home, Qt.Key_End, Qt.Key_Left, Qt.Key_Right, Qt.Key_Tab, Qt.Key_Space)
        QTest.keyClick(self._random.choice(self._children(QWidget)), self._random.choice(keys))


def end_at_once(*raised) -> None:
    """An excepthook: whatever is raised and not caught is what was looked for."""
    traceback.print_exception(*raised)
    sys.stderr.flush()
    os._exit(RAISED)


def run(seed: int, actions: int, backend: str) -> int:
    """One session; the exit status of the program."""
    from PyQt5.QtCore import QTimer

    make_window = main.make_window

    def make_driven_window(options):
        window = make_window(options)
        sys.excepthook = end_at_once
        student = window.student = Student(window, seed, actions)
        QTimer.singleShot(PAUSE, student.act)
        return window

    main.make_window = make_driven_window
    network = NETWORKS[seed % len(NETWORKS)].split()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LSTM_LAB_SHELF"] = folder
        return main.main(["--backend", backend, "--epochs", "200", *network])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--actions", type=int, default=150)
    parser.add_argument("--backend", choices=["numpy", "keras"], default="numpy")
    given = parser.parse_args()
    faulthandler.enable()
    sys.exit(run(given.seed, given.actions, given.backend))
