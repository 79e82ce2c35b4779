"""The command line: what it reads, and what it says about a bad one."""

import os
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from cells.registry import CELLS
from formatting import LONGEST_QUOTED, LONGEST_SENTENCE
from networks.settings import (
    LARGEST_SEED,
    LONGEST_WINDOW,
    MOST_EPOCHS,
    MOST_LAYERS,
    MOST_PREDICTED,
    MOST_ROWS,
    MOST_UNITS,
    OPTIMIZERS,
    Settings,
)
from terminal import options
from terminal.options import Options, parse_options
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
        open=None,
        patterns=("0,1,0,1",),
        epochs=None,
        predict=8,
        seed=0,
        backend="keras",
        settings=Settings(),
        json=False,
        save=None,
        csv=None,
        picture=None,
        trace=None,
    )


def test_every_option_arrives(tmp_path):
    arguments = (
        "--headless --pattern 0,1,0,1 --pattern 0011 --epochs 3 --predict 5 --seed 7"
        f" --backend numpy --cell peephole --units 9,8,7 --activation relu --forget-bias -0.5"
        f" --input-bias 0.5 --recurrent-start identity"
        f" --optimizer sgd --learning-rate 2e-1 --clip none --window 5 --rows 6 --stateless"
        f" --json --save {tmp_path}/M.keras --csv {tmp_path}/H.csv"
        f" --picture {tmp_path}/P.png --trace {tmp_path}/T.npz"
    )
    assert parse_options(arguments.split()) == Options(
        headless=True,
        patterns=("0,1,0,1", "0011"),
        epochs=3,
        predict=5,
        seed=7,
        backend="numpy",
        settings=Settings(
            cell="peephole",
            units=(9, 8, 7),
            activation="relu",
            forget_bias=-0.5,
            input_bias=0.5,
            recurrent_start="identity",
            optimizer="sgd",
            learning_rate=0.2,
            final_learning_rate=pytest.approx(0.04),
            clip_norm=None,
            window=5,
            rows=6,
            stateful=False,
        ),
        json=True,
        save=tmp_path / "M.keras",
        csv=tmp_path / "H.csv",
        picture=tmp_path / "P.png",
        trace=tmp_path / "T.npz",
    )


@pytest.mark.parametrize(
    ("arguments", "units"),
    [
        ("--layers 3", (50, 50, 50)),
        ("--units 7", (7, 7)),
        ("--units 7 --layers 1", (7,)),
        ("--units 7,8 --layers 2", (7, 8)),
        ("--units 7,8,9", (7, 8, 9)),
    ],
)
def test_units_are_those_of_every_layer_or_of_each(arguments, units):
    assert parse_options(arguments.split()).settings.units == units


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_an_optimizer_brings_its_own_rate(optimizer):
    found = parse_options(["--optimizer", optimizer]).settings
    assert found.learning_rate == OPTIMIZERS[optimizer].learning_rate
    assert found.final_learning_rate == pytest.approx(found.learning_rate / 5)


@pytest.mark.parametrize("name", CELLS)
def test_a_forget_bias_counts_only_where_there_is_such_a_gate(name, capsys):
    arguments = ["--cell", name, "--forget-bias", "3"]
    if CELLS[name].forget_gate:
        assert parse_options(arguments).settings.forget_bias == 3
    else:
        told = "--forget-bias: It would do nothing here: no forget gate.\n"
        assert refusal_of(arguments, capsys) == told


def test_chrono_counts_instead_of_gate_biases(capsys):
    assert parse_options(["--chrono", "30"]).settings == Settings(chrono=30)
    refusal = refusal_of(["--forget-bias", "3", "--chrono", "30"], capsys)
    assert refusal == "--forget-bias: It would do nothing here: chrono sets gate biases.\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("--pooling mean --pattern 0011", "a pattern has no end"),
        ("--both-ways --headless --pattern 0011 --pattern 01", "a pattern has no end"),
        ("--embedding 8", "numbers are read"),
        ("--embedding 8 --task marked", "numbers are read"),
        ("--pooling max --task reber", "it answers after each step"),
        ("--both-ways --task text", "reading from the end would show it the symbol"),
        ("--input-bias 2 --preset echo --cell simple_rnn", "no input gate"),
    ],
)
def test_what_would_do_nothing_to_the_network_is_refused_with_the_reason(arguments, reason, capsys):
    option = arguments.partition(" ")[0]
    refusal = refusal_of(arguments.split(), capsys)
    assert refusal.startswith(f"{option}: It would do nothing here: {reason}")
    assert refusal.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", ["--pooling last", "--embedding 0", "--cell gru --forget-bias 1"]
)
def test_what_is_so_anyhow_may_be_said(arguments):
    assert parse_options(arguments.split())


def test_in_a_race_an_option_need_not_be_for_everybody():
    race = parse_options(["--headless", "--preset", "race-reber", "--forget-bias", "2"])
    assert {each.settings.forget_bias for each in race.contestants} == {2.0, Settings().forget_bias}


