"""Whatever stands in the files of shelf and lag experiment: it is what can be, or is told."""

import json
import math
from dataclasses import replace

import pytest
from hostile_facts import damaged
from kept_runs import run_after
from memory import memory_within

from experiments.gate_runs import GatePoint, key_of
from experiments.gate_sweep import GATES_FILE
from experiments.lag import LagPoint
from experiments.lag_experiment import LAG_FILE
from experiments.sweep_file import SweepCurve
from facts_file import read_facts
from file_parts import FileProblem
from formatting import LONGEST_SENTENCE, sentence_of
from networks.settings import Settings
from shelf.run import HELD_BACK, LONGEST_NAME, facts_of, plain_name
from shelf.shelf_files import LARGEST_FACTS, MOST_PARTS, read_runs
from shelf.shelf_store import found_in
from tasks.adding import Adding
from tasks.marked import Marked
from tasks.pattern import Pattern
from training.learner import Learner
from training.record import LARGEST_LOSS
from views.shelf.columns import all_columns

SEEDS = range(150)


def is_a_line(text, longest=LONGEST_SENTENCE):
    return 0 < len(text) <= longest and text.isprintable()


def can_be(run):
    """Whether a run is one that every window can show."""
    counts = (run.number, run.look, run.seed, run.parameters, run.first_faultless, run.right_for)
    assert all(count is None or (type(count) is int and 0 <= count < 2**31) for count in counts)
    assert run.right_for is None or run.right_for <= HELD_BACK
    assert run.held_back is None or 0 < run.held_back <= HELD_BACK
    assert all(not math.isfinite(loss) or 0 <= loss <= LARGEST_LOSS for loss in run.loss)
    assert all(0 <= share <= 1 for share in run.accuracy)
    assert all(0 <= seconds < math.inf for seconds in run.seconds)
    assert isinstance(run.problem, Pattern)
    assert run.name == plain_name(run.name)
    shown = [(column.text(run), column.key(run)) for column in all_columns([run])]
    return all(is_a_line(text) for text, _ in shown)


def test_after_any_accident_a_run_is_one_or_is_left_and_named(tmp_path):
    run = replace(run_after(epochs=3)[0], id="a", number=2, date="2024-01-01T00:00:00", name="mine")
    path = tmp_path / "a.json"
    seen = set()
    for seed in SEEDS:
        content = damaged(facts_of(run), seed)
        path.write_bytes(content)
        runs, sentence, _ = found_in(tmp_path, most_runs=10)
        assert all(map(can_be, runs)), seed
        assert runs or (is_a_line(sentence) and "a.json" in sentence), seed
        assert path.read_bytes() == content
        seen.add(len(runs))
    assert seen == {0, 1}


POINTS = {
    LAG_FILE: [LagPoint(lag, 0.5, 10) for lag in (1, 2)],
    GATES_FILE: [
        GatePoint(*key_of(Marked(20), 0), 10, learned=True, reached=1.0),
        GatePoint(*key_of(Adding(20), 1), 10, learned=False, reached=None),
    ],
}


def facts_in(file):
    points = {point.key: point for point in POINTS[file]}
    networks = [("one", Settings(units=(4,))), ("other", Settings(units=(3,)))]
    file.write([SweepCurve(Learner(*network), points) for network in networks])
    return json.loads(file.path.read_text())


def networks_in(path):
    try:
        return len(json.loads(path.read_bytes())["networks"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return 1


@pytest.mark.parametrize("file", POINTS, ids=lambda file: file.folder)
def test_after_any_accident_results_are_some_or_are_told(own_folder, file):
    path, facts = file.path, facts_in(file)
    for seed in SEEDS:
        path.write_bytes(damaged(facts, seed))
        try:
            curves, told = file.read()
        except (OSError, ValueError) as error:
            curves, told = [], [sentence_of(error)]
        assert all(map(is_a_line, told)), seed
        # An accident may put more in place of the two: each is told of, or all in one sentence.
        assert len(curves) + len(told) in (1, networks_in(path)), seed
        for curve in curves:
            assert len(curve.learner.title) <= LONGEST_NAME
            for key, point in curve.points.items():
                assert key == point.key
                assert point.can_be


@pytest.mark.parametrize("part", [b"{},", b"[],", b"[[[[[[", b'{"a":', b'"":0,'])
def test_what_would_fill_the_memory_is_not_built(tmp_path, part):
    path = tmp_path / "a.json"
    path.write_bytes((b"[" + part * (LARGEST_FACTS // len(part)))[:LARGEST_FACTS])
    is_told = pytest.raises(FileProblem, match="more than a file of its kind")
    with memory_within(4 * LARGEST_FACTS), is_told:
        read_facts(path, LARGEST_FACTS, MOST_PARTS)
    assert read_runs(tmp_path, most_runs=10).damaged == ["a.json"]
