"""Uses the program as a student does, from inside a process of its own.

``python tests/drive_window.py SCRIPT[:ARGUMENT] [OPTION …]`` runs ``main.py`` with these
options and a script at its window. A script is a generator: it acts by Qt's test events,
yields a condition, and goes on when that holds. What it finds it prints as a line of JSON.
``test_end_to_end.py`` starts it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import main

Condition = Callable[[], object]
Script = Generator[Condition, None, None]

POLL_INTERVAL = 10
"""Milliseconds between two looks at a condition."""
PAUSED_AFTER = 3
SCRIPT_FAILED = 3


def run_driven(script: Callable[[Any], Script], options: list[str]) -> int:
    """Run ``main.py`` with ``script`` at its window; the exit status."""
    make_window = main.make_window

    def make_driven_window(given):
        window = make_window(given)
        drive(window, script(window))
        return window

    main.make_window = make_driven_window
    return main.main(options)


def drive(window, script: Script) -> None:
    """Let the script act from the event loop. If it fails, the process ends."""
    from PyQt5.QtCore import QTimer

    wanted = next(script)

    def advance() -> None:
        nonlocal wanted
        try:
            while wanted():
                wanted = next(script)
                print(f"drive_window.py waits in line {line_of(script)}", file=sys.stderr)
        except StopIteration:
            timer.stop()
        except BaseException:
            traceback.print_exc()
            os._exit(SCRIPT_FAILED)

    timer = QTimer(window, interval=POLL_INTERVAL)
    timer.timeout.connect(advance)
    timer.start()


def line_of(script: Script) -> int:
    """The line of this file that a script stands in: if it hangs, this tells where."""
    while script.gi_yieldfrom:
        script = script.gi_yieldfrom
    return script.gi_frame.f_lineno


def whole(window, folder: str) -> Script:
    """The main path: type, train, pause, look, step, go on, predict, save, close."""
    session = window.session
    yield active(window)
    write(window, "patternEdit", "0 0 1 1")
    set_epochs(window, 1000)
    press(window, "F5")
    state_after_start = session.view.state.name
    yield lambda: len(session.history) >= PAUSED_AFTER
    press(window, "F6")
    yield in_state(session, "PAUSED")
    paused_after = len(session.history)
    yield from look_around(window)
    click(window, "stepButton")
    yield in_state(session, "PAUSED", epochs=paused_after + 1)
    set_epochs(window, paused_after + 10)
    click(window, "continueButton")
    yield in_state(session, "FINISHED")
    click(window, "predictButton")
    yield lambda: child(window, "nextLabel").text()[0] in "01"
    # That may still be what it has predicted by itself; meanwhile the menu saves nothing.
    yield in_state(session, "FINISHED")
    path = Path(folder, "trained.keras")
    yield from save_as(window, path)
    tell(
        state_after_start=state_after_start,
        paused_after=paused_after,
        epochs=[record.epoch for record in session.history],
        first_loss=session.history[0].loss,
        last_loss=session.history[-1].loss,
        next=child(window, "nextLabel").text(),
        saved=path.stat().st_size > 0,
        imported=sorted({"keras", "tensorflow"} & set(sys.modules)),
    )
    window.close()


def another_task(window) -> Script:
    """Choose the echo, train on it, and let a typed sequence be answered."""
    session = window.session
    yield active(window)
    press(child(window, "taskCombo"), "Down")
    yield lambda: child(window, "predictButton").isEnabled()
    chosen = child(window, "parametersLabel").text()
    set_epochs(window, 3)
    press(window, "F5")
    yield in_state(session, "FINISHED", epochs=3)
    write(window, "askEdit", "7 0 2 6 7")
    press(child(window, "askEdit"), "Return")
    yield lambda: child(window, "originalLabel").text() == "7 0 2 6 7"
    tell(
        parameters=chosen,
        accuracy=session.view.last.accuracy,
        expected=child(window, "updatedLabel").text(),
        said=child(window, "nextLabel").text(),
    )
    window.close()


def look_around(window) -> Script:
    """Open the progress and the architecture window and step to the first epoch."""
    click(window, "progressButton")
    yield window.further["progress"].isVisible
    press(child(window.further["progress"], "epochSlider"), "Home")
    shown = child(window.further["progress"], "shownLabel")
    yield lambda: shown.text().startswith("Showing epoch 1 of ")
    click(window, "architectureButton")
    yield window.further["architecture"].isVisible


def save_as(window, path: Path) -> Script:
    """Save by the menu's shortcut and the dialog it opens."""
    from PyQt5.QtWidgets import QFileDialog

    yield active(window)
    press(window, "Ctrl+S")
    yield lambda: window.findChild(QFileDialog)
    field = child(window, "fileNameEdit")
    field.setText(str(path))  # Typed, it would open a list that keeps Return to itself.
    press(field, "Return")
    yield path.exists


