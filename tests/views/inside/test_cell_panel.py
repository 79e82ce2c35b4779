"""The cell panel: stage by stage with buttons, keys and clicks; sums term by term; copies."""

import re
from collections.abc import Callable

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication, QKeySequence
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QLabel,
    QPushButton,
    QScrollArea,
    QShortcut,
    QSlider,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from random_cells import random_cell

from cells.registry import CELLS
from inspection.cell_values import CellValues
from views.colours import LIGHT
from views.inside.cell_panel import CellPanel, CellTab
from views.inside.equation_text import PART_DIGITS, number, numbers_of
from views.inside.stages import equation as equation_of
from views.inside.stages import textbook, whole_cell

LSTM = CELLS["lstm"]
STAGES = LSTM.stages


@pytest.fixture
def open_panel(qtbot) -> Callable[[CellValues], CellPanel]:
    def open_it(values: CellValues) -> CellPanel:
        panel = qtbot.added(CellPanel(values.cell, values.activation))
        # The room in a window of 1280 × 800.
        panel.resize(1256, 600)
        panel.show_cell(values)
        qtbot.show(panel)
        return panel

    return open_it


@pytest.fixture
def panel(open_panel) -> CellPanel:
    return open_panel(random_cell(layer=1, unit=6, step=5))


def find(panel: CellPanel, kind: type, name: str):
    found = panel.findChild(kind, name)
    assert found is not None, name
    return found


def press(qtbot, panel: CellPanel, name: str) -> None:
    qtbot.mouseClick(find(panel, QAbstractButton, name), Qt.LeftButton)


def chosen(panel: CellPanel) -> str:
    """What the stage button that is down says."""
    (button,) = [
        b
        for b in panel.findChildren(QPushButton)
        if b.isChecked() and b.objectName() != "cellTermsButton"
    ]
    return button.text()


def equation(panel: CellPanel, symbol: str) -> QLabel:
    return find(panel, QLabel, f"{symbol}EquationLabel")


def is_lit(panel: CellPanel, symbol: str) -> bool:
    label = equation(panel, symbol)
    return label.palette().color(label.foregroundRole()).name() == LIGHT.text


def lit_equations(panel: CellPanel) -> str:
    return "".join(stage.symbol for stage in STAGES if is_lit(panel, stage.symbol))


def test_the_equations_hold_the_numbers_of_the_unit_shown(panel):
    for values in (random_cell(layer=0, unit=3), random_cell(layer=1, unit=9)):
        panel.show_cell(values)
        for stage in STAGES:
            assert equation(panel, stage.symbol).text() == f"= {numbers_of(stage.symbol, values)}"
    assert find(panel, QLabel, "cellPlaceLabel").text().startswith("Layer 2, unit 10, step 4")


def test_the_whole_cell_is_lit_at_first(panel):
    assert chosen(panel) == "Whole cell"
    assert lit_equations(panel) == "figcoh"
    assert find(panel, QLabel, "cellSentenceLabel").text() == whole_cell(LSTM)


def test_one_can_walk_through_all_stages_and_back(panel, qtbot):
    seen = []
    for _ in STAGES:
        press(qtbot, panel, "cellOnButton")
        seen.append(lit_equations(panel))
        sentence = textbook(STAGES["figcoh".index(seen[-1])].sentence)
        assert find(panel, QLabel, "cellSentenceLabel").text() == sentence
    assert seen == list("figcoh")
    assert not find(panel, QPushButton, "cellOnButton").isEnabled()
    for _ in STAGES:
        press(qtbot, panel, "cellBackButton")
    assert chosen(panel) == "Whole cell"
    assert not find(panel, QPushButton, "cellBackButton").isEnabled()


def test_keys_walk_too(panel, qtbot):
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    button = find(panel, QPushButton, "cellWholeButton")
    found = []
    for key in (Qt.Key_Period, Qt.Key_Period, Qt.Key_Comma, Qt.Key_6, Qt.Key_0):
        qtbot.keyClick(button, key)
        found.append(chosen(panel))
    expected = ["Forget gate", "Input gate", "Forget gate", "Hidden state", "Whole cell"]
    assert found == expected


