"""What computes beside the windows, for a student of random actions to set to work at once."""

from __future__ import annotations

from collections import Counter

WORKS = {"lag", "race", "gradients", "training"}
"""What is to be under way at the same time."""
BESIDE = {"lag", "race"}
"""What goes on beside a prediction."""
OPENED_BY = {"lag": "show_lag_experiment", "race": "race", "gradients": "show_gradients"}
BEGUN_BY = {"lag": ("lagStartButton",), "race": ("raceStartButton", "raceContinueButton")}


class Works:
    """Knows what is under way in the windows, and begins what is not.

    Attributes:
        seen: how often which of them were under way together, when somebody looked.
    """

    def __init__(self, window) -> None:
        self._window = window
        self.seen: Counter[frozenset[str]] = Counter()

    def look(self) -> frozenset[str]:
        """What is under way right now."""
        from training.states import RUNNING, RunState

        state = self._window.session.view.state
        works = {"training"} if state in RUNNING else set()
        works |= {"prediction"} if state is RunState.PREDICTING else set()
        works |= {"race"} if self._window.race.state is RunState.TRAINING else set()
        lag, gradients = self._opened("lagWindow"), self._opened("gradientsWindow")
        works |= {"lag"} if lag and lag.experiment.is_running else set()
        works |= {"gradients"} if gradients and gradients._follower.is_running else set()
        self.seen[frozenset(works)] += 1
        return frozenset(works)

    def _were(self, works: set[str]) -> bool:
        return any(works <= each for each in self.seen)

    @property
    def were_all_at_once(self) -> bool:
        """Whether all computed together, and a prediction was asked for beside lag and race."""
        return self._were(WORKS) and self._were(BESIDE | {"prediction"})

    def begin(self) -> None:
        """Begin one thing that is not under way yet; if nothing is left, ask for a prediction.

        Predictions are made while training rests, so it is left at rest once all has been
        under way together.
        """
        wanted = BESIDE if self._were(WORKS) else WORKS
        missing = sorted(wanted - self.look())
        if self._opened("gradientsWindow"):  # It follows the training by itself.
            missing = [each for each in missing if each != "gradients"]
        if missing:
            self._begin(missing[0])
        elif wanted is BESIDE:
            actions = self._window.actions_by_name
            actions["predict" if actions["predict"].isEnabled() else "pause"].trigger()
        self.look()

    def _begin(self, work: str) -> None:
        actions = self._window.actions_by_name
        if work == "training":
            actions["resume" if actions["resume"].isEnabled() else "start"].trigger()
        elif button := self._button(BEGUN_BY.get(work, ())):
            button.click()
        else:
            actions[OPENED_BY[work]].trigger()

    def report(self) -> str:
        """What was under way together, and how often that was seen; the most first."""
        ways = sorted(self.seen.items(), key=lambda each: -len(each[0]))
        return "\n".join(f"{times:5} × {', '.join(sorted(way)) or '–'}" for way, times in ways)

    def _opened(self, name: str):
        """The window of that name, if it is open."""
        from PyQt5.QtWidgets import QWidget

        found = self._window.findChild(QWidget, name)
        return found if found is not None and found.isVisible() else None

    def _button(self, names: tuple[str, ...]):
        from PyQt5.QtWidgets import QPushButton

        found = [self._window.findChild(QPushButton, name) for name in names]
        usable = (each for each in found if each and each.isVisible() and each.isEnabled())
        return next(usable, None)
