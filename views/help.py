"""What am I looking at? One short answer for each window, and what the program is made of."""

from __future__ import annotations

import platform
from typing import NamedTuple

from PyQt5.QtCore import Qt, qVersion
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QWidget

from networks.settings import DEFAULT_SETTINGS
from networks.settings_table import FIELDS
from shelf.run import HELD_BACK
from tasks.registry import FIRST_TASK, TASKS
from tasks.words import Words
from views.rows import lines_of

_ROWS, _WINDOW = DEFAULT_SETTINGS.rows, DEFAULT_SETTINGS.window
_SET = {name: field.title for name, field in FIELDS.items()}
_FIRST, _LAST = DEFAULT_SETTINGS.units[0], DEFAULT_SETTINGS.units[-1]


class Topic(NamedTuple):
    """A title and an answer in Qt's rich text that is read in half a minute.

    In the text may stand names of :class:`tasks.words.Words` in braces.
    """

    title: str
    text: str

    def told_in(self, words: Words) -> Topic:
        """The same with the words of a task in their places."""
        known = {**words._asdict(), "Learned": words.learned.capitalize()}
        known |= {name: known[name].format(most=HELD_BACK) for name in ("right_for", "right_told")}
        return self._replace(text=self.text.format(**known))


TOPICS = {
    "main": Topic(
        "What am I looking at?",
        """
<p>You type a <b>pattern</b> of zeros and ones. The network reads it over and over, learns
which symbol comes next, and then goes on with it by itself.</p>
<p><b>Pattern</b>: what you typed, repeated without end.<br>
<b>Window</b>: the few symbols in a row that the network reads in one go.<br>
<b>Target</b>: the symbol after the window, which the network should have predicted.<br>
<b>Epoch</b>: one round of learning through all windows.<br>
<b>Loss</b>: how much the targets surprised the network, −ln p of each, in <b>nats</b>.
0.69 is a coin toss, 0 no surprise.<br>
<b>Accuracy</b>: the share of targets it predicted right.<br>
<b>Stateful</b>: the network keeps its memory from one window to the next, as you do from one
page of a book to the next. Only at the start of an epoch is it emptied.<br>
<b>Free run</b>: the network's own predictions are fed back to it as if they were real, so one
mistake can lead to more.<br>
<b>Confidence</b>: the probability it gives to the symbol it chose. 50 % is a pure guess.</p>
<p><b>Open</b> or drop here a saved training.</p>
""",
    ),
    "architecture": Topic(
        "What does the drawing show?",
        f"""
<p>Data flows from left to right: a window of symbols goes in, through the <b>layers</b>, and out
comes the probability that the next symbol is a 1; of other tasks that of each answer, or a
number.</p>
<p><b>Along the arrows</b> stands the shape of what flows. {_ROWS} × {_WINDOW} × 1 is {_ROWS} rows
that run side by side, {_WINDOW} steps of time, and 1 number (feature) at each step. Unless
every step is answered, the last recurrent layer passes on only its last.</p>
<p><b>The loop</b> on a recurrent layer is its memory: what it knows after one step is an input to
the next. An LSTM carries two things: its output <b>h</b>, and its cell state <b>c</b>, where it
keeps things for longer.</p>
<p><b>Parameters</b> are the numbers that learning changes. An LSTM computes four things (three
gates and a candidate), and in each every unit has a weight for every input, one for every
h, and one bias: 4·(1 + {_FIRST} + 1)·{_FIRST} = {4 * (1 + _FIRST + 1) * _FIRST:,}. A dense unit
has a weight for every input and a bias: {_LAST} + 1 = {_LAST + 1}.</p>
""",
    ),
    "inside": Topic(
        "What is inside the network?",
        """
<p>At every step each unit of a <b>recurrent layer</b> computes what its cell says:<br>
<b>Gates</b>: shares from 0 to 1, of the memory that stays (forget gate), of what is new and goes
in (input gate), of what is shown (output gate).<br>
<b>g</b>, candidate: what is new.<br>
<b>c</b>, cell state: memory apart from what is shown.<br>
<b>h</b>, hidden state: what others see. <b>ₜ₋₁</b>: of the step before.</p>
<p><b>All units</b>: a map of each gate and state, units by steps. Below is what was read and
answered (dark: probable). <b>One unit</b>: the same as lines; pin an epoch to compare. <b>The
cell</b>: equations, in numbers. <b>Weights</b>: what training changes. <b>Connectivity</b>: how
much an answer hangs on each symbol. <b>Find units</b>: which follow speech, lines, or marks of
yours.</p>
<p><b>The cursor</b> is one place for all views. Click into a map, or use keys: arrows, Page Up and
Down, L for the layer, P to play.</p>
<p>All is read from zero state with the weights of that epoch;
<b>Continue from here</b> takes training back there.</p>
""",
    ),
    "embedding": Topic(
        "What is a map of an embedding?",
        """
<p>A network with an <b>embedding</b> tells each symbol by some numbers, which it learns: a line of
a table. Symbols after which the same has to be said come to have similar lines, though nobody
told it which are alike: vowels, marks, words of one kind; in reviews those of praise.</p>
<p>A line of thirty numbers has no place on a sheet of paper. So the table is seen from the side on
which it is spread the widest: <b>principal axes</b>, found by singular value decomposition. Below
stands how much of all the <b>variance</b> these two have; what lies beside each other here may
still be apart in the rest.</p>
<p>Rest the pointer on a symbol to read it. A <b>click</b> lists its ten <b>neighbours</b> in the
whole table, by the cosine of the angle between two lines: 1 is the same direction, 0 a right
angle.</p>
<p>The map follows the epochs: go back to the first to see it grow out of chance.</p>
""",
    ),
    "writing": Topic(
        "How does a network write?",
        """
<p>It reads the <b>beginning</b> and says how likely each symbol is to come next. One of them is
<b>drawn</b>, and read as if it stood in the book; and so on.</p>
<p><b>Temperature</b>: 1 draws as the network holds likely. Below 1 what is likely is drawn yet
more often, and it soon goes in circles. Above 1 it is bolder, and wrong more often.<br>
<b>Top-k</b>: only the k likeliest can be drawn, 0 is all. <b>Top-p</b>: only as few as have this
probability together. <b>Seed</b>: the same one draws the same again.</p>
<p><b>Colour</b>: how likely the network held what it wrote. Click on a symbol, or use the arrow
keys: the <b>bars</b> say what else could stand there, and how often each is drawn with the
controls as they are. What these cut is hatched.</p>
<p><b>Copied</b>: stretches that stand in the book word for word.</p>
<p><b>After each epoch</b> the network goes on after the same beginning with the same seed: first
come letters, then words, then lines.</p>
<p>Training does not notice: a copy writes.</p>
""",
    ),
    "review": Topic(
        "Why did it answer so?",
        """
<p>The network reads a review and says how probable a positive one is: p = σ(z). Type or paste a
review, or choose one.</p>
<p><b>Probability after each word</b>: as if the review ended there. <b>Play</b> reads it again,
word by word.</p>
<p><b>Contribution</b>: the output reads states; what those of each word put into z is told apart,
and with the bias it is all of z, exactly.<br>
<b>Occlusion</b>: the review is read without the word; what z lacks then.<br>
<b>Gradient × input</b>: how z would move if the numbers grew that the word is read as.<br>
Blue and up speaks for positive, orange and down against it.</p>
<p><b>Which tells the truth?</b> Words are left out one after the other, first the one that is held
to speak most for the answer. If an explanation is true, the answer goes soon: the <b>smaller the
area</b> under its curve, the truer (Samek 2017, Petsiuk 2018). Areas closer than 0.005 are the
same. Words <b>as they stand</b> explain nothing.</p>
<p>Underlined words are <b>unknown</b>: all are one to the network.</p>
<p>Training does not notice: a copy reads.</p>
""",
    ),
    "judgement": Topic(
        "How well does a network judge?",
        """
<p>What the network of the epoch shown says to the <b>held-out</b> part, which no update has seen:
by that you may choose.</p>
<p><b>Right and wrong</b>: each label against each answer.<br>
<b>How sure it is</b>: how many reviews of either label had which answer.<br>
<b>Sure and right?</b> Of the reviews to which 0.8 is answered, 80 % should be positive: then the
line is on the diagonal. A network that learns by heart is too sure.<br>
<b>Correlation</b> of the answers with labels (0 or 1) and with stars (1 is 0, 10 is 1); that of the
<b>ranks</b> asks for the order alone. <b>Deviation</b>: how far an answer is off, on average.<br>
<b>Most wrong</b>: click to read, double-click to see which words spoke for it.<br>
<b>Hard sentences</b>: thirty with irony, negation, contrast.</p>
<p><b>The test set</b> is asked once, at the end. Whoever asks it after each change and keeps the
best chooses by it, and its figure says too much. Beside it stands what a bag of words and n-grams
reach there.</p>
<p>Training does not notice: a copy is asked.</p>
""",
    ),
    "settings": Topic(
        "What do the settings do?",
        f"""
<p><b>Cell, layers, units, activation</b>: what the network is made of.<br>
<b>{_SET["embedding"]}</b>: numbers that stand for a symbol, and are learned. 0 is one-hot.<br>
<b>{_SET["both_ways"]}</b>: a second layer reads from the end, where that may be known.<br>
<b>{_SET["pooling"]}</b>: which states the output reads.<br>
<b>{_SET["dropout"]}</b>: the share that training leaves out.<br>
<b>{_SET["recurrent_start"]}</b>: from state to state, before anything is learned.<br>
<b>{_SET["forget_bias"]}, {_SET["input_bias"]}</b>: how open these gates are then.
<b>{_SET["chrono"]}</b> sets both for memories of up to T steps.</p>
<p><b>{_SET["optimizer"]}</b>: the way from gradients to new weights.<br>
<b>{_SET["learning_rate"]}</b>: how far they move.<br>
<b>{_SET["rate_fall"]}</b>: to a fifth over {DEFAULT_SETTINGS.decay_epochs} epochs, or to zero at
the run's end.<br>
<b>{_SET["clips"]}</b>: one longer than the largest norm is shortened.</p>
<p><b>{_SET["window"]}</b>: symbols read between two updates.<br>
<b>{_SET["rows"]}</b>: places in the pattern, or sequences, read at the same time.<br>
<b>{_SET["stateful"]}</b>: whether a window begins with the memory of the one before.</p>
<p><b>{_SET["seed"]}</b>: it decides the first weights.</p>
<p>Another network begins a new run; Undo brings the old one back.</p>
""",
    ),
    "shelf": Topic(
        "What is on the shelf?",
        """
<p>Every <b>run</b> comes here by itself, each minute and as soon as its training rests or is left,
with its figures and curves as of then, and stays. Going back to an earlier epoch begins another
run, once it differs. The same network, seed and {problem} learn just the same again: that stays
one run.</p>
<p><b>The table</b> sets apart what differs between the runs that are checked; what all have in
common stands above it. Click a title to sort.</p>
<p><b>{Learned} after</b>: how many epochs it took until {learned_when}. The diamond in the curves
marks it.<br>
<b>{right_for}</b>: {right_told}<br>
<b>Epoch time</b>: the training and the evaluation, on this machine.</p>
<p><b>The plots</b> show every run that is checked, the selected ones in bold.</p>
<p><b>Open again</b> goes on with a run in the main window, exactly where it stopped.</p>
""",
    ),
    "race": Topic(
        "What is a race?",
        """
<p>Two to four networks learn {same}, from <b>the same
seed</b>. They take turns, one part of an epoch each.</p>
<p><b>Who takes part</b>: the cells come with all other settings of the main window's network, so
that only the cell differs; further down are the networks of the runs on the shelf.</p>
<p><b>Above</b>: what really came and what each network predicted, after its newest epoch.
<b>Below</b>: its loss and accuracy. All axes have the same range.</p>
<p><b>{Learned} after</b>: the dotted line stands at the epoch after which {learned_when}. Whoever
gets there first has won. One seed proves little: try others.</p>
<p><b>Why gates?</b> <i>Prepared</i> has races that answer it: an LSTM keeps one thing among many
that do not matter; where all has to be passed on, a simple RNN wins.</p>
<p><b>Exploded</b>: a loss that is no number any more ends that network's race; the others go
on.</p>
<p>Epochs are compared, not seconds. Each run is kept on the shelf.</p>
""",
    ),
    "gradients": Topic(
        "What do the gradients show?",
        """
<p>The network has read 100 symbols, or a whole sequence, and answers. <b>L</b> is its loss there,
and <b>∂L/∂h</b> says how much L would change with the hidden state <b>h</b> so many steps back.
Learning follows this gradient: what it does not reach cannot be learned. For any answer it begins
as <b>∂L/∂z = p − y</b>.</p>
<p><b>Vanishing</b>: every step back multiplies it by the recurrent weights and by the slope of
tanh, at most 1. Soon nothing is left.<br>
<b>Exploding</b>: if the weights stretch it more than the slopes shrink it, it grows; it then
throws the weights far, and the loss leaps.</p>
<p><b>Forget gates</b> are the way out: the cell state is passed on multiplied by <b>f</b> alone.
Below is the product of all f since then, a mean over units.</p>
<p><b>Clipping</b>: if the gradient of all weights together is longer than the limit, all of it
is multiplied by one factor.</p>
<p><b>Reach of training</b>: training looks no further back than one window; here the gradient is
followed on. Curves are means over up to 8 places, or sequences.</p>
""",
    ),
    "lag": Topic(
        "What does the lag experiment show?",
        """
<p>Each network reads <b>random bits</b>, 24 at a time, and says which bit came <b>k steps before
the last one</b>. Nothing helps but memory: who cannot reach back can only guess, <b>50 %</b>.</p>
<p>For every k a network begins anew, from the same seed on the same bits as the others, with at
most 2,400 updates. It is asked on 2,048 bits that it was never trained on. Whether it cannot
remember or has not learned to in that time, the plot does not tell.</p>
<p><b>Do gates always help?</b> Not here. The recurrent weights of a simple RNN begin
orthogonal: they neither stretch nor shrink, and pass bits on like a row of buckets, just what is
asked for. An LSTM must first learn to move bits on instead of holding them. Gates pay where a few
things are kept among many that do not matter.</p>
<p>Results are kept when the program is closed. Start measures only what is not known yet.</p>
""",
    ),
    "gates": Topic(
        "Do gates win?",
        """
<p><b>Every network learns every problem</b>, with the same units, optimizer, clipping, sequences
and seeds. It is judged by sequences that it was never trained on, where there are enough.</p>
<p><b>Solved</b>: 99 % of the answers are right; of numbers, the mean squared error is below 0.005.
There a run ends, or with its budget of updates; more might have been enough.</p>
<p><b>Its own best of three rates</b>: with the first seeds each network tries all three. The one
that solves most, or as many in fewer updates, has the other seeds too.</p>
<p><b>Simple RNN</b>: <i>orthogonal</i> recurrent weights at first neither stretch nor shrink. The
<i>identity</i>, with ReLU (Le, Jaitly and Hinton 2015), lets each unit begin as a sum of what it
reads.</p>
<p><b>Quick</b> takes two to five minutes, <b>Full</b> hours: cancel it and go on another day.</p>
<p><b>Measured here</b>, Quick with five seeds: only the orthogonal simple RNN solves <i>lag</i>,
where all is to be passed on. Gates beat it at temporal order and adding. There the identity start
keeps up with them, and it wins the marked bit.</p>
""",
    ),
}
"""What can be explained; a new window adds a row, if it is explained alike for every task."""