def test_keys_work_from_anywhere_in_the_window_but_a_field_to_type_in(panel, qtbot):
    window = qtbot.added(QWidget())
    spin, slider = QSpinBox(maximum=50), QSlider()
    layout = QVBoxLayout(window)
    for widget in (panel, spin, slider):
        layout.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClick(spin, Qt.Key_2)
    assert spin.value() == 2
    assert chosen(panel) == "Whole cell"
    qtbot.key(slider, Qt.Key_Period)
    assert chosen(panel) == "Forget gate"
    panel.hide()
    qtbot.keyClick(slider, Qt.Key_Period)
    assert chosen(panel) == "Forget gate"
    panel.setParent(None)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.symbol)
def test_a_stage_can_be_chosen_by_its_button(panel, qtbot, stage):
    press(qtbot, panel, f"{stage.symbol}StageButton")
    assert lit_equations(panel) == stage.symbol


def test_a_click_on_a_gate_lights_it(panel, qtbot):
    view = find(panel, QGraphicsView, "cellDrawing")
    (words,) = [item for item in view.items() if getattr(item, "text", str)() == "output gate"]
    place = view.mapFromScene(words.sceneBoundingRect().center())
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=place)
    assert chosen(panel) == "Output gate"


def test_a_click_beside_the_gates_lights_nothing(panel, qtbot):
    view = find(panel, QGraphicsView, "cellDrawing")
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.mapFromScene(300, 230))
    assert chosen(panel) == "Whole cell"


def test_the_focus_stays_when_the_cursor_moves(panel, qtbot):
    press(qtbot, panel, "gStageButton")
    panel.show_cell(random_cell(unit=8))
    assert lit_equations(panel) == "g"


def rows_of(panel: CellPanel) -> list[list[str]]:
    model = find(panel, QTableView, "cellTermTable").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def figure(shown: str) -> float:
    return float(shown.replace("−", "-"))


def test_the_sum_of_a_gate_unfolds_term_by_term(panel, qtbot):
    values = random_cell(layer=1, unit=6, step=5)
    assert not find(panel, QTableView, "cellTermTable").isVisible()
    press(qtbot, panel, "oStageButton")
    press(qtbot, panel, "cellTermsButton")
    rows = rows_of(panel)
    assert find(panel, QTableView, "cellTermTable").isVisible()
    assert len(rows) == 50
    sizes = [abs(figure(row[-1])) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    total = number(values.gates["o"].from_state, PART_DIGITS)
    assert find(panel, QLabel, "cellTermSumLabel").text() == f"Sum: u_o·hₜ₋₁ = {total}"
    assert sum(figure(row[-1]) for row in rows) == pytest.approx(figure(total), abs=1e-5)


def test_a_number_that_has_no_room_can_be_read_in_its_tooltip(panel, qtbot):
    press(qtbot, panel, "oStageButton")
    model = find(panel, QTableView, "cellTermTable").model()
    for column in range(model.columnCount()):
        assert model.index(3, column).data(Qt.ToolTipRole) == model.index(3, column).data()


def test_terms_can_stand_in_the_order_of_the_units(panel, qtbot):
    press(qtbot, panel, "fStageButton")
    press(qtbot, panel, "cellTermsButton")
    check = find(panel, QCheckBox, "cellTermOrderCheck")
    qtbot.keyClick(check, Qt.Key_Space)
    assert [row[0] for row in rows_of(panel)] == [f"unit {number}" for number in range(1, 51)]


def test_the_other_sum_is_over_what_the_layer_is_fed(panel, qtbot):
    press(qtbot, panel, "iStageButton")
    press(qtbot, panel, "cellTermsButton")
    choice = find(panel, QComboBox, "cellTermCombo")
    qtbot.keyClick(choice, Qt.Key_Down)
    values = random_cell(layer=1, unit=6, step=5)
    total = number(values.gates["i"].from_input, PART_DIGITS)
    assert find(panel, QLabel, "cellTermSumLabel").text() == f"Sum: w_i·x = {total}"
    first = random_cell(layer=0)
    panel.show_cell(first)
    (row,) = rows_of(panel)
    assert row[0] == "x"
    assert figure(row[2]) == first.x[0]


def test_without_a_gate_in_focus_the_terms_say_what_to_do(panel, qtbot):
    press(qtbot, panel, "cellTermsButton")
    press(qtbot, panel, "cStageButton")
    assert not find(panel, QTableView, "cellTermTable").isVisible()
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("term by term" in text for text in shown)


def test_rows_of_terms_can_be_copied(panel, qtbot):
    press(qtbot, panel, "fStageButton")
    press(qtbot, panel, "cellTermsButton")
    table = find(panel, QTableView, "cellTermTable")
    table.selectRow(0)
    (copy,) = table.actions()
    assert copy.shortcut() == QKeySequence(QKeySequence.Copy)
    copy.trigger()
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied == [text.replace("−", "-") for text in rows_of(panel)[0]]


def test_the_place_in_the_list_of_terms_stays_when_the_cursor_moves(panel, qtbot):
    press(qtbot, panel, "fStageButton")
    press(qtbot, panel, "cellTermsButton")
    table = find(panel, QTableView, "cellTermTable")
    table.selectRow(30)
    table.scrollTo(table.model().index(30, 0))
    place, before = table.verticalScrollBar().value(), rows_of(panel)
    assert place > 0
    panel.show_cell(random_cell(layer=1, unit=6, step=6))
    assert rows_of(panel) != before
    assert table.verticalScrollBar().value() == place
    assert table.selectionModel().selectedRows()[0].row() == 30


def test_the_table_keeps_the_keys_that_go_from_row_to_row(panel, qtbot):
    taken = []
    QShortcut(QKeySequence("Down"), panel, lambda: taken.append("Down"))
    panel.activateWindow()
    press(qtbot, panel, "fStageButton")
    press(qtbot, panel, "cellTermsButton")
    table = find(panel, QTableView, "cellTermTable")
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key_Down)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    assert not taken


