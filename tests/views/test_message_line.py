"""An outcome is told in a place that is kept for it, and good news makes way again."""

import pytest
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from formatting import LONGEST_SENTENCE
from views import message_line
from views.colours import DARK, LIGHT
from views.message_line import MessageLine


@pytest.fixture
def window(qtbot):
    """A line under something that takes the rest of the window."""
    window = qtbot.added(QWidget())
    layout = QVBoxLayout(window)
    layout.addWidget(QWidget(), 1)
    layout.addWidget(MessageLine("outcomeLabel", "Outcome of saving"))
    window.resize(300, 200)
    qtbot.show(window)
    return window


@pytest.fixture
def line(window):
    return window.findChild(MessageLine)


def test_a_sentence_of_any_length_moves_nothing(window, line):
    before = line.geometry()
    line.tell("Saved as " + "/folder" * 100 + ".", True)
    window.layout().activate()
    assert line.geometry() == before
    assert window.width() == 300


def test_a_line_break_is_a_space(line):
    pictures = []
    for sentence in ("The name is two words.", "The name\nis two words."):
        line.tell(sentence, False)
        pictures.append(line.grab().toImage())
    assert pictures[0] == pictures[1]


def test_the_whole_sentence_is_in_the_tooltip_and_told_to_readers(line):
    line.tell("Saved as /x.csv.", True)
    assert line.text() == line.toolTip() == line.accessibleDescription() == "Saved as /x.csv."
    line.clear()
    assert (line.text(), line.toolTip()) == ("", "Outcome of saving")


def test_an_endless_sentence_is_cut_in_the_tooltip_too(line):
    line.tell("No\nfile: " + "x" * 100_000, False)
    assert line.toolTip() == line.accessibleDescription() == line.text()
    assert len(line.text()) == LONGEST_SENTENCE
    assert line.text().isprintable()


def test_good_news_goes_by_itself_and_a_failure_stays(line, qtbot, monkeypatch):
    monkeypatch.setattr(message_line, "GONE_AFTER", 20)
    line.tell("Saved.", True)
    qtbot.waitUntil(lambda: line.text() == "")
    line.tell("Saved.", True)
    line.tell("Could not save.", False)
    qtbot.wait(60)
    assert line.text() == "Could not save."


def test_a_failure_has_another_colour_in_both_palettes(window, line):
    line.tell("Saved.", True)
    assert line.ink == LIGHT.text
    line.tell("Could not save.", False)
    assert line.ink == LIGHT.error
    window.setPalette(QPalette(QColor("black")))
    assert line.ink == DARK.error