PACKAGES = {
    "PyQt5": "PyQt5",
    "NumPy": "numpy",
    "matplotlib": "matplotlib",
    "TensorFlow": "tensorflow",
    "Keras": "keras",
}
"""Name to show of each package, and the name it is installed under."""


class HelpDialog(QDialog):
    """A text to read beside the window that it explains; Esc closes it.

    Attributes:
        topic: that is explained.
    """

    def __init__(self, parent: QWidget, topic: Topic) -> None:
        super().__init__(parent)
        self._browser = self._make_browser()
        buttons = QDialogButtonBox(QDialogButtonBox.Close)
        close = buttons.button(QDialogButtonBox.Close)
        close.setObjectName("helpCloseButton")
        close.setAccessibleName("Close the help")
        close.setToolTip("Close this text (Esc)")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.setLayout(lines_of(self._browser, buttons))
        self.tell(topic)

    def tell(self, topic: Topic) -> None:
        """Explain this, in place of what was explained."""
        self.topic = topic
        self.setWindowTitle(topic.title)
        self._browser.setAccessibleName(topic.title)
        self._browser.setHtml(topic.text)
        self._fit_to_text()

    def _make_browser(self) -> QTextBrowser:
        browser = QTextBrowser(objectName="helpText")
        browser.setTextInteractionFlags(Qt.TextSelectableByMouse | Qt.TextSelectableByKeyboard)
        browser.document().setDocumentMargin(12)
        return browser

    def _fit_to_text(self) -> None:
        """Open wide and high enough to read without scrolling, where the screen has room."""
        width = 64 * self.fontMetrics().averageCharWidth() + 80
        document = self._browser.document()
        document.setTextWidth(width)
        margins = 90
        room = self.screen().availableGeometry().height() - 2 * margins
        self.resize(width + 40, min(round(document.size().height()) + margins, room))