@pytest.mark.parametrize("job", ["--task reviews", "--task echo", "--preset reber"])
def test_only_what_can_be_gone_on_with_is_predicted(job, capsys):
    refusal = refusal_of(["--headless", "--predict", "5", *job.split()], capsys)
    assert refusal == (
        "--predict: Only a pattern or a text is gone on with; --ask lets this network answer.\n"
    )
    assert parse_options(["--headless", *job.split()])


def test_a_small_negative_number_may_be_written_with_an_exponent():
    assert parse_options(["--forget-bias", "-5e-1"]).settings.forget_bias == -0.5


@pytest.mark.parametrize("arguments", ["M.keras", "--open M.keras", "--open=M.keras"])
def test_a_file_to_open_brings_what_is_not_given(arguments):
    found = parse_options(arguments.split())
    assert (found.open, found.patterns, found.epochs) == (Path("M.keras"), (), None)


def test_a_file_to_open_may_be_named_as_it_was_when_it_was_saved(tmp_path):
    named = str(tmp_path / "lesson 1.5")
    with pytest.raises(SystemExit):
        parse_options([named])
    Path(f"{named}.keras").touch()
    assert parse_options([named]).open == Path(named)


def test_what_goes_together_with_a_file_to_open():
    arguments = "--headless M.keras --pattern 01 --pattern 0 --epochs 0 --predict 3"
    found = parse_options([*arguments.split(), "--backend", "numpy"])
    assert found == Options(
        headless=True,
        open=Path("M.keras"),
        patterns=("01", "0"),
        epochs=0,
        predict=3,
        backend="numpy",
    )


def test_longer_windows_bring_the_rows_that_they_need():
    assert parse_options(["--window", "48"]).settings.rows == 48
    assert parse_options(["--window", "16"]).settings.rows == Settings().rows


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("--cell transformer", "--cell: There is no cell `transformer`, only simple_rnn, lstm, "),
        ("--activation sine", "--activation: There is no activation `sine`, only tanh, relu and"),
        ("--optimizer lion", "--optimizer: There is no optimizer `lion`, only adam, rmsprop, "),
        ("--layers 5", f"--layers: `5` is not a whole number from 1 to {MOST_LAYERS}."),
        ("--units 257", f"--units: `257` is not a whole number from 1 to {MOST_UNITS}."),
        ("--units 5,,5", f"--units: `` is not a whole number from 1 to {MOST_UNITS}."),
        ("--units 1,2,3,4,5", "--units: `1,2,3,4,5` is units for more than 4 layers."),
        ("--units 5,6 --layers 3", "--layers: There are units for 2 layers, not for 3."),
        ("--learning-rate 0", "--learning-rate: `0` is not a number from 1e-06 to 10."),
        ("--learning-rate nan", "--learning-rate: `nan` is not a number from 1e-06 to 10."),
        ("--learning-rate 1e999", "--learning-rate: `1e999` is not a number from 1e-06 to 10."),
        ("--forget-bias 11", "--forget-bias: `11` is not a number from -10 to 10."),
        ("--clip 0", "--clip: `0` is not a number from 1e-06 to 1e+06, and not none."),
        ("--window 65", f"--window: `65` is not a whole number from 1 to {LONGEST_WINDOW}."),
        ("--rows 0", f"--rows: `0` is not a whole number from 1 to {MOST_ROWS}."),
        ("--rows 7", "--rows: Windows of 8 need at least as many rows."),
    ],
)
def test_a_network_that_cannot_be_made_is_refused_in_a_sentence(arguments, complaint, capsys):
    refusal = refusal_of(arguments.split(), capsys)
    assert refusal.startswith(complaint)
    assert refusal.endswith(".\n")
    assert refusal.count("\n") == 1


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
        ("--pattern -1,1", "--pattern: Symbol 1 is `-`: only 0 and 1."),
        ("--pattern=-1,1", "--pattern: Symbol 1 is `-`: only 0 and 1."),
        ("--pattern --1", "--pattern: Symbol 1 is `-`: only 0 and 1."),
        ("--pattern --headless", "--pattern: expected one argument."),
        ("--pattern -h", "--pattern: expected one argument."),
        ("--units -5,6", "--units: `-5` is not a whole number from 1 to 256."),
        ("--headless -1", "There is no option `-1`; --help lists them."),
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
        ("M.keras 0101", "There is no option `0101`; --help lists them."),
        ("-M.keras", "There is no option `-M.keras`; --help lists them."),
        ("a.keras b.keras", "--open: One file can be opened at a time."),
        ("--open a.keras b.keras", "--open: One file can be opened at a time."),
        ("--open a.keras --units 5", "--units: The file says this, so it does not go together"),
        ("a.keras --clip none", "--clip: The file says this, so it does not go together with"),
        ("a.keras --stateless", "--stateless: The file says this, so it does not go together"),
        ("a.keras --seed 1", "--seed: The file says this, so it does not go together with"),
        ("--headless --epochs 0", "--epochs: `0` is not a whole number from 1 to 10,000."),
        ("a.keras --epochs 0", "--epochs: `0` is not a whole number from 1 to 10,000."),
        ("--headless --open M.keras --seeds 1,2", "--seeds: The file says this, so it does not"),
        ("--headless --seeds 1,2,1", "--seeds: `1,2,1` has a seed twice."),
        ("--headless --seeds 1,,2", "--seeds: `` is not a whole number from 0 to"),
        ("--headless --seeds 1 --seed 2", "--seeds: It does not go together with --seed."),
        ("--headless --seconds 0", "--seconds: `0` is not a number from 0.001 to 1e+06."),
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
    # What has no ending of its own would be a good name.
    value += ".h5" if option == "csv" else ""
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
@pytest.mark.parametrize("name", ["H.csv", "pipe"])
@pytest.mark.parametrize("patterns", [["01"], ["01", "0"]])
def test_a_pipe_is_not_replaced_by_a_file_nor_given_another_name(name, patterns, tmp_path, capsys):
    os.mkfifo(tmp_path / name)
    job = [f"--pattern={pattern}" for pattern in patterns]
    refusal = refusal_of(["--headless", *job, "--csv", str(tmp_path / name)], capsys)
    assert refusal == (
        f"--csv: `{tmp_path}/{name}` is not a regular file, so it cannot be replaced by one.\n"
    )


