"""Of an answer each word has its part, whatever the network: it adds up, and is tested."""

from types import SimpleNamespace

import numpy as np
import pytest
from trained_epochs import begun

from networks.fields import FieldError
from networks.ports import Ports
from networks.settings import Settings
from networks.steps import finished
from tasks.explaining import GRADIENT_TIMES_INPUT, OCCLUSION
from tasks.reviews import shortened
from tasks.reviews.explaining import MOST_STAGES, explain_reading, read_review

LETTERS = "?abcdefghij"


class Letters:
    """A problem whose words are letters: a is symbol 2, and x is unknown."""

    corpus = SimpleNamespace(tokens=str.split)

    def __init__(self, most=100):
        self.most = most

    def tokens(self, text):
        return text.split()[-self.most :]

    def read(self, text):
        return np.array([LETTERS.find(word) + 1 or 1 for word in self.tokens(text)], np.uint16)


READERS = [
    (pooling, both_ways, units)
    for pooling in ("last", "mean", "max")
    for both_ways in (False, True)
    for units in ((4,), (4, 3))
]
WINDOW = 5


def reader_of(pooling, both_ways, units, **chosen):
    """A network of weights so large that every word counts."""
    settings = Settings(
        ports=Ports("one-hot", len(LETTERS) + 1, "sigmoid", 1, padded=True),
        pooling=pooling,
        both_ways=both_ways,
        units=units,
        window=WINDOW,
        rows=4,
        stateful=False,
        **{"embedding": 3, "dtype": "float64"} | chosen,
    )
    network = begun(settings)
    rng = np.random.default_rng(1)
    drawn = {
        name: rng.normal(size=array.shape) if name.startswith("weights") else array
        for name, array in network.snapshot().items()
    }
    network.restore(drawn)
    return network


@pytest.fixture(params=READERS, ids=str)
def reader(request):
    return reader_of(*request.param)


def z_of(reader, pieces):
    """What the network itself says to a review in these pieces, lists of symbols."""
    pieces = [piece for piece in pieces if len(piece)]
    rows = np.zeros((max(1, len(pieces)), WINDOW, 1), np.float32)
    for row, piece in zip(rows, pieces, strict=False):
        row[WINDOW - len(piece) :, 0] = piece
    marks = np.full((len(rows), 1), np.nan)
    marks[-1] = 0
    return reader.contributions(rows, marks).z[0]


def pieces_of(rows):
    return [row[row > 0] for row in rows[..., 0]]


@pytest.mark.parametrize("words", [1, 5, 13])
def test_the_parts_of_all_words_and_the_bias_add_up_to_the_answer(reader, words):
    text = " ".join("abcdefghxjabc"[:words])
    reading = finished(read_review(reader, Letters(), text))
    assert len(reading.contributions) == len(reading.words) == words
    np.testing.assert_allclose(reading.bias + reading.contributions.sum(), reading.z, rtol=1e-12)
    np.testing.assert_allclose(reading.z_so_far[-1], reading.z, rtol=1e-12)


@pytest.mark.parametrize("words", [4, 13])
def test_the_answer_so_far_is_that_to_a_review_that_ends_there(reader, words):
    text = " ".join("abcdefghxjabc"[:words])
    reading = finished(read_review(reader, Letters(), text))
    pieces, expected = pieces_of(reading.rows), []
    for number, piece in enumerate(pieces):
        expected += [z_of(reader, [*pieces[:number], piece[: k + 1]]) for k in range(len(piece))]
    np.testing.assert_allclose(reading.z_so_far, expected, rtol=1e-12)


@pytest.mark.parametrize("pooling", ["last", "mean", "max"])
def test_it_is_said_which_words_can_move_the_answer(pooling):
    reader = reader_of(pooling, True, (4,))
    text = " ".join("abcdefghijkl"[place % 12] for place in range(WINDOW + 3))
    reading = finished(read_review(reader, Letters(), text))
    moves = WINDOW + 3 if pooling != "last" else (WINDOW + 4) // 2
    assert reading.counting == moves
    assert not reading.contributions[:-moves].any()
    assert (f"Only the last {moves} of" in reading.left_out_told) == (pooling == "last")


@pytest.mark.parametrize("words", [1, 4, 13])
def test_occlusion_is_what_the_answer_lacks_without_the_word(reader, words):
    text = " ".join("abcdefghxjabc"[:words])
    reading = finished(read_review(reader, Letters(), text))
    explained = finished(explain_reading(reader, reading))
    pieces, expected = pieces_of(reading.rows), []
    for number, piece in enumerate(pieces):
        for place in range(len(piece)):
            without = [*pieces]
            without[number] = np.delete(piece, place)
            expected.append(reading.z - z_of(reader, without))
    np.testing.assert_allclose(
        explained.explanations[OCCLUSION].values, expected, rtol=1e-9, atol=1e-12
    )


