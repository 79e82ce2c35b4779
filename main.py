"""LSTM Lab: watch a recurrent network learn.

python3 main.py                                     opens the window
python3 main.py M.keras                             opens it with a saved training
python3 main.py --headless --pattern 0,1,0,1        does the same in the terminal
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # Pressed during the imports below, Ctrl+C would be told with a traceback.
    sys.excepthook = lambda kind, *error: (
        sys.exit(130) if kind is KeyboardInterrupt else sys.__excepthook__(kind, *error)
    )

import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from program.streams import INTERRUPTED, prepare_streams, quiet_about_lost_readers

if TYPE_CHECKING:
    from PyQt5.QtWidgets import QApplication

    from app import Controllers, MainWindow
    from networks.networks import Workshop
    from networks.settings import Settings
    from terminal.options import Options
    from training.checkpoint import Checkpoint
    from training.states import Command

AFTER_FIRST_PICTURE = 50
"""Milliseconds: the event loop comes to the first picture a little after it has begun."""


def main(arguments: list[str]) -> int:
    """Run the program; its exit status.

    What is not needed for a window is imported only when it is: the window comes first.
    """
    prepare_streams()
    with quiet_about_lost_readers():
        with ended_by_interrupt(), nothing_collected():
            prepare_environment()
            options = read_options(arguments)
            run: Callable[[Options], int] = run_window
            if options.headless:
                from terminal.headless import run_headless

                run = run_headless
        return run(options)


@contextmanager
def ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl+C end the program at once.

    Raised as an exception while NumPy is imported, it would be printed or get lost.
    """
    heard = signal.getsignal(signal.SIGINT)
    if heard is not signal.default_int_handler:
        yield  # Whoever started the program wants it not to listen.
        return
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    yield
    signal.signal(signal.SIGINT, heard)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Look for no garbage among what is imported: it stays, and there is more and more of it."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def read_options(arguments: list[str]) -> Options:
    """What the command line asks for; without a display, only the terminal is left."""
    from program.display import why_no_display
    from terminal.options import parse_options

    options = parse_options(arguments)
    if options.headless:
        return options
    if problem := why_no_display():
        print(f"{problem}, so the training runs here in the terminal.", file=sys.stderr)
        return parse_options([*arguments, "--headless"])
    return options


def run_window(options: Options) -> int:
    """Open the main window and run until it is closed."""
    # Until there is a window to close, Ctrl+C ends the program at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = make_application()
    from program.ending import EndsOnRequest
    from program.garbage import GarbageCollector

    garbage = GarbageCollector(application)
    window = make_window(options)
    window.further.plots.ended.connect(garbage.spare_what_is_there)
    window.show()
    requests = EndsOnRequest(window)
    from PyQt5.QtCore import QTimer

    # What takes long must not delay the first picture of the window, so it begins when the
    # event loop is at rest.
    QTimer.singleShot(AFTER_FIRST_PICTURE, lambda: load_in_background(window, options))
    status = application.exec()
    requests.pass_on()
    end(status, window)
    return status


def load_in_background(window: MainWindow, options: Options) -> None:
    """Begin to prepare the network, to read the shelf, and to import what windows need.

    All that is done on plain threads.
    """
    if options.open:
        OpeningAtStart(window, options)
    else:
        window.session.load_backend()
    if options.data:
        window.problem.read_data(options.data)
    window.shelf.follow()
    window.further.plots.ended.connect(window.problem.prepare)
    window.further.plots.begin()


def prepare_environment() -> None:
    """Set what NumPy, Qt and TensorFlow read from the environment, before any is loaded."""
    # On matrices this small, a second thread of BLAS only stands in the way of the first.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nothing is drawn by GL. Qt's X11 plugin would load Mesa's LLVM for it, beside which
    # TensorFlow crashes where the two do meet, as they do in the tests.
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    os.environ["QT_API"] = "pyqt5"


def make_application() -> QApplication:
    """The application, set for sharp pictures on every screen."""
    from PyQt5.QtCore import QCoreApplication, QLocale, Qt
    from PyQt5.QtGui import QGuiApplication
    from PyQt5.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.AA_EnableHighDpiScaling)
    QCoreApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Numbers are written in one way, whatever the language of the computer.
    QLocale.setDefault(QLocale.c())
    application = QApplication(sys.argv[:1])
    application.setApplicationName("LSTM Lab")
    if any(screen.devicePixelRatio() % 1 for screen in application.screens()):
        from views.whole_frames import WholeFrames

        application.setStyle(WholeFrames())
    return application


def make_window(options: Options) -> MainWindow:
    """The main window on a session of its own, its fields filled from the command line.

    From here on, an exception that nothing else catches is told in this window.
    """
    import workshop
    from app import MainWindow
    from networks.settings import DEFAULT_PATTERN

    window = MainWindow(make_controllers(workshop, options.backend, options.settings))
    sys.excepthook = ExceptionReporter(window)
    if options.problem is not None:
        window.problem.show_problem(options.problem)
    # Behind another task, it is there when the pattern is chosen.
    window.problem.pattern.set_text(DEFAULT_PATTERN)
    fill_in(window, options)
    return window


def make_controllers(workshop: Workshop, backend: str, settings: Settings) -> Controllers:
    """All that works behind the windows but for what is of one window alone."""
    from app import Controllers
    from experiments.race_session import RaceSession
    from shelf.shelf import Shelf
    from shelf.shelf_keeper import ShelfKeeper
    from training.comparison import Comparison
    from training.session import Session

    session, shelf = Session(workshop, backend, settings), Shelf(workshop)
    keeper, race = ShelfKeeper(session, shelf), RaceSession(workshop, shelf)
    return Controllers(session, shelf, keeper, race, Comparison())


