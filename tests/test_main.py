"""What the command line asks for is what the window starts with."""

import gc
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from kept_runs import open_shelf, put
from own_book import sentences
from own_program import run_python
from own_reviews import files_of_reviews, write_folder
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QMenu, QMessageBox, QPushButton

import main
import workshop
from shelf import shelf
from tasks.cards import CARDS
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import FIRST_TASK, TASKS
from tasks.reviews import fitting
from tasks.reviews.fitting import EPOCHS_OF_MANY
from terminal.headless import run_headless
from terminal.options import parse_options
from training import checkpoint_file
from training.states import Command, Condition, RunState
from views.data import reviews_reading as reading
from views.data.book_page import ENCODING


def test_the_window_has_the_network_of_the_command_line(qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    arguments = "--backend numpy --cell gru --units 3 --optimizer sgd --stateless"
    options = parse_options(arguments.split())
    window = qtbot.added(main.make_window(options))
    view = window.session.view
    assert view.settings == options.settings
    assert [layer.kind for layer in view.layers] == ["GRU", "GRU", "Dense"]
    assert [layer.units for layer in view.layers] == [3, 3, 1]


def test_at_the_end_nothing_is_looked_through_once_more(monkeypatch):
    """Python would look for garbage in all that goes anyway, which took most of closing."""
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    loading = SimpleNamespace(is_under_way=False)
    further = SimpleNamespace(plots=loading)
    main.end(0, SimpleNamespace(closed_cleanly=True, further=further))
    assert frozen


def test_the_window_waits_for_nothing_that_is_needed_later():
    script = "import sys, terminal.options, workshop, app; print(*sys.modules)"
    done = run_python("-c", script, timeout=120, check=True)
    later = {"tasks.reviews.baselines", "tasks.reviews.sentences", "matplotlib", "keras"}
    later |= {"importlib.metadata", "email", "logging", "numpy.random", "hashlib", "uuid"}
    later |= {"model", "tasks.explaining", "tasks.examining", "multiprocessing"}
    later |= {"views.writing", "views.judged_text", "views.beside"}
    later |= {card.module for name, card in CARDS.items() if name != FIRST_TASK}
    assert not later & {*done.stdout.split()}


def test_what_is_imported_first_is_not_looked_through_for_garbage(monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.isenabled()))
    with main.nothing_collected():
        assert not gc.isenabled()
    is_on_again = gc.isenabled()
    gc.disable()  # The collector that all tests share takes its place.
    assert is_on_again
    assert frozen == [False]


