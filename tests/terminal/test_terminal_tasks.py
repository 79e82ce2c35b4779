"""Tasks whose sequences are drawn, in the terminal: learned, judged, asked, saved and opened."""

import csv
import io
import json
import math
import re
import sys
from contextlib import suppress
from dataclasses import asdict
from itertools import product
from zipfile import ZipFile

import held_out
import numpy as np
import pytest

from experiments.presets import PRESETS
from tasks.registry import TASKS
from terminal.headless import run_headless
from terminal.options import parse_options
from training import checkpoint_file
from training.archive import FACTS
from training.record import EpochRecord


def test_a_task_is_learned_judged_and_asked(capsys, tmp_path):
    """The whole way, and on from the file that was saved."""
    saved = str(tmp_path / "echo.keras")
    small = ["--backend", "numpy", "--headless", "--json"]
    task = ["--task", "echo", "--set", "length=3", "--set", "integers=4", "--units", "8"]
    job = [*small, *task, "--epochs", "2", "--ask", "3 0 2", "--save", saved]
    assert run_headless(parse_options(job)) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["epoch", "epoch", "result", "answer"]
    assert all(line["task"] == "echo" for line in lines)
    result, answer = lines[2:]
    assert result["problem"] == {"length": 3, "integers": 4, "place": 2}
    assert (result["guess"], result["updates"]) == (0.25, 512)
    assert 0 <= result["accuracy"] <= 1
    assert "error" not in result
    assert not result["unseen"]  # There are 64 of them.
    assert (answer["asked"], answer["expected"]) == ("3 0 2", "0")
    assert answer["said"] == str(int(np.argmax(answer["probabilities"])))
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    assert run_headless(parse_options([*small, "--open", saved, "--epochs", "1"])) == 0
    went_on = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert went_on[0]["epoch"] == 3
    assert went_on[1]["problem"] == result["problem"]


def test_a_number_is_judged_by_its_error_and_told_in_words(capsys):
    job = ["--headless", "--backend", "numpy", "--task", "adding", "--set", "length=4"]
    assert run_headless(parse_options([*job, "--epochs", "1", "--ask", "0.5* 0 0.25* 1"])) == 0
    shown = capsys.readouterr().out
    assert "On 1,000 sequences that were never trained on, it has a mean squared error" in shown
    assert "nats" not in shown  # Half a squared error is none.
    assert "a guess 0.1667" in shown
    assert "Asked: 0.50* 0.00 0.25* 1.00 |" in shown


def test_what_else_is_told_of_a_network_stands_in_json_and_in_words(capsys):
    job = ["--headless", "--backend", "numpy", "--units", "2", "--epochs", "1", "--task"]
    short = ["count", "--set", "trained=2", "--set", "asked=3", "--json"]
    assert run_headless(parse_options([*job, *short])) == 0
    *_, result = map(json.loads, capsys.readouterr().out.splitlines())
    assert result["counts_to"] in range(4)
    assert result["problem"] == {"trained": 2, "asked": 3}
    assert run_headless(parse_options([*job, *short[:-1]])) == 0
    assert "On 1,000 sequences that it was trained on, too, it has" in capsys.readouterr().out
    assert run_headless(parse_options([*job, "reber", "--set", "continual=on"])) == 0
    shown = capsys.readouterr().out
    assert "Reber grammar: continual=on length=20" in shown
    assert "Its most probable symbol is a legal one after" in shown


@pytest.mark.parametrize(
    ("name", "kind", "channels", "outputs", "answers"),
    [
        ("copy", np.uint8, (), (9,), list("·12345678")),
        ("adding", np.float32, (2,), (), []),
        ("marked", np.uint8, (2,), (), ["0", "1"]),
    ],
)
def test_a_trace_has_what_was_read_as_it_is_written(
    capsys, tmp_path, name, kind, channels, outputs, answers
):
    path = tmp_path / "T.npz"
    job = ["--headless", "--backend", "numpy", "--task", name, "--units", "4", "--epochs", "1"]
    assert run_headless(parse_options([*job, "--trace", str(path)])) == 0
    task = TASKS[name]
    read = task.sample(task.example)
    steps = len(read.given)
    with np.load(path) as trace:
        assert trace["input"].dtype == kind
        assert trace["input"].shape == (steps, *channels)
        assert trace["output"].shape == (steps, *outputs)
        assert trace["layer1/h"].shape == (steps, 4)
        assert trace["input_glyphs"].tolist() == list(read.shown)
        assert trace["output_glyphs"].tolist() == answers
        expected = [read.glyph(target) for target in read.targets[-read.answers :]]
        assert trace["expected"].tolist() == expected


def test_a_file_whose_network_does_not_fit_its_problem_is_refused(tmp_path, capsys):
    saved = tmp_path / "echo.keras"
    job = ["--headless", "--backend", "numpy", "--task", "parity", "--epochs", "1"]
    assert run_headless(parse_options([*job, "--save", str(saved)])) == 0
    with ZipFile(saved) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    facts = json.loads(members[FACTS])
    facts["task"] = "marked"
    members[FACTS] = json.dumps(facts).encode()
    with ZipFile(saved, "w") as changed:
        for name, content in members.items():
            changed.writestr(name, content)
    assert run_headless(parse_options(["--headless", "--open", str(saved), "--epochs", "0"])) != 0
    assert "The file" in capsys.readouterr().err


