"""The loop trains in order, says how far it is, and can be taken up anywhere."""

from dataclasses import replace
from itertools import count, islice

import numpy as np
import pytest
from short_reviews import own_reviews
from small_settings import SMALL
from trained_epochs import begun, train_epochs

import model
from cells.registry import CELLS
from networks.settings import Settings
from networks.steps import finished
from tasks.continuation import trying_if_faultless
from tasks.pattern import Pattern
from tasks.repeating import LONGEST_PERIOD_TRIED, cut_windows
from tasks.reviews.fitting import fit, ports_of
from training.loop import TRAINING_SHARE, Exploded, PassDone, Position, RunOfEpochs, train
from training.record import EpochRecord

LONG = Pattern.of(np.random.default_rng(3).integers(0, 2, 40))
"""Longer than the 16 symbols of a row in a pass of the small net: three passes an epoch."""


class Recorder:
    """Stands between the loop and a network, and notes what is asked of it."""

    def __init__(self, network):
        self._network = network
        self.calls = []
        self.rows_asked = set()
        self.trained_on = []

    def __getattr__(self, name):
        if name == "calling":  # By itself it is asked for what is noted.
            raise AttributeError(name)
        found = getattr(self._network, name)

        def call(*arguments):
            self.calls.append(name)
            if name == "evaluate_pass":
                self.rows_asked.add(arguments[0].shape[1])
            if name == "train_pass":
                self.trained_on.append(arguments)
            return found(*arguments)

        return call if callable(found) else found


def test_of_a_review_in_several_rows_all_are_trained_without_the_same():
    problem = own_reviews(longest=30)
    chosen = replace(SMALL, window=8, rows=8, dropout=0.5, ports=ports_of(problem))
    recorder = Recorder(model.create_model("numpy", fit(problem, chosen)))
    recorder.initialise(0)
    next(train(recorder, problem, Position()))
    ((_, targets, masks),) = recorder.trained_on
    goes_on = np.isnan(targets[:, :-1, 0])
    assert goes_on.any()
    same = (masks[:, :-1] == masks[:, 1:]).all(axis=-1)
    assert same[goes_on].all()
    assert not same[~goes_on].all()


@pytest.fixture
def network():
    return begun(SMALL)


def test_states_are_zeroed_at_the_start_of_an_epoch_and_of_its_evaluation(network):
    recorder = Recorder(network)
    steps = train(recorder, LONG, Position())
    while not isinstance(next(steps), EpochRecord):
        pass
    assert recorder.calls == [
        "reset_states",
        *["set_rate", "train_pass"] * 3,
        "reset_states",
        *["evaluate_pass"] * 3,
        # Whether it goes on alone without a fault; the training does not notice.
        "read",
    ]


def test_each_step_says_how_much_of_the_epoch_is_done(network):
    steps = train(network, LONG, Position())
    done = [next(steps) for _ in range(5)]
    # Nearly all of its time is that of its training.
    asked = (1 - TRAINING_SHARE) / 3
    wanted = [TRAINING_SHARE * part for part in (1 / 3, 2 / 3, 1)]
    wanted += [TRAINING_SHARE + asked, TRAINING_SHARE + 2 * asked]
    assert [step.fraction for step in done] == pytest.approx(wanted)
    assert [step.seconds for step in done] == sorted(step.seconds for step in done)
    assert done[0].seconds > 0
    assert isinstance(next(steps), EpochRecord)


@pytest.mark.parametrize("left_after", range(1, 6))
def test_a_training_left_at_any_step_goes_on_as_if_it_had_not_been(network, left_after):
    undisturbed = [
        step for _, step in zip(range(12), train(network, LONG, Position()), strict=False)
    ]
    network.initialise(0)
    position = Position()
    steps = train(network, LONG, position)
    for _ in range(left_after):
        next(steps)
    steps.close()
    resumed = train(network, LONG, replace(position))
    records = [next(resumed) for _ in range(12)]
    losses = [step.loss for step in records if isinstance(step, EpochRecord)]
    expected = [step.loss for step in undisturbed if isinstance(step, EpochRecord)]
    assert len(losses) >= 1
    assert losses == expected[: len(losses)]