def show_help(parent: QWidget, topic: str, words: Words = TASKS[FIRST_TASK].words) -> None:
    """Open what ``topic`` explains beside ``parent``, or bring it to the front if it is open.

    Args:
        parent: the window that it explains.
        topic: one of :data:`TOPICS`.
        words: of the task that it speaks of.
    """
    show_topic(parent, topic, TOPICS[topic].told_in(words))


def show_topic(parent: QWidget, name: str, topic: Topic) -> None:
    """The same of a topic that was made for the moment, in place of the one of that name."""
    _show_once(parent, f"{name}HelpDialog", topic)


def show_about(parent: QWidget) -> None:
    """Say what the program is for and which versions it runs on."""
    _show_once(parent, "aboutDialog", Topic("About LSTM Lab", _about_text()))


def _show_once(parent: QWidget, name: str, topic: Topic) -> None:
    dialog = parent.findChild(HelpDialog, name, Qt.FindDirectChildrenOnly)
    if dialog is None:
        dialog = HelpDialog(parent, topic)
        dialog.setObjectName(name)
    elif dialog.topic != topic:
        dialog.tell(topic)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _about_text() -> str:
    versions = {"Python": platform.python_version(), "Qt": qVersion()}
    versions |= {name: _installed_version(package) for name, package in PACKAGES.items()}
    rows = "".join(
        f"<tr><td>{name}&nbsp;&nbsp;</td><td>{v}</td></tr>" for name, v in versions.items()
    )
    return f"""
<h2>LSTM Lab</h2>
<p>Watch a recurrent network learn a pattern of zeros and ones, or another task, and ask it.</p>
<table>{rows}</table>
"""


def _installed_version(package: str) -> str:
    """Look up a version without importing the package, which for TensorFlow takes seconds."""
    from importlib import metadata  # The main window need not wait for it.

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