def test_a_name_with_a_point_gets_its_ending(tmp_path):
    arguments = ["--headless", "--save", str(tmp_path / "lesson 1.5"), "--csv", str(tmp_path / "H")]
    found = parse_options(arguments)
    assert found.save == tmp_path / "lesson 1.5.keras"
    assert found.csv == tmp_path / "H.csv"


@pytest.mark.parametrize("given", ["--open=", "--save=", "--csv=", "--picture=", "--trace=", ""])
@pytest.mark.parametrize("name", ["", " "])
def test_a_file_without_a_name_is_told_so(given, name, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    option = given.rstrip("=") or "--open"
    refusal = refusal_of(["--headless", f"{given}{name}"], capsys)
    assert refusal == f"{option}: The name of a file is missing.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("option", ["--save", "--csv", "--picture", "--trace"])
def test_what_cannot_be_written_is_refused_before_training(tmp_path, capsys, option):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "M.keras")
    for name in ("link/x", "x" * 300, "a\0b", "\ud800"):
        refusal = refusal_of(["--headless", option, str(tmp_path / name)], capsys)
        assert refusal.startswith(f"{option}: ")
        assert refusal.count("\n") == 1
    (tmp_path / "link").unlink()
    assert not list(tmp_path.iterdir())


def test_with_several_patterns_the_files_of_each_are_looked_at(tmp_path, capsys):
    (tmp_path / "M-2.keras").mkdir()
    arguments = ["--headless", "--save", str(tmp_path / "M.keras"), "--pattern", "01"]
    assert parse_options(arguments).save == tmp_path / "M.keras"
    refusal = refusal_of([*arguments, "--pattern", "0"], capsys)
    assert refusal == f"--save: `{tmp_path}/M-2.keras` is a folder.\n"


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
    network = ("cell", "layers", "units", "activation", "forget-bias", "optimizer")
    learning = ("learning-rate", "clip", "window", "rows", "stateless")
    job = {field.name.removesuffix("s") for field in fields(Options)} - {
        "setting",
        "problem",
        "asked",
        "data",
        "contestant",
        "told",
        "sampling",
    }
    job |= {"task", "set", "list-tasks", "ask", "seeds", "preset", "list-presets"}
    for name in (*job, *network, *learning):
        assert f"--{name}" in text
    assert "python3 main.py --headless --pattern 0,1,0,1 --pattern 0011" in text
    assert "M-1.keras, M-2.keras" in text


def test_seconds_take_the_place_of_epochs():
    assert parse_options(["--headless", "--seconds", "0,5"]).epochs == 10_000
    assert parse_options(["--headless", "--seconds", "2", "--open", "M.keras"]).epochs == 10_000
    both = parse_options(["--headless", "--seconds", "2", "--epochs", "3"])
    assert (both.seconds, both.epochs) == (2.0, 3)


@pytest.mark.parametrize("option", ["--seconds=3", "--seeds=0,1", "--preset=vanishing"])
def test_what_no_window_does_needs_the_terminal(option, capsys):
    refusal = refusal_of([option], capsys)
    assert refusal.startswith(option.partition("=")[0])
    assert "only together with --headless" in refusal
    assert "race" not in refusal  # Some of what several networks learn is an example.


def test_each_training_has_files_of_its_own():
    path = Path("M.keras")
    one = Options()
    assert one.path_of(path, 1, 0) == path
    several = replace(one, patterns=("01", "001"), seeds=(3, 4))
    names = [each.name for each in several.paths_of(path)]
    assert names == ["M-1-seed3.keras", "M-1-seed4.keras", "M-2-seed3.keras", "M-2-seed4.keras"]
    assert replace(one, seeds=(3,)).paths_of(path) == [Path("M-seed3.keras")]
    race = parse_options(["--headless", "--preset", "race-reber"])
    assert [each.name for each in race.paths_of(path)] == ["M-1.keras", "M-2.keras"]
