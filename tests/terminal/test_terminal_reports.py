"""What a job in the terminal prints, in lines of JSON and in a table."""

import io
import json
import sys
from dataclasses import replace

import numpy as np
from short_jobs import TINY, job, json_lines, tiny_job
from small_settings import BURSTING
from trained_epochs import begun, train_epochs

from networks.steps import finished
from tasks.continuation import continuation as told_after
from tasks.continuation import continuing
from tasks.pattern import Pattern
from terminal.headless import run_headless
from terminal.reports import TableReport
from terminal.told import LONGEST_SHOWN, continued_told

ESCAPE = "\x1b"
HIDE_CURSOR, SHOW_CURSOR, ERASE_LINE = f"{ESCAPE}[?25l", f"{ESCAPE}[?25h", f"{ESCAPE}[2K"


def test_json_tells_what_the_training_loop_did(capsys):
    status = run_headless(tiny_job("0,0,1", json=True, seed=3, predict=5))
    said = capsys.readouterr()

    network = begun(TINY, 3)
    pattern = Pattern.read("001")
    records = train_epochs(network, pattern, 2)
    continuation = finished(continuing(network, pattern, 5))
    *epochs, result = json_lines(said.out)
    assert status == 0
    assert said.err == ""
    for epoch, record in zip(epochs, records, strict=True):
        assert epoch.pop("seconds") > 0
        assert epoch == {
            "event": "epoch",
            "pattern": "001",
            "epoch": record.epoch,
            "loss": record.loss,
            "accuracy": record.accuracy,
            "targets": 15,
        }
    assert result == {
        "event": "result",
        "pattern": "001",
        "parameters": network.parameters,
        "next": int(continuation.said[0]),
        "confidence": float(continuation.confidences[0]),
        "continuation": continuation.said,
    }


def test_json_names_its_fields_in_a_fixed_order(capsys):
    run_headless(tiny_job(json=True, epochs=1))
    epoch, result = json_lines(capsys.readouterr().out)
    assert [*epoch] == ["event", "pattern", "epoch", "loss", "accuracy", "targets", "seconds"]
    assert [*result] == ["event", "pattern", "parameters", "next", "confidence", "continuation"]


def test_nothing_is_added_to_json_when_files_are_written(capsys, tmp_path):
    run_headless(tiny_job(json=True, csv=tmp_path / "H.csv"))
    assert [line["event"] for line in json_lines(capsys.readouterr().out)] == [
        "epoch",
        "epoch",
        "result",
    ]


# The table


def test_a_pipe_gets_plain_rows_whatever_the_environment_asks_for(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    assert run_headless(tiny_job("0,1,0,1", "0011", epochs=3, predict=2)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert ESCAPE not in said.out
    assert "\r" not in said.out
    first, second = said.out.split("\n\n")
    for table, pattern in ((first, "0101, period 2"), (second, "0011, period 4")):
        head, columns, *rows, following, continuation, _ = table.splitlines()
        assert head == f"Pattern {pattern}"
        assert columns.split() == ["epoch", "loss", "(nats)", "accuracy", "seconds"]
        assert [row.split()[0] for row in rows] == ["1", "2", "3"]
        assert following.startswith("Next symbol: ")
        assert continuation.startswith(f"Continuation: {pattern[:4]} | ")


def test_a_terminal_gets_a_progress_bar_that_is_gone_at_the_end(monkeypatch):
    screen = io.StringIO()
    screen.isatty = lambda: True
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    assert run_headless(tiny_job(epochs=2)) == 0
    table, after_the_bar = screen.getvalue().rsplit("2 of 2 epochs", maxsplit=1)
    assert HIDE_CURSOR in table
    assert SHOW_CURSOR in after_the_bar
    assert HIDE_CURSOR not in after_the_bar
    assert ERASE_LINE in after_the_bar
    assert "Continuation: 0101 | " in after_the_bar


def printed(capsys, pattern, probabilities):
    """What the table says about a continuation."""
    continuation = told_after(Pattern.read(pattern), np.array(probabilities, np.float32))
    TableReport().tell(continued_told(continuation, parameters=30_651))
    return capsys.readouterr().out.splitlines()


def test_a_faultless_continuation_is_set_apart_from_the_pattern(capsys):
    assert printed(capsys, "001", [0.1, 0.2, 0.75]) == [
        "Next symbol: 0, with a confidence of 90.0 %.",
        "Continuation: 001 | 001",
        "It keeps to the pattern, 3 of 3 symbols.",
    ]


def test_the_symbol_that_leaves_the_pattern_is_marked_and_named(capsys):
    assert printed(capsys, "001", [0.1, 0.6, 0.75, 0.1])[1:] == [
        "Continuation: 001 | 0[1]10",
        "It leaves the pattern at predicted symbol 2 of 4, in brackets.",
    ]


def test_of_a_long_pattern_the_end_is_shown_before_the_continuation(capsys):
    _, continuation, _ = printed(capsys, "0" * 500 + "1", [0.1])
    shown = "0" * (LONGEST_SHOWN - 1) + "1"
    assert continuation == f"Continuation: …{shown} | 0"


# What is no number


def in_json(text):
    """The lines as a reader takes them who knows no NaN, as JSON has none."""

    def refuse(token):
        raise AssertionError(f"{token} is not JSON")

    return [json.loads(line, parse_constant=refuse) for line in text.splitlines()]


def test_a_free_run_that_is_no_number_is_told_and_not_printed_as_zeros(capsys):
    bursting = job("0011", settings=BURSTING, predict=200)
    assert run_headless(bursting) == 0
    *_, continued, verdict, trouble = capsys.readouterr().out.splitlines()
    known = continued.rpartition("| ")[2].replace("[", "").replace("]", "")
    assert 0 < len(known) < 200
    assert verdict.endswith(f"of {len(known)}, in brackets.")
    assert f"From predicted symbol {len(known) + 1} on its values are no numbers" in trouble

    assert run_headless(replace(bursting, json=True)) == 0
    *_, result = in_json(capsys.readouterr().out)
    assert result["continuation"] == known
    assert result["problem"] == trouble


def test_a_net_that_can_say_nothing_has_no_next_symbol(capsys):
    bursting = job("0011", settings=BURSTING.at_rate(0.3), epochs=1, predict=5)
    assert run_headless(bursting) == 0
    *_, row, trouble = capsys.readouterr().out.splitlines()
    assert row.split()[0] == "1"
    assert "From predicted symbol 1 on" in trouble

    assert run_headless(replace(bursting, json=True)) == 0
    *_, result = in_json(capsys.readouterr().out)
    assert (result["next"], result["confidence"], result["continuation"]) == (None, None, "")
