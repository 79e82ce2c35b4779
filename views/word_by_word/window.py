"""The window in which a review is answered word by word, and the answer explained."""

from __future__ import annotations

from collections.abc import Hashable

from PyQt5.QtCore import QSize
from PyQt5.QtWidgets import QSizePolicy, QWidget

from inspection.gradient_follower import Look, look_at, nearest_explained, nearest_told
from inspection.inquiry import Inquiry
from inspection.jobs import Readers, explaining_of, explanation
from tasks.explaining import Explained, Explaining, Reading
from tasks.task import Problem, on_problem
from training.checkpoint import TrainedState
from training.moment import LastAnswer
from training.snapshots import EpochSnapshots
from training.view import View
from views.buttons import push_buttons
from views.calm_wheel import CalmComboBox
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.empty_stack import EmptyStack
from views.epoch_bar import BESIDE_TEXT, EpochBar
from views.epoch_cursor import EpochCursor
from views.inside.colour_scales import SIGNED, ColourLegend
from views.inside.coloured_text import ColouredText
from views.inside.cursor import Cursor
from views.plot_window import PlotWindow
from views.prediction_plot import NO_EPOCH
from views.rows import column_of, fill, label_of, row_of
from views.word_by_word.entry import ReviewEntry
from views.word_by_word.plots import ReviewCanvas
from views.word_by_word.scene import NAMES, ReviewScene
from views.word_by_word.word_bar import WordBar
from views.word_by_word.words import (
    NO_EXPLAINING,
    WordTips,
    answer_words,
    verdict_words,
    word_words,
)

TITLE = "Review, Word by Word"
NOT_KEPT = "The weights of these epochs were not kept.\nTrain one epoch more to let it read."
_READING = "The network reads…"
_USUAL_SIZE = QSize(1240, 820)
_HEIGHT_OF_TEXTS, _MARGIN = 150, 9
Question = tuple[TrainedState, int, str]
"""The network, its epoch, and the text that it is to read."""


