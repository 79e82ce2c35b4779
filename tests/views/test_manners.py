"""Every window behind the main one fits a small screen, and keys close it or the program."""

import re

import pytest
from PyQt5.QtCore import QPoint, QRect, QSize, Qt
from PyQt5.QtWidgets import QAbstractButton, QDialog, QGroupBox, QLabel, QLineEdit, QTabBar, QWidget
from student import control

from model import describe_layers
from tasks.registry import TASKS
from views.further_windows import WINDOWS
from views.manners import FRAME, Scroller, room_for, teach_manners
from views.problem_editor import ProblemEditor
from views.rows import fill, lines_of
from views.settings_dialog import SettingsDialog

USUAL_FONT_HEIGHT = 15
"""Pixels, on most screens."""
SMALL_SCREEN = QSize(640, 480)
NAMES = [row.name for row in WINDOWS]


def opened(qtbot, window, name):
    window.further.open(name)
    qtbot.waitUntil(lambda: name in window.further)
    further = window.further[name]
    qtbot.waitExposed(further)
    return further


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_a_small_screen_letters_lead_somewhere_and_keys_close_it(qtbot, window, name):
    """What does not fit is scrolled; it is opened once for all of it, which is what takes long."""
    further = opened(qtbot, window, name)
    check_letters(further)
    assert further.size() == further.size().boundedTo(room_for(further))
    further.resize(SMALL_SCREEN - FRAME)
    assert further.size() == SMALL_SCREEN - FRAME
    for key, modifier in ((Qt.Key_W, Qt.ControlModifier), (Qt.Key_Escape, Qt.NoModifier)):
        qtbot.keyClick(further.focusWidget() or further, key, modifier)
        assert not further.isVisible(), key
        assert window.isVisible(), key
        further = opened(qtbot, window, name)
        assert further.isVisible(), key


@pytest.mark.parametrize("name", NAMES)
def test_on_a_screen_of_840_pixels_it_scrolls_up_and_down_alone(qtbot, window, name):
    """As wide as one of 1280 where all is half as large again."""
    further = opened(qtbot, window, name)
    larger = further.fontMetrics().height() / USUAL_FONT_HEIGHT
    further.resize(round(larger * 840), round(larger * 485))
    qtbot.wait(20)
    assert further.findChild(Scroller).horizontalScrollBar().maximum() == 0


def test_a_window_that_is_too_high_for_the_screen_scrolls_up_and_down_alone(qtbot):
    window, part = QWidget(), QLabel()
    qtbot.addWidget(window)
    part.setMinimumSize(400, 3_000)
    fill(window, lines_of(part))
    window.resize(400, 3_000)
    teach_manners(window, window.close)
    window.show()
    scroller = window.findChild(Scroller)
    assert scroller.verticalScrollBar().maximum() > 0
    assert scroller.horizontalScrollBar().maximum() == 0


def test_what_answers_a_dialog_stays_in_sight_on_a_small_screen(qtbot, window):
    dialog = opened(qtbot, window, "settings")
    larger = dialog.fontMetrics().height() / USUAL_FONT_HEIGHT
    dialog.resize(dialog.width(), round(larger * 400))
    qtbot.wait(20)
    scroller = dialog.findChild(Scroller)
    assert scroller.verticalScrollBar().maximum() > 0
    for name in ("Defaults", "Help", "Ok", "Cancel", "Apply"):
        answer = control(dialog, QAbstractButton, f"settings{name}Button")
        assert dialog.rect().contains(QRect(answer.mapTo(dialog, QPoint()), answer.size())), name


def test_a_dialog_is_as_wide_as_it_needs_before_it_tells_of_any_network(qtbot, window):
    dialog = opened(qtbot, window, "settings")
    least = dialog.findChild(Scroller).widget().minimumSizeHint().width()
    blank = SettingsDialog(describe_layers)
    qtbot.addWidget(blank)
    assert blank.minimumSizeHint().width() >= least


