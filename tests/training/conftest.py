"""Sessions to test with."""

import pytest
from small_session import make_session

from training.session import Session
from training.states import RunState


@pytest.fixture
def session(qtbot):
    """A session on the NumPy backend, ready, with a pattern typed, at full speed."""
    session = make_session(qtbot)
    yield session
    assert session.close()


@pytest.fixture
def wait_for(qtbot):
    """Wait until a session has come to a state."""

    def wait(session: Session, *states: RunState) -> None:
        qtbot.waitUntil(lambda: session.view.state in states, timeout=20_000)

    return wait
