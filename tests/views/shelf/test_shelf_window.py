"""The shelf's window: runs are told apart, renamed, hidden, deleted, opened and exported."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from kept_runs import trained
from made_up_runs import RUN, longer, with_problem, with_settings
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QWidget,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order, controls_of
from short_reviews import own_reviews
from small_settings import SMALL
from student import control

from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import task_of
from training import checkpoint_file, data_beside
from training.checkpoint import Checkpoint, TrainedState
from views import message_line
from views.colours import DARK
from views.shelf.window import EMPTY, ShelfWindow

SVG = "{http://www.w3.org/2000/svg}"
SECOND = replace(
    with_settings(longer(RUN, 8), cell="gru"), id="b", number=2, look=1, parameters=23_301
)
THIRD = replace(RUN, id="c", number=3, look=2, seed=9, name="mine", problem=Pattern("01"))
IN_TAB_ORDER = [
    "runTable",
    "openRunButton",
    "renameRunButton",
    "lookButton",
    "deleteRunsButton",
    "undoDeleteButton",
    "exportButton",
    "logScaleCheck",
    "shelfHelpButton",
]


@pytest.fixture
def window(qtbot, shelf, fill):
    """The window with three runs on the shelf."""
    fill(RUN, SECOND, THIRD)
    window = qtbot.added(ShelfWindow(shelf))
    window.render(can_open=True)
    qtbot.show(window)
    return window


def table(window):
    return control(window, QTableView, "runTable")


def column(window, title):
    """The texts of a column, from top to bottom."""
    model = table(window).model()
    titles = [model.headerData(k, Qt.Horizontal) for k in range(model.columnCount())]
    place = titles.index(title)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_a_number_keeps_off_the_word_in_the_next_cell(window):
    view = table(window)
    for place in range(view.model().columnCount()):
        index = view.model().index(0, place)
        text = view.fontMetrics().horizontalAdvance(f" {index.data()} ")
        assert view.sizeHintForIndex(index).width() > text, index.data()


def test_names_that_differ_at_their_end_look_different(qtbot, shelf, fill):
    begins = "LSTM 64 on the reviews of the large data set, rate "
    fill(*(replace(RUN, id=end, name=begins + end) for end in ("0.003", "0.01", "0.03")))
    window = qtbot.added(ShelfWindow(shelf))
    qtbot.show(window)
    view = table(window)
    cells = [view.visualRect(view.model().index(row, 0)) for row in (0, 2)]  # On the same ground.
    first, third = (view.viewport().grab(cell).toImage() for cell in cells)
    assert view.columnWidth(0) < view.fontMetrics().horizontalAdvance(begins)
    assert first != third


def click_row(qtbot, window, row, modifier=Qt.NoModifier):
    view = table(window)
    rect = view.visualRect(view.model().index(row, 1))
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, modifier, rect.center())


def click(qtbot, window, name):
    qtbot.mouseClick(control(window, QAbstractButton, name), Qt.LeftButton)


def enabled(window):
    return {name for name in IN_TAB_ORDER if control(window, QWidget, name).isEnabled()} - {
        "runTable",
        "logScaleCheck",
        "shelfHelpButton",
    }


def drawn(window):
    canvas = control(window, QWidget, "runsCanvas")
    return [line.get_label() for line in canvas.figure.axes[0].lines if len(line.get_xdata())]


def test_an_empty_shelf_says_what_will_appear(qtbot, shelf):
    window = qtbot.added(ShelfWindow(shelf))
    window.show()
    assert control(window, QLabel, "shelfEmptyLabel").text() == EMPTY
    assert control(window, QLabel, "shelfEmptyLabel").isVisible()
    assert not table(window).isVisible()


def test_the_first_run_takes_the_place_of_the_words(qtbot, shelf, fill):
    window = qtbot.added(ShelfWindow(shelf))
    window.show()
    fill(RUN)
    assert table(window).isVisible()
    assert column(window, "Run") == ["1 · LSTM 50 + 50"]


def test_names_and_their_marks_stay_in_sight_when_the_table_is_scrolled_sideways(qtbot, window):
    view = table(window)
    place = view.visualRect(view.model().index(1, 0))
    window.resize(640, window.height())
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 100)
    before = view.viewport().grab(place).toImage()
    view.horizontalScrollBar().setValue(100)
    assert view.viewport().grab(place.adjusted(0, 0, -1, 0)).toImage() == before.copy(
        0, 0, before.width() - 1, before.height()
    )


def test_what_differs_stands_in_columns_and_the_rest_in_a_sentence(window):
    assert column(window, "Cell") == ["LSTM", "GRU", "LSTM"]
    assert column(window, "Seed") == ["0", "0", "9"]
    assert column(window, "Parameters") == ["30,651", "23,301", "30,651"]
    sentence = control(window, QLabel, "sameLabel").text()
    assert sentence.startswith("All: 50 + 50 units, computed by NumPy")
    assert "seed" not in sentence


def test_every_run_is_drawn_until_its_check_mark_goes(qtbot, window, shelf):
    qtbot.waitUntil(lambda: len(drawn(window)) == 3)
    view = table(window)
    place = view.visualRect(view.model().index(1, 0))
    qtbot.mouseClick(
        view.viewport(),
        Qt.LeftButton,
        Qt.NoModifier,
        place.topLeft() + QPoint(12, place.height() // 2),
    )
    assert [run.is_hidden for run in shelf.runs] == [False, True, False]
    qtbot.waitUntil(lambda: drawn(window) == [RUN.title, "mine"])
    marks = [view.model().index(row, 0).data(Qt.DecorationRole).toImage() for row in (0, 1)]
    assert not marks[0].hasAlphaChannel() or marks[0].pixelColor(0, 0).alpha() == 255
    assert marks[1].pixelColor(0, 0).alpha() == 0
    # What only the hidden run had is no longer a difference.
    assert "LSTM" in control(window, QLabel, "sameLabel").text()


def test_a_click_on_a_title_sorts_and_sorting_stays_when_runs_come(qtbot, window, fill):
    header = table(window).horizontalHeader()
    model = table(window).model()
    titles = [model.headerData(k, Qt.Horizontal) for k in range(model.columnCount())]
    x = header.sectionViewportPosition(titles.index("Parameters")) + 10
    qtbot.mouseClick(header.viewport(), Qt.LeftButton, Qt.NoModifier, QPoint(x, 5))
    ascending = column(window, "Parameters")
    assert ascending == ["23,301", "30,651", "30,651"]
    fill(RUN, SECOND, THIRD, replace(RUN, id="d", number=4, parameters=5))
    assert column(window, "Parameters") == ["5", *ascending]


def test_sorting_stays_when_a_run_of_another_task_gives_the_column_another_title(window, fill):
    titles = [each.title for each in table(window)._runs.columns]
    table(window).sortByColumn(titles.index("Faultless after"), Qt.AscendingOrder)
    soonest = replace(with_problem(RUN, Echo()), id="d", number=4, first_faultless=1)
    later = replace(soonest, id="e", number=5, first_faultless=3)
    fill(RUN, SECOND, THIRD, later, soonest)
    assert column(window, "Learned after") == ["1", "2", "2", "2", "3"]
    same = control(window, QLabel, "sameLabel")
    assert "Compare runs of one problem" in same.toolTip() + same.text()


def test_a_selected_run_stays_selected_when_another_comes(qtbot, window, fill):
    click_row(qtbot, window, 1)
    fill(RUN, SECOND, THIRD, replace(RUN, id="d", number=4))
    assert [run.id for run in table(window).selected] == ["b"]


def test_buttons_are_enabled_exactly_when_they_make_sense(qtbot, window):
    assert enabled(window) == {"exportButton"}
    click_row(qtbot, window, 0)
    one = {"openRunButton", "renameRunButton", "lookButton", "deleteRunsButton", "exportButton"}
    assert enabled(window) == one
    click_row(qtbot, window, 2, Qt.ControlModifier)
    assert enabled(window) == one - {"openRunButton", "renameRunButton"}
    click_row(qtbot, window, 0)
    window.render(can_open=False)
    assert enabled(window) == one - {"openRunButton"}


def test_f2_renames_a_run_in_place(qtbot, window, shelf):
    click_row(qtbot, window, 0)
    click(qtbot, window, "renameRunButton")
    editor = table(window).findChild(QLineEdit)
    assert editor.text() == RUN.title
    editor.selectAll()
    qtbot.keyClicks(editor, "the first")
    qtbot.keyClick(editor, Qt.Key_Return)
    qtbot.waitUntil(lambda: shelf.runs[0].name == "the first")
    assert column(window, "Run")[0] == "the first"


def test_leaving_the_name_as_it_is_gives_no_name(qtbot, window, shelf):
    click_row(qtbot, window, 0)
    click(qtbot, window, "renameRunButton")
    qtbot.keyClick(table(window).findChild(QLineEdit), Qt.Key_Return)
    qtbot.waitUntil(lambda: table(window).findChild(QLineEdit) is None)
    assert shelf.runs[0].name == ""


def test_deleted_runs_come_back(qtbot, window, shelf):
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 1, Qt.ControlModifier)
    click(qtbot, window, "deleteRunsButton")
    assert [run.id for run in shelf.runs] == ["c"]
    assert control(window, QLabel, "shelfMessageLabel").text().startswith("Deleted 2 runs.")
    click(qtbot, window, "undoDeleteButton")
    assert [run.id for run in shelf.runs] == ["a", "b", "c"]
    assert control(window, QLabel, "shelfMessageLabel").text() == ""
    assert not control(window, QPushButton, "undoDeleteButton").isEnabled()


def test_a_failure_that_is_told_after_runs_were_deleted_stays_when_they_come_back(
    qtbot, window, shelf
):
    click_row(qtbot, window, 0)
    click(qtbot, window, "deleteRunsButton")
    shelf.problem.emit("A run could not be kept: disk full.")
    click(qtbot, window, "undoDeleteButton")
    message = control(window, QLabel, "shelfMessageLabel")
    assert message.text() == "A run could not be kept: disk full."


def test_when_all_are_deleted_undo_is_still_there(qtbot, window, shelf):
    table(window).selectAll()
    click(qtbot, window, "deleteRunsButton")
    assert not shelf.runs
    click(qtbot, window, "undoDeleteButton")
    assert len(shelf.runs) == 3


def test_a_look_is_chosen_from_a_menu(qtbot, window, shelf):
    click_row(qtbot, window, 1)
    menu = control(window, QMenu, "lookMenu")
    menu.aboutToShow.emit()
    action = menu.actions()[5]
    assert action.text() == "brown, dashed"
    action.trigger()
    assert [run.look for run in shelf.runs] == [0, 5, 2]


def test_a_run_can_be_opened_in_the_main_window(qtbot, window, shelf):
    click_row(qtbot, window, 2)
    with qtbot.waitSignal(window.open_wanted) as wanted:
        click(qtbot, window, "openRunButton")
    assert wanted.args[0] == str(shelf.file_of("c"))


def test_that_a_run_is_being_opened_is_told_where_that_was_asked_until_it_is_or_is_not(
    qtbot, window, monkeypatch
):
    monkeypatch.setattr(message_line, "GONE_AFTER", 20)
    message = control(window, QLabel, "shelfMessageLabel")
    click_row(qtbot, window, 2)
    click(qtbot, window, "openRunButton")
    assert message.text() == "Opening mine in the main window…"
    window.render(can_open=False)
    qtbot.wait(60)
    assert message.text() == "Opening mine in the main window…"
    window.render(can_open=True)
    assert message.text() == ""
    window.message.tell("Deleted 1 run.", True)
    window.render(can_open=False)
    window.render(can_open=True)
    assert message.text() == "Deleted 1 run."


def test_what_is_told_while_a_run_is_being_opened_stays(qtbot, window, shelf):
    click_row(qtbot, window, 2)
    click(qtbot, window, "openRunButton")
    window.render(can_open=False)
    shelf.problem.emit("A run could not be kept: disk full.")
    window.render(can_open=True)
    message = control(window, QLabel, "shelfMessageLabel")
    assert message.text() == "A run could not be kept: disk full."


def export(qtbot, window, name, path):
    window._export_actions[name].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.selectFile(str(path))
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    dialog.accept()
    qtbot.waitUntil(path.exists)


def test_the_selected_curves_are_saved_as_a_table(qtbot, window, tmp_path):
    click_row(qtbot, window, 1)
    path = tmp_path / "curves.csv"
    export(qtbot, window, "curves", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + SECOND.epochs
    assert all(line.startswith(SECOND.title) for line in lines[1:])


def test_without_a_selection_all_that_are_drawn_are_saved(qtbot, window, shelf, tmp_path):
    shelf.hide("b", True)
    path = tmp_path / "curves.csv"
    export(qtbot, window, "curves", path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + RUN.epochs + THIRD.epochs


def test_the_picture_is_saved(qtbot, window, tmp_path):
    path = tmp_path / "runs.svg"
    export(qtbot, window, "picture", path)
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    # A curve has a point for every epoch. The shapes of letters are not direct parts of a group.
    drawn = root.iterfind(f".//{SVG}g/{SVG}path")
    lines = [path.get("d").count("L") for path in drawn if "fill: none" in path.get("style", "")]
    assert lines.count(SECOND.epochs - 1) == 2


def test_the_network_of_a_run_is_copied(qtbot, window, shelf, tmp_path):
    click_row(qtbot, window, 0)
    checkpoint_file.save(shelf.file_of("a"), trained())
    export(qtbot, window, "network", tmp_path / "net.keras")
    assert (tmp_path / "net.keras").read_bytes() == shelf.file_of("a").read_bytes()


def test_a_network_without_its_data_is_not_copied_as_if_it_could_be_opened(
    qtbot, window, shelf, tmp_path, monkeypatch
):
    monkeypatch.setattr(data_beside, "WORTH", 1)
    reviews = TrainedState(own_reviews())
    settings = task_of(reviews.problem).fit(reviews.problem, SMALL)
    checkpoint = Checkpoint("numpy", settings, 0, 2, 0, state=reviews)
    checkpoint_file.save(shelf.file_of("a"), checkpoint, shares=True)
    (data,) = data_beside.data_of(shelf.file_of("a"))
    data.unlink()
    click_row(qtbot, window, 0)
    message = control(window, QLabel, "shelfMessageLabel")
    window._export_actions["network"].trigger()
    window.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "net.keras"))
    assert message.text().startswith("Could not save ")
    assert f"The data of this training are not beside it, in {data.name}." in message.text()
    assert not (tmp_path / "net.keras").exists()


def test_a_network_that_is_not_there_is_told_about(qtbot, window, tmp_path):
    click_row(qtbot, window, 0)
    message = control(window, QLabel, "shelfMessageLabel")
    window._export_actions["network"].trigger()
    window.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "net.keras"))
    assert message.text().startswith("Could not save ")


def test_f2_renames_although_the_main_window_has_that_key_for_all_windows(
    qtbot, window, shelf, main_window_with
):
    wrong = main_window_with("F2")
    click_row(qtbot, window, 1)
    for _ in range(2):
        # Pressed once more, while the name is edited, it changes nothing.
        qtbot.keyClick(window.focusWidget(), Qt.Key_F2)
    edit = table(window).findChild(QLineEdit)
    edit.selectAll()
    qtbot.keyClicks(edit, "better")
    qtbot.keyClick(edit, Qt.Key_Return)
    qtbot.waitUntil(lambda: shelf.runs[1].name == "better")
    assert wrong == []


def test_a_full_shelf_says_so(qtbot, window, shelf):
    shelf._most_runs = 3
    shelf.changed.emit()
    assert "The shelf is full with 3 runs" in control(window, QLabel, "sameLabel").text()


def test_a_problem_of_the_shelf_stands_in_the_window(window, shelf):
    shelf.problem.emit("The disk is full.")
    assert control(window, QLabel, "shelfMessageLabel").text() == "The disk is full."


def test_a_problem_from_before_it_was_opened_stands_there_too(qtbot, shelf):
    shelf._tell("The disk was full.")
    window = qtbot.added(ShelfWindow(shelf))
    assert control(window, QLabel, "shelfMessageLabel").text() == "The disk was full."


def test_the_log_scale_can_be_chosen(qtbot, window):
    canvas = control(window, QWidget, "runsCanvas")
    check = control(window, QCheckBox, "logScaleCheck")
    qtbot.mouseClick(check, Qt.LeftButton, Qt.NoModifier, QPoint(8, check.height() // 2))
    qtbot.waitUntil(lambda: canvas.figure.axes[0].get_yscale() == "log")


def test_the_curves_follow_the_palette(qtbot, window):
    dark = QPalette(QColor("#202326"))
    dark.setColor(QPalette.Window, QColor("#202326"))
    window.setPalette(dark)
    canvas = control(window, QWidget, "runsCanvas")
    expected = tuple(int(DARK.background[k : k + 2], 16) / 255 for k in (1, 3, 5))
    qtbot.waitUntil(lambda: canvas.figure.get_facecolor()[:3] == pytest.approx(expected))


def test_every_control_can_be_found_and_explains_itself(window):
    check_that_they_explain_themselves(window, IN_TAB_ORDER)


def test_the_tab_key_walks_through_all_controls(qtbot, window):
    for each in controls_of(window, IN_TAB_ORDER):
        each.setEnabled(True)
    check_the_tab_order(qtbot, window, IN_TAB_ORDER)
