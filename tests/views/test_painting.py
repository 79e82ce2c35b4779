"""What Qt calls at every repaint fails once at most, and leaves no painter behind."""

import ast
import sys
from pathlib import Path

import pytest
from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtGui import QPixmap
from PyQt5.QtWidgets import QWidget

from shelf.shelf import Shelf
from views.inside.term_table import TermModel
from views.painting import fails_once, painting_on
from views.shelf.table_model import RunTableModel

ROOT = Path(__file__).parents[2]
FILES = [*ROOT.glob("*.py"), *(ROOT / "views").rglob("*.py")]
AT_EVERY_REPAINT = {"paintEvent", "data", "headerData"}


def nodes(kind):
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def is_guarded(node):
    return "fails_once" in [ast.unparse(each).partition("(")[0] for each in node.decorator_list]


def only_calls_what_is_guarded(node, owner):
    """Besides what Qt does there itself."""
    methods = [each for each in owner.body if isinstance(each, ast.FunctionDef)]
    allowed = {
        f"super().{node.name}",
        *(f"self.{each.name}" for each in methods if is_guarded(each)),
    }
    _, *statements = node.body  # Its docstring says something.
    return all(
        isinstance(each, ast.Expr)
        and isinstance(each.value, ast.Call)
        and ast.unparse(each.value.func) in allowed
        for each in statements
    )


def test_every_method_that_qt_calls_at_each_repaint_is_guarded():
    found = [
        (f"{place} {node.name}", is_guarded(node) or only_calls_what_is_guarded(node, owner))
        for place, owner in nodes(ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.name in AT_EVERY_REPAINT
    ]
    assert len(found) >= 7
    assert not [place for place, is_safe in found if not is_safe]


def test_every_painter_is_one_that_ends():
    made = [place for place, node in nodes(ast.Call) if ast.unparse(node.func) == "QPainter"]
    assert [place.partition(":")[0] for place in made] == ["views/painting.py"]


def test_a_painter_ends_also_when_painting_fails(qapp):
    pixmap = QPixmap(4, 4)
    with pytest.raises(ZeroDivisionError), painting_on(pixmap) as painter:
        raise ZeroDivisionError
    assert not painter.isActive()


class Torn(QWidget):
    """Cannot paint the number 0."""

    number = 0

    @fails_once(lambda torn: torn.number)
    def paintEvent(self, event):
        with painting_on(self):
            self.painted = 1 / self.number


def test_what_cannot_be_painted_is_reported_once_and_tried_again_with_other_data(
    qtbot, monkeypatch
):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))
    torn = qtbot.added(Torn())
    for _ in range(3):
        torn.grab()
    assert reported == [ZeroDivisionError]
    torn.number = 2
    torn.grab()
    assert torn.painted == 0.5
    assert reported == [ZeroDivisionError]


@pytest.mark.parametrize("make", [RunTableModel, lambda _: TermModel()], ids=["runs", "terms"])
def test_a_model_has_nothing_at_a_place_that_is_not_there(shelf: Shelf, make):
    model = make(shelf)
    nowhere = QModelIndex()
    for role in (Qt.DisplayRole, Qt.ToolTipRole, Qt.EditRole, Qt.CheckStateRole):
        assert model.data(nowhere, role) is None
        assert model.headerData(99, Qt.Horizontal, role) is None
    assert not model.setData(nowhere, "", Qt.EditRole)
    assert not int(model.flags(nowhere))