def test_a_pass_in_parts_has_the_same_updates_in_the_same_order(monkeypatch):
    def learned(parts):
        monkeypatch.setattr("networks.settings.equal_parts", lambda *_: parts)
        network = begun(SMALL)
        recorder = Recorder(network)
        (record,) = train_epochs(recorder, LONG)
        return record.loss, recorder.calls.count("train_pass")

    (whole, calls), (parted, more_calls) = learned(1), learned(4)
    assert parted == whole
    assert more_calls == 4 * calls


def test_a_long_free_run_can_be_left_between_its_pieces(network, monkeypatch):
    monkeypatch.setattr(Settings, "steps_at_once", 100)
    monkeypatch.setattr("tasks.repeating._shows_no_fault", lambda *_: True)
    recorder = Recorder(network)
    reads = [
        recorder.calls.count("read")
        for step in islice(train(recorder, LONG, Position()), 12)
        if step is None
    ]
    assert reads[:3] == [1, 2, 3]


def test_predictions_are_in_the_order_of_time(network):
    steps = train(network, LONG, Position())
    record = next(step for step in steps if not isinstance(step, PassDone))
    lesson = cut_windows(LONG, SMALL.window_shape)
    assert np.array_equal(record.targets, lesson.expected)
    network.reset_states()
    by_pass = np.concatenate([network.evaluate_pass(inputs) for inputs in lesson.inputs])
    assert np.array_equal(record.predictions, lesson.kept(by_pass))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("stateful", [True, False])
def test_only_rows_that_are_kept_are_asked_and_they_say_the_same(cell, stateful):
    settings = replace(SMALL, rows=32, stateful=stateful).for_cell(cell)
    lesson = cut_windows(LONG, settings.window_shape)
    network = begun(settings)
    recorder = Recorder(network)
    (record,) = train_epochs(recorder, LONG)
    assert recorder.rows_asked == {16}
    network.reset_states()
    of_all = np.concatenate([network.evaluate_pass(inputs) for inputs in lesson.inputs])
    np.testing.assert_allclose(record.predictions, lesson.kept(of_all), atol=1e-6)


def test_the_training_loss_is_the_mean_over_the_passes(network):
    (record,) = train_epochs(network, LONG)
    network.initialise(0)
    network.reset_states()
    lesson = cut_windows(LONG, SMALL.window_shape)
    losses = [
        network.train_pass(inputs, targets)
        for inputs, targets in zip(lesson.inputs, lesson.targets, strict=True)
    ]
    assert record.training_loss == pytest.approx(np.mean(losses))


@pytest.mark.parametrize("passes_before", [0, 1], ids=["in training", "in evaluation"])
def test_a_training_that_explodes_says_so_and_leaves_no_record(network, passes_before):
    """Its weights are lost before the first pass of training, or before that of evaluation."""
    steps = train(network, Pattern("01"), Position())
    for _ in range(passes_before):
        assert isinstance(next(steps), PassDone)
    lost = {
        name: array + np.float32(np.nan)
        for name, array in network.snapshot().items()
        if name.startswith("weights")
    }
    network.restore(network.snapshot() | lost)
    with pytest.raises(Exploded, match="exploded in epoch 1: the loss is no longer a number"):
        next(steps)