def test_a_dialog_opens_where_it_was(qtbot, window):
    window.move(0, 0)
    before = opened(qtbot, window, "settings").pos()
    window.further["settings"].close()
    window.move(60, 40)
    assert opened(qtbot, window, "settings").pos() == before


@pytest.mark.parametrize("name", ["progress", "settings", "race"])
def test_ctrl_q_quits_from_there(qtbot, window, name):
    further = opened(qtbot, window, name)
    further.activateWindow()
    qtbot.keyClick(further.focusWidget() or further, Qt.Key_Q, Qt.ControlModifier)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not further.isVisible()


def test_esc_does_not_close_the_main_window(qtbot, window):
    qtbot.keyClick(control(window, QLineEdit, "patternEdit"), Qt.Key_Escape)
    assert window.isVisible()


def test_arrow_keys_step_through_epochs_and_scroll_nothing(qtbot, window):
    further = opened(qtbot, window, "vanishing")
    qtbot.waitUntil(lambda: further.side.fraction == 1, timeout=30_000)
    further.resize(400, 300)
    focused = further.focusWidget()
    assert focused is not None
    epoch = window.further["vanishing"]._cursor.epoch
    qtbot.keyClick(focused, Qt.Key_Left)
    assert further._cursor.epoch == epoch - 1


# Letters with Alt

LETTER = re.compile(r"(?<!&)&(\w)")


def other_pages(editor):
    """The forms of the tasks that are not chosen: they are not there for the user."""
    pages = editor.findChildren(QWidget, options=Qt.FindDirectChildrenOnly)
    return [page for page in pages if page.isHidden()]


def letters(window):
    """Each letter that Alt is pressed with in this window, and what it leads to."""
    found = []
    others = [page for editor in window.findChildren(ProblemEditor) for page in other_pages(editor)]
    for child in window.findChildren(QWidget):
        if child.window() is not window or any(page.isAncestorOf(child) for page in others):
            continue
        if isinstance(child, QLabel | QAbstractButton):
            texts = [child.text()]
        elif isinstance(child, QGroupBox):
            texts = [child.title()]
        elif isinstance(child, QTabBar):
            texts = [child.tabText(tab) for tab in range(child.count())]
        else:
            continue
        found += [(LETTER.search(text)[1].upper(), child) for text in texts if LETTER.search(text)]
    if hasattr(window, "menuBar"):
        menus = window.menuBar().actions()
        found += [(LETTER.search(menu.text())[1].upper(), menu) for menu in menus]
    return found


def check_letters(window):
    found = letters(window)
    pressed = [letter for letter, _ in found]
    assert len(pressed) == len(set(pressed)), [
        (letter, child.objectName()) for letter, child in found
    ]
    for letter, child in found:
        if isinstance(child, QLabel):
            # The label asks its buddy itself, not what stands in for it.
            assert child.buddy() is not None, letter
            assert child.buddy().focusPolicy() & Qt.TabFocus, letter


@pytest.mark.usefixtures("pages_are_here")
def test_letters_with_alt_lead_somewhere_in_the_main_window(window):
    for task in TASKS.values():
        window.problem.show_problem(task.example)
        check_letters(window)


def test_alt_p_leads_to_the_pattern(qtbot, window):
    window.activateWindow()
    control(window, QWidget, "epochsSpin").setFocus()
    qtbot.keyClick(window, Qt.Key_P, Qt.AltModifier)
    assert control(window, QLineEdit, "patternEdit").hasFocus()


def test_a_dialog_keeps_its_own_esc(qtbot, window):
    dialog = opened(qtbot, window, "settings")
    assert isinstance(dialog, QDialog)
    rejected = []
    dialog.rejected.connect(lambda: rejected.append(True))
    qtbot.keyClick(dialog, Qt.Key_Escape)
    assert rejected == [True]