def test_a_deletion_test_leaves_out_what_speaks_most_for_the_answer_until_nothing_is_left(reader):
    reading = finished(read_review(reader, Letters(), " ".join("abcdefghxjabc")))
    explained = finished(explain_reading(reader, reading))
    direction = 1 if reading.is_positive else -1
    piece_of = np.repeat(np.arange(3), [len(piece) for piece in pieces_of(reading.rows)])
    symbols = np.concatenate(pieces_of(reading.rows))
    assert not explained.as_they_stand.values.any()
    for explanation in (*explained.explanations.values(), explained.as_they_stand):
        order = np.argsort(-direction * explanation.values, kind="stable")
        expected = []
        for gone in range(14):
            is_left = ~np.isin(np.arange(13), order[:gone])
            z = z_of(reader, [symbols[is_left & (piece_of == piece)] for piece in range(3)])
            expected.append(1 / (1 + np.exp(-direction * z)))
        np.testing.assert_allclose(explanation.curve, expected, rtol=1e-9)
        assert list(explanation.left_out) == list(range(14))


def explained(reader, words):
    text = " ".join(np.resize([*"abcdefghxj"], words))
    return finished(explain_reading(reader, finished(read_review(reader, Letters(1_000), text))))


@pytest.mark.parametrize(
    "chosen", [{"embedding": 0}, {"cell": "gru"}, {"dtype": "float32"}], ids=str
)
def test_it_adds_up_without_an_embedding_with_another_cell_and_in_less_precision(chosen):
    for pooling in ("last", "mean", "max"):
        found = explained(reader_of(pooling, True, (4, 3), **chosen), words=13)
        reading = found.reading
        np.testing.assert_allclose(
            reading.bias + reading.contributions.sum(), reading.z, rtol=1e-5, atol=1e-6
        )
        for each in found.explanations.values():
            assert each.values.shape == (13,)
            assert np.isfinite(each.values).all()


def test_gradient_times_input_is_how_z_moves_as_one_word_is_read_as_larger_numbers():
    """Proved where each letter stands once, so that its line of the table is that word alone."""
    reader = reader_of("mean", True, (4,))
    text = "abcdefg"
    found = finished(
        explain_reading(reader, finished(read_review(reader, Letters(), " ".join(text))))
    )
    values, moved, step = found.explanations[GRADIENT_TIMES_INPUT].values, [], 1e-5
    whole = reader.snapshot()
    for letter in text:
        ends = []
        for factor in (1 - step, 1 + step):
            table = whole["weights/0"].copy()
            table[LETTERS.index(letter) + 1] *= factor
            reader.restore(whole | {"weights/0": table})
            ends.append(finished(read_review(reader, Letters(), " ".join(text))).z)
        moved.append((ends[1] - ends[0]) / (2 * step))
    np.testing.assert_allclose(values, moved, rtol=1e-6, atol=1e-8)


class Counting:
    """A network that tells how much it is given to read at once."""

    def __init__(self, reader):
        self._reader, self.calls = reader, []

    def __getattr__(self, name):
        return getattr(self._reader, name)

    def last_states(self, rows):
        self.calls.append(rows.size)
        return self._reader.last_states(rows)

    def digests(self, pool, pieces):
        self.calls.append(len(pieces) * max(map(len, pieces)))
        return self._reader.digests(pool, pieces)


def test_of_a_long_review_only_the_pieces_that_lack_a_word_are_read_anew(monkeypatch):
    monkeypatch.setattr(shortened, "_PLACES_AT_ONCE", 20 * WINDOW)
    reader = Counting(reader_of("mean", True, (4,)))
    steps = read_review(reader, Letters(1_000), " ".join(np.resize([*"abcdef"], 400)))
    heard = sum(1 for _ in steps)
    assert heard >= 400 // 20
    # All of it once, and then each piece as often as it has words.
    assert sum(reader.calls) <= (400 + 400) * WINDOW
    assert max(reader.calls[1:]) <= 20 * WINDOW
    one_way = Counting(reader_of("mean", False, (4,)))
    finished(read_review(one_way, Letters(1_000), " ".join(np.resize([*"abcdef"], 400))))
    assert sum(one_way.calls) == 400


def test_of_a_long_review_several_words_are_left_out_at_once():
    found = explained(reader_of("mean", False, (4,)), words=250)
    for each in found.explanations.values():
        assert len(each.curve) == len(each.left_out) == MOST_STAGES + 1
        assert (each.left_out[0], each.left_out[-1]) == (0, 250)


def test_what_is_unknown_or_not_read_is_told():
    reader = reader_of("mean", False, (4,))
    reading = finished(read_review(reader, Letters(most=3), "a b c x d"))
    assert reading.words == ("c", "x", "d")
    assert list(reading.is_known) == [True, False, True]
    assert reading.of == 5


def test_an_answer_that_is_no_number_is_refused_in_a_sentence():
    reader = reader_of("mean", False, (4,))
    whole = reader.snapshot()
    table = whole["weights/0"].copy()
    table[LETTERS.index("b") + 1] = np.nan
    reader.restore(whole | {"weights/0": table})
    with pytest.raises(FieldError, match="no numbers: they have grown beyond all bounds"):
        finished(read_review(reader, Letters(), "a b c"))
    assert finished(read_review(reader, Letters(), "a c")).words == ("a", "c")
