"""What each epoch wrote, in rows of one width."""

from views.writing.sample_list import SampleList


def test_a_line_without_spaces_has_as_many_rows_as_it_needs(qtbot):
    shown, line = SampleList(), 300 * "e"
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show_samples({1: f"Epoch 1\n{line}"})
    shown.show()
    letters, height = shown.fontMetrics(), shown.visualItemRect(shown.item(0)).height()
    rows = height // letters.lineSpacing() - 1
    assert rows * shown.viewport().width() >= letters.horizontalAdvance(line)
    assert shown.item(0).text() == f"Epoch 1\n{line}"
