"""Puts the session's runs on the shelf, so that nobody has to think of it.

A run is put there when training rests, when its test set was asked, and when it is left: by
Reset, other weights, beginning again, going back to an epoch, opening a file, or closing the
program. A long one is put there now and then besides: its program may be killed, or lose its
screen, which ends it at once. Going back leaves the run on the shelf as it was; what follows is a
run of its own as soon as it differs.
"""

from __future__ import annotations

import time
from dataclasses import replace

from PyQt5.QtCore import QObject

from shelf.shelf import Shelf
from training.checkpoint import Checkpoint
from training.record import EpochRecord
from training.session import Session
from training.states import AT_REST

KEPT_EVERY = 60.0
"""Seconds of a run that are lost at most, and the epoch under way."""


class ShelfKeeper(QObject):
    """Watches a session. It holds the newest epoch itself: a run that is left is gone there."""

    def __init__(self, session: Session, shelf: Shelf) -> None:
        super().__init__()
        self._session = session
        self._shelf = shelf
        self._records: list[EpochRecord] = []
        self._newest: Checkpoint | None = None
        self._new_since = 0.0
        session.history_grew.connect(self._on_grew)
        session.history_replaced.connect(self._on_replaced)
        session.tested.connect(self._on_tested)
        session.changed.connect(self._on_changed)

    def put(self) -> None:
        """Put the run on the shelf as it is at the end of its newest epoch, if that is new."""
        if self._newest is not None:
            whole = replace(self._newest, records=tuple(self._records))
            self._newest = None
            self._shelf.put_training(whole)

    def _on_grew(self) -> None:
        session = self._session
        while len(self._records) < len(session.history):
            self._records.append(session.history[len(self._records)])
        if self._newest is None:
            self._new_since = time.monotonic()
        self._newest = session.newest_epoch()
        if time.monotonic() - self._new_since > KEPT_EVERY:
            self.put()

    def _on_tested(self) -> None:
        """What is kept of the training is to tell it."""
        if len(self._records) in self._session.snapshots.epochs:
            self._on_grew()

    def _on_replaced(self) -> None:
        self.put()
        self._records = list(self._session.history)

    def _on_changed(self) -> None:
        if self._newest is not None and self._session.view.state in AT_REST:
            self.put()
