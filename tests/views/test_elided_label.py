"""A line that is too long ends in …, takes no room from others, and is told in full by its tip."""

from PyQt5.QtCore import Qt

from views.elided_label import ElidedLabel


def ink(label) -> set[int]:
    """The columns of the picture that differ from its background."""
    picture = label.grab().toImage()
    empty = picture.pixel(picture.width() - 1, 0)
    return {
        x
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixel(x, y) != empty
    }


def make_label(qtbot, text: str, width: int) -> ElidedLabel:
    label = qtbot.added(ElidedLabel("aLabel", "A line of words"))
    label.setText(text)
    label.resize(width, label.sizeHint().height())
    return label


def test_a_long_text_is_cut_at_a_letter_and_the_tip_has_it_all(qtbot):
    text = "many words " * 30
    label = make_label(qtbot, text, 120)
    assert label.toolTip() == text
    cut = make_label(qtbot, label.fontMetrics().elidedText(text, Qt.ElideRight, 120), 400)
    assert ink(label) == ink(cut)


def test_where_it_has_no_room_a_shorter_one_stands_and_the_tip_has_it_all(qtbot):
    text = "many words " * 30
    label = make_label(qtbot, text, 120)
    label.setText(text, "few words")
    assert label.drawn == "few words"
    assert label.toolTip() == label.text() == text
    label.setText("few", "fewer")
    assert label.drawn == "few"


def test_in_two_lines_it_wraps_and_ends_only_where_they_end(qtbot):
    label = qtbot.added(ElidedLabel("aLabel", "Lines of words", lines=2))
    width = label.fontMetrics().horizontalAdvance("many words " * 5)
    label.resize(width, label.sizeHint().height())
    label.setText(" ".join(["many words"] * 8))
    assert label.drawn == label.text()
    label.setText("many words " * 30)
    cut = label.drawn
    assert cut.endswith("…")
    assert len("many words " * 8) < len(cut) < len("many words " * 11)
    below = label.fontMetrics().height()
    picture = label.grab().toImage()
    background = picture.pixel(width - 1, 0)
    rows = {y for y in range(picture.height()) if picture.pixel(2, y) != background}
    rows |= {
        y
        for x in range(width)
        for y in range(below, picture.height())
        if picture.pixel(x, y) != background
    }
    assert max(rows) > below


def test_in_two_lines_a_word_that_is_longer_than_one_ends_in_it(qtbot):
    label = qtbot.added(ElidedLabel("aLabel", "Lines of words", lines=2))
    label.resize(120, label.sizeHint().height())
    label.setText("After " + "abcdefgh" * 30)
    assert label.drawn.endswith("…")
    longest = max(map(label.fontMetrics().horizontalAdvance, label.drawn.split()))
    assert longest <= label.width()


def test_a_line_break_is_a_space(qtbot):
    one, two = (make_label(qtbot, text, 200) for text in ("two words", "two\nwords"))
    assert ink(one) == ink(two)


def test_a_long_text_widens_nothing(qtbot):
    short, long = (make_label(qtbot, text, 120) for text in ("a", "many words " * 30))
    assert short.sizeHint() == long.sizeHint()
    assert short.minimumSizeHint().width() == long.minimumSizeHint().width() == 0


def test_an_empty_line_keeps_its_height(qtbot):
    label = make_label(qtbot, "", 120)
    assert label.sizeHint().height() >= label.fontMetrics().height()
