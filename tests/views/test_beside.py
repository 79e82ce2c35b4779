"""Beside the network stands what simpler means reach."""

from types import SimpleNamespace

import pytest
from PyQt5.QtWidgets import QLabel

from tasks.simpler import ACCURACY, BITS, NOTHING_KNOWN
from tasks.text.bits import Bits
from views.beside import NETWORK, BesidePanel

KNOWN = Bits(uniform=5.5, unigram=4.4, ngrams=(3.4, 2.9, 2.4, 2.3, 2.4), bz2=2.29, lzma=2.6)


@pytest.fixture
def panel(qtbot):
    panel = qtbot.added(BesidePanel())
    panel.show()
    return panel


def names(panel):
    return [bar.name for bar in panel.chart.bars]


def test_the_shortest_stands_above_and_the_network_in_its_place(panel):
    panel.render(BITS, KNOWN, None)
    assert names(panel) == ["bz2", "n-gram of order 5", "lzma", "single symbols", "uniform guess"]
    panel.render(BITS, KNOWN, 2.43)
    assert names(panel)[2] == NETWORK
    assert "this network 2.43" in panel.chart.accessibleName()


def test_of_shares_the_greatest_stands_above_and_the_title_is_theirs(panel):
    shares = SimpleNamespace(told=lambda: (("majority", 0.5), ("bag of words", 0.884)))
    panel.render(ACCURACY, shares, 0.869)
    assert names(panel) == ["bag of words", NETWORK, "majority"]
    told = f"{ACCURACY.title}: bag of words 88.4 %, this network 86.9 %, majority 50.0 %"
    assert panel.chart.accessibleName() == told
    assert panel.findChild(QLabel, "besideTitle").text() == ACCURACY.title


def test_what_is_not_known_yet_is_left_out(panel):
    panel.render(BITS, Bits(uniform=5.5), 4.0)
    assert names(panel) == [NETWORK, "uniform guess"]


def test_it_keeps_its_size_whatever_is_known(qtbot, panel):
    sizes = set()
    for known, bits in ((NOTHING_KNOWN, None), (Bits(uniform=5.5), 4.0), (KNOWN, 2.43)):
        panel.render(BITS, known, bits)
        sizes.add((panel.sizeHint().height(), panel.chart.sizeHint().height()))
    assert len(sizes) == 1
