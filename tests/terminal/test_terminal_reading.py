"""While data are read, stderr says how far that has come, and stdout nothing."""

import io

import pytest

from terminal.reading import reading_told


class Screen(io.StringIO):
    def isatty(self):
        return True


def reading():
    for done in range(300):
        yield done / 300, f"{done} read"
    return "a corpus"


def test_in_a_pipe_it_is_a_few_lines(capsys):
    assert reading_told(reading()) == "a corpus"
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert len(lines) == 10
    assert (lines[0], lines[5]) == ("Reading: 0 % (0 read)", "Reading: 50 % (150 read)")


def test_on_a_screen_it_is_one_line_that_is_gone_in_the_end(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    reading_told(reading())
    assert "\n" not in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_what_goes_wrong_is_passed_on():
    def torn():
        yield 0.5, "half"
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        reading_told(torn())
