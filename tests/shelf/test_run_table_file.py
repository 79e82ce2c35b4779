"""Runs leave the program as a table that a spreadsheet opens."""

import csv
from dataclasses import replace

from kept_runs import run_after
from small_settings import SMALL

from shelf.run_table_file import save_runs_csv
from tasks.echo import Echo
from tasks.registry import TASKS


def test_every_epoch_has_a_line_with_what_the_run_is(tmp_path):
    one = replace(run_after(epochs=2)[0], number=1, right_for=7)
    other = replace(run_after(epochs=3, settings=replace(SMALL, units=(5,)))[0], name="a, b")
    path = tmp_path / "runs.csv"
    save_runs_csv(path, [one, other])
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["run"], row["epoch"]) for row in rows] == [
        *[("1 · LSTM 4 + 4", str(epoch)) for epoch in (1, 2)],
        *[("a, b", str(epoch)) for epoch in (1, 2, 3)],
    ]
    assert [float(row["loss"]) for row in rows] == [*one.loss, *other.loss]
    assert (rows[0]["units"], rows[-1]["units"]) == ("4+4", "5")
    assert (rows[0]["right_for"], rows[-1]["right_for"]) == ("7", "")
    assert {row["held_back"] for row in rows} == {"1000"}
    assert (rows[0]["pattern"], rows[0]["task"], rows[0]["problem"]) == ("0011", "pattern", "0011")


def test_a_run_of_another_task_names_it_and_has_no_pattern(tmp_path):
    run = run_after(problem=Echo(), settings=TASKS["echo"].fit(Echo(), SMALL))[0]
    save_runs_csv(tmp_path / "runs.csv", [run])
    with open(tmp_path / "runs.csv", newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    told = [row[name] for name in ("pattern", "task", "problem")]
    assert told == ["", "echo", "length=5 integers=10 place=2"]
    assert not any("Ports(" in cell for cell in row.values())
