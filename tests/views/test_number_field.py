"""Fields for numbers: nothing that is typed is dropped, changed or lost, in any language."""

import pytest
from own_program import run_python
from PyQt5.QtCore import QLocale, Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from views.colours import LIGHT
from views.number_field import DecimalField, LogSpinBox, WholeField, are_taken

NO_DECIMALS = ["1,000.5", "1.2.3", "abc", "1e", "", "11", "-", "0x1", "1;2"]
NO_WHOLE = ["1,000", "1.5", "abc", "12x", "", "0", "10001", "-3"]


@pytest.fixture(params=["C", "German", "Arabic"], autouse=True)
def language(request):
    """The computer's language: one with a decimal comma, and one with digits of its own."""
    before = QLocale()
    languages = {
        "C": QLocale.c(),
        "German": QLocale(QLocale.German, QLocale.Germany),
        "Arabic": QLocale(QLocale.Arabic, QLocale.Egypt),
    }
    QLocale.setDefault(languages[request.param])
    yield
    QLocale.setDefault(before)


def shown(qtbot, field, least, most, value, tracking=True):
    """The field in a window, beside another one that can have the focus."""
    window = QWidget()
    window.other = WholeField()
    field.kept_alive = window
    column = QVBoxLayout(window)
    for each in (field, window.other):
        column.addWidget(each)
    field.setRange(least, most)
    field.setValue(value)
    field.setKeyboardTracking(tracking)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key_Delete)
    qtbot.keyClicks(field, text)


def paste_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key_Delete)
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key_V, Qt.ControlModifier)


WAYS_IN = pytest.mark.parametrize("put", [type_into, paste_into])
LEAVE = {
    "Enter": lambda qtbot, field, other: qtbot.keyClick(field, Qt.Key_Return),
    "focus": lambda qtbot, field, other: other.setFocus(),
    "asked": lambda qtbot, field, other: are_taken(field),
}


@WAYS_IN
@pytest.mark.parametrize("kind", [DecimalField, LogSpinBox])
@pytest.mark.parametrize("text", ["0,003", "0.003", "3e-3", ",003"])
def test_a_decimal_is_taken_with_point_and_comma_and_written_with_a_point(qtbot, kind, text, put):
    field = kind()
    window = shown(qtbot, field, 1e-6, 10, 1)
    assert field.text() == "1"
    put(qtbot, field, text)
    assert field.text() == text
    assert field.value() == 0.003
    window.other.setFocus()
    assert field.text() == "0.003"