@pytest.fixture
def window_of(qtbot, monkeypatch):
    """The window that a command line opens, its network loaded."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    windows = []

    def make(arguments):
        options = parse_options(arguments)
        window = qtbot.added(main.make_window(options))
        windows.append(window)
        window.show()
        main.load_in_background(window, options)
        return window

    yield make
    for window in windows:
        window.close()


def test_a_window_with_another_task_has_the_pattern_of_every_window_for_when_it_is_chosen(
    qtbot, monkeypatch
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window = main.make_window(
        parse_options(["--task", "echo", "--units", "7", "--backend", "numpy"])
    )
    qtbot.addWidget(window)
    assert window.problem.problem == Echo()
    assert window.session.view.layers[0].units == 7
    assert window.problem.pattern.problem == Pattern("0101")


def test_the_shelf_is_read_once_the_window_is_there(window_of, qtbot):
    window = window_of(["--backend", "numpy"])
    with qtbot.waitSignal(window.shelf.changed):
        assert not window.shelf.runs


def test_what_another_program_puts_on_the_shelf_comes_to_that_of_the_window(
    window_of, qtbot, own_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(shelf, "LOOKS_EVERY", 0.05)
    window = window_of(["--backend", "numpy"])
    other = open_shelf(qtbot, tmp_path)
    put(qtbot, other)
    qtbot.waitUntil(lambda: window.shelf.runs == other.runs)
    assert other.close()


def test_the_window_is_there_before_its_reviews_are_read(window_of, qtbot, tmp_path, monkeypatch):
    folder, may_go_on = write_folder(tmp_path / "films", files_of_reviews()), threading.Event()
    read_reviews = reading.read_reviews

    def held_up(*arguments):
        while not may_go_on.wait(0.02):
            yield 0.0, "Waiting"
        return (yield from read_reviews(*arguments))

    monkeypatch.setattr(reading, "read_reviews", held_up)
    values = ["--set", f"data={folder}", "--set", "words=70"]
    window = window_of(["--backend", "numpy", "--task", "reviews", *values])
    qtbot.waitUntil(lambda: window.problem.is_under_way)
    assert window.isVisible()
    assert window.problem.problem == replace(TASKS["reviews"].example, words=70)
    may_go_on.set()
    qtbot.waitUntil(lambda: not window.problem.is_under_way)
    assert (window.problem.problem.name, window.problem.problem.words) == ("films", 70)
    assert window.session.view.typed == window.problem.problem


@pytest.mark.parametrize(("chosen", "epochs"), [((), EPOCHS_OF_MANY), (("--epochs", "10"), 10)])
def test_many_reviews_are_learned_for_as_long_as_suits_them_unless_it_is_said(
    window_of, qtbot, tmp_path, monkeypatch, chosen, epochs
):
    folder = write_folder(tmp_path / "films", files_of_reviews())
    window = window_of(
        ["--backend", "numpy", "--task", "reviews", "--set", f"data={folder}", *chosen]
    )
    assert window.epochs.value() == 10
    monkeypatch.setattr(fitting, "FEW_WORDS", 1)  # What is read from now on is more.
    qtbot.waitUntil(lambda: window.session.view.typed.name == "films")
    assert window.epochs.value() == window.session.view.goal == epochs


def test_a_network_that_is_changed_is_changed_from_what_suits_its_reviews(tmp_path):
    folder = write_folder(tmp_path / "films", files_of_reviews())
    options = parse_options(["--task", "reviews", "--set", f"data={folder}", "--units", "4"])
    assert (options.problem.name, options.data) == ("films", ())


@pytest.mark.parametrize("network", [(), ("--units", "4")])
def test_a_book_of_the_command_line_can_be_had_in_another_encoding(
    window_of, qtbot, tmp_path, network
):
    path, text = tmp_path / "lamp.txt", sentences(4_000).replace("river", "Idę “jeść”")
    path.write_bytes(text.encode("cp1250"))
    values = ["--task", "text", "--set", f"file={path}", "--set", "lower=off"]
    window = window_of(["--backend", "numpy", *values, *network])
    book = window.problem.problem
    assert book.name == "lamp"
    message = window.findChild(QLabel, "bookMessage")
    qtbot.waitUntil(lambda: "Choose › Encoding has others." in message.text())
    assert window.session.view.typed == book
    encodings = next(m for m in window.problem.findChildren(QMenu) if m.title() == ENCODING)
    assert encodings.menuAction().isVisible()
    central = "Windows-1250, Central European"
    next(each for each in encodings.actions() if each.text() == central).trigger()
    qtbot.waitUntil(lambda: not window.problem.is_under_way)
    assert window.problem.problem.text == text
    assert window.session.view.typed == window.problem.problem


def test_data_that_are_not_there_are_refused_before_the_window(tmp_path, capsys):
    with pytest.raises(SystemExit):
        parse_options(["--task", "reviews", "--set", f"data={tmp_path / 'none'}"])
    assert "--set: " in capsys.readouterr().err


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "M.keras"
    arguments = "--headless --backend numpy --units 3 --seed 5 --epochs 2 --pattern 0,0,1 --save"
    assert run_headless(parse_options([*arguments.split(), str(path)])) == 0
    return path


def test_a_saved_training_is_opened_with_its_network_pattern_and_epochs(window_of, qtbot, saved):
    window = window_of([str(saved), "--backend", "numpy"])
    qtbot.waitUntil(lambda: window.session.view.state is RunState.FINISHED)
    view = window.session.view
    assert (view.epoch, view.seed, view.settings.units) == (2, 5, (3, 3))
    assert (window.problem.pattern.edit.text(), window.epochs.value()) == ("0,0,1", 2)
    assert window.session.history.last.epoch == 2


def test_a_training_on_another_task_is_opened_with_its_task_and_its_problem(
    window_of, qtbot, tmp_path
):
    path = str(tmp_path / "M.keras")
    job = "--headless --backend numpy --task echo --set length=4 --units 3 --epochs 1 --save"
    assert run_headless(parse_options([*job.split(), path])) == 0
    window = window_of([path, "--backend", "numpy"])
    qtbot.waitUntil(lambda: window.session.view.state is RunState.FINISHED)
    assert window.problem.problem == window.session.view.trained_problem == Echo(length=4)
    assert window.session.view.settings.units == (3,)


def test_the_window_begins_with_the_task_of_the_command_line(window_of, qtbot):
    arguments = "--task echo --set place=5 --units 3 --backend numpy"
    window = window_of(arguments.split())
    qtbot.waitUntil(lambda: Command.PREDICT in window.session.view.commands)
    assert window.session.view.typed == Echo(place=5)
    assert window.session.view.settings.units == (3,)


def test_what_is_given_beside_a_file_holds(window_of, qtbot, saved):
    arguments = ["--open", str(saved), "--backend", "numpy", "--pattern", "0011", "--epochs", "7"]
    window = window_of(arguments)
    qtbot.waitUntil(lambda: window.session.view.problem_changed)
    assert window.problem.pattern.edit.text() == "0011"
    assert (window.epochs.value(), window.session.view.epoch) == (7, 2)


@pytest.mark.parametrize("content", [None, b"no archive at all"])
def test_a_file_that_cannot_be_opened_leaves_a_window_that_says_so(
    window_of, qtbot, tmp_path, content
):
    path = tmp_path / "M.keras"
    if content is not None:
        path.write_bytes(content)
    window = window_of([str(path), "--backend", "numpy"])
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "problemBox") is not None)
    assert "M.keras" in window.findChild(QMessageBox, "problemBox").text()
    qtbot.waitUntil(lambda: window.session.view.status == "Ready. Press Start to train.")
    assert window.problem.pattern.edit.text() == "0,1,0,1"


@pytest.fixture
def held_file(monkeypatch):
    """The file is read no further than until this is set."""
    may_go_on, load = threading.Event(), checkpoint_file.load
    monkeypatch.setattr(checkpoint_file, "load", lambda path: may_go_on.wait(20) and load(path))
    yield may_go_on
    may_go_on.set()


def press(qtbot, window, button):
    qtbot.mouseClick(window.findChild(QPushButton, button), Qt.LeftButton)


@pytest.mark.parametrize(("button", "goal"), [("startButton", 6), ("stepButton", 3)])
def test_training_asked_for_before_the_file_is_open_goes_on_from_it(
    window_of, qtbot, saved, held_file, button, goal
):
    window = window_of([str(saved), "--backend", "numpy"])
    assert window.session.view.status.startswith("M.keras is being opened")
    window.epochs.setValue(4)
    press(qtbot, window, button)
    assert window.session.view.status.startswith("Waiting for M.keras.")
    held_file.set()
    qtbot.waitUntil(lambda: window.session.view.epoch == goal)
    assert (window.session.view.seed, window.session.view.settings.units) == (5, (3, 3))
    assert [record.epoch for record in window.session.history] == list(range(1, goal + 1))


@pytest.mark.parametrize("shown", [1, 5])
def test_start_before_a_file_in_the_middle_of_its_run_is_open_trains_what_was_shown(
    window_of, qtbot, saved, held_file, shown
):
    held_file.set()
    checkpoint_file.save(saved, replace(checkpoint_file.load(saved), goal=4))
    held_file.clear()
    window = window_of([str(saved), "--backend", "numpy", "--epochs", "3"])
    window.epochs.setValue(shown)
    press(qtbot, window, "startButton")
    held_file.set()
    qtbot.waitUntil(lambda: window.session.view.epoch == 2 + shown)
    qtbot.waitUntil(lambda: window.session.view.state is RunState.FINISHED)
    assert (window.epochs.value(), window.session.view.goal) == (shown, 2 + shown)


def test_start_that_is_taken_back_leaves_the_file_to_be_opened(window_of, qtbot, saved, held_file):
    window = window_of([str(saved), "--backend", "numpy"])
    press(qtbot, window, "startButton")
    press(qtbot, window, "pauseButton")
    held_file.set()
    qtbot.waitUntil(lambda: window.session.view.state is RunState.FINISHED)
    assert (window.session.view.seed, window.session.view.epoch) == (5, 2)


def test_training_asked_for_on_another_problem_than_the_file_has_asks_what_to_keep(
    window_of, qtbot, saved, held_file
):
    window = window_of([str(saved), "--backend", "numpy", "--pattern", "0011"])
    press(qtbot, window, "startButton")
    held_file.set()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "patternQuestion") is not None)
    assert (window.session.view.epoch, window.problem.problem) == (2, Pattern("0011"))


def test_without_its_file_training_does_not_begin(window_of, qtbot, tmp_path, held_file):
    window = window_of([str(tmp_path / "none.keras"), "--backend", "numpy"])
    press(qtbot, window, "startButton")
    held_file.set()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "problemBox") is not None)
    qtbot.waitUntil(lambda: window.session.view.status == "Ready. Press Start to train.")
    assert window.session.view.trained_problem is None


def test_the_next_file_is_not_filled_in_from_a_command_line_whose_file_has_gone(
    window_of, qtbot, saved, tmp_path
):
    gone = tmp_path / "gone.keras"
    gone.write_bytes(saved.read_bytes())
    problems = []
    window = window_of([str(gone), "--backend", "numpy", "--epochs", "7"])
    window.session.problem.connect(problems.append)
    gone.unlink()
    qtbot.waitUntil(lambda: bool(problems))
    qtbot.waitUntil(lambda: Condition.NETWORK in window.session.view.conditions)
    window.open_file(str(saved))
    qtbot.waitUntil(lambda: window.session.view.epoch == 2)
    qtbot.wait(50)
    assert window.epochs.value() == 2


def test_a_file_that_was_left_for_another_stays_so_whatever_goes_wrong_meanwhile(
    window_of, qtbot, saved, tmp_path, monkeypatch
):
    other = tmp_path / "other.keras"
    job = "--headless --backend numpy --units 4 --epochs 1 --save"
    assert run_headless(parse_options([*job.split(), str(other)])) == 0
    may_go_on, load = threading.Event(), checkpoint_file.load
    monkeypatch.setattr(
        checkpoint_file,
        "load",
        lambda path: (Path(path) == other or may_go_on.wait(20)) and load(path),
    )
    window = window_of([str(saved), "--backend", "numpy"])
    window.session.open(str(other))
    qtbot.waitUntil(lambda: window.session.view.epoch == 1)
    window.session.problem.emit("Something went wrong.")
    loaded = []
    read = main.OpeningAtStart._load
    monkeypatch.setattr(
        main.OpeningAtStart,
        "_load",
        lambda opening, found: (read(opening, found), loaded.append(found)),
    )
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(loaded))
    qtbot.wait(50)
    assert (window.session.view.epoch, window.session.view.settings.units) == (1, (4, 4))
    assert window.session.view.next_settings is None


def test_the_file_is_read_on_another_thread_when_the_window_is_there(
    window_of, qtbot, saved, monkeypatch
):
    read, made = [], []
    load = checkpoint_file.load
    monkeypatch.setattr(
        checkpoint_file,
        "load",
        lambda path: read.append((threading.current_thread(), bool(made))) or load(path),
    )
    create_model = workshop.create_model
    monkeypatch.setattr(
        workshop, "create_model", lambda *each: made.append(each) or create_model(*each)
    )
    window = window_of([str(saved), "--backend", "numpy"])
    qtbot.waitUntil(lambda: window.session.view.epoch == 2)
    assert window.isVisible()
    assert threading.main_thread() not in [thread for thread, _ in read]
    assert [was_made for _, was_made in read] == [False, True]
    assert [settings.units for _, settings in made] == [(3, 3)]
