"""Patterns are read as users write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatting import LONGEST_SENTENCE, shown
from utils import LONGEST_PATTERN, PatternError, parse_pattern

symbols = st.text("01", min_size=1, max_size=40)


@pytest.mark.parametrize(
    "text", ["0,1,0,1", "0101", "0 1 0 1", " 0, 1,0 ,1 ", "01,01", "0\n1\r\n0\t1", "0,1,0,1,"]
)
def test_every_way_of_writing_gives_the_same_pattern(text):
    assert parse_pattern(text) == "0101"


def test_line_ends_as_a_line_edit_pastes_them_are_spaces():
    assert parse_pattern("01\u202801\u2029") == "0101"


@pytest.mark.parametrize(
    "text",
    [
        "[0, 1, 0, 1]",
        "(0, 1, 0, 1)",
        "['0', '1', '0', '1']",
        '"0101"',
        "‘ 01  01’",
        "[0 1 0 1]",
        "[[0 1]\n [0 1]]",
        "[0. 1. 0. 1.]",
        "[0.0, 1.0, 0.0, 1.0]",
        "array([0, 1, 0, 1])",
        "np.array([0, 1,\n          0, 1], dtype=uint8)",
        "array([0., 1., 0., 1.], dtype=float32)\n",
        "tensor([0, 1, 0, 1])",
        "0;1;0;1;",
        "0\t1\r\n0\t1\r\n",
        "\ufeff0\u200b1\xa00\u20091",
        "０、１，０　１",
    ],
)
def test_what_other_programs_print_can_be_pasted(text):
    assert parse_pattern(text) == "0101"


invisible = st.text(
    " \t\r\n\v\x85\xa0\u2009\u202f\u3000\u2028\u2029\u200b\u200d\u2060\ufeff", max_size=3
)
wrappings = st.sampled_from(
    ["{}", "[{}]", "({},)", "'{}'", '"{}"', "array([{}])", "np.array([[{}]], dtype=int8)"]
)


@st.composite
def pasted(draw, symbols):
    """The symbols between separators of one kind and invisible characters, wrapped."""
    separator = draw(st.sampled_from(["", ",", ";", ", ", "\t", "\r\n"]))
    inner = separator.join(f"{draw(invisible)}{symbol}{draw(invisible)}" for symbol in symbols)
    return f"{draw(invisible)}{draw(wrappings).format(inner)}{draw(invisible)}"


@given(st.data(), symbols)
def test_no_decoration_changes_the_pattern(data, symbols):
    assert parse_pattern(data.draw(pasted(symbols))) == symbols


@given(st.data(), st.lists(st.sampled_from("01"), max_size=9), st.sampled_from("-2x|{\x07٠"))
def test_the_place_is_counted_in_symbols_that_the_user_sees(data, good, bad):
    text = data.draw(pasted([*good, bad, "1", "x"]))
    with pytest.raises(PatternError) as problem:
        parse_pattern(text)
    shown = "U+0007" if bad == "\x07" else bad
    assert str(problem.value) == f"Symbol {len(good) + 1} is `{shown}`: only 0 and 1."


def test_a_paste_of_many_spaces_is_read_in_one_go():
    assert parse_pattern(f"array([0,{' ' * 99_000}1])") == "01"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-1,1", "Symbol 1 is `-`: only 0 and 1."),
        ("0.5", "Symbol 2 is `.`: only 0 and 1."),
        ("0,0.05", "Symbol 3 is `.`: only 0 and 1."),
        ("[0 1 ... 1 0]", "Symbol 3 is `.`: only 0 and 1."),
        ("x..x", "Symbol 1 is `x`: only 0 and 1."),
        ("0b01", "Symbol 2 is `b`: only 0 and 1."),
        ("array([0, 2])", "Symbol 2 is `2`: only 0 and 1."),
        ("[]", "Type a pattern of zeros and ones, for example 0,1,0,1."),
        ("0;;1", "There are two semicolons after symbol 1, with nothing between them."),
        ("0,;1", "There is a comma and a semicolon after symbol 1, with nothing between them."),
        ("[;0", "There is a semicolon before the first symbol."),
        ("0,1,2", "Symbol 3 is `2`: only 0 and 1."),
        ("x", "Symbol 1 is `x`: only 0 and 1."),
        ("0,-1", "Symbol 2 is `-`: only 0 and 1."),
        ("01\x00", "Symbol 3 is `U+0000`: only 0 and 1."),
        ("٠1", "Symbol 1 is `٠`: only 0 and 1."),
        ("0,,1", "There are two commas after symbol 1, with nothing between them."),
        (",0", "There is a comma before the first symbol."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, sentence):
    with pytest.raises(PatternError) as problem:
        parse_pattern(text)
    assert str(problem.value) == sentence


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_asks_for_a_pattern(text):
    with pytest.raises(PatternError, match="Type a pattern"):
        parse_pattern(text)


def test_the_longest_pattern_passes_and_one_symbol_more_does_not():
    assert len(parse_pattern("01" * (LONGEST_PATTERN // 2))) == LONGEST_PATTERN
    with pytest.raises(PatternError, match="longer than 10,000 symbols"):
        parse_pattern("0" * (LONGEST_PATTERN + 1))


@given(symbols, st.sampled_from([",", "", " ", ", "]))
def test_what_is_written_reads_back(symbols, separator):
    assert parse_pattern(separator.join(symbols)) == symbols


def test_what_is_told_is_one_short_line():
    told = shown("a\nb\0c\ud800" + "x" * 100_000)
    assert told.startswith("a bU+0000cU+D800x")
    assert told.isprintable()
    assert len(told) == LONGEST_SENTENCE
    assert shown("0011", 4) == "001…"
    assert shown("001", 4) == "001"
