"""Sessions of random actions in every window, to find what no script thinks of.

``python -m tests.random_sessions --seed 7 --actions 150 [--backend keras]`` runs one. It ends
with 0, or with the traceback of what was raised, or, if the windows do not answer for a while,
with what every thread was doing.

The student first sets to work all that computes, so that random actions fall into it: training,
lag experiment, race and gradients at the same time, and predictions asked for meanwhile. The
report at the end says what was under way together.
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
from tests.works import Works

PAUSE = 40
"""Milliseconds between two actions."""
PRELUDE = 1000
"""Most actions until all is to be under way at once; they do not count."""
PATIENCE = 30
"""Seconds until windows that do not answer are taken to hang."""
RAISED, NOT_AT_ONCE = 3, 4
"""Exit statuses: of an exception, and of a session in which not all was under way at once."""
TYPED = {"learning_rateField": ("0.1", "0.5", "1e-3"), "windowField": ("4", "8", "16")}
"""Fields of the settings, and what is typed there."""
CHOSEN = {"activationField": "rlt", "optimizerField": "asr", "cellField": "lgs"}
"""Choices of the settings, and first letters of what is chosen there."""
NETWORKS = (
    "--units 8,8 --rows 8 --window 8",
    "--units 6 --rows 8 --window 8 --activation linear --clip none --learning-rate 0.002",
    "--cell gru --units 8 --rows 8 --window 8 --activation relu --clip none --learning-rate 0.002",
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
        self._for_prelude = PRELUDE
        self.works = Works(window)
        self._things = (self._answer_or_press, self._answer_or_press, self._trigger, self._trigger)
        self._things += (self._type_pattern, self._turn, self._key)
        self._things += (self._ask_for_settings, self.works.begin)

    def act(self) -> None:
        """Do one thing; the next comes also while a dialog that this one opens waits."""
        from PyQt5.QtCore import QTimer
        from PyQt5.QtWidgets import QApplication

        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        is_prelude = self._for_prelude > 0 and not self.works.were_all_at_once
        self._for_prelude -= is_prelude
        self._left -= not is_prelude
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
            self._random.choice((self._answer_or_press, self._type_settings))()
        elif is_prelude:
            self.works.begin()
        else:
            self._random.choice(self._things)()
        self.works.look()

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
        self._window.problem.pattern.set_text("".join(self._random.choices("01", k=length)))

    def _ask_for_settings(self) -> None:
        """Let the training rest, and ask for the dialog, which the next action finds."""
        self._window.actions_by_name["pause"].trigger()
        self._window.actions_by_name["network_settings"].trigger()

    def _type_settings(self) -> None:
        """Fill in the dialog, if it is this one that waits, and take what is typed."""
        from PyQt5.QtCore import Qt
        from PyQt5.QtTest import QTest
        from PyQt5.QtWidgets import QWidget

        fields = {each.objectName(): each for each in self._children(QWidget)}
        for name in sorted(TYPED.keys() & fields.keys()):
            fields[name].selectAll()
            QTest.keyClicks(fields[name], self._random.choice(TYPED[name]))
        for name in sorted(CHOSEN.keys() & fields.keys()):
            QTest.keyClick(fields[name], self._random.choice(CHOSEN[name]))
        for name in sorted({"clipsField", "settingsOkButton"} & fields.keys()):
            QTest.keyClick(fields[name], Qt.Key_Space)

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

    make_window, students = main.make_window, []

    def make_driven_window(options):
        window = make_window(options)
        sys.excepthook = end_at_once
        students.append(Student(window, seed, actions))
        QTimer.singleShot(PAUSE, students[0].act)
        return window

    main.make_window = make_driven_window
    network = NETWORKS[seed % len(NETWORKS)].split()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LSTM_LAB_SHELF"] = folder
        status = main.main(["--backend", backend, "--epochs", "10000", *network])
    print(students[0].works.report())
    return status or (0 if students[0].works.were_all_at_once else NOT_AT_ONCE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--actions", type=int, default=150)
    parser.add_argument("--backend", choices=["numpy", "keras"], default="numpy")
    given = parser.parse_args()
    faulthandler.enable()
    sys.exit(run(given.seed, given.actions, given.backend))
