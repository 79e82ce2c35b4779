"""What has not come yet is waited for: None is no answer to whether something is so."""

import pytest
from PyQt5.QtCore import QObject, pyqtSignal
from waiting import PATIENCE


def test_a_condition_that_tells_none_is_no_condition(qtbot):
    with pytest.raises(ValueError, match="None"):
        qtbot.waitUntil(lambda: None)


def test_a_condition_is_asked_until_it_is_so(qtbot):
    answers = [False, False, True]
    qtbot.waitUntil(lambda: answers.pop(0))
    assert not answers


class Sender(QObject):
    sent = pyqtSignal()


@pytest.mark.parametrize(
    "wait", [lambda bot, sent: bot.waitSignal(sent), lambda bot, sent: bot.waitSignals([sent])]
)
def test_a_signal_is_waited_for_as_long_as_a_condition(qtbot, wait):
    sender = Sender()
    blocker = wait(qtbot, sender.sent)
    assert blocker.timeout == PATIENCE
    sender.sent.emit()
    blocker.wait()
