"""Which network is to be made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from networks.settings import Settings


@dataclass(frozen=True)
class NetworkChoice:
    """Which network to make: the backend's name and the settings."""

    backend: str
    settings: Settings

    @property
    def graph(self) -> NetworkChoice:
        """The network itself, which may do for other choices too."""
        return replace(self, settings=self.settings.graph)