class TestFirstFaultless:
    EPOCHS = 30
    SLOW = replace(SMALL, units=(8,), learning_rate=0.02)
    """Takes some epochs to learn."""
    LONG_EPOCHS = replace(SLOW, updates=80)
    """Each row reads more symbols in an epoch than a net hears before it goes on alone."""

    def train(self, settings, pattern, position):
        """Whether a free run is faultless after each epoch, asked from outside."""
        network = begun(settings)
        symbols = Pattern.read(pattern)
        steps = train(network, symbols, position)
        faultless = []
        while len(faultless) < self.EPOCHS:
            if isinstance(next(steps), EpochRecord):
                faultless.append(finished(trying_if_faultless(network, symbols)))
        return faultless

    @pytest.mark.parametrize("settings", [SLOW, LONG_EPOCHS, replace(LONG_EPOCHS, stateful=False)])
    @pytest.mark.parametrize("pattern", ["0011", "00000001", "0010111", "001011010"])
    def test_the_position_tells_the_first_epoch_after_which_a_free_run_was_faultless(
        self, settings, pattern
    ):
        position = Position()
        faultless = self.train(settings, pattern, position)
        first = 1 + faultless.index(True) if any(faultless) else 0
        assert position.first_faultless == first

    def test_it_is_an_epoch_after_the_first_where_learning_takes_some(self):
        position = Position()
        assert any(self.train(self.SLOW, "0011", position))
        assert position.first_faultless > 1

    def test_of_a_very_long_pattern_it_is_not_known(self):
        """Its free run would take so long that Pause would have to wait."""
        network = Recorder(model.create_model("numpy", SMALL))
        position = Position()
        long = Pattern.of(np.random.default_rng(7).integers(0, 2, LONGEST_PERIOD_TRIED + 1))
        steps = train(network, long, position)
        while not isinstance(next(steps), EpochRecord):
            pass
        assert position.first_faultless is None
        assert "read" not in network.calls

    def test_what_is_not_known_is_not_looked_for(self):
        position = Position(first_faultless=None)
        assert any(self.train(self.SLOW, "0011", position))
        assert position.first_faultless is None


def test_every_epoch_has_its_rate_counted_from_the_optimizers_first():
    falling = replace(SMALL, learning_rate=0.5, final_learning_rate=0.1, decay_epochs=2)
    network = begun(falling)
    rates = []
    network.set_rate = rates.append
    steps = train(network, LONG, Position(epoch=6, began=5))
    for _ in range(2):
        while not isinstance(next(steps), EpochRecord):
            pass
    assert rates == pytest.approx([0.3] * 3 + [0.1] * 3)


def rates_of(position, epochs=1):
    """Learning rates of so many epochs of three calls, with a run from 1.0 to nothing."""
    falling = replace(SMALL, learning_rate=1.0, rate_fall="run")
    network = begun(falling)
    rates = []
    network.set_rate = rates.append
    steps = train(network, LONG, position)
    while epochs:
        epochs -= isinstance(next(steps), EpochRecord)
    return rates


def test_the_rate_can_fall_within_an_epoch_to_the_end_of_its_run():
    position = Position(epoch=3, run=RunOfEpochs(began=2, ends=4))
    assert rates_of(position, epochs=3) == pytest.approx(
        [1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0.01, 0.01, 0.01]
    )


def test_where_a_run_has_no_end_that_is_known_its_rate_does_not_fall():
    assert rates_of(Position()) == [1, 1, 1]


def test_where_time_ends_a_run_the_rate_falls_by_the_clock(monkeypatch):
    """A clock that goes on by a second whenever it is looked at, which is twice a call."""
    monkeypatch.setattr("training.loop.time.perf_counter", count().__next__)
    position = Position(run=RunOfEpochs(ends=10_000, seconds=12.0))
    assert rates_of(position, epochs=3) == pytest.approx(
        [1, 11 / 12, 10 / 12, *[6 / 12, 5 / 12, 4 / 12], 0.01, 0.01, 0.01]
    )
    assert position.run.spent == 18


def test_a_run_ends_where_it_is_moved_to_and_the_next_one_begins_when_it_is_over():
    run = RunOfEpochs(began=2, ends=6, seconds=3.0, spent=1.0)
    assert run.up_to(8, done=5) == replace(run, ends=8)
    assert run.up_to(8, done=6) == RunOfEpochs(began=6, ends=8)
    assert Position(3, run=run).on_another_problem().run == run