@pytest.mark.parametrize("task", ["echo", "adding", "parity"])
def test_every_file_of_a_task_can_be_written(task, tmp_path):
    files = [f"--csv={tmp_path / 'h.csv'}", f"--picture={tmp_path / 'p.png'}"]
    job = ["--headless", "--backend", "numpy", "--task", task, "--set", "length=5"]
    trace = tmp_path / "t.npz"
    assert run_headless(parse_options([*job, "--epochs", "1", *files, f"--trace={trace}"])) == 0
    assert (tmp_path / "p.png").stat().st_size > 10_000
    assert len((tmp_path / "h.csv").read_text().splitlines()) == 2
    arrays = np.load(trace)
    assert len(arrays["input"]) == len(arrays["output"]) == len(arrays["layer1/h"]) == 5


def test_each_seed_is_trained_from_and_named_in_lines_and_files(tmp_path, capsys):
    """As if each had been asked for alone."""
    job = ["--headless", "--json", "--backend", "numpy", "--task", "parity", "--epochs", "1"]
    saved = ["--save", str(tmp_path / "M.keras")]
    assert run_headless(parse_options([*job, *saved, "--seeds", "3,4"])) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    seeds_of = [(line["event"], line["seed"]) for line in lines]
    assert seeds_of == [("epoch", 3), ("result", 3), ("epoch", 4), ("result", 4)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["M-seed3.keras", "M-seed4.keras"]
    assert run_headless(parse_options([*job, "--seed", "4"])) == 0
    alone = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert alone[0]["loss"] == lines[2]["loss"]
    assert alone[1] == lines[3]
    assert checkpoint_file.load(tmp_path / "M-seed4.keras").seed == 4


@pytest.mark.parametrize(("seconds", "epochs"), [(0.5, 1), (2.5, 3)])
def test_training_ends_with_the_epoch_in_which_its_time_is_over(
    seconds, epochs, tmp_path, monkeypatch, capsys
):
    """Each epoch takes a second here; what is saved goes on from where it ended."""
    seconds_of = property(lambda _: 1.0, lambda *_: None)
    monkeypatch.setattr(EpochRecord, "seconds", seconds_of, raising=False)
    job = ["--headless", "--json", "--backend", "numpy", "--units", "4", "--layers", "1"]
    saved = ["--save", str(tmp_path / "M.keras")]
    assert run_headless(parse_options([*job, *saved, "--seconds", str(seconds)])) == 0
    *lines, _ = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["epoch"] for line in lines] == list(range(1, epochs + 1))
    opened = checkpoint_file.load(tmp_path / "M.keras")
    assert (opened.goal, len(opened.records)) == (epochs, epochs)


def test_those_who_race_are_trained_one_after_the_other(tmp_path, capsys):
    job = ["--headless", "--json", "--backend", "numpy", "--preset", "race-reber"]
    small = ["--epochs", "1", "--seeds", "0,1", "--csv", str(tmp_path / "H.csv")]
    assert run_headless(parse_options([*job, *small])) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    titles = [learner.title for learner in PRESETS["race-reber"].learners]
    results = [line for line in lines if line["event"] == "result"]
    assert [(line["contestant"], line["seed"]) for line in results] == list(product(titles, (0, 1)))
    assert len({line["parameters"] for line in results}) == 2
    assert len(list(tmp_path.iterdir())) == 4
    assert run_headless(parse_options([*job[:1], *job[2:], "--epochs", "1"])) == 0
    assert f" · {titles[1]}\n" in capsys.readouterr().out


@pytest.fixture
def saved(tmp_path, capsys):
    path = str(tmp_path / "parity.keras")
    job = ["--headless", "--backend", "numpy", "--task", "parity", "--epochs", "1"]
    assert run_headless(parse_options([*job, "--save", path])) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--pattern", "0101"],
            "The file's network is of another task",
        ),
        (["--ask", "0 1"], "--ask: A sequence has 12 symbols here, not 2."),
    ],
)
def test_what_does_not_go_with_a_file_is_told_before_it_is_trained(
    arguments, sentence, saved, capsys
):
    job = ["--headless", "--backend", "numpy", "--json", "--open", saved, *arguments]
    assert run_headless(parse_options(job)) == 2
    shown = capsys.readouterr()
    assert sentence in shown.err
    assert not shown.out


def test_a_saved_task_is_asked(saved, capsys):
    job = ["--headless", "--backend", "numpy", "--json", "--open", saved, "--epochs", "0"]
    bits = "0 1 1 0 0 1 0 1 1 1 0 0"
    assert run_headless(parse_options([*job, "--ask", bits])) == 0
    *_, answer = map(json.loads, capsys.readouterr().out.splitlines())
    assert answer["expected"] == "0 1 0 0 0 1 1 0 1 0 0 0"
    assert len(answer["probabilities"]) == 12


