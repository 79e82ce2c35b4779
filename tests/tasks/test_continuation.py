"""A continuation tells what was predicted from what the pattern says."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_settings import BURSTING, SMALL
from trained_epochs import begun, train_epochs

import model
from networks.settings import Settings
from networks.steps import finished
from tasks.answer import Answer
from tasks.continuation import (
    ASKED_MORE_OFTEN,
    PERIODS_HEARD,
    SYMBOLS_HEARD,
    continuation,
    continuing,
    right_for,
    trying_if_faultless,
)
from tasks.pattern import Pattern


def said_after(pattern: str, probabilities: list[float]) -> Answer:
    return continuation(Pattern(pattern), np.array(probabilities, dtype=np.float32))


def test_a_symbol_is_one_only_above_one_half():
    assert said_after("01", [0.49, 0.5, 0.51]).said == "001"


def test_confidence_is_that_of_the_chosen_symbol():
    result = said_after("01", [0.1, 0.9, 0.5])
    np.testing.assert_allclose(result.confidences, [0.9, 0.9, 0.5], atol=1e-6)


def test_expectation_goes_on_where_the_typed_pattern_ends():
    assert said_after("001", [0.0] * 5).expected == "00100"


def test_a_faultless_continuation_has_no_departure():
    assert said_after("01", [0.1, 0.9, 0.1]).first_departure is None


def test_it_is_said_why_one_can_leave_the_pattern_that_every_answer_keeps():
    assert said_after("01", [0.1, 0.9, 0.1]).remark == ""
    assert said_after("01", [0.1, 0.9, 0.9]).remark == ASKED_MORE_OFTEN


def test_only_the_first_departure_counts():
    assert said_after("01", [0.1, 0.2, 0.9, 0.9]).first_departure == 1


def test_departure_at_the_very_first_symbol_is_zero_and_not_none():
    assert said_after("01", [0.9]).first_departure == 0


def test_nothing_predicted_is_a_valid_continuation():
    result = said_after("01", [])
    assert (result.said, result.expected, result.confidences.size) == ("", "", 0)
    assert result.first_departure is None


class Listener:
    """A network that keeps what it is fed."""

    settings = Settings()

    def read(self, symbols, free_steps=0, memory=None):
        self.heard = symbols
        return np.full(len(symbols) + free_steps, 0.9, np.float32), None


@given(pattern=st.text("01", min_size=1, max_size=400), steps=st.integers(1, 5))
def test_a_net_first_hears_whole_periods_and_enough_of_them_to_fall_into_step(pattern, steps):
    symbols = Pattern(pattern)
    network = Listener()
    result = finished(continuing(network, symbols, steps))
    assert len(result.probabilities) == steps
    assert len(network.heard) >= max(SYMBOLS_HEARD, PERIODS_HEARD * symbols.period)
    assert len(network.heard) % symbols.period == 0
    assert np.array_equal(network.heard, symbols.repeated(len(network.heard)))


def test_a_net_that_carries_no_state_hears_one_window_that_ends_with_the_pattern():
    network = Listener()
    network.settings = replace(Settings(), stateful=False, window=8)
    finished(continuing(network, Pattern("01110"), steps=3))
    assert network.heard.tolist() == [1, 1, 0, 0, 1, 1, 1, 0]


@given(
    pattern=st.text("01", min_size=1, max_size=40),
    probabilities=st.lists(st.floats(0, 1, width=32), max_size=200),
)
def test_whatever_is_predicted_confidence_is_at_least_one_half_and_departure_true(
    pattern, probabilities
):
    result = said_after(pattern, probabilities)
    assert np.all(result.confidences >= 0.5)
    departure = result.first_departure
    same = np.array(list(result.said)) == np.array(list(result.expected))
    assert same.all() if departure is None else same[:departure].all() and not same[departure]


class Rhythm:
    """A network that knows 0011 by its last two symbols, and slips at one place."""

    settings = Settings()

    def __init__(self, slip: int) -> None:
        self._slip = slip

    def read(self, symbols, free_steps=0, memory=None):
        after = {(0, 0): 1, (0, 1): 1, (1, 1): 0, (1, 0): 0}
        said = [after.get((a, b), 0) for a, b in pairwise([0, *symbols])]
        if len(said) > self._slip:
            said[self._slip] = 1 - said[self._slip]
        return np.array(said, np.float32), None


PAIRS = Pattern("0011")


def test_right_for_counts_what_comes_before_the_first_fault():
    heard = SYMBOLS_HEARD
    assert finished(right_for(Rhythm(slip=heard - 1), PAIRS, most=20)) == 0
    assert finished(right_for(Rhythm(slip=heard + 4), PAIRS, most=20)) == 5
    assert finished(right_for(Rhythm(slip=10_000), PAIRS, most=20)) == 20
    assert finished(right_for(Rhythm(slip=3), PAIRS, most=20)) == 20


def test_faultless_is_what_is_right_for_two_periods():
    assert not finished(trying_if_faultless(Rhythm(slip=SYMBOLS_HEARD + 6), PAIRS))
    assert finished(trying_if_faultless(Rhythm(slip=SYMBOLS_HEARD + 7), PAIRS))


@given(
    pattern=st.text("01", min_size=1, max_size=12), seed=st.integers(0, 50), stateful=st.booleans()
)
def test_right_for_is_what_a_free_run_really_gets_right(pattern, seed, stateful):
    network = begun(replace(SMALL, stateful=stateful), seed)
    symbols = Pattern(pattern)
    departure = finished(continuing(network, symbols, 30)).first_departure
    assert finished(right_for(network, symbols, 30)) == (30 if departure is None else departure)


def bursting(epochs: int, settings: Settings = BURSTING) -> model.Network:
    """A net whose losses are numbers after so many epochs on 0011, but not all that it says."""
    network = begun(settings)
    train_epochs(network, PATTERN, epochs)
    return network


PATTERN = Pattern("0011")


def test_a_free_run_ends_where_what_the_net_says_is_no_number_and_says_so():
    result = finished(continuing(bursting(epochs=2), PATTERN, 200))
    known = len(result.said)
    assert 0 < known < 200
    assert np.isfinite(result.probabilities).all()
    assert result.trouble == (
        f"From predicted symbol {known + 1} on its values are no numbers: "
        "they have grown beyond all bounds."
    )


def test_a_free_run_that_comes_to_its_end_first_is_whole():
    result = finished(continuing(bursting(epochs=2), PATTERN, 8))
    assert len(result.said) == 8
    assert result.trouble == ""


def test_a_net_that_has_burst_before_it_goes_on_alone_predicts_nothing():
    result = finished(continuing(bursting(1, BURSTING.at_rate(0.3)), PATTERN, 5))
    assert result.said == ""
    assert "From predicted symbol 1 on" in result.trouble


def test_what_is_no_number_is_right_for_no_symbol():
    """Of zeros alone: read as a probability, what is no number would be a zero."""
    network = Listener()
    network.run = lambda symbols, free_steps=0: np.full(len(symbols), np.nan, np.float32)
    assert finished(right_for(network, Pattern("0"), most=3)) == 0
