"""Beside the network stands what simpler means reach."""

import pytest

from tasks.simpler import Baselines
from views.book.beside import NETWORK, BesidePanel

KNOWN = Baselines(uniform=5.5, unigram=4.4, ngrams=(3.4, 2.9, 2.4, 2.3, 2.4), bz2=2.29, lzma=2.6)


@pytest.fixture
def panel(qtbot):
    panel = BesidePanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def names(panel):
    return [bar.name for bar in panel.chart.bars]


def test_the_shortest_stands_above_and_the_network_in_its_place(panel):
    panel.render(KNOWN, None)
    assert names(panel) == ["bz2", "n-gram of order 5", "lzma", "single symbols", "uniform guess"]
    panel.render(KNOWN, 2.43)
    assert names(panel)[2] == NETWORK
    assert "this network 2.43" in panel.chart.accessibleName()


def test_what_is_not_known_yet_is_left_out(panel):
    panel.render(Baselines(uniform=5.5), 4.0)
    assert names(panel) == [NETWORK, "uniform guess"]


def test_it_keeps_its_size_whatever_is_known(qtbot, panel):
    sizes = set()
    for known, bits in ((Baselines(), None), (Baselines(uniform=5.5), 4.0), (KNOWN, 2.43)):
        panel.render(known, bits)
        sizes.add((panel.sizeHint().height(), panel.chart.sizeHint().height()))
    assert len(sizes) == 1