def trained_from_outside(window) -> Script:
    """Do nothing but tell when the training that somebody else asked for is done."""
    yield in_state(window.session, "FINISHED")
    tell(
        pattern=child(window, "originalLabel").text(),
        epochs=[record.epoch for record in window.session.history],
    )


def closed_when(window, moment: str) -> Script:
    """Press Start at once, and close at the moment of that name."""
    session = window.session
    yield window.isVisible
    window.on_start()
    yield {
        "shown": window.isVisible,
        "importing": lambda: tensorflow_has_begun(session),
        "compiling": lambda: is_compiling(session),
        "training": lambda: len(session.history) > 0,
    }[moment]
    process = process_of_keras(session)
    folder = process and process.folder
    tell(state=session.view.state.name, folder=folder)
    window.close()


def numpy_meanwhile(window, moment: str) -> Script:
    """Train with NumPy while TensorFlow is at that moment; then go on with Keras, and back."""
    session = window.session
    yield active(window)
    press(window, "F5")
    condition = {"importing": tensorflow_has_begun, "compiling": is_compiling}[moment]
    yield lambda: condition(session)
    choose_backend(window, "NumPy")
    yield in_state(session, "FINISHED")
    keras_was_loading = process_of_keras(session) is not None
    choose_backend(window, "Keras")
    press(window, "F7")
    state_after_continue = session.view.state.name
    yield in_state(session, "FINISHED", epochs=len(session.history) + 2)
    computed_by = [session._worker._training.network.backend]
    choose_backend(window, "NumPy")
    click(window, "stepButton")
    yield in_state(session, "FINISHED", epochs=5)
    computed_by.append(session._worker._training.network.backend)
    tell(
        keras_was_loading=keras_was_loading,
        state_after_continue=state_after_continue,
        computed_by=computed_by,
        losses=[record.loss for record in session.history],
    )
    window.close()


def killed_when(window, moment: str) -> Script:
    """End the whole program by a signal while its other process is at that moment."""
    moment, number = moment.split(":")
    condition = {"importing": tensorflow_has_begun, "compiling": is_compiling}[moment]
    yield lambda: condition(window.session)
    process = process_of_keras(window.session)
    tell(pid=process.pid, folder=process.folder)
    os.kill(os.getpid(), int(number))


def asked_to_end(window, number: str) -> Script:
    """Have the program asked to end in the middle of a training."""
    yield active(window)
    set_epochs(window, 1000)
    press(window, "F5")
    yield lambda: len(window.session.history) >= PAUSED_AFTER
    os.kill(os.getpid(), int(number))
    yield lambda: False


def killed_while_training(window) -> Script:
    """Lose the process that computes the network; go on with the one that takes its place."""
    from PyQt5.QtWidgets import QMessageBox

    session = window.session
    yield active(window)
    press(window, "F5")
    yield lambda: len(session.history) >= PAUSED_AFTER
    first = session._worker._training.network.process.pid
    os.kill(first, signal.SIGKILL)
    yield lambda: window.findChild(QMessageBox, "problemBox")
    box = child(window, "problemBox")
    told = box.text()
    press(box.button(QMessageBox.Ok), "Space")
    yield active(window)
    press(window, "F7")
    yield in_state(session, "FINISHED")
    tell(
        told=told,
        epochs=[record.epoch for record in session.history],
        another=session._worker._training.network.process.pid != first,
        first_is_gone=not Path(f"/proc/{first}").exists(),
    )
    window.close()


STAGES = (
    "matplotlib",
    "matplotlib._api",
    "matplotlib.cbook",
    "matplotlib.ticker",
    "matplotlib.colors",
    "matplotlib.artist",
    "matplotlib.font_manager",
    "matplotlib.text",
    "matplotlib.backend_bases",
    "matplotlib.figure",
)
"""Modules whose imports begin one after the other, and between them all the time it takes."""


