"""The command line: what it reads, and what it says about a bad one."""

import os
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import options
from options import LONGEST_QUOTED, LONGEST_SENTENCE, Options, parse_options
from training.settings import LARGEST_SEED, MOST_EPOCHS, MOST_PREDICTED
from utils import LONGEST_PATTERN


def refusal_of(arguments, capsys):
    """Parse a bad command line; what it says on stderr."""
    with pytest.raises(SystemExit) as exit_info:
        parse_options(arguments)
    said = capsys.readouterr()
    assert exit_info.value.code == 2
    assert said.out == ""
    return said.err


def test_without_arguments_the_defaults_of_the_window_hold():
    assert parse_options([]) == Options(
        headless=False,
        patterns=("0,1,0,1",),
        epochs=10,
        predict=8,
        seed=0,
        backend="keras",
        json=False,
        save=None,
        csv=None,
        picture=None,
        trace=None,
    )


def test_every_option_arrives(tmp_path):
    arguments = (
        "--headless --pattern 0,1,0,1 --pattern 0011 --epochs 3 --predict 5 --seed 7"
        f" --backend numpy --json --save {tmp_path}/M.keras --csv {tmp_path}/H.csv"
        f" --picture {tmp_path}/P.png --trace {tmp_path}/T.npz"
    )
    assert parse_options(arguments.split()) == Options(
        headless=True,
        patterns=("0,1,0,1", "0011"),
        epochs=3,
        predict=5,
        seed=7,
        backend="numpy",
        json=True,
        save=tmp_path / "M.keras",
        csv=tmp_path / "H.csv",
        picture=tmp_path / "P.png",
        trace=tmp_path / "T.npz",
    )


def test_a_pattern_stays_as_it_was_typed():
    assert parse_options(["--pattern", "0 1, 0 1"]).patterns == ("0 1, 0 1",)


@pytest.mark.parametrize(
    ("option", "least", "most"),
    [("epochs", 1, MOST_EPOCHS), ("predict", 1, MOST_PREDICTED), ("seed", 0, LARGEST_SEED)],
)
def test_numbers_are_good_up_to_their_limits_and_not_beyond(option, least, most, capsys):
    for good in (least, most):
        assert getattr(parse_options([f"--{option}", str(good)]), option) == good
    for bad in (least - 1, most + 1, "ten", "1.5", ""):
        refusal = refusal_of([f"--{option}", str(bad)], capsys)
        assert refusal == (
            f"--{option}: `{bad}` is not a whole number from {least:,} to {most:,}.\n"
        )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--pattern 012", "--pattern: Symbol 3 is `2`: only 0 and 1."),
        ("--pattern -1", "--pattern: Symbol 1 is `-`: only 0 and 1."),
        ("--pattern 01 --pattern 0,,1", "--pattern: There are two commas after symbol 1"),
        ("--backend torch", "--backend: There is no backend `torch`, only keras and numpy."),
        ("--headless --save M.h5", "--save: `M.h5` must end in .keras."),
        ("--headless --csv H.txt", "--csv: `H.txt` must end in .csv."),
        ("--headless --picture P.bmp", "--picture: `P.bmp` must end in .png or .svg or .pdf."),
        ("--headless --trace T.npy", "--trace: `T.npy` must end in .npz."),
        ("--headless --trace nowhere/T.npz", "--trace: There is no folder `nowhere`."),
        ("--headless --csv nowhere/H.csv", "--csv: There is no folder `nowhere`."),
        ("--json", "--json: This works only together with --headless."),
        ("--save M.keras", "--save: This works only together with --headless."),
        ("--csv H.csv", "--csv: This works only together with --headless."),
        ("--trace T.npz", "--trace: This works only together with --headless."),
        ("--picture P.png", "--picture: This works only together with --headless."),
        ("--pattern 0 --pattern 1", "--pattern: Several patterns work only together with"),
        ("--pattern", "--pattern: expected one argument."),
        ("--epoch 3", "There is no option `--epoch`; --help lists them."),
        ("0101", "There is no option `0101`; --help lists them."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(arguments, sentence, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refusal = refusal_of(arguments.split(), capsys)
    assert refusal.startswith(sentence)
    assert refusal.count("\n") == 1
    assert refusal.endswith(".\n")


@pytest.mark.parametrize("option", ["epochs", "backend", "csv", "pattern", "nonsense"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb\tc", "aU+000AbU+0009c"),
        ("9" * 10_000, "9" * LONGEST_QUOTED + "…"),
        ("٣\x1b[31m", "٣U+001B[31m"),
        ("\udcff", "U+DCFF"),
    ],
    ids=["several lines", "endless", "control codes", "bytes that are no text"],
)
def test_a_strange_value_is_quoted_in_one_short_line(option, value, shown, capsys):
    refusal = refusal_of(["--headless", f"--{option}={value}"], capsys)
    assert refusal.endswith(".\n")
    assert refusal.removesuffix("\n").isprintable()
    assert len(refusal) < LONGEST_SENTENCE
    # Of a pattern, only the symbol is told that is wrong, and of an option its beginning.
    assert option in ("pattern", "nonsense") or shown in refusal


@pytest.mark.parametrize("number", ["٣", "１0", "1_0", " 5", "+5", "1e1", "9" * 5000])
def test_a_number_is_written_in_plain_digits(number, capsys):
    assert "is not a whole number from 1 to 10,000" in refusal_of(["--epochs", number], capsys)


def test_an_empty_or_too_long_pattern_is_refused(capsys):
    assert "Type a pattern" in refusal_of(["--pattern", ""], capsys)
    assert f"{LONGEST_PATTERN:,}" in refusal_of(["--pattern", "01" * LONGEST_PATTERN], capsys)


def test_a_folder_is_not_a_file_to_write(tmp_path, capsys):
    (tmp_path / "H.csv").mkdir()
    arguments = ["--headless", "--csv", str(tmp_path / "H.csv")]
    assert refusal_of(arguments, capsys) == f"--csv: `{tmp_path}/H.csv` is a folder.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_is_not_replaced_by_a_file(tmp_path, capsys):
    os.mkfifo(tmp_path / "H.csv")
    refusal = refusal_of(["--headless", "--csv", str(tmp_path / "H.csv")], capsys)
    assert refusal == (
        f"--csv: `{tmp_path}/H.csv` is not a regular file, so it cannot be replaced by one.\n"
    )


def test_a_folder_that_cannot_be_written_to_is_refused_before_training(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(options.os, "access", lambda path, mode: False)
    refusal = refusal_of(["--headless", "--csv", str(tmp_path / "H.csv")], capsys)
    assert refusal == f"--csv: The folder `{tmp_path}` cannot be written to.\n"


def test_an_ending_in_capitals_is_the_same_ending(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse_options(["--headless", "--picture", "P.PNG"]).picture == Path("P.PNG")


def test_help_names_every_option_and_shows_examples(capsys):
    with pytest.raises(SystemExit) as exit_info:
        parse_options(["--help"])
    text = capsys.readouterr().out
    assert exit_info.value.code == 0
    for field in fields(Options):
        assert f"--{field.name.removesuffix('s')}" in text
    assert "python3 main.py --headless --pattern 0,1,0,1 --pattern 0011" in text
    assert "M-1.keras, M-2.keras" in text
