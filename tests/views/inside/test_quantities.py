"""Values are written as people read them."""

import numpy as np
import pytest

from views.inside.quantities import quantities_of

BY_SYMBOL = {quantity.symbol: quantity for quantity in quantities_of("lstm", "tanh")}


@pytest.mark.parametrize(
    ("symbol", "value", "text"),
    [
        ("c", 1.25, "+1.250"),
        ("c", -1.25, "−1.250"),
        ("h", -0.0006, "−0.001"),
        ("h", -0.0004, "+0.000"),
        ("h", -0.0, "+0.000"),
        ("g", np.float32(-0.0001), "+0.000"),
        ("f", 0.0004, "0.000"),
        ("c", float("nan"), "+nan"),
    ],
)
def test_a_value_has_three_decimals_and_zero_no_minus(symbol, value, text):
    assert BY_SYMBOL[symbol].text(value) == text
