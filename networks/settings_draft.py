"""Settings while they are being chosen: what each can be, what follows what, what the defaults are.

Whatever is put in, a draft is a network that can be made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cells.cell import Cell
from cells.registry import CELLS
from networks.ports import BITS
from networks.settings import DEFAULT_SEED, DEFAULT_SETTINGS, OPTIMIZERS, Settings, most_rows
from networks.settings_table import FIELDS, LEARNING_RATE, UNITS_OF_LAYERS, Setting, offered

UNITS = tuple(field.name for field in UNITS_OF_LAYERS)
"""Names of the values that are the units of a layer each."""


@dataclass(frozen=True)
class Draft:
    """Settings and a seed as one set of values, by their names.

    The names are those of :class:`Settings`; the units have one for each layer there can
    be, and beside ``clip_norm``, which stays when clipping is off, ``clips`` turns it on.

    Attributes:
        settings: as they are put so far.
        seed: of the initial weights.
        clip_norm: the largest norm when clipping is on.
        usual: the settings that are the default.
        decided: names of values that follow from the problem.
    """

    settings: Settings = DEFAULT_SETTINGS
    seed: int = DEFAULT_SEED
    clip_norm: float = DEFAULT_SETTINGS.clip_norm or 1.0
    usual: Settings = DEFAULT_SETTINGS
    decided: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings, seed: int, **others: Any) -> Draft:
        """A draft that begins with what there is."""
        return cls(settings, seed, settings.clip_norm or cls.clip_norm, **others)

    @property
    def anew(self) -> Draft:
        """A draft of the defaults."""
        return Draft.of(self.usual, DEFAULT_SEED, usual=self.usual, decided=self.decided)

    @property
    def cell(self) -> Cell:
        """The cell that is chosen."""
        return CELLS[self.settings.cell]

    @property
    def result(self) -> Settings:
        """The settings to train with; what has no effect in them is at its default."""
        return self.settings.for_cell(self.settings.cell)

    def value(self, name: str) -> Any:
        """What a value is put to."""
        units = self.settings.units
        if name in UNITS:
            # A layer that is not there would begin as the last one that is.
            return units[min(UNITS.index(name), len(units) - 1)]
        own = {"seed": self.seed, "clip_norm": self.clip_norm, "layers": len(units)}
        own["clips"] = self.settings.clip_norm is not None
        return own[name] if name in own else getattr(self.settings, name)

    def put(self, name: str, value: Any) -> Draft:
        """The same with another value, and with what has to follow it."""
        if name == "seed":
            return replace(self, seed=value)
        if name in ("clips", "clip_norm"):
            clips = value if name == "clips" else self.value("clips")
            norm = value if name == "clip_norm" else self.clip_norm
            settings = replace(self.settings, clip_norm=norm if clips else None)
            return replace(self, settings=settings, clip_norm=norm)
        return replace(self, settings=self._settings_with(name, value))

    def _settings_with(self, name: str, value: Any) -> Settings:
        settings = self.settings
        if name in UNITS:
            place = UNITS.index(name)
            units = settings.units
            return replace(settings, units=(*units[:place], value, *units[place + 1 :]))
        if name == "layers":
            return replace(settings, units=tuple(self.value(each) for each in UNITS[:value]))
        if name == "learning_rate":
            return settings.at_rate(value)
        if name == "optimizer":
            # A rate that was chosen stays; one that came with an optimizer goes with it.
            followed = not self.is_changed("learning_rate")
            rate = OPTIMIZERS[value].learning_rate if followed else settings.learning_rate
            return replace(settings.at_rate(rate), optimizer=value)
        if name == "window":
            return replace(settings, window=value, rows=self._rows_beside(value))
        return replace(settings, **{name: value})

    def _rows_beside(self, window: int) -> int:
        """As many as there were, if so many can be."""
        rows = self.settings.rows if self.is_changed("rows") else self.usual.rows
        if self.settings.ports == BITS:
            # With fewer rows than steps in a window, not every moment would be a target.
            return max(rows, window)
        return min(rows, most_rows(window, self.settings.ports))

    def field(self, name: str) -> Setting:
        """What a value can be put to, and usually is, beside the others."""
        usual = Draft.of(self.usual, DEFAULT_SEED).value(name)
        if name == LEARNING_RATE.name and self.settings.optimizer != self.usual.optimizer:
            usual = OPTIMIZERS[self.settings.optimizer].learning_rate
        return offered(replace(FIELDS[name], default=usual), self.settings)

    def default(self, name: str) -> Any:
        """What a value usually is, beside the others."""
        return self.field(name).default

    def why_idle(self, name: str) -> str:
        """Why a value is not to be chosen here, in few words; empty if it is."""
        return "the problem decides it" if name in self.decided else self.settings.why_idle(name)

    def has_effect(self, name: str) -> bool:
        """Whether it matters to the network that is drafted what is put for a value."""
        if name == "clip_norm":
            return bool(self.value("clips"))
        return not self.why_idle(name) and name not in UNITS[len(self.settings.units) :]

    def is_changed(self, name: str) -> bool:
        """Whether a value matters and is not the default."""
        return self.has_effect(name) and self.value(name) != self.default(name)
