"""Which epochs of a training have a sample."""

import pytest

from inspection.epoch_samples import MOST_SAMPLES, epochs_with_samples


@pytest.mark.parametrize("last", [0, 1, 2, MOST_SAMPLES, MOST_SAMPLES + 1, 97, 10_000])
def test_they_are_few_and_spread_and_the_first_and_the_last_are_among_them(last):
    epochs = epochs_with_samples(last)
    assert len(epochs) <= MOST_SAMPLES + 2
    assert epochs == sorted(set(epochs))
    if last:
        assert (epochs[0], epochs[-1]) == (1, last)
        assert len(epochs) >= min(last, MOST_SAMPLES // 2)


def test_as_a_training_goes_on_hardly_any_is_chosen_anew():
    before = set(epochs_with_samples(MOST_SAMPLES * 2))
    assert set(epochs_with_samples(MOST_SAMPLES * 2 + 1)) - before <= {MOST_SAMPLES * 2 + 1}
