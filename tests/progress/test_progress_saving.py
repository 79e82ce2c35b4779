"""History and picture of a training are saved; what fails is told."""

import csv

import pytest
from progress_parts import grow, wait_for_plot_of
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog
from student import click, text

from views.plots import ProgressCanvas


def save_as(qtbot, window, path) -> QFileDialog:
    """Give the file dialog a path and accept it."""
    (dialog,) = window.findChildren(QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: text(window, "progressMessage") != "")
    return dialog


@pytest.fixture
def qt_dialogs(qapp):
    """Qt's own file dialogs, which a test can fill in."""
    qapp.setAttribute(Qt.AA_DontUseNativeDialogs)
    yield
    qapp.setAttribute(Qt.AA_DontUseNativeDialogs, False)


pytest_dialogs = pytest.mark.usefixtures("qt_dialogs")


@pytest_dialogs
def test_the_history_is_saved_as_csv(trained, qtbot, tmp_path, history):
    click(qtbot, trained, "saveHistory")
    save_as(qtbot, trained, tmp_path / "history.csv")
    with open(tmp_path / "history.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == history.loss.tolist()
    message = text(trained, "progressMessage")
    assert message == f"Saved as {tmp_path / 'history.csv'}."


@pytest_dialogs
def test_what_is_told_of_a_file_leaves_the_plots_their_size(trained, qtbot, tmp_path):
    canvas = trained.findChild(ProgressCanvas)
    before = canvas.geometry()
    click(qtbot, trained, "saveHistory")
    save_as(qtbot, trained, tmp_path / "history.csv")
    trained.layout().activate()
    assert canvas.geometry() == before


@pytest_dialogs
@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_the_picture_is_saved(trained, qtbot, tmp_path, ending, start):
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier)
    save_as(qtbot, trained, tmp_path / f"picture{ending}")
    assert (tmp_path / f"picture{ending}").read_bytes().startswith(start)


@pytest_dialogs
def test_a_name_and_its_ending_are_offered(trained, qtbot):
    trained.epoch_cursor.show(7)
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier)
    (dialog,) = trained.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("lstm-lab-epoch-7.png")
    dialog.reject()


@pytest_dialogs
def test_a_failed_write_is_told_and_the_window_goes_on(trained, qtbot, tmp_path, history):
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier)
    (dialog,) = trained.findChildren(QFileDialog)
    folder = tmp_path / "gone"
    folder.mkdir()
    dialog.selectFile(str(folder / "history.csv"))
    folder.rmdir()
    dialog.fileSelected.emit(str(folder / "history.csv"))
    dialog.reject()
    message = text(trained, "progressMessage")
    assert message == f"Could not save {folder / 'history.csv'}: No such file or directory."
    click(qtbot, trained, "saveHistory")
    assert text(trained, "progressMessage") == ""
    trained.findChild(QFileDialog).reject()
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)
