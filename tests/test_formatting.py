"""Counts and shortened texts read the same wherever they stand."""

import pytest

from formatting import (
    LONGEST_UNBROKEN,
    confidence_text,
    counted,
    duration_text,
    loss_text,
    one_line,
    sentence_of,
    share_text,
    short_confidence_text,
    shorten,
    shorten_apart,
    shorten_middle,
    shorten_start,
    visible,
    with_names,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 epochs"),
        (1, "1 epoch"),
        (1.5, "1.5 epochs"),
        (2, "2 epochs"),
        (10_000, "10,000 epochs"),
    ],
)
def test_a_noun_goes_with_its_number(number, text):
    assert counted(number, "epoch") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (7.4, "7 s"), (38, "40 s"), (170, "3 minutes"), (7_000, "2 hours")],
)
def test_a_duration_is_told_about(seconds, text):
    assert duration_text(seconds) == text


def test_a_text_that_fits_stays_as_it_is():
    assert shorten("0011", 4) == shorten_start("0011", 4) == "0011"


def test_an_ellipsis_stands_for_what_is_left_out():
    assert shorten("00111", 4) == "0011…"
    assert shorten_start("00111", 4) == "…0111"
    assert [shorten_middle("001112", most) for most in (4, 5, 6)] == ["00…12", "001…12", "001112"]


@pytest.mark.parametrize("length", [LONGEST_UNBROKEN + 1, 255, 100_000])
def test_of_an_error_with_an_endless_name_it_is_said_what_is_wrong(length):
    name = "a" * (length - 4) + ".csv"
    end = LONGEST_UNBROKEN // 2
    short = "a" * end + "…" + "a" * (end - 4) + ".csv"
    assert sentence_of(ValueError(f"/tmp/{name} is no table.")) == f"/tmp/{short} is no table."


BEGINS = "LSTM 64 on many reviews, rate "


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("0011", "0101"), ("0011", "0101")),
        (
            ("rate 0.01 on the large data set", "rate 0.1 on the large data set"),
            ("rate 0.01 on the large dat…", "rate 0.1 on the large data…"),
        ),
        (
            (f"{BEGINS}0.01", f"{BEGINS}0.003"),
            ("LSTM 64 on many review…0.01", "LSTM 64 on many revie…0.003"),
        ),
        (
            (f"{BEGINS}0.1", f"{BEGINS}0.1, dropout"),
            ("LSTM 64 on many reviews…0.1", "LSTM 64 on man…0.1, dropout"),
        ),
        (
            (f"{BEGINS}0.01, and no end", f"{BEGINS}0.003, and no end"),
            ("LSTM 64 on…0.01, and no end", "LSTM 64 o…0.003, and no end"),
        ),
        (
            (f"{'x' * 40}a", f"{'x' * 40}b"),
            (f"{'x' * 16}…{'x' * 9}a", f"{'x' * 16}…{'x' * 9}b"),
        ),
        ((f"{BEGINS}0.01",) * 2, ("LSTM 64 on many reviews, r…",) * 2),
    ],
)
def test_of_names_that_begin_alike_it_is_shown_where_they_part(names, shown):
    assert tuple(shorten_apart(name, names, 26) for name in names) == shown


@pytest.mark.parametrize("most", [8, 16, 26])
def test_names_that_differ_in_several_places_stay_apart(most):
    names = [f"{BEGINS}{rate}, seed {seed}" for rate in (0.01, 0.003) for seed in (0, 1, 11)]
    shown = [shorten_apart(name, names, most) for name in names]
    assert len({*shown}) == len(names)
    assert max(map(len, shown)) <= most + 3


def test_words_are_put_in_one_line():
    assert one_line(" two\n\twords ") == "two words"


def test_a_share_may_be_all_or_nothing():
    assert [share_text(share) for share in (0, 0.9996, 1)] == ["0.0 %", "100.0 %", "100.0 %"]
    assert share_text(0.846, 0) == "85 %"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "less than 0.1 %"),
        (0.0009, "less than 0.1 %"),
        (0.372, "37.2 %"),
        (0.999, "99.9 %"),
        (0.9996, "more than 99.9 %"),
        (1.0, "more than 99.9 %"),
    ],
)
def test_no_probability_is_said_to_be_certain(probability, text):
    assert confidence_text(probability) == text


@pytest.mark.parametrize(
    ("symbol", "told"),
    [
        ("🙄", "🙄 (face with rolling eyes)"),
        ("😍😍❤", "😍😍❤ (smiling face with heart-shaped eyes, heavy black heart)"),
        ("river", "river"),
        ("␣", "␣"),
        ("↵", "↵"),
        ("名", "名"),
    ],
)
def test_a_picture_is_named_for_whom_has_no_font_with_it(symbol, told):
    assert with_names(symbol) == told


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.0004, "<1 %"), (0.0099, "<1 %"), (0.01, "1 %"), (0.99, "99 %"), (0.9996, ">99 %")],
)
def test_few_characters_too_never_say_certain_by_rounding_alone(probability, text):
    assert short_confidence_text(probability) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("e", "e"),
        ("\u200b", "U+200B"),
        ("\x07", "U+0007"),
        ("\ue000", "U+E000"),
        ("\u0301", "U+0301"),
        (" \u0301", " U+0301"),
        ("e\u0301", "e\u0301"),
        ("\u200d", "U+200D"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("\u3164", "U+3164"),
        ("\u00a0", "U+00A0"),
        ("a\nb", "aU+000Ab"),
    ],
)
def test_what_leaves_no_mark_is_told_by_its_number(text, told):
    assert visible(text) == told


def test_in_a_text_that_is_read_spaces_stay_and_it_may_go_on():
    assert visible("a\u00a0b\n\tc\u200b", spaces=True) == "a\u00a0b\n\tcU+200B"
    assert visible("\u0301", before="e") == "\u0301"
    assert visible("\u0301", before="") == "U+0301"


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        (2.13588, "2.1359"),
        (0.0146, "0.0146"),
        (4.5e-5, "4.5·10⁻⁵"),
        (3e-12, "3.0·10⁻¹²"),
        (0, "0.0000"),
        (float("nan"), "nan"),  # Of a training that exploded.
    ],
)
def test_a_small_loss_is_told_as_one_writes_it(loss, told):
    assert loss_text(loss) == told
