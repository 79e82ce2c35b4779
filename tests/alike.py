"""Arrays by name, as a snapshot has them, are compared one by one."""

from functools import partial

import numpy as np


def check_alike(found, expected, only="", **tolerances):
    """They are the same to the bit, or within what is tolerated; ``only`` names that begin so."""
    nearly = partial(np.testing.assert_allclose, **tolerances)
    compare = nearly if tolerances else np.testing.assert_array_equal
    names = [name for name in expected if name.startswith(only)]
    assert names
    for name in names:
        compare(found[name], expected[name], err_msg=name)