def test_all_equations_can_be_copied_for_a_calculator(panel, qtbot):
    press(qtbot, panel, "cellCopyButton")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(STAGES)
    for line, stage in zip(lines[1:], STAGES, strict=True):
        assert line.startswith(f"{equation_of(stage, LSTM, 'tanh')} = ")
        assert "−" not in line
        float(re.split(" = ", line)[-1])


def test_numbers_can_be_selected(panel, qtbot):
    label = equation(panel, "c")
    assert label.textInteractionFlags() & Qt.TextSelectableByMouse
    assert label.textInteractionFlags() & Qt.TextSelectableByKeyboard


def test_every_control_says_what_it_is_and_is_in_the_tab_order(panel):
    controls = panel.findChildren((QAbstractButton, QComboBox, QTableView))
    own = [control for control in controls if control.objectName() and control.parent()]
    names = [control.objectName() for control in own if not control.objectName().startswith("qt_")]
    assert len(names) == len(set(names)) >= 14
    for control in own:
        if control.objectName() in names:
            assert control.accessibleName(), control.objectName()
            assert control.toolTip(), control.objectName()
            assert control.focusPolicy() & Qt.TabFocus, control.objectName()


def test_tab_goes_through_the_stages_in_their_order(panel):
    names, widget = [], find(panel, QPushButton, "cellBackButton")
    for _ in range(30):
        names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    stages = [f"{stage.symbol}StageButton" for stage in STAGES]
    buttons = [name for name in names if name.endswith("Button")]
    assert buttons[:11] == [
        "cellBackButton",
        "cellWholeButton",
        *stages,
        "cellOnButton",
        "cellTermsButton",
        "cellCopyButton",
    ]


