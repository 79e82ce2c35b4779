"""Network Settings: every number and choice that makes another network, with its default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QShortcut,
    QToolButton,
    QWidget,
)

from cells.cell import Cell
from cells.registry import CELLS
from formatting import listed
from networks.fields import Field
from networks.network import LayerDescription
from networks.settings import BIAS_REASONS, RECURRENT_STARTS, STARTS, Settings
from networks.settings_draft import UNITS, Draft
from networks.settings_table import FIELDS, LEARNING, NETWORK, START
from tasks.registry import FIRST_TASK, TASKS, task_of
from training.states import RUNNING, Command
from training.view import View
from views.adapting import Adapting
from views.field_widgets import changed, make_widget, show_value, value_of
from views.help import show_help
from views.inside.stages import textbook
from views.labels import keep_room, lines_high, make_label, make_text
from views.network_words import parameters_by_layer, parameters_text
from views.number_field import NumberField
from views.rows import lines_of

BACK = "↺"
_WIDTH = 820
"""Pixels, for which the room of the longest words on a cell is kept."""
_MANY_PARAMETERS = 8_888_888
"""Hardly any layer has more."""


class SettingsDialog(Adapting, QDialog):
    """Lets the user draft another network, and says what taking it would mean.

    Signals:
        applied: the :class:`Settings` and the seed to take.
    """

    applied = pyqtSignal(object, int)

    def __init__(
        self,
        describe: Callable[[Settings], tuple[LayerDescription, ...]],
        parent: QWidget | None = None,
    ) -> None:
        """``describe`` tells the layers of a network with these settings."""
        super().__init__(parent, objectName="settingsDialog")
        self.setWindowTitle("Network Settings")
        self.setWindowModality(Qt.WindowModal)
        # Its question mark would explain less than the tooltips do.
        self.setWindowFlag(Qt.WindowContextHelpButtonHint, False)
        self._describe = describe
        self._draft = Draft()
        self._view: View | None = None
        self._widgets: dict[str, QWidget] = {}
        self._ways_back: dict[str, QToolButton] = {}
        self._counts = {
            name: make_label(f"{name}Parameters", f"Parameters of layer {number}")
            for number, name in enumerate(UNITS, start=1)
        }
        self._about_start = make_text("startLabel", "What comes of the chosen start", lines=1)
        self._about_cell = make_text("cellLabel", "What the chosen cell is", lines=1)
        self._total = make_label("settingsParametersLabel", "Parameters of the whole network")
        self._meaning = make_text("settingsMeaningLabel", "What applying these settings does", 2)
        self._buttons = self._make_buttons()
        self._arrange()
        self.on_font(self._keep_room)

    # What the window is told

    def begin(self, view: View) -> None:
        """Draft from what there is, or from what is being prepared."""
        self._forget_typed()
        task = TASKS[FIRST_TASK] if view.typed is None else task_of(view.typed)
        self._draft = Draft.of(
            view.next_settings or view.settings,
            view.next_seed,
            usual=task.settings,
            decided=task.decides,
        )
        self.render(view)

    def render(self, view: View) -> None:
        """Follow the session; what is drafted stays."""
        self._view = view
        self._show()

    # Making the window

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.addWidget(self._make_group("Network", NETWORK), 1)
        fields.addWidget(self._make_group("Learning", LEARNING), 1)
        start = self._make_group("Start", START[:2], START[2:])
        start.layout().addWidget(self._about_start, len(START[2:]), 0, 1, -1)
        below = (self._about_cell, self._total, self._meaning)
        self.setLayout(lines_of(fields, start, *below, None, self._buttons))
        # By itself, the box hands the Tab key to its first button and so past all others.
        self._buttons.setFocusProxy(None)
        self._keep_room()
        self.resize(_WIDTH, self.sizeHint().height())

    def _keep_room(self) -> None:
        """Nothing moves when something is chosen of which there is more to say."""
        self._keep_room_for(self._about_cell, map(_words_on, CELLS.values()))
        self._keep_room_for(self._about_start, map(_words_on_start, _all_starts()))
        for label in self._counts.values():
            keep_room(label, _parameters_words(_MANY_PARAMETERS))
        for label, lines in ((self._total, 1), (self._meaning, self._meaning.lines)):
            label.setMinimumHeight(lines_high(lines, self))

    def _keep_room_for(self, label: QLabel, texts: Iterable[str]) -> None:
        room = self.fontMetrics().boundingRect
        rects = [room(0, 0, _WIDTH - 60, 1000, Qt.TextWordWrap, text) for text in texts]
        label.setMinimumHeight(max(rect.height() for rect in rects))

    def _make_group(self, title: str, *columns: Sequence[Field]) -> QGroupBox:
        """A frame around fields, those of each column under each other."""
        group = QGroupBox(title)
        grid = QGridLayout(group)
        for place, fields in enumerate(columns):
            for row, field in enumerate(fields):
                self._add_field(grid, row, 4 * place, field)
            grid.setColumnStretch(4 * place + (3 if fields is NETWORK else 1), 1)
        grid.setRowStretch(max(map(len, columns)), 1)
        return group

    def _add_field(self, grid: QGridLayout, row: int, first: int, field: Field) -> None:
        """Add a field in four columns: its label, its widget, the way back and a count."""
        widget, back = self._make_widget(field), self._make_way_back(field)
        label = QLabel(f"{field.label}:", toolTip=field.tip)
        label.setBuddy(widget)
        grid.addWidget(label, row, first)
        grid.addWidget(widget, row, first + 1)
        grid.addWidget(back, row, first + 2)
        if field.name in self._counts:
            grid.addWidget(self._counts[field.name], row, first + 3)

    def _make_widget(self, field: Field) -> QWidget:
        widget = make_widget(field)
        changed(widget).connect(lambda: self._put(field.name, value_of(widget)))
        if isinstance(widget, NumberField):
            widget.refusal_changed.connect(self._show)
        self._widgets[field.name] = widget
        return widget

    def _make_way_back(self, field: Field) -> QToolButton:
        button = QToolButton(text=BACK, objectName=f"{field.name}BackButton")
        button.setAccessibleName(f"Default of {field.title}")
        button.setAutoRaise(True)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.clicked.connect(lambda: self._go_back(field.name))
        self._ways_back[field.name] = button
        return button

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox
        box = QDialogButtonBox(
            kinds.RestoreDefaults | kinds.Help | kinds.Ok | kinds.Cancel | kinds.Apply
        )
        for kind, name, tip, slot in (
            (
                kinds.RestoreDefaults,
                "settingsDefaultsButton",
                "Put every value back to its default; Apply or OK takes them",
                self._restore_defaults,
            ),
            (kinds.Help, "settingsHelpButton", "What these settings do (F1)", self._help),
            (kinds.Ok, "settingsOkButton", "Take these settings and close", self._take_and_close),
            (kinds.Cancel, "settingsCancelButton", "Close, and change nothing more", self.reject),
            (kinds.Apply, "settingsApplyButton", "Take these settings", self._take),
        ):
            button = box.button(kind)
            button.setObjectName(name)
            button.setAccessibleName(button.text().replace("&", ""))
            button.setToolTip(tip)
            button.clicked.connect(slot)
        QShortcut(QKeySequence("F1"), self, self._help)
        return box

    # What the user does

    def _help(self) -> None:
        show_help(self, "settings")

    def _put(self, name: str, value: Any) -> None:
        self._draft = self._draft.put(name, value)
        self._show()

    def _go_back(self, name: str) -> None:
        # The button is about to be hidden, and its focus would go anywhere.
        widget = self._widgets[name]
        widget.setFocus()
        if isinstance(widget, NumberField):
            widget.take_back()
        self._put(name, self._draft.default(name))

    def _restore_defaults(self) -> None:
        self._forget_typed()
        self._draft = self._draft.anew
        self._show()

    @property
    def _numbers(self) -> dict[str, NumberField]:
        """The fields for numbers, by what they are called."""
        return {
            widget.accessibleName(): widget
            for widget in self._widgets.values()
            if isinstance(widget, NumberField)
        }

    def _forget_typed(self) -> None:
        """Show numbers again where something is typed that is none."""
        for field in self._numbers.values():
            field.take_back()

    @property
    def _result(self) -> Settings:
        """The settings of a network that can learn what is typed."""
        typed = self._view and self._view.typed
        settings = self._draft.result
        return settings if typed is None else task_of(typed).fit(typed, settings)

    def _take(self) -> None:
        self.applied.emit(self._result, self._draft.seed)

    def _take_and_close(self) -> None:
        if self._changes_something():
            self._take()
        self.accept()

    # Showing

    def _show(self) -> None:
        draft = self._draft
        for name, widget in self._widgets.items():
            field = draft.field(name)
            show_value(widget, field, draft.value(name))
            widget.setEnabled(draft.has_effect(name))
            why = draft.why_idle(name)
            widget.setToolTip(f"{field.tip}. Not used: {why}" if why else field.tip)
            back = self._ways_back[name]
            is_refused = isinstance(widget, NumberField) and bool(widget.refusal)
            back.setVisible(draft.is_changed(name) or is_refused)
            back.setToolTip(f"Back to the default: {field.kind.shown(field.default)}")
        self._show_parameters(self._describe(self._result), self._refusal(NETWORK))
        self._about_start.setText(_words_on_start(draft.settings))
        self._about_cell.setText(_words_on(draft.cell))
        self._meaning.setText(self._sentence())
        changes, is_whole = self._changes_something(), not self._refusal()
        self._buttons.button(QDialogButtonBox.Apply).setEnabled(
            is_whole and changes and self._may_choose()
        )
        self._buttons.button(QDialogButtonBox.Ok).setEnabled(
            is_whole and (not changes or self._may_choose())
        )

    def _show_parameters(self, layers: tuple[LayerDescription, ...], refusal: str) -> None:
        """Count them; none while a number of the network is refused, with that sentence on it."""
        recurrent = [] if refusal else [layer for layer in layers if layer.recurrent]
        for place, label in enumerate(self._counts.values()):
            is_there = place < len(recurrent)
            why_none = refusal or "No such layer"
            label.setText(_parameters_words(recurrent[place].parameters) if is_there else "–")
            label.setToolTip(parameters_text(recurrent[place]) if is_there else why_none)
            label.setEnabled(is_there)
        total = sum(layer.parameters for layer in layers)
        told = f"{total:,}, {layers[-1].parameters:,} of the output"
        self._total.setText(f"Total parameters: {'–' if refusal else told}")
        self._total.setToolTip(refusal or parameters_by_layer(layers))

    def _may_choose(self) -> bool:
        return self._view is not None and Command.CHOOSE_SETTINGS in self._view.commands

    def _changes_something(self) -> bool:
        """Whether it is another network than the one that is there, or will be."""
        view, wanted = self._view, (self._result, self._draft.seed)
        return view is not None and wanted != (view.next_settings or view.settings, view.next_seed)

    def _refusal(self, fields: Iterable[Field] = (*NETWORK, *LEARNING, *START)) -> str:
        """What is typed in one of these that is no number, in a sentence; empty if nothing is."""
        asked = {field.title for field in fields}
        refusals = (
            f"{name}: {each.refusal}"
            for name, each in self._numbers.items()
            if each.refusal and name in asked
        )
        return next(refusals, "")

    def _sentence(self) -> str:
        """What is wrong or out of the ordinary, or else what applying means."""
        outside = (
            f"{name}: {each.outside}" for name, each in self._numbers.items() if each.outside
        )
        return self._refusal() or " ".join((*outside, self._meaning_of_applying()))

    def _meaning_of_applying(self) -> str:
        view, draft = self._view, self._draft
        if view is None:
            return ""
        if not self._changes_something():
            if view.next_settings is not None:
                when = "when training rests" if view.state in RUNNING else "once it is ready"
                return f"This network is being prepared. It takes over {when}."
            return "This is the network in use: applying changes nothing."
        if not self._may_choose():
            return "Other settings can be taken when training rests."
        if (self._result, draft.seed) == (view.settings, view.seed):
            return "This keeps the network in use, and gives up the one that is being prepared."
        left = _what_is_left(view)
        if self._result == view.settings:
            # The network stays, whatever else is being prepared.
            words = "This gives the network in use other initial weights at once"
            return f"{words}: {left}" if left else f"{words}."
        words = "This makes another network, which begins untrained"
        if not left:
            return f"{words}."
        return f"{words}: {left} Until it is ready, the present one stays in use."


def _parameters_words(number: int) -> str:
    return f"{number:,} parameters"


def _what_is_left(view: View) -> str:
    """What a network with other weights takes the place of; empty if that is nothing."""
    if view.trained_problem:
        return "what was trained is left, Undo brings it back."
    if view.has_opened_weights:
        return "the weights from the file are left, Undo brings them back."
    return ""


def _words_on_start(settings: Settings) -> str:
    """What comes of the way in which weights begin, and which settings of it do not matter."""
    idle: dict[str, list[str]] = {}
    for name in STARTS:
        if why := settings.why_idle(name):
            idle.setdefault(why, []).append(FIELDS[name].title)
    unused = "; ".join(f"{listed(titles, 'and')} ({why})" for why, titles in idle.items())
    reasons = [RECURRENT_STARTS[settings.recurrent_start].reason]
    for name, reason in BIAS_REASONS.items():
        is_off = name == "chrono" and not settings.chrono
        reasons += [] if is_off or settings.why_idle(name) else [reason]
    return " ".join([*reasons, f"Not used: {unused}."] if unused else reasons)


def _all_starts() -> Iterator[Settings]:
    """One of each that there are different words on."""
    for cell, start, chrono in product(CELLS, RECURRENT_STARTS, (0, 3)):
        yield Settings(cell=cell, recurrent_start=start, chrono=chrono)


def _words_on(cell: Cell) -> str:
    words = f"{cell.title}: {cell.summary} ({cell.source}.)"
    return textbook(f"{words} {cell.convention}") if cell.convention else words
