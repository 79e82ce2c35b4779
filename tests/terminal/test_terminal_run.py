"""A run of many short epochs in a terminal is not held up by those that it has done."""

from types import SimpleNamespace

import pytest

from terminal.run import RunInTerminal


class Record:
    """One of an epoch that counts how often it is looked at."""

    def __init__(self, loss):
        self._loss, self.looks = loss, 0

    @property
    def loss(self):
        self.looks += 1
        return self._loss

    @property
    def seconds(self):
        self.looks += 1
        return 0.5


@pytest.mark.parametrize("patience", [0, 1_000])
def test_an_epoch_more_asks_nothing_of_all_that_were_before(patience):
    run = RunInTerminal(SimpleNamespace(state=None, records=()), seconds=1e6, patience=patience)
    records = [Record(1 / (1 + number // 3)) for number in range(100)]
    for record in records:
        run.add(SimpleNamespace(record=record, state=None))
        assert not run.is_over
    assert sum(record.looks for record in records) <= 4 * len(records)


def test_it_is_over_when_its_time_is():
    run = RunInTerminal(SimpleNamespace(state=None, records=()), seconds=1.0, patience=0)
    for is_over in (False, True):
        run.add(SimpleNamespace(record=Record(1.0), state=None))
        assert run.is_over == is_over