HELD_OUT_JOB = ["--headless", "--backend", "numpy", "--task", "echo", "--units", "4"]
HELD_OUT_JOB += ["--set", "length=3", "--set", "integers=4", "--epochs", "2"]


def test_json_tells_what_is_held_out_beside_what_was_trained_on(monkeypatch, capsys, tmp_path):
    """And so does the table of the history, after the file was opened again, too."""
    held_out.install(monkeypatch)
    saved = str(tmp_path / "net.keras")
    assert run_headless(parse_options([*HELD_OUT_JOB, "--json", "--save", saved])) == 0
    *epochs, _ = map(json.loads, capsys.readouterr().out.splitlines())
    figures = ["loss", "accuracy", "held_out_loss", "held_out_accuracy", "bits_per_character"]
    for line in epochs:
        assert [*line] == ["event", "task", "epoch", *figures, "targets", "seconds"]
        bits = line["held_out_loss"] / math.log(2) / held_out.CHARACTERS
        assert line["bits_per_character"] == pytest.approx(bits)
    table = tmp_path / "H.csv"
    go_on = ["--headless", "--backend", "numpy", "--open", saved, "--epochs", "1"]
    assert run_headless(parse_options([*go_on, "--csv", str(table)])) == 0
    first, *_ = csv.DictReader(table.read_text().splitlines())
    assert [*first] == ["epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
    told = [epochs[0][name] for name in ("accuracy", "loss", "held_out_accuracy", "held_out_loss")]
    assert [*map(float, first.values())] == [1, *told]


def test_the_table_has_columns_for_what_is_held_out_in_eighty_characters(monkeypatch, capsys):
    held_out.install(monkeypatch)
    assert run_headless(parse_options(HELD_OUT_JOB)) == 0
    _, columns, first, *_ = capsys.readouterr().out.splitlines()
    assert columns.split("  ")[-4:] == ["held-out loss", "held-out acc.", "bits/char", "seconds"]
    assert len(re.split(r" {2,}", first.strip())) == 7
    assert len(columns) == len(first) <= 80


def test_with_patience_the_best_epoch_is_what_is_kept(monkeypatch, capsys, tmp_path):
    held_out.install(monkeypatch, held_out.misleading)
    saved = tmp_path / "net.keras"
    job = [*HELD_OUT_JOB, "--json", "--patience", "2", "--epochs", "50", "--save", str(saved)]
    assert run_headless(parse_options(job)) == 0
    told = capsys.readouterr()
    *epochs, _ = map(json.loads, told.out.splitlines())
    losses = [line["held_out_loss"] for line in epochs]
    best = 1 + losses.index(min(losses))
    assert len(losses) == best + 2
    assert told.err == (
        f"Stopped after epoch {best + 2}: the held-out loss had not fallen for 2 epochs. "
        f"This is epoch {best} again, the best.\n"
    )
    opened = checkpoint_file.load(saved)
    assert [record.loss for record in opened.records] == losses[:best]
    assert opened.state.position.epoch == best + 1


@pytest.mark.parametrize("why", [BrokenPipeError, KeyboardInterrupt])
def test_what_ran_out_of_patience_is_written_although_its_end_cannot_be_told(
    why, monkeypatch, tmp_path
):
    class Interrupted(io.StringIO):
        def write(self, text):
            if text.startswith("Stopped"):
                raise why
            return super().write(text)

    held_out.install(monkeypatch, held_out.misleading)
    saved, table = tmp_path / "net.keras", tmp_path / "H.csv"
    files = ["--save", str(saved), "--csv", str(table)]
    options = parse_options([*HELD_OUT_JOB, "--patience", "1", "--epochs", "50", *files])
    monkeypatch.setattr(sys, "stderr", Interrupted())
    with suppress(BrokenPipeError):
        assert run_headless(options) == 130
    best = len(checkpoint_file.load(saved).records)
    assert len(table.read_text().splitlines()) == 1 + best + 1
    assert sys.stderr.getvalue() == (
        f"Ended before all was told. Written as after epoch {best}: {saved} and {table}.\n"
    )


def test_patience_is_refused_where_nothing_is_held_out(capsys):
    with pytest.raises(SystemExit):
        parse_options(["--headless", "--task", "echo", "--patience", "2"])
    assert "--patience: Here nothing is held out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("length", "run"),
    [
        (["--epochs", "2"], {"began": 0, "ends": 2, "seconds": 0.0}),
        (["--seconds", "0.001"], {"began": 0, "seconds": 0.001}),
    ],
)
def test_a_rate_falls_with_the_epochs_or_the_seconds_that_are_asked_for(length, run, tmp_path):
    saved = tmp_path / "net.keras"
    job = ["--headless", "--backend", "numpy", "--pattern", "01", "--units", "4", *length]
    falls = ["--rate-fall", "run", "--save", str(saved)]
    assert run_headless(parse_options([*job, *falls])) == 0
    opened = checkpoint_file.load(saved)
    assert opened.settings.rate_fall == "run"
    position = opened.state.position
    assert position.run.spent == pytest.approx(sum(r.seconds for r in opened.records))
    assert run.items() <= asdict(position.run).items()
