"""Every frame has its lower edge, wherever it stands, at a scale that is a fraction."""

import json

import pytest
from own_program import run_python

SCRIPT = """
import json, main
main.prepare_environment()
application = main.make_application()
from PyQt5.QtWidgets import QComboBox, QPushButton, QWidget

HEIGHT, APART, LEFT = 23, 41, 60
window = QWidget()
window.resize(400, 20 * APART)
kinds = [QPushButton, QComboBox]
frames = [(k * 100 + LEFT, 3 + i * APART) for k in range(2) for i in range(20)]
for x, y in frames:
    kinds[x // 100](window).setGeometry(x, y, 50, HEIGHT)
picture = window.grab().toImage()
scale = picture.devicePixelRatio()
ground = picture.pixelColor(0, 0).lightness()

def darkest(x, y):
    rows = range(round((y - 3) * scale), round((y + 2) * scale) + 1)
    return min(picture.pixelColor(round(x * scale), row).lightness() for row in rows)

print(json.dumps([scale, [[ground - darkest(x + 25, y + edge * HEIGHT) for x, y in frames]
                          for edge in (0, 1)]]))
"""
_LEAST_SHARE = 0.5
"""Of the ink of the upper edge: a line that falls between two pixels is shared by them."""


@pytest.mark.parametrize("scale", ["1", "1.0417", "1.1", "1.25", "1.3333", "1.5", "1.75"])
def test_buttons_and_lists_have_a_lower_edge_wherever_they_stand(scale):
    scaled = {"QT_FONT_DPI": "96", "QT_SCALE_FACTOR": scale}
    done = run_python("-c", SCRIPT, timeout=60, check=True, **scaled)
    drawn_at, (upper, lower) = json.loads(done.stdout)
    assert drawn_at == pytest.approx(float(scale), rel=1e-4)
    assert min(upper) > 50
    assert min(lower) > _LEAST_SHARE * min(upper), lower
