"""Which column of a table has the reviews, and which their labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat

from formatting import listed, quoted, shown
from networks.fields import FieldError
from tasks.reviews.corpus import MOST_STARS
from tasks.reviews.layout import LABELS, PARTS_NAMED

NONE, SEVERAL = -1, -2
"""Stand for a column that is not there, or of which there are several."""
_TEXTS = (
    "review",
    "reviews",
    "text",
    "review_text",
    "reviewtext",
    "content",
    "comment",
    "sentence",
)
_LABELS = ("label", "labels", "sentiment", "polarity", "class", "target", "category")
_STARS = ("stars", "rating", "score", "grade", "overall")
_PARTS = ("split", "part", "set", "subset", "fold", "type")
_WORDS = {
    **LABELS,
    **dict.fromkeys(("1", "1.0", "+1", "+", "yes", "true", "p"), 1),
    **dict.fromkeys(("0", "0.0", "-1", "-", "no", "false", "n"), 0),
}
"""Labels as they are written in tables."""
_PAIRS = {frozenset("12"): {"1": 0, "2": 1}, frozenset("04"): {"0": 0, "4": 1}}
"""Numbers that two well-known data sets have for labels."""
_UNCLEAR = {"", "neutral", "mixed"}
"""What says that somebody is undecided, or nothing."""
_NO_STARS = 3
"""Where numbers reach no further, they are kinds in an order of their own, not stars."""
_MOST_VALUES = 40
_LONGEST_EXAMPLE = 60
_NO_TABLE = "There is no table in it: most lines have not as many columns as the first."


class ColumnsOpen(FieldError):
    """It has to be said which column has the reviews, and which their labels.

    Attributes:
        columns: their names, or where there are none, their numbers from 1.
        examples: what the first line has in each, shortened; empty where it is too short.
    """

    def __init__(self, columns: Sequence[str], examples: Sequence[str]) -> None:
        self.columns, self.examples = (*columns,), (*examples,)
        names = listed([*map(quoted, columns[:8])], "and")
        super().__init__(
            "It does not show which column has the reviews and which their labels: there are "
            f"{names}."
        )


@dataclass
class _ColumnSeen:
    """What stands in one: how many characters in all, and which values, as long as they are few."""

    characters: int = 0
    values: set[str] | None = field(default_factory=set)

    def add(self, text: str) -> None:
        self.characters += len(text)
        if self.values is not None:
            self.values.add(_plain(text))
            if len(self.values) > _MOST_VALUES:
                self.values = None


class Seen:
    """What was seen of all lines of a table.

    Attributes:
        first: its first line.
        second: the one after it.
    """

    def __init__(self) -> None:
        self.first: list[str] = []
        self.second: list[str] = []
        self._below = self._whole = 0
        self._columns: list[_ColumnSeen] = []

    @property
    def width(self) -> int:
        """Columns of the first line, and so of all that are whole."""
        return len(self.first)

    @property
    def is_table(self) -> bool:
        """Whether most lines are whole: of a novel few happen to have as many commas."""
        return 2 * self._whole >= self._below

    def add(self, row: list[str]) -> None:
        """See another line."""
        if not self.first:
            self.first = row
            self._columns = [_ColumnSeen() for _ in row]
            return
        self.second = self.second or row
        self._below += 1
        if len(row) == self.width:
            self._whole += 1
            for column, text in zip(self._columns, row, strict=True):
                column.add(text)

    def values(self, column: int) -> set[str]:
        """What stands in it below the first line, in small letters, if that is little."""
        return self._columns[column].values or set()

    def longest(self) -> int:
        """The column with by far the most characters; -1 if none has."""
        by_size = sorted(range(self.width), key=lambda at: -self._columns[at].characters)
        sizes = [self._columns[at].characters for at in by_size]
        return by_size[0] if sizes[0] > 3 * sizes[1] else -1


@dataclass(frozen=True)
class Chosen:
    """Which columns are read, and how; -1 for one that is not there.

    Attributes:
        text: that of the reviews.
        labels: what each value of a label says; empty where stars are the labels.
        least_stars: 0 where ratings begin at 0, else 1.
        has_header: whether the first line has names alone.
    """

    text: int
    label: int
    labels: dict[str, int]
    stars: int
    least_stars: int
    most_stars: int
    part: int
    has_header: bool

    def label_of(self, row: Sequence[str]) -> int | None:
        """1 or 0, or None if it is not clear."""
        if self.labels:
            return self.labels.get(_plain(row[self.label]))
        stars = self.stars_of(row)
        # As with the best known reviews: who gives 5 or 6 of 10 stars has no clear opinion.
        return 1 if stars >= 7 else 0 if 0 < stars <= 4 else None

    def stars_of(self, row: Sequence[str]) -> int:
        """Stars from 1 to 10; 0 if they are not known."""
        number = _number(row[self.stars]) if self.stars >= 0 else None
        if number is None or not 0 <= number <= self.most_stars:
            return 0
        if self.least_stars == 0:
            return 1 + round(number * (MOST_STARS - 1) / self.most_stars)
        # Of five, half a star is the least that is given.
        return max(1, round(number * MOST_STARS / self.most_stars))

    def part_of(self, row: Sequence[str]) -> str:
        """What the part is called; may be empty."""
        return _plain(row[self.part]) if self.part >= 0 else ""


def chosen(seen: Seen, columns: tuple[str, str] | None) -> Chosen:
    """The columns that are meant by these names, or those that are found.

    Raises:
        ColumnsOpen: they have to be named.
        FieldError: the table is empty, or those that are named cannot be.
    """
    if not seen.second:
        raise FieldError("The table has no line below the first.")
    names = [_plain(name) for name in seen.first]
    text, label = _named(seen, columns) if columns else _found(seen, names)
    values = seen.values(label)
    labels, stars = _labels_of(values), _among(names, _STARS)
    has_header = names[label] not in values and _number(names[label]) is None
    if not labels:
        stars = label
    if stars >= 0 and not _are_stars(seen.values(stars)):
        stars = -1
    if not labels and stars < 0:
        raise _no_labels(seen.first[label] if has_header else f"{label + 1}", values)
    least, most = _scale(seen.values(stars) if stars >= 0 else set())
    part = _among(names, _PARTS)
    if part >= 0 and not seen.values(part) <= PARTS_NAMED.keys() | {""}:
        part = -1
    return Chosen(text, label, labels, stars, least, most, part, has_header)


def _named(seen: Seen, columns: tuple[str, str]) -> tuple[int, int]:
    text, label = (_place(seen, each) for each in columns)
    if text == label:
        raise FieldError("The reviews and their labels cannot be in the same column.")
    return text, label


def _place(seen: Seen, column: str) -> int:
    if column.isdecimal() and 0 < int(column[:6]) <= seen.width:
        return int(column) - 1
    names = [_plain(name) for name in seen.first]
    if _plain(column) in names:
        return names.index(_plain(column))
    known = listed([*map(quoted, seen.first[:8])], "and")
    raise FieldError(f"The table has no column {quoted(column)}, only {known}.")


def _found(seen: Seen, names: Sequence[str]) -> tuple[int, int]:
    """By their names, or by what stands in them."""
    text = _among(names, _TEXTS)
    label = _among(names, _LABELS)
    if text < 0:
        text = seen.longest()
    if label < 0:
        label = _only(at for at in range(seen.width) if len(_labels_of(seen.values(at))) > 1)
    if label == NONE:
        label = _among(names, _STARS)
    if label == NONE:
        label = _only(at for at in range(seen.width) if _are_stars(seen.values(at)))
    if min(text, label) < 0 or text == label:
        raise _open(seen, names) if seen.is_table else FieldError(_NO_TABLE)
    return text, label


def _only(columns: Iterable[int]) -> int:
    """The one that there is; :data:`SEVERAL` or :data:`NONE` if there is another number."""
    found = [*columns]
    return found[0] if len(found) == 1 else SEVERAL if found else NONE


def _open(seen: Seen, names: Sequence[str]) -> ColumnsOpen:
    """What there is to choose from."""
    has_names = all(names) and not any(name in _WORDS or _number(name) for name in names)
    columns = seen.first if has_names else [str(at + 1) for at in range(seen.width)]
    examples = seen.second if has_names else seen.first
    texts = islice(chain(examples, repeat("")), seen.width)  # That line may be torn.
    return ColumnsOpen(columns, [shown(each, _LONGEST_EXAMPLE) for each in texts])


def _among(names: Sequence[str], known: Sequence[str]) -> int:
    """The column of the first of these names that there is; -1 if there is none."""
    return next((names.index(name) for name in known if name in names), -1)


def _labels_of(values: set[str]) -> dict[str, int]:
    """What each of these says, if all of them are labels."""
    if frozenset(values) in _PAIRS:
        return _PAIRS[frozenset(values)]
    clear = values - _UNCLEAR
    if "-1" in clear:
        clear -= {"0"}  # Which is then between the two.
    return {value: _WORDS[value] for value in clear} if clear <= _WORDS.keys() else {}


def _are_stars(values: set[str]) -> bool:
    """Whether they are; of no more than 3 nobody knows which is the best."""
    numbers = [_number(value) for value in values - {""}]
    known = [each for each in numbers if each is not None and 0 <= each <= MOST_STARS]
    return len(numbers) == len(known) > 2 and max(known) > _NO_STARS


def _scale(values: set[str]) -> tuple[int, int]:
    """The fewest and the most stars that can be given, where these are."""
    numbers = {_number(value) for value in values - {""}}
    most = max((each or 0 for each in numbers), default=0)
    if 0 in numbers:
        return 0, 4 if most <= 4 else 5 if most <= 5 else MOST_STARS
    return 1, 5 if most <= 5 else MOST_STARS


def _number(text: str) -> float | None:
    try:
        return float(text[:20].replace(",", "."))
    except ValueError:
        return None


def _no_labels(name: str, values: set[str]) -> FieldError:
    few = listed([*map(quoted, sorted(values)[:3])], "and") if values else "too many to tell"
    return FieldError(
        f"Column {quoted(name)} has no labels, such as positive and negative or 1 and 0: it has "
        f"{few}."
    )


def _plain(text: str) -> str:
    return text[:_LONGEST_EXAMPLE].strip().strip("\ufeff").lower()
