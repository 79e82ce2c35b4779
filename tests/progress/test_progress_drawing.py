"""The progress window draws what is shown, as often as needed, at every size."""

from progress_parts import grow, wait_for_plot_of
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QApplication, QWidget
from student import text

from progress_window import Progress
from views.colours import DARK
from views.plots import ProgressCanvas


def test_an_epoch_that_comes_while_a_drawing_is_half_done_is_drawn_after_it(
    qtbot, trained, history
):
    wait_for_plot_of(qtbot, trained, 50)
    trained.canvas.forget_pictures()
    assert trained.canvas.draw_part()
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)
    qtbot.waitUntil(lambda: not trained.canvas.is_half_drawn)


class PaintCounter(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Paint
        return False


def test_many_changes_at_once_make_one_frame(trained, history, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    qtbot.waitUntil(lambda: not trained._frame_timer.isActive())
    QApplication.processEvents()  # All parts of the first frame are on the screen.
    paints = PaintCounter(trained.findChild(ProgressCanvas))
    for epoch in range(1, 41):
        trained.epoch_cursor.show(epoch)
    wait_for_plot_of(qtbot, trained, 40)
    assert paints.count <= 2  # the frame and, at most, the caption upon it


def test_nothing_is_drawn_while_hidden_and_all_is_caught_up_when_shown(trained, history, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    trained.hide()
    grow(trained, history, 5)
    qtbot.wait(100)
    assert text(trained, "record").startswith("epoch 50 ")
    trained.show()
    wait_for_plot_of(qtbot, trained, 55)


def test_a_resized_window_goes_on_drawing(trained, history, qtbot):
    trained.resize(trained.minimumSizeHint())
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)


def test_the_window_follows_a_dark_palette(trained, qtbot):
    palette = QPalette(QColor("#2b2b2b"))
    trained.setPalette(palette)
    canvas = trained.findChild(ProgressCanvas)
    qtbot.waitUntil(
        lambda: canvas.grab().toImage().pixelColor(2, 2) == QColor(DARK.background), timeout=3000
    )


def test_numbers_that_change_move_nothing(trained, history, qtbot):
    trained.epoch_cursor.show(9)
    before = [widget.geometry() for widget in trained.findChildren(QWidget)]
    trained.epoch_cursor.show(10)
    trained.render(Progress(planned=10_000, current=0, fraction=0.123, status="Training."))
    QApplication.processEvents()
    assert [widget.geometry() for widget in trained.findChildren(QWidget)] == before


def test_the_window_fits_a_small_screen(window):
    smallest = window.minimumSizeHint()
    assert smallest.width() <= 660
    assert smallest.height() <= 400
