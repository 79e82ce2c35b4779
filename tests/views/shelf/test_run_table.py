"""The table of runs stays usable by keys and keeps what is typed, whatever comes onto the shelf."""

import math
import sys
from dataclasses import replace

import pytest
from made_up_runs import RUN, with_problem, with_settings
from PyQt5.QtCore import QItemSelectionModel, Qt
from PyQt5.QtWidgets import QApplication, QLineEdit

from tasks.echo import Echo
from views.shelf.run_table import RunTable

GRU = replace(with_settings(RUN, cell="gru"), id="b", number=2, look=1)
ECHO = with_problem(RUN, Echo())
OTHER = replace(RUN, id="c", number=3, look=2, seed=9)


@pytest.fixture
def table(qtbot, shelf, fill):
    """The table, with two runs on the shelf, in the first of which the keyboard is."""
    fill(RUN, GRU)
    table = qtbot.added(RunTable(shelf))
    table.update_runs()
    shelf.changed.connect(table.update_runs)
    qtbot.show(table)
    table.setFocus()
    table.show_run("a")
    return table


def titles(table):
    model = table.model()
    return [model.headerData(k, Qt.Horizontal) for k in range(model.columnCount())]


def rows(table):
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_name(qtbot, table, name):
    table.rename_current()
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    return editor


def with_each(name, *values):
    return [with_settings(RUN, **{name: value}) for value in values]


@pytest.mark.parametrize(
    ("title", "runs", "in_order"),
    [
        (
            "Faultless after",
            [replace(RUN, first_faultless=first) for first in (2, 0, None, 1, 0, 10)],
            ["1", "2", "10", "not yet", "not yet", "–"],
        ),
        (
            "Right for",
            [replace(RUN, right_for=right) for right in (0, 400, None, 300, 700)],
            ["…", "0", "300", "400", "700"],
        ),
        (
            "Loss",
            [replace(RUN, loss=(loss,)) for loss in (0.5, math.nan, 0.25, 2.0, math.nan, 0.125)],
            ["0.1250", "0.2500", "0.5000", "2.0000", "nan", "nan"],
        ),
        (
            "Pooling",
            [
                with_settings(ECHO, pooling="mean"),
                RUN,
                ECHO,
                with_settings(ECHO, pooling="max"),
                GRU,
            ],
            ["–", "–", "largest of all", "last state", "mean of all"],
        ),
        ("Clip", with_each("clip_norm", 1, None, 0.5, 2, 1.25), ["0.5", "1", "1.25", "2", "none"]),
        ("Rate", with_each("learning_rate", 1, 0.75, 0.5, 0.7), ["0.5", "0.7", "0.75", "1"]),
        (
            "Forget bias",
            [
                with_settings(RUN, cell="gru"),
                *with_each("forget_bias", 1, 0.75, -1, 0.5),
                with_settings(RUN, chrono=100),
            ],
            ["–", "–", "-1", "0.5", "0.75", "1"],
        ),
    ],
)
def test_the_runs_are_sorted_by_number_whatever_is_not_known_or_does_not_matter(
    table, fill, title, runs, in_order
):
    fill(*(replace(run, id=str(k), number=k) for k, run in enumerate(runs)))
    place = titles(table).index(title)
    for order, expected in (
        (Qt.AscendingOrder, in_order),
        (Qt.DescendingOrder, in_order[::-1]),
    ):
        table.sortByColumn(place, order)
        model = table.model()
        assert [model.index(row, place).data() for row in range(len(runs))] == expected


@pytest.mark.parametrize("sorted_by", ["Run", "Cell"])
def test_the_space_key_hides_and_shows_a_run_though_other_columns_come_of_it(
    qtbot, table, shelf, sorted_by
):
    table.sortByColumn(titles(table).index(sorted_by), Qt.DescendingOrder)
    qtbot.keyClick(table, Qt.Key_Space)
    assert [run.is_hidden for run in shelf.runs] == [True, False]
    assert "Cell" not in titles(table)
    qtbot.keyClick(table, Qt.Key_Space)
    assert [run.is_hidden for run in shelf.runs] == [False, False]
    assert "Cell" in titles(table)


def test_the_keyboard_stays_in_its_run_and_column_whatever_comes_and_goes(table, fill):
    epochs = titles(table).index("Epochs")
    current = table.model().index(1, epochs)
    table.selectionModel().setCurrentIndex(current, QItemSelectionModel.ClearAndSelect)
    fill(replace(OTHER, id="d", number=0), RUN, GRU)
    assert table.currentIndex().row() == 2
    fill(GRU)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, epochs)


@pytest.mark.parametrize(
    "comes",
    [
        (RUN, GRU, OTHER),
        (OTHER, RUN, GRU),
        (replace(RUN, right_for=3), GRU),
        (RUN,),
        (replace(with_problem(RUN, Echo()), id="d"), RUN, GRU),
    ],
    ids=["another run", "an older run", "a measure", "fewer runs", "other titles"],
)
def test_a_name_that_is_being_typed_is_not_lost_when_the_runs_change(
    qtbot, table, shelf, fill, comes
):
    editor = type_name(qtbot, table, "my ")
    fill(*comes)
    assert table.findChild(QLineEdit) is editor
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "own")
    qtbot.keyClick(editor, Qt.Key_Return)
    qtbot.waitUntil(lambda: "my own" in [run.name for run in shelf.runs])
    assert next(run for run in shelf.runs if run.name).id == "a"


def test_a_run_that_cannot_be_told_is_reported_once_and_the_next_ones_stand_there_again(
    table, fill, monkeypatch
):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))
    table.resize(1240, 200)
    whole = table.grab().toImage()
    fill(RUN, replace(GRU, loss=()))
    table.grab()
    assert reported == [IndexError]
    fill(RUN, GRU)
    assert table.grab().toImage() == whole
    assert reported == [IndexError]


@pytest.mark.parametrize("comes", [(RUN,), (RUN, replace(RUN, id="d", seed=3))])
def test_a_name_that_is_asked_for_once_more_goes_on_being_typed_though_another_run_went(
    qtbot, table, shelf, fill, comes
):
    """Qt does not know that any cell is edited once any row or column has gone, and then warns."""
    editor = type_name(qtbot, table, "my ")
    fill(*comes)
    table.rename_current()
    assert table.findChild(QLineEdit) is editor
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "own")
    qtbot.keyClick(editor, Qt.Key_Return)
    qtbot.waitUntil(lambda: shelf.runs[0].name == "my own")


def test_a_run_stays_selected_while_its_name_is_edited_with_the_control_key_held(qtbot, table):
    qtbot.mouseClick(table.horizontalHeader(), Qt.RightButton, Qt.ControlModifier)
    assert QApplication.keyboardModifiers() == Qt.ControlModifier
    type_name(qtbot, table, "my own")
    assert [run.id for run in table.selected] == ["a"]


def test_of_a_run_that_goes_while_its_name_is_typed_the_editor_goes_too(qtbot, table, shelf, fill):
    type_name(qtbot, table, "too late")
    fill(GRU)
    qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)
    assert rows(table) == ["2 · GRU 50 + 50"]
    assert [run.name for run in shelf.runs] == [""]


def test_runs_that_come_back_in_another_order_stand_in_it(table, fill):
    fill(OTHER, GRU, RUN)
    assert rows(table) == [OTHER.title, GRU.title, RUN.title]
    assert [run.id for run in table.selected] == ["a"]
