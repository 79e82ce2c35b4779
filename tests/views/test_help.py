"""Help is one click away, short, and never in the way."""

import re
import sys
from importlib import metadata

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QDialog, QPushButton, QTextBrowser, QWidget

from model import create_model
from networks.settings import DEFAULT_SETTINGS
from tasks.registry import FIRST_TASK, TASKS
from tasks.words import common_words
from views.help import TOPICS, show_about, show_help
from views.network_words import shape_text


@pytest.fixture
def window(qtbot) -> QWidget:
    window = qtbot.added(QWidget())
    qtbot.show(window)
    return window


def dialogs(window: QWidget) -> list[QDialog]:
    return window.findChildren(QDialog)


def text_of(dialog: QDialog) -> str:
    return dialog.findChild(QTextBrowser).toPlainText()


@pytest.mark.parametrize("topic", TOPICS)
def test_help_opens_beside_the_window_without_blocking_it(window, topic):
    show_help(window, topic)
    (dialog,) = dialogs(window)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.windowTitle() == TOPICS[topic].title


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("task", [FIRST_TASK, "echo"])
def test_help_is_read_in_about_half_a_minute(topic, task):
    assert_short(topic, TASKS[task].words)


def test_help_of_a_shelf_with_every_task_is_as_short():
    assert_short("shelf", common_words({task.title: task.words for task in TASKS.values()}))


def assert_short(topic, of_task):
    told = TOPICS[topic].told_in(of_task).text
    words = re.sub(r"<[^>]+>", " ", told).split()
    assert len(words) < 190
    assert not re.search(r"[{}]", told)


def test_help_that_is_open_follows_to_another_task(window):
    show_help(window, "race", TASKS["echo"].words)
    assert "99 % right answers" in text_of(dialogs(window)[0])
    show_help(window, "race", TASKS[FIRST_TASK].words)
    (dialog,) = dialogs(window)
    assert "continued the pattern for two periods" in " ".join(text_of(dialog).split())


@pytest.mark.parametrize("topic", ["race", "shelf"])
@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_when_a_problem_is_learned_is_told_where_that_is_tried(topic, task):
    told = TOPICS[topic].told_in(task.words).text
    assert ("which is told of no book" not in told) == task.is_tried(task.example)


@pytest.mark.parametrize(
    ("topic", "terms"),
    [
        (
            "main",
            "pattern window target epoch loss accuracy stateful free_run confidence",
        ),
        ("architecture", "layers shape loop h c parameters 10,400"),
        (
            "settings",
            "cell layers activation forget-gate_bias optimizer learning_rate rate_falls clip norm "
            "window rows carry_the_state_on seed",
        ),
        (
            "inside",
            "forget input candidate output cell_state hidden_state cursor weights zero_state pin",
        ),
    ],
)
def test_help_explains_the_words_the_window_uses(window, topic, terms):
    show_help(window, topic)
    text = text_of(dialogs(window)[0]).lower()
    assert [term for term in terms.split() if term.replace("_", " ") not in text] == []


def test_the_numbers_of_the_help_are_those_of_the_drawing(window):
    show_help(window, "architecture")
    text = " ".join(text_of(dialogs(window)[0]).split())
    first, *_, last = create_model("numpy", DEFAULT_SETTINGS).layers
    rows, steps, features = first.input_shape
    assert f"{shape_text(first.input_shape)} is {rows} rows" in text
    assert f"{steps} steps of time, and {features} number" in text
    assert f"= {first.parameters:,}. A dense" in text
    assert f"= {last.parameters}." in text


def test_asking_again_reuses_the_open_dialog(window):
    show_help(window, "main")
    show_help(window, "main")
    assert len(dialogs(window)) == 1


def test_each_topic_and_each_window_has_its_own_dialog(window, qtbot):
    other = qtbot.added(QWidget())
    show_help(window, "main")
    show_help(window, "inside")
    show_help(other, "main")
    assert len(dialogs(window)) == 2
    assert len(dialogs(other)) == 1


def test_help_of_a_window_inside_another_is_not_mistaken_for_its_own(window):
    child = QWidget(window, Qt.Window)
    show_help(child, "main")
    show_help(window, "main")
    assert len(child.findChildren(QDialog)) == 1
    assert len(window.findChildren(QDialog, options=Qt.FindDirectChildrenOnly)) == 1


def test_escape_closes_and_help_opens_again(window, qtbot):
    show_help(window, "main")
    (dialog,) = dialogs(window)
    qtbot.keyClick(dialog, Qt.Key_Escape)
    assert not dialog.isVisible()
    show_help(window, "main")
    assert dialog.isVisible()


def test_the_close_button_closes(window, qtbot):
    show_help(window, "main")
    (dialog,) = dialogs(window)
    button = dialog.findChild(QPushButton, "helpCloseButton")
    qtbot.mouseClick(button, Qt.LeftButton)
    assert not dialog.isVisible()


def test_the_text_can_be_selected_but_not_changed(window, qtbot):
    show_help(window, "main")
    browser = dialogs(window)[0].findChild(QTextBrowser)
    before = browser.toPlainText()
    qtbot.keyClicks(browser, "x")
    qtbot.keyClick(browser, Qt.Key_A, Qt.ControlModifier)
    assert browser.textCursor().hasSelection()
    assert browser.toPlainText() == before


def test_a_topic_that_does_not_exist_is_a_mistake_in_the_program(window):
    with pytest.raises(KeyError):
        show_help(window, "nowhere")
    assert dialogs(window) == []


def test_about_names_the_versions_without_importing_tensorflow(window):
    imported = set(sys.modules)
    show_about(window)
    text = text_of(dialogs(window)[0])
    assert "LSTM Lab" in text
    for name, package in {"PyQt5": "PyQt5", "NumPy": "numpy", "matplotlib": "matplotlib"}.items():
        assert re.search(rf"{name}\s+{re.escape(metadata.version(package))}", text)
    assert {"tensorflow", "keras"} & (set(sys.modules) - imported) == set()


def test_about_says_what_is_not_installed(window, monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    show_about(window)
    assert re.search(r"TensorFlow\s+not installed", text_of(dialogs(window)[0]))
