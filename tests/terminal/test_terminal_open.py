"""A job in the terminal that goes on with a file."""

from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from own_program import run_python
from short_jobs import job, json_lines
from trained_epochs import train_epochs

import model
from networks.numpy_network import restored
from networks.settings import Settings
from networks.steps import finished
from tasks.continuation import continuing
from tasks.pattern import Pattern
from terminal.headless import run_headless
from training import checkpoint_file
from training.loop import Position

SMALL = Settings(units=(3, 2), rows=4, window=4, updates=5, passes=3)


@pytest.fixture
def saved(tmp_path, capsys):
    """A file with two epochs on 0010111 from seed 5."""
    path = tmp_path / "M.keras"
    assert run_headless(job("0010111", settings=SMALL, seed=5, save=path)) == 0
    capsys.readouterr()
    return path


def goes_on(capsys, path, *patterns, **options):
    """The lines of JSON of a job that begins with the file."""
    options = {"open": path, "patterns": patterns, "json": True, **options}
    assert run_headless(replace(job(), **options)) == 0
    lines = json_lines(capsys.readouterr().out)
    for line in lines:
        line.pop("seconds", None)
    return lines


def test_an_opened_training_goes_on_as_if_it_had_never_been_left(saved, capsys):
    run_headless(job("0010111", settings=SMALL, seed=5, epochs=5, json=True))
    straight = json_lines(capsys.readouterr().out)
    for line in straight:
        line.pop("seconds", None)
    assert goes_on(capsys, saved, epochs=3) == straight[2:]


def test_without_a_number_as_many_epochs_are_trained_as_the_run_of_the_file_took(saved, capsys):
    *epochs, _ = goes_on(capsys, saved, epochs=None)
    assert [line["epoch"] for line in epochs] == [3, 4]


@pytest.mark.parametrize("pattern", ["0010111", "01"])
def test_no_more_epochs_only_predict_and_change_nothing(pattern, saved, tmp_path, capsys):
    again, trace = tmp_path / "again.keras", tmp_path / "T.npz"
    files = {"save": again, "csv": tmp_path / "H.csv", "picture": tmp_path / "P.png"}
    (result,) = goes_on(capsys, saved, pattern, epochs=0, trace=trace, **files)
    network = model.create_model("numpy", SMALL)
    before = checkpoint_file.load(saved)
    network.restore(before.state.snapshot)
    continuation = finished(continuing(network, Pattern.read(pattern), 8))
    assert result["pattern"] == pattern
    assert result["continuation"] == continuation.said
    after = checkpoint_file.load(again)
    assert (after.goal, after.run_start, after.seed) == (2, 0, 5)
    assert after.state.position == before.state.position
    assert after.state.problem == before.state.problem
    check_alike(after.state.snapshot, before.state.snapshot)
    with np.load(trace) as arrays:
        assert arrays["input"].tolist() == Pattern.read(pattern).symbols.tolist()


def test_each_other_pattern_begins_with_the_file_and_a_new_optimizer(saved, capsys):
    lines = goes_on(capsys, saved, "0011", "01", "0011", epochs=2)
    assert lines[:3] == lines[6:]
    network = restored(SMALL, checkpoint_file.load(saved).state.snapshot)
    network.reset_optimizer()
    records = train_epochs(network, Pattern("0011"), 2, Position(epoch=3, began=3))
    told = [(line["epoch"], line["loss"]) for line in lines[:2]]
    assert told == [(record.epoch, record.loss) for record in records]


def test_what_goes_on_is_saved_with_its_whole_history(saved, tmp_path, capsys):
    again = tmp_path / "again.keras"
    goes_on(capsys, saved, "01", epochs=3, save=again)
    before, after = checkpoint_file.load(saved), checkpoint_file.load(again)
    assert (after.goal, after.run_start, after.seed, len(after.records)) == (5, 2, 5, 5)
    assert [r.loss for r in after.records[:2]] == [r.loss for r in before.records]
    assert after.state.problem.glyphs == "01"
    assert (after.state.position.epoch, after.state.position.began) == (6, 3)


def test_the_table_counts_on(saved, capsys):
    assert run_headless(replace(job(), open=saved, patterns=(), epochs=2)) == 0
    head, _, *rows = capsys.readouterr().out.splitlines()
    assert head == "Pattern 0010111, period 7"
    assert [row.split()[0] for row in rows[:2]] == ["3", "4"]
    assert run_headless(replace(job(), open=saved, patterns=(), epochs=0)) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Next symbol: ")


@pytest.mark.parametrize("content", [None, b"", b"no archive at all"])
def test_a_file_that_cannot_be_opened_is_told_in_a_sentence(content, tmp_path, capsys):
    path = tmp_path / "M.keras"
    if content is not None:
        path.write_bytes(content)
    assert run_headless(replace(job(), open=path, patterns=())) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "M.keras" in said.err


@pytest.mark.slow
def test_each_backend_goes_on_with_what_the_other_has_saved(tmp_path):
    def run(*arguments):
        done = run_python("main.py", "--headless", "--json", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return json_lines(done.stdout)

    path = str(tmp_path / "M.keras")
    network = ("--pattern", "0011", "--units", "8", "--rows", "8", "--window", "4")
    straight = [line["loss"] for line in run(*network, "--backend", "numpy", "--epochs", "4")[:4]]
    run(*network, "--backend", "keras", "--epochs", "2", "--save", path)
    *epochs, _ = run(path, "--backend", "numpy", "--epochs", "1", "--save", path)
    *more, result = run("--open", path, "--backend", "keras", "--epochs", "1")
    assert [line["epoch"] for line in epochs + more] == [3, 4]
    assert [line["loss"] for line in epochs + more] == pytest.approx(straight[2:], rel=1e-3)
    assert result["pattern"] == "0011"