@WAYS_IN
@pytest.mark.parametrize(
    ("leave", "tracking"), [("Enter", True), ("Enter", False), ("focus", False), ("asked", True)]
)
@pytest.mark.parametrize(
    ("kind", "text"),
    [*((LogSpinBox, text) for text in NO_DECIMALS), *((WholeField, text) for text in NO_WHOLE)],
)
def test_what_is_no_number_stays_marked_and_is_not_taken(qtbot, kind, text, leave, put, tracking):
    field = kind()
    limits = (1, 10_000) if kind is WholeField else (1e-6, 10)
    window = shown(qtbot, field, *limits, 5, tracking)
    said = []
    field.valueChanged.connect(said.append)
    put(qtbot, field, text)
    LEAVE[leave](qtbot, field, window.other)
    assert field.text() == text
    assert field.refusal == field.accessibleDescription() != ""
    assert field.refusal.startswith(f"`{text}`" if text else "The field is empty")
    assert field.grab().toImage().pixelColor(0, field.height() // 2).name() == LIGHT.error
    # On the way, it may have been one.
    assert set(said) <= {5, *(number_of(text[:length]) for length in range(len(text)))}
    assert not are_taken(field)
    type_into(qtbot, field, "7")
    assert not field.refusal
    assert are_taken(field)
    assert field.value() == 7


def number_of(text):
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


@pytest.mark.parametrize("text", ["\u00a00,5\n", " 0.5 ", "0.5\t"])
def test_what_is_pasted_may_have_spaces_around_it(qtbot, text):
    field = DecimalField()
    shown(qtbot, field, 0, 10, 1)
    paste_into(qtbot, field, text)
    assert field.value() == 0.5
    assert not field.refusal


def test_a_large_whole_number_is_written_in_plain_digits(qtbot):
    field = WholeField()
    field.setSuffix(" symbols")
    shown(qtbot, field, 1, 2**31 - 1, 1234567, tracking=False)
    assert field.text() == "1234567 symbols"
    type_into(qtbot, field, "2000000")
    qtbot.keyClick(field, Qt.Key_Return)
    assert field.text() == "2000000 symbols"
    type_into(qtbot, field, "2,000,000")
    qtbot.keyClick(field, Qt.Key_Return)
    assert field.text() == "2,000,000 symbols"
    assert field.value() == 2_000_000


def test_no_digit_of_a_number_is_lost(qtbot):
    field = LogSpinBox()
    shown(qtbot, field, 1e-6, 10, 1)
    type_into(qtbot, field, "0.0012345678")
    qtbot.keyClick(field, Qt.Key_Return)
    assert (field.text(), field.value()) == ("0.0012345678", 0.0012345678)


@pytest.mark.parametrize("key", [Qt.Key_Up, Qt.Key_Down])
def test_the_arrow_keys_go_on_from_the_number_before_what_is_refused(qtbot, key):
    field = WholeField()
    shown(qtbot, field, 1, 10_000, 5, tracking=False)
    type_into(qtbot, field, "abc")
    qtbot.keyClick(field, key)
    assert field.text() == ("6" if key == Qt.Key_Up else "4")
    assert not field.refusal
    type_into(qtbot, field, "50")
    qtbot.keyClick(field, key)
    assert field.value() == (51 if key == Qt.Key_Up else 49)


def test_a_number_from_the_program_takes_the_place_of_what_is_refused(qtbot):
    field = WholeField()
    shown(qtbot, field, 1, 10_000, 5)
    for put in (lambda: field.setValue(5), field.take_back, lambda: field.setEnabled(False)):
        field.setEnabled(True)
        type_into(qtbot, field, "abc")
        put()
        assert (field.text(), field.refusal) == ("5", "")


def test_a_value_outside_the_limits_is_shown_and_a_change_brings_it_within(qtbot):
    field = WholeField()
    window = shown(qtbot, field, 1, 64, 100, tracking=False)
    assert field.value() == 100
    assert field.text() == "100"
    assert "outside what can be chosen, 1 to 64" in field.outside
    assert not field.refusal
    type_into(qtbot, field, "99")
    assert "from 1 to 64" in field.refusal
    type_into(qtbot, field, "100")
    assert not field.refusal
    window.other.setFocus()
    assert field.value() == 100
    for key in (Qt.Key_Up, Qt.Key_Down):
        field.setValue(100)
        qtbot.keyClick(field, key)
        assert field.value() == 64
        assert not field.outside
    type_into(qtbot, field, "100")
    assert field.refusal


@pytest.mark.slow
def test_it_reads_both_in_the_environment_of_a_german_computer():
    """There, Qt takes its numbers from the environment, before the program says otherwise."""
    script = (
        "from PyQt5.QtCore import QLocale; from PyQt5.QtTest import QTest; import main;"
        "assert QLocale.system().decimalPoint() == ',';"
        "application = main.make_application();"
        "from views.number_field import LogSpinBox;"
        "field = LogSpinBox(); field.setRange(1e-6, 10); field.setValue(0.5); print(field.text());"
        "field.selectAll(); QTest.keyClicks(field, '0.003'); print(field.value());"
        "field.selectAll(); QTest.keyClicks(field, '0,25'); print(field.value())"
    )
    german = dict.fromkeys(("LANG", "LC_ALL"), "de_DE.UTF-8")
    done = run_python("-c", script, timeout=60, check=True, **german)
    assert done.stdout.split() == ["0.5", "0.003", "0.25"]


def test_once_a_field_is_left_its_typing_is_not_taken_back_any_more(qtbot):
    """The keys of Undo are the window's again: what was typed long ago may be in use."""
    field = WholeField()
    window = shown(qtbot, field, 1, 1000, 10)
    type_into(qtbot, field, "500")
    assert field.lineEdit().isUndoAvailable()
    window.other.setFocus()
    assert not field.lineEdit().isUndoAvailable()
    assert field.value() == 500
