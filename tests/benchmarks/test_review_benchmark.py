"""What the benchmark of reviews makes of trainings in the terminal."""

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import reviews
from benchmarks._terminal import Printed
from experiments.review_presets import REVIEW_PRESETS
from tasks.reviews.others import REACHED


def printed(held_out, test):
    epochs = [
        {"accuracy": 0.95, "held_out_accuracy": share, "held_out_loss": 0.3}
        | {"targets": 100, "seconds": 2.0}
        for share in held_out
    ]
    result = {"test_accuracy": test, "best_epoch": 1, "parameters": 7}
    result |= {"baselines": {"words": 0.88}, "held_out_baselines": {"words": 0.87}}
    result |= {"pearson": 0.8, "spearman": 0.8, "mean_deviation": 0.1}
    return Printed([*epochs, result], most_mib=800.0)


@pytest.fixture
def trainings(monkeypatch):
    """What was asked of the terminal; it answers with these figures, one training after another."""
    asked, answers = [], []

    def trained(options):
        asked.append(options)
        return printed(*answers[len(asked) - 1])

    monkeypatch.setattr(reviews, "trained", trained)
    return asked, answers


OPTIONS = Namespace(data=Path("reviews.csv"), backend="numpy", epochs=3, seconds=300.0, seeds=3)


@pytest.mark.parametrize(("shares", "reached"), [((0.89, 0.9, 0.905), True), ((0.89,) * 3, False)])
def test_the_mean_of_all_seeds_counts(trainings, capsys, shares, reached):
    asked, answers = trainings
    answers += [([0.8, 0.9], share) for share in shares]
    assert reviews.report_seeds(OPTIONS, ["--dropout", "0.3"]) is reached
    assert [options[options.index("--seed") + 1] for options in asked] == ["0", "1", "2"]
    assert all(options[-2:] == ["--dropout", "0.3"] for options in asked)
    last = capsys.readouterr().out.splitlines()[-1]
    assert f"test set {sum(shares) / 3:.2%} ± " in last


@pytest.mark.parametrize(("best", "reached"), [(0.0, True), (-0.009, True), (-0.011, False)])
def test_a_preset_may_stay_a_point_behind_its_source(trainings, best, reached):
    asked, answers = trainings
    name = "reviews-lstm"
    answers.append(([REACHED[name].held_out / 100 + best, 0.5], 0.8))
    assert reviews.report_preset(name, OPTIONS, []) is reached
    assert asked[0][:4] == ["--preset", name, "--epochs", "3"]


def test_each_preset_has_what_its_source_reports():
    assert REVIEW_PRESETS.keys() == REACHED.keys()
    for name, preset in REVIEW_PRESETS.items():
        assert f"{REACHED[name].held_out:.2f} % of others" in preset.says
