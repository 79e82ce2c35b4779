"""What others have reached is told beside what is reached here, and what it teaches."""

import re

import pytest
from PyQt5.QtWidgets import QTextBrowser, QWidget

from experiments.presets import PRESETS
from tasks.pattern import Pattern
from tasks.registry import TASKS
from views.others_help import others_topic
from views.task_help import show_others

TOLD = {name: task for name, task in TASKS.items() if task.others}


def test_it_is_told_of_reviews():
    assert "reviews" in TOLD


@pytest.mark.parametrize("task", TOLD.values(), ids=list(TOLD))
def test_every_network_and_every_lesson_is_read_in_a_minute(task):
    words = re.sub(r"<[^>]+>", " ", others_topic(task.others).text).replace("&nbsp;", " ")
    assert len(words.split()) < 280
    for reached in task.others.reached:
        assert reached.network in words.replace("&#x27;", "'")
        assert f"{reached.held_out:.2f} %" in words


def test_whose_figures_they_are_is_named_or_said_not_to_be_known():
    told = others_topic(TASKS["reviews"].others).text
    table = told.partition("</table>")[0]
    assert ["F. Chollet 2020" in row for row in table.split("</tr>")[:5]] == [
        each == 3 for each in range(5)
    ]
    for name in ("A. Maas et al. 2011", "S. Wang and C. Manning 2012", "no author is known"):
        assert name in told
    assert "(F. Chollet 2020)" in PRESETS["reviews-two-ways"].says


def test_what_is_known_to_be_of_the_test_set_is_marked():
    reached = TASKS["reviews"].others.reached
    rows = others_topic(TASKS["reviews"].others).text.split("</tr>")[: len(reached) + 1]
    assert ["%*" in row for row in rows] == [False, False, False, True, True]
    assert "test*" in rows[0]


def test_it_opens_beside_the_window_of_such_a_task_alone(qtbot):
    window = qtbot.added(QWidget())
    show_others(window, Pattern("01"))
    assert window.findChild(QTextBrowser) is None
    show_others(window, TASKS["reviews"].example)
    assert "86.89 %" in window.findChild(QTextBrowser).toPlainText()


def test_what_is_reached_here_has_columns_once_it_is_known():
    others = TASKS["reviews"].others
    bare = others._replace(reached=tuple(each._replace(here=()) for each in others.reached))
    assert "here" not in others_topic(bare).text.partition("</table>")[0]
    first = others.reached[0]
    here = (90.0, 82.0), (95.0, 83.5), (99.0, 83.0)
    known = bare._replace(reached=(first._replace(here=here), *bare.reached[1:]))
    table, _, rest = others_topic(known).text.partition("</table>")
    assert "here, held out" in table
    assert "<b>83.5 %</b>" in table
    assert "epoch 2" in table
    assert f"{first.network}, here: after epoch 2 overfitting begins." in rest
    by_epoch = re.sub(r"<[^>]+>", "", rest.partition("</table>")[0]).split("&nbsp;")
    assert [*filter(None, by_epoch)][-4:] == ["held out, %", "82.0", "83.5", "83.0"]


def test_where_the_last_epoch_is_the_best_no_table_of_epochs_is_told():
    first, *others_reached = TASKS["reviews"].others.reached
    bare = [each._replace(here=()) for each in others_reached]
    here = (90.0, 82.0), (95.0, 83.5)
    known = TASKS["reviews"].others._replace(reached=(first._replace(here=here), *bare))
    assert "overfitting begins" not in others_topic(known).text