def fill_in(window: MainWindow, options: Options) -> None:
    """Put into the fields what the command line says."""
    if options.problem is not None:
        window.problem.show_problem(options.problem)
    elif options.patterns:
        window.problem.pattern.set_text(options.patterns[0])
    if options.epochs is not None:
        window.session.set_epochs(options.epochs)
    window.patience.setValue(options.patience)
    if options.open is None:
        window.seed.setValue(options.seed)
    if options.told:
        window.statusBar().showMessage(options.told)
    if options.predict is not None:
        window.output.question.steps.setValue(options.predict)


class Opening(Enum):
    """How far the file of the command line has come."""

    READING = auto()
    READ = auto()
    ASKED = auto()
    """The session has been asked to open it."""
    OVER = auto()
    """It is open, or is not going to be."""


class OpeningAtStart:
    """Opens the file of the command line once that is possible; what else was given stays.

    The file is read beforehand, so that its network is the first that is made. Training that the
    user asks for meanwhile waits, and goes on from the file by what was shown then. If another
    moment takes the place of the first one before, the file is left. It listens with queued
    signals: a question must not come up in the middle of what the session tells.
    """

    def __init__(self, window: MainWindow, options: Options) -> None:
        from functools import partial

        from PyQt5.QtCore import Qt

        from training.file_jobs import FileJobs
        from training.session_files import load_for_window

        self._window, self._options = window, options
        self._stage = Opening.READING
        self._begins: Command | None = None
        self._epochs = window.epochs.value()
        session = window.session
        session.wait_for_file(Path(str(options.open)).name)
        # Functions, since nobody else holds this object.
        session.changed.connect(lambda: self._open(), Qt.QueuedConnection)
        # Until it is all there, the session does not take another problem.
        session.opened.connect(lambda: self._fill_in(), Qt.QueuedConnection)
        session.problem.connect(lambda: self._give_up())
        jobs = FileJobs("opening", window)
        jobs.done.connect(lambda found: self._load(found))
        jobs.failed.connect(lambda sentence: self._tell(sentence))
        jobs.start(partial(load_for_window, str(options.open)))
        jobs.close(patience=0)

    def _load(self, found: Checkpoint) -> None:
        if self._stage is Opening.READING:
            self._stage = Opening.READ
            # While training waits to begin, no other network can be chosen.
            begins = self._window.session.take_back()
            if found.state.problem is not None:
                self._window.problem.show_problem(found.state.problem)
            self._window.session.choose_settings(found.settings)
            self._window.session.load_backend()
            self._begin(begins)

    def _tell(self, sentence: str) -> None:
        session = self._window.session
        session.problem.emit(sentence)
        if self._stage is Opening.READING:
            self._stage = Opening.OVER
            # What was to go on from the file does not begin without it.
            session.take_back()
            session.wait_for_file("")
            session.load_backend()

    def _open(self) -> None:
        from training.states import WAITED_FOR, Condition, RunState

        session = self._window.session
        view = session.view
        if self._stage in (Opening.ASKED, Opening.OVER) or view.state in WAITED_FOR:
            return
        if view.state not in (RunState.READY, RunState.WAITING, RunState.UNAVAILABLE):
            self._leave_file()
        elif self._stage is Opening.READ and Condition.NETWORK in view.conditions:
            self._stage = Opening.ASKED
            self._begins, self._epochs = session.take_back(), self._window.epochs.value()
            session.wait_for_file("")
            self._window.open_file(str(self._options.open))

    def _leave_file(self) -> None:
        was_read, self._stage = self._stage is Opening.READ, Opening.OVER
        self._window.session.wait_for_file("")
        if not was_read:
            self._window.session.load_backend()

    def _fill_in(self) -> None:
        from training.states import Command

        if self._stage is Opening.ASKED:
            self._stage = Opening.OVER
            fill_in(self._window, self._options)
            if self._begins is Command.START:
                self._window.epochs.setValue(self._epochs)
            self._begin(self._begins)

    def _begin(self, asked: Command | None) -> None:
        """Ask for training as the user has, but of what is there now."""
        from training.states import Command

        session = self._window.session
        if asked is Command.STEP:
            session.step()
        elif asked is not None and session.view.problem_changed:
            self._window.on_start()
        elif asked is not None:
            # Only one of these two is allowed.
            session.start()
            session.resume(anew=True)

    def _give_up(self) -> None:
        if self._stage is Opening.ASKED:
            self._stage = Opening.OVER


class ExceptionReporter:
    """An excepthook: an error of ours is told in the window, and the program goes on.

    It may be called on any thread, so it builds no dialog; it emits a signal.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Print the traceback for those who read it, and say in the window what happened."""
        traceback.print_exception(kind, error, trace)
        self._window.session.problem.emit(
            f"Something went wrong inside LSTM Lab ({kind.__name__}: {error}). "
            "You can go on; if it looks odd, press Reset. The terminal shows the details."
        )


def end(status: int, window: MainWindow) -> None:
    """Leave at once if something is still at work that cannot be interrupted.

    That is the import of a library or a long pass of NumPy; taking the process down around
    them would crash it.
    """
    if window.further.plots.is_under_way or not window.closed_cleanly:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)
    # Python would look through all that is there once more, although it goes in any case.
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
