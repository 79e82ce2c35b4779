"""A place for what a window shows, with words in it as long as there is nothing."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QStackedWidget, QWidget

from views.labels import make_label


class EmptyStack(QStackedWidget):
    """Shows its content, or says in its place why there is nothing."""

    def __init__(self, name: str, content: QWidget) -> None:
        """``name`` is the object name of the words."""
        super().__init__()
        self._words = make_label(name, "Why nothing is shown")
        self._words.setAlignment(Qt.AlignCenter)
        self.addWidget(self._words)
        self.addWidget(content)

    @property
    def shows_content(self) -> bool:
        """Whether it is the content that is to be seen."""
        return self.currentIndex() == 1

    def say(self, why: str) -> None:
        """Show these words alone."""
        self._words.setText(why)
        self.setCurrentIndex(0)

    def show_content(self) -> None:
        """Show what there is."""
        self.setCurrentIndex(1)