class ReviewWindow(PlotWindow):
    """Lets the network of an epoch read a review. It reads snapshots and never writes them."""

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        snapshots: EpochSnapshots,
        view: View,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("review", TITLE, _USUAL_SIZE, parent)
        self._epochs, self._snapshots, self._view = epoch_cursor, snapshots, view
        self._scene: ReviewScene | None = None
        self._told: Question | None = None
        self._verdict_on: Question | None = None
        self._failed: Hashable = None
        self._sentence = self._taken_up = ""
        self._offered: Problem | None = None
        self._readers = Readers()
        self._inquiry = Inquiry("explaining", self)
        self.end_with_it(self._inquiry.close)
        self._cursor = Cursor(epoch_cursor, (1,), self)
        self._make_texts()
        self._make_output()
        self._make_controls()
        self._arrange()
        self._connect()
        self.request_frame()

    # What the window is told

    def take_up(self, answered: LastAnswer | None) -> None:
        """Begin with the review that the network has judged last; each once, not against typing."""
        text = answered.answer.text if answered else ""
        if text and text != self._taken_up:
            self._taken_up = text
            self.show_review(text)

    def render(self, view: View) -> None:
        """Look at the session as it is now."""
        self._view = view
        self.set_title(on_problem(TITLE, view.trained_problem))
        self.request_frame()

    # Making the window

    def _make_texts(self) -> None:
        self._entry = ReviewEntry()
        self.show_review = self._entry.show_text
        self._text = ColouredText(
            "reviewText", "The words that are read: click one to see what it added"
        )
        self._way = CalmComboBox(objectName="reviewWayCombo", accessibleName="Colours of the words")
        self._way.setToolTip("Which explanation colours the words: blue for, orange against")
        for name, title in NAMES.items():
            self._way.addItem(title, name)
        self._legend = ColourLegend(SIGNED, "What the word is held to have added to z")

    def _make_output(self) -> None:
        self.canvas: ReviewCanvas = ReviewCanvas(colours_for(self.palette()), self)
        self.canvas.name_it("reviewCanvas", "Probability and explanations over the words")
        self._stack = EmptyStack("reviewEmptyLabel", self.canvas)
        # One line each, whatever they say: else the plots would be laid out anew.
        self._answer = ElidedLabel("reviewAnswerLabel", "What is answered, and how it adds up")
        self._verdict = ElidedLabel("reviewVerdictLabel", "Which explanation is the truest")
        self._word = ElidedLabel("reviewWordLabel", "The word that is looked at, or pointed at")

    def _make_controls(self) -> None:
        self._words_bar = WordBar(self._cursor)
        self.rest_unseen(self._words_bar.stop, self._inquiry.cancel)
        self._epoch_bar = EpochBar(self._epochs, BESIDE_TEXT, "review")
        save = self.save_push(lambda: f"review-epoch-{self._epochs.epoch}")
        self._save, self._help = push_buttons((save, self.help_push()), self)

    def _arrange(self) -> None:
        colours = row_of(label_of("C&olours:", self._way), self._way, self._legend, None)
        coloured_text = column_of(self._text, colours, stretched=self._text)
        texts = fill(QWidget(), row_of(self._entry, coloured_text))
        for part in (self._entry, coloured_text):
            texts.layout().setStretchFactor(part, 1)
        texts.layout().setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        texts.setMaximumHeight(_HEIGHT_OF_TEXTS + 2 * self.fontMetrics().lineSpacing())
        lowest = row_of(self._words_bar, self._save, self._help, stretched=self._words_bar)
        shown = column_of(texts, self._stack, stretched=self._stack)
        # What is told takes a third where it needs that, and what is known of a word the rest.
        self.message.setSizePolicy(QSizePolicy.Maximum, QSizePolicy.Fixed)
        told = row_of(self._word, self.message)
        for column, share in enumerate((2, 1)):
            told.setStretch(column, share)
        self.arrange(shown, self._answer, self._verdict, told, self._epoch_bar.row(), lowest)
        self._entry.setFocus()

    def _connect(self) -> None:
        self._entry.changed.connect(self._on_text)
        self._way.activated.connect(lambda _row: self._show_text())
        self._text.chosen.connect(lambda word: self._cursor.go_to(step=word))
        self.canvas.picked.connect(lambda word: self._cursor.go_to(step=word))
        self.canvas.hovered.connect(self._tell_word)
        self.canvas.drawn.connect(self._tell_verdict)
        self._cursor.moved.connect(self.request_frame)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.failed.connect(self._on_failed)

    # Asking

    def _on_text(self) -> None:
        """Another text: what is being found out about the one before is not wanted any more."""
        self._words_bar.stop()
        self._inquiry.cancel()
        self.request_frame()

    def _ask(self, look: Look) -> None:
        """Let what is shown be read; until it is, what was read before stays."""
        question = look.state, look.epoch, self._entry.text
        if question not in (self._told, self._failed):
            self._inquiry.ask_in_steps(question, explanation(self._readers, look, question[-1]))

    def _on_answered(self, question: Question, found: Reading | Explained) -> None:
        state, _, text = question
        explaining = explaining_of(state.learned)
        if text != self._entry.text or explaining is None:
            return
        self._failed = None
        if isinstance(found, Explained):
            self._told = question
            self._show(ReviewScene(*question, found.reading, found, explaining.answers))
        elif self._scene is None or self._scene.text != text:
            # Of the same text in another epoch all is shown at once, so that nothing flickers.
            self._show(ReviewScene(*question, found, None, explaining.answers))

    def _on_failed(self, sentence: str) -> None:
        self._failed, self._sentence = self._inquiry.asked, sentence
        self._show(None)

    def _show(self, scene: ReviewScene | None) -> None:
        before, self._scene = self._scene, scene
        if scene is None:
            self._told = None
        elif before is None or before.reading.words != scene.reading.words:
            self._cursor.set_extent(scene.words, (1,))
            self._cursor.go_to(step=scene.words - 1)
        self._show_text()
        self.request_frame()

    # Showing

    def draw_frame(self) -> None:
        """Show the epoch and the review as they are now, or say why there is nothing."""
        look = look_at(self._view.settings, self._snapshots, self._epochs.epoch)
        explaining = explaining_of(look.state.learned) if look else None
        self._entry.setEnabled(explaining is not None)
        if look is not None and explaining is not None:
            self._offer(look.state.learned, explaining)
            self._ask(look)
        elif self._scene is not None:
            self._inquiry.cancel()
            self._show(None)
        self._show_state(look, explaining)
        if self._scene is not None:
            self.canvas.scene, self.canvas.word = self._scene, self._cursor.step
            super().draw_frame()

    def _offer(self, problem: Problem, explaining: Explaining) -> None:
        if problem is not self._offered:
            self._offered = problem
            self._entry.offer(explaining.texts(problem))

    def _show_state(self, look: Look | None, explaining: Explaining | None) -> None:
        """Bring up the plots, or why there are none, and the words under them."""
        scene = self._scene
        if scene is not None:
            self._stack.show_content()
            self._tell_answer(scene)
            self._text.frame(self._cursor.step)
        else:
            self._stack.say(self._why_empty(look, explaining))
            self._answer.setText("")
        self._words_bar.offer(scene is not None)
        self._save.setEnabled(scene is not None)
        self._tell_word()
        self._tell_verdict()

    def _tell_answer(self, scene: ReviewScene) -> None:
        """What is answered, and of which epoch, if not of that which is wanted."""
        wanted, answer = (self._snapshots, self._epochs.epoch), answer_words(scene)
        told, shorter = (f"{of(*wanted)} {answer}" for of in (nearest_explained, nearest_told))
        self._answer.setText(told.lstrip(), shorter.lstrip())

    def _why_empty(self, look: Look | None, explaining: Explaining | None) -> str:
        if look is None:
            return NOT_KEPT if self._epochs.epoch else NO_EPOCH
        if explaining is None:
            return NO_EXPLAINING
        return self._sentence if self._failed else _READING

    def _show_text(self) -> None:
        """The words that are read, in the colours of the explanation that is chosen."""
        scene = self._scene
        self._text.show_glyphs(scene.reading.words if scene else ())
        if scene is None:
            self._legend.clear()
            return
        self._text.underline(~scene.reading.is_known)
        values = scene.values(self._way.currentData())
        self._text.show_colours(self._legend.colours_of(values), WordTips(scene))

    def _tell_verdict(self) -> None:
        """Say which explanation is the truest, once the curves that show it are to be seen."""
        scene = self._scene
        is_seen = scene is self.canvas.scene and not self.canvas.is_half_drawn
        question = (scene.state, scene.epoch, scene.text) if scene else None
        if scene is not None and (is_seen or scene.explained is None):
            self._verdict.setText(verdict_words(scene.explained))
        elif question != self._verdict_on:
            self._verdict.setText("")
        self._verdict_on = question

    def _tell_word(self) -> None:
        """Tell of the word under the pointer, or that at the cursor."""
        scene, under = self._scene, self.canvas.word_under
        word = self._cursor.step if under is None else under
        self._word.setText("" if scene is None else word_words(scene, word))
