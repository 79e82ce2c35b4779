"""A table's first column stays in sight, whatever is scrolled under it."""

import sys

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QStandardItem, QStandardItemModel
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit

from views.pinned_table import PinnedTable

NAMES = ["cherry", "apple", "banana"]
COLUMNS = 12


@pytest.fixture
def table(qtbot):
    """Three rows that are wider than the table; the names can be checked and edited."""
    table = PinnedTable()
    model = QStandardItemModel(table)  # So that it is never collected before the table.
    for name in NAMES:
        first = QStandardItem(name)
        first.setCheckable(True)
        model.appendRow([first, *(QStandardItem(f"{name} {k}") for k in range(1, COLUMNS))])
    qtbot.addWidget(table)
    table.setModel(model)
    table.setSortingEnabled(True)
    table.setSelectionBehavior(QAbstractItemView.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollPerPixel)
    table.sortByColumn(1, Qt.DescendingOrder)
    table.resize(400, 200)
    qtbot.show(table)
    return table


def scroll_to_the_end(table):
    bar = table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > table.columnWidth(0)


def names(table):
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def picture_of_names(table):
    return table.viewport().grab().toImage().copy(0, 0, table.columnWidth(0) - 1, 90)


def test_it_looks_the_same_however_far_the_rest_is_scrolled(table):
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.selectRow(1)
    table.setFocus()
    before = picture_of_names(table)
    scroll_to_the_end(table)
    assert picture_of_names(table) == before


def test_when_it_cannot_be_drawn_the_rest_is_and_it_is_tried_again(table, monkeypatch):
    def grabbed(left):
        picture = table.viewport().grab().toImage()
        return picture.copy(left, 0, picture.width() - left, picture.height())

    scroll_to_the_end(table)
    bar, width = table.horizontalScrollBar(), table.columnWidth(0)
    whole = grabbed(0)
    bar.setValue(bar.value() - 1)
    rest = grabbed(width)
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))
    with monkeypatch.context() as torn:
        torn.setattr(table.itemDelegate(), "paint", lambda *_: 1 / 0)
        assert [grabbed(width), grabbed(width)] == [rest, rest]
    assert reported == [ZeroDivisionError]
    bar.setValue(bar.value() + 1)
    assert grabbed(0) == whole


@pytest.mark.parametrize(("rows", "row"), [(200, 0), (200, 100), (200, 199), (2, 0)])
def test_of_many_rows_those_in_sight_are_drawn(table, monkeypatch, rows, row):
    model, drawn = table.model(), set()
    model.setRowCount(rows)
    table.updateGeometries()
    scroll_to_the_end(table)
    table.scrollTo(model.index(row, COLUMNS - 1))
    draw = table._draw
    monkeypatch.setattr(
        table, "_draw", lambda painter, index: (drawn.add(index.row()), draw(painter, index))
    )
    table.viewport().grab()
    assert row in drawn
    assert drawn == {*map(table.rowAt, range(table.viewport().height()))} - {-1}


def test_a_click_finds_what_is_seen(qtbot, table):
    model = table.model()
    scroll_to_the_end(table)
    place = table.visualRect(model.index(2, 0))
    assert place.left() == 0
    assert table.indexAt(place.center()) == model.index(2, 0)
    assert (
        table.indexAt(QPoint(table.viewport().width() - 5, place.center().y())).column()
        == COLUMNS - 1
    )
    mark = place.topLeft() + QPoint(10, place.height() // 2)
    qtbot.mouseClick(table.viewport(), Qt.LeftButton, pos=mark)
    assert model.index(2, 0).data(Qt.CheckStateRole) == Qt.Checked
    qtbot.mouseClick(table.viewport(), Qt.LeftButton, pos=place.center())
    assert {index.row() for index in table.selectionModel().selectedRows()} == {2}
    assert table.horizontalScrollBar().value() == table.horizontalScrollBar().maximum()


def test_a_name_is_edited_where_it_is_seen(qtbot, table):
    scroll_to_the_end(table)
    place = table.visualRect(table.model().index(1, 0))
    table.setCurrentIndex(table.model().index(1, 0))
    table.edit(table.currentIndex())
    edit = table.findChild(QLineEdit)
    assert place.contains(edit.geometry().center())
    table.horizontalScrollBar().setValue(table.columnWidth(0))
    assert place.contains(edit.geometry().center())
    qtbot.keyClicks(edit, "plum")
    qtbot.keyClick(edit, Qt.Key_Return)
    qtbot.waitUntil(lambda: "plum" in names(table))


def test_what_is_gone_to_by_the_keyboard_does_not_lie_under_it(qtbot, table):
    scroll_to_the_end(table)
    table.setCurrentIndex(table.model().index(0, COLUMNS - 1))
    for _ in range(COLUMNS - 1):
        qtbot.keyClick(table, Qt.Key_Left)
        place = table.visualRect(table.currentIndex())
        assert table.indexAt(place.center()) == table.currentIndex()
    assert table.currentIndex().column() == 0


def test_its_title_stays_too_and_sorts_and_can_be_drawn_wider(qtbot, table):
    title = table.findChild(QHeaderView, "pinnedTitle")
    assert not title.isVisible()
    scroll_to_the_end(table)
    assert title.isVisible()
    assert title.width() == table.columnWidth(0)
    assert title.geometry().top() == table.horizontalHeader().geometry().top()
    qtbot.mouseClick(title.viewport(), Qt.LeftButton, pos=QPoint(10, 5))
    assert names(table) == sorted(NAMES)
    title.resizeSection(0, 160)
    assert table.columnWidth(0) == title.width() == 160
    qtbot.mouseDClick(title.viewport(), Qt.LeftButton, pos=QPoint(158, 5))
    assert table.columnWidth(0) == title.width() < 160
    table.sortByColumn(3, Qt.DescendingOrder)
    assert title.sortIndicatorSection() == 3
    table.horizontalScrollBar().setValue(0)
    assert not title.isVisible()
