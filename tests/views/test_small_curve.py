"""The small curves show what the history holds, whatever that is."""

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from training.record import EpochRecord, History
from views.colours import LIGHT
from views.small_curve import ACCURACY, LOSS, SmallCurve

WIDTH, HEIGHT = 200, 100


@pytest.fixture
def curve(qtbot):
    curve = qtbot.added(SmallCurve(History()))
    curve.resize(WIDTH, HEIGHT)
    qtbot.show(curve)
    return curve


def learn(curve, losses, accuracy=0.75):
    targets = np.array([0, 1], np.uint8)
    curve._history.replace(
        EpochRecord(epoch, targets.astype(np.float32), targets, 2, loss, accuracy, loss, 0.1)
        for epoch, loss in enumerate(losses, 1)
    )
    curve.update()


def heights(curve, colour):
    """The mean height, 0 to 1, of the pixels of a colour below the words, from left to right."""
    picture = curve.grab().toImage()
    wanted = QColor(colour)
    top = curve.fontMetrics().lineSpacing() + 3
    found = [
        (x, y)
        for x in range(WIDTH)
        for y in range(top, HEIGHT)
        if picture.pixelColor(x, y) == wanted
    ]
    xs = sorted({x for x, _ in found})
    return [1 - np.mean([y for x, y in found if x == column]) / HEIGHT for column in xs]


def test_without_an_epoch_no_curve_is_drawn(curve):
    assert heights(curve, LIGHT.loss) == []


def test_a_loss_that_falls_is_seen_to_fall(curve):
    learn(curve, np.linspace(1, 0.1, 30))
    drawn = heights(curve, LIGHT.loss)
    assert drawn[0] > drawn[-1] + 0.3


def test_ten_thousand_epochs_are_no_more_points_than_pixels(curve, monkeypatch):
    drawn = []
    monkeypatch.setattr("views.small_curve.QPolygonF", lambda points: drawn.append(len(points)))
    monkeypatch.setattr("PyQt5.QtGui.QPainter.drawPolyline", lambda *_: None)
    learn(curve, np.linspace(1, 0.1, 10_000))
    curve.grab()
    assert drawn
    assert max(drawn) <= WIDTH


@pytest.mark.parametrize("losses", [[0.0], [float("nan")], [1e308, 0.5], [float("inf"), 1.0]])
def test_any_loss_can_be_drawn(curve, losses):
    learn(curve, losses)
    assert not curve.grab().isNull()


def test_its_words_stand_apart_at_its_smallest(curve):
    letters = curve.fontMetrics()
    words = sum(letters.horizontalAdvance(word) for word in (LOSS, ACCURACY))
    assert curve.minimumSizeHint().width() >= words + letters.horizontalAdvance("  ")