def opened_while_importing(window, first: int) -> Script:
    """Open every window while matplotlib is imported, spread over the stages of that."""
    from views.further_windows import WINDOWS

    names = [row.name for row in WINDOWS]
    shown_while_importing = 0
    for number, name in enumerate(names[int(first) :] + names[: int(first)]):
        stage = STAGES[number * len(STAGES) // len(names)]
        yield lambda stage=stage: stage in sys.modules
        window.further.open(name)
        shown_while_importing += STAGES[-1] not in sys.modules
    yield lambda: all(name in window.further for name in names)
    tell(
        shown_while_importing=shown_while_importing,
        all=names,
        visible=[name for name in names if window.further[name].isVisible()],
        open=len(open_windows()),
    )
    window.close()


def trouble(window) -> Script:
    """An error in a slot on the GUI thread."""
    from PyQt5.QtCore import QTimer

    yield active(window)
    QTimer.singleShot(0, fail)
    yield from go_on_after_the_box(window)


def trouble_in_a_thread(window) -> Script:
    """An error in a slot on another thread, where no dialog may be built."""
    from PyQt5.QtCore import QObject, QThread, QTimer, pyqtSlot

    class Clumsy(QObject):
        @pyqtSlot()
        def act(self) -> None:
            fail()

    yield active(window)
    thread, clumsy = QThread(), Clumsy()
    clumsy.moveToThread(thread)
    thread.started.connect(clumsy.act)
    thread.start()
    yield from go_on_after_the_box(window)
    QTimer.singleShot(0, thread.quit)
    yield thread.isFinished


def fail() -> None:
    """What goes wrong."""
    raise RuntimeError("on purpose")


def go_on_after_the_box(window) -> Script:
    """Close the box that tells about an error, and train as if nothing had happened."""
    from PyQt5.QtWidgets import QMessageBox

    yield lambda: window.findChild(QMessageBox, "problemBox")
    box = child(window, "problemBox")
    told = box.text()
    press(box.button(QMessageBox.Ok), "Space")
    yield active(window)
    press(window, "F5")
    yield in_state(window.session, "FINISHED")
    tell(told=told, epochs=[record.epoch for record in window.session.history])
    window.close()


def open_windows() -> list:
    """All that stand on the screen, the main window included."""
    from PyQt5.QtWidgets import QApplication

    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def child(window, name: str):
    """The widget of that objectName."""
    from PyQt5.QtWidgets import QWidget

    found = window.findChild(QWidget, name)
    if found is None:
        raise LookupError(name)
    return found


def press(widget, keys: str) -> None:
    """Press a key or a shortcut, as Qt writes it."""
    from PyQt5.QtCore import Qt
    from PyQt5.QtGui import QKeySequence
    from PyQt5.QtTest import QTest

    code = QKeySequence(keys)[0]
    modifiers = code & Qt.KeyboardModifierMask
    QTest.keyClick(widget, Qt.Key(code & ~modifiers), Qt.KeyboardModifiers(modifiers))


def write(window, name: str, text: str) -> None:
    """Replace what stands in a field."""
    from PyQt5.QtTest import QTest

    field = child(window, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def set_epochs(window, epochs: int) -> None:
    """Type a number of epochs; Return makes it count."""
    write(window, "epochsSpin", str(epochs))
    press(child(window, "epochsSpin"), "Return")


def choose_backend(window, beginning: str) -> None:
    """Choose what computes the network, by the keyboard."""
    from PyQt5.QtTest import QTest

    combo = child(window, "backendCombo")
    combo.setFocus()
    QTest.keyClicks(combo, beginning[0])


def click(window, name: str) -> None:
    """Click on a button."""
    from PyQt5.QtCore import Qt
    from PyQt5.QtTest import QTest

    QTest.mouseClick(child(window, name), Qt.LeftButton)


def active(window) -> Condition:
    """Whether the window has the keyboard, without which it hears no shortcut."""
    return lambda: window.isActiveWindow() or window.activateWindow()


def in_state(session, name: str, epochs: int = 0) -> Condition:
    """Whether the session is in that state, and has done as many epochs."""
    return lambda: session.view.state.name == name and len(session.history) >= epochs


def process_of_keras(session):
    """The process in which a network is being made; None as long as there is none."""
    networks = session._worker.networks.in_the_making
    return networks[0].process if networks else None


def tensorflow_has_begun(session) -> bool:
    """Whether the other process has opened the first of TensorFlow's libraries."""
    process = process_of_keras(session)
    return process is not None and "tensorflow" in Path(f"/proc/{process.pid}/maps").read_text()


def is_compiling(session) -> bool:
    """Whether XLA has begun to compile the network there: it then has threads of its own."""
    process = process_of_keras(session)
    if process is None:
        return False
    names = (path.read_text() for path in Path(f"/proc/{process.pid}/task").glob("*/comm"))
    try:
        return any(name.startswith("tf_XLA") for name in names)
    except OSError:  # One has ended meanwhile.
        return False


def tell(**facts: object) -> None:
    """Print a line for the test."""
    print(json.dumps(facts), flush=True)


SCRIPTS: dict[str, Callable[..., Script]] = {
    script.__name__: script
    for script in (
        whole,
        another_task,
        trained_from_outside,
        closed_when,
        numpy_meanwhile,
        killed_when,
        asked_to_end,
        killed_while_training,
        opened_while_importing,
        trouble,
        trouble_in_a_thread,
    )
}

if __name__ == "__main__":
    name, *argument = sys.argv[1].split(":", 1)
    sys.exit(run_driven(lambda window: SCRIPTS[name](window, *argument), sys.argv[2:]))
