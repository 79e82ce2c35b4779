"""What has not come yet is waited for: None is no answer to whether something is so."""

import pytest


def test_a_condition_that_tells_none_is_no_condition(qtbot):
    with pytest.raises(ValueError, match="None"):
        qtbot.waitUntil(lambda: None)


def test_a_condition_is_asked_until_it_is_so(qtbot):
    answers = [False, False, True]
    qtbot.waitUntil(lambda: answers.pop(0))
    assert not answers
