"""What was judged is shown word by word, and in lines, as far as it is known."""

import numpy as np
import pytest
from PyQt5.QtCore import QRect
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QLabel

from tasks.answer import Answer
from tasks.parity import Parity
from views.answer_lines import NOTHING, answer_lines
from views.colours import LIGHT
from views.judged_text import JudgedText

WORDS = ("not", "a", "dull", "moment")


def answer(expected="positive", added=None, unknown=0):
    return Answer(
        problem=Parity(),
        given=WORDS,
        said=("positive",),
        expected=(expected,),
        probabilities=np.array([0.9], np.float32),
        confidences=np.array([0.9], np.float32),
        separator=" ",
        added=added,
        text="Not a dull moment",
        unknown=unknown,
    )


@pytest.fixture(autouse=True)
def judging(change_task):
    change_task(Parity, explaining=object())


@pytest.fixture
def text(qtbot):
    text = qtbot.added(JudgedText())
    return text


def test_each_word_has_the_colour_of_what_it_speaks_for(text):
    text.show_answer(answer(added=np.array([2.0, 0.0, -1.0, 0.5])))
    ink, ground = (QColor(each).getRgb()[:3] for each in (LIGHT.actual, LIGHT.background))
    fills = text._fills
    assert fills[1] == pytest.approx(ground)
    assert abs(fills[0] - ink).sum() < abs(fills[3] - ink).sum() < abs(fills[1] - ink).sum()
    assert text._tips[1] == "a: adds nothing to z"
    assert text._tips[2] == "dull: −1.00 to z, speaks for negative"
    legend = text.findChild(QLabel, "judgedLegend")
    assert "speaks for negative" in legend.text()
    assert "speaks for positive" in legend.text()
    text.show_answer(answer())
    assert text._fills is None
    assert legend.text() == ""


def test_what_the_colours_mean_stands_below_the_text(text):
    text.show()
    text.show_answer(answer(added=np.array([2.0, 0.0, -1.0, 0.5])))
    legend = text.findChild(QLabel, "judgedLegend")
    assert legend.geometry().top() >= text.viewport().geometry().bottom()
    assert legend.geometry().bottom() <= text.height()


def test_what_the_colours_mean_leaves_the_bar_of_a_long_text_free(qtbot, text):
    text.resize(200, 100)
    qtbot.show(text)
    text.show_glyphs(50 * WORDS)
    bar, legend = text.verticalScrollBar(), text.findChild(QLabel, "judgedLegend")
    qtbot.waitUntil(bar.isVisible)
    begin, end = (
        bar.mapTo(text, each) for each in (bar.rect().topLeft(), bar.rect().bottomRight())
    )
    assert not legend.geometry().intersects(QRect(begin, end))


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        (0, ""),
        (3, " Of its 4 words the network does not know 3."),
        (4, " It knows none of these words."),
    ],
)
def test_it_is_said_how_many_of_the_words_the_network_does_not_know(unknown, told):
    lines = answer_lines(Parity(), answer(unknown=unknown), "after 2 epochs", "#000000")
    assert lines[1].partition(")")[2] == told


def test_a_typed_text_is_not_said_to_be_right():
    for expected, told in (("positive", "✓ it is positive"), ("negative", "✗ it is negative")):
        given, said, compared = answer_lines(
            Parity(), answer(expected), "after 2 epochs", "#000000", "ahead"
        )
        assert (given, compared) == ("Not a dull moment", "ahead")
        assert told in said
    typed = answer_lines(Parity(), answer(NOTHING), "after 2 epochs", "#000000")[1]
    assert "it is" not in typed
    assert "90.0 % confident, after 2 epochs" in typed