@pytest.mark.parametrize("cell", CELLS)
def test_all_of_it_fits_into_a_window_of_1280_by_800(open_panel, qtbot, cell):
    panel = open_panel(random_cell(layer=1, unit=6, step=5, cell=cell))
    press(qtbot, panel, "cellTermsButton")
    QApplication.processEvents()
    scroll = find(panel, QScrollArea, "cellScroll")
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [900, 1256, 1890])
@pytest.mark.parametrize("cell", CELLS)
def test_no_equation_is_cut_off(open_panel, qtbot, width, cell):
    values = random_cell(layer=1, cell=cell)
    panel = open_panel(values)
    panel.resize(width, 700)
    QApplication.processEvents()
    for stage in values.cell.stages:
        label = equation(panel, stage.symbol)
        # Nearly as long as it gets: a minus at every number.
        long = re.sub(r"\(?−?(\d+\.\d+)\)?", r"(−\1)", numbers_of(stage.symbol, values))
        label.setText(f"= {long}")
        room = label.width() - max(label.indent(), 0)
        assert label.fontMetrics().width(label.text()) <= room


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_its_own_buttons_and_equations(open_panel, qtbot, cell):
    values = random_cell(layer=1, unit=6, step=5, cell=cell)
    panel = open_panel(values)
    for place, stage in enumerate(CELLS[cell].stages, start=1):
        press(qtbot, panel, f"{stage.symbol}StageButton")
        assert chosen(panel) == stage.title
        assert find(panel, QLabel, "cellSentenceLabel").text() == textbook(stage.sentence)
        assert equation(panel, stage.symbol).text() == f"= {numbers_of(stage.symbol, values)}"
        tip = find(panel, QPushButton, f"{stage.symbol}StageButton").toolTip()
        assert tip.endswith(f"({place})")
    assert not find(panel, QPushButton, "cellOnButton").isEnabled()


@pytest.mark.parametrize("cell", CELLS)
def test_the_source_and_the_convention_of_the_cell_are_said(open_panel, cell):
    label = find(open_panel(random_cell(cell=cell)), QLabel, "cellSourceLabel")
    assert CELLS[cell].source in label.text()
    assert textbook(CELLS[cell].convention) in label.text()
    assert label.height() >= label.heightForWidth(label.width())


def test_biases_and_peepholes_stand_below_the_terms(open_panel, qtbot):
    panel = open_panel(random_cell(layer=1, cell="peephole"))
    press(qtbot, panel, "oStageButton")
    press(qtbot, panel, "cellTermsButton")
    label = find(panel, QLabel, "cellTermRestLabel")
    assert label.isVisible()
    assert "b_o = " in label.text()
    assert "p_o·c = " in label.text()


def test_another_cell_or_activation_gets_a_panel_of_its_own(qtbot):
    tab = qtbot.added(CellTab())
    tab.show()
    for values, count in (
        (random_cell(), 6),
        (random_cell(unit=5), 6),
        (random_cell(cell="gru"), 4),
        (random_cell(cell="gru", activation="relu"), 4),
        (random_cell(cell="simple_rnn"), 1),
    ):
        tab.show_cell(values)
        (panel,) = (panel for panel in tab.findChildren(CellPanel) if panel.isVisible())
        names = [button.objectName() for button in panel.findChildren(QPushButton)]
        assert len([name for name in names if name.endswith("StageButton")]) == count
        assert panel.is_for(values)


def test_the_same_cell_keeps_its_panel_and_its_focus(qtbot):
    tab = qtbot.added(CellTab())
    tab.show_cell(random_cell())
    panel = tab.findChild(CellPanel)
    panel.light("g")
    tab.show_cell(random_cell(unit=5))
    assert tab.findChild(CellPanel) is panel
    assert chosen(panel) == "Candidate"


def test_nothing_moves_when_the_stage_or_the_numbers_change(panel, qtbot):
    def places():
        shown = panel.findChildren((QPushButton, QLabel, QGraphicsView))
        return [widget.geometry() for widget in shown if widget.isVisible()]

    before = places()
    for symbol in "figcoh":
        panel.light(symbol)
        panel.show_cell(random_cell(layer=1, unit=ord(symbol) % 50, spread=1.5))
        QApplication.processEvents()
        assert places() == before


def test_the_panel_follows_the_palette(panel, qtbot):
    dark = panel.palette()
    dark.setColor(dark.Window, Qt.black)
    panel.setPalette(dark)
    QApplication.processEvents()
    view = find(panel, QGraphicsView, "cellDrawing")
    assert view.scene().backgroundBrush().color().lightness() < 60
    label = equation(panel, "f")
    assert label.palette().color(label.foregroundRole()).lightness() > 200


def test_the_drawing_is_described_for_those_who_cannot_see_it(panel):
    described = find(panel, QWidget, "cellDrawing").accessibleDescription()
    assert described.startswith("Layer 2, unit 7, step 6")
