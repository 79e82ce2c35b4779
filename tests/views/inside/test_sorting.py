"""Each order names every unit once, by what it says it sorts by."""

import numpy as np
import pytest

from views.inside.sorting import SORTINGS


def order(name, inspection, layer=0):
    (sorting,) = [sorting for sorting in SORTINGS if sorting.name == name]
    return sorting.order(inspection, layer)


@pytest.fixture
def inspection(training):
    training.go_on(3)
    return training.look(3)


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("sorting", SORTINGS, ids=lambda sorting: sorting.name)
def test_every_unit_has_one_place(sorting, inspection, layer):
    units = inspection.trace.layers[layer]["h"].shape[1]
    assert sorted(sorting.order(inspection, layer)) == list(range(units))


def test_as_numbered_is_the_order_of_the_numbers(inspection):
    assert order("as numbered", inspection).tolist() == list(range(7))


def test_early_peaks_stand_on_top(inspection):
    h = np.abs(inspection.trace.layers[0]["h"])
    peaks = [int(np.argmax(h[:, unit])) for unit in order("when they peak", inspection)]
    assert peaks == sorted(peaks)
    assert len(set(peaks)) > 1


def test_the_liveliest_stand_on_top(inspection):
    h = inspection.trace.layers[0]["h"]
    spread = [float(np.std(h[:, unit])) for unit in order("variance", inspection)]
    assert spread == sorted(spread, reverse=True)


@pytest.mark.parametrize("layer", [0, 1])
def test_the_strongest_weights_stand_on_top(inspection, layer):
    reach = inspection.reach(layer)[order("weight to the output", inspection, layer)]
    assert reach.tolist() == sorted(reach, reverse=True)
