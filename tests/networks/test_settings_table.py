"""One table of what can be set: nothing is left out of it, and a file keeps to it."""

from dataclasses import replace

import pytest

from file_parts import FileProblem
from networks.fields import Number, OneOf, WholeNumber
from networks.ports import BITS, Ports
from networks.settings import DEFAULT_SETTINGS
from networks.settings_facts import check_settings, within_limits
from networks.settings_table import FIELDS, LEARNING, NETWORK, OF_NETWORK, START, offered

OWN = {field.name: field for field in OF_NETWORK if hasattr(DEFAULT_SETTINGS, field.name)}
"""Those that are an attribute of the settings."""


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_default_is_one_of_the_values_that_can_be_chosen(field):
    field.check(field.default)
    if field.name in OWN:
        assert field.default == getattr(DEFAULT_SETTINGS, field.name)


def test_every_setting_is_asked_for_and_has_a_column_or_stands_in_one():
    asked = {field.name for field in (*NETWORK, *LEARNING, *START)}
    parts = {"units": "layers", "clips": "clip_norm"}
    assert {parts.get(name, name) for name in OWN} <= asked
    for name in asked - {"seed"}:
        column = "units" if name.startswith(("layers", "units")) else parts.get(name, name)
        assert FIELDS[column].heading.title


def beyond(kind):
    """A value just outside of what a kind takes."""
    if isinstance(kind, WholeNumber):
        return kind.largest + 1
    if isinstance(kind, Number):
        return kind.largest * (1 + 1e-9)
    return "neither" if isinstance(kind, OneOf) else ()


@pytest.mark.parametrize("name", OWN)
def test_a_file_with_a_value_beyond_the_limits_is_refused_in_a_sentence(name):
    settings = replace(DEFAULT_SETTINGS, **{name: beyond(OWN[name].kind)})
    with pytest.raises(FileProblem) as problem:
        check_settings(settings)
    assert str(problem.value).startswith("The file")
    assert str(problem.value).endswith(".")


def test_of_thousands_of_words_there_are_fewer_rows_for_as_many_numbers_as_are_answered():
    words = Ports("one-hot", 10_000, "softmax", 10_000, at_each_step=True)
    many = replace(DEFAULT_SETTINGS, ports=words, window=50, rows=33)
    check_settings(many)
    with pytest.raises(FileProblem):
        check_settings(replace(many, rows=34))
    check_settings(replace(many, ports=replace(words, at_each_step=False), rows=256))


def test_a_drawn_sequence_may_be_longer_than_a_window_of_a_pattern_and_than_there_are_rows():
    """And no longer than the largest network of the longest ones can bear."""
    long = replace(DEFAULT_SETTINGS, ports=Ports(features=2), window=200, rows=81)
    check_settings(long)
    assert within_limits(replace(long, rows=4)) == (replace(long, rows=4), "")
    for beyond in (replace(long, rows=82), replace(long, window=201), replace(long, ports=BITS)):
        with pytest.raises(FileProblem):
            check_settings(beyond)


REVIEWS = replace(
    DEFAULT_SETTINGS,
    ports=Ports("one-hot", 30_000, padded=True),
    stateful=False,
    embedding=8,
    rows=16,
    window=1000,
)


def test_sequences_that_are_padded_may_be_as_long_as_their_rows_can_bear():
    check_settings(REVIEWS)
    check_settings(replace(REVIEWS, window=50, rows=256))
    beyond = {"window": 1001}, {"rows": 17}, {"embedding": 0}, {"stateful": True}
    for other in beyond:
        with pytest.raises(FileProblem):
            check_settings(replace(REVIEWS, **other))


def test_as_few_words_as_a_layer_can_have_weights_for_need_no_embedding():
    few = replace(REVIEWS.ports, features=10_000)
    check_settings(replace(REVIEWS, ports=few, embedding=0))
    assert offered(FIELDS["embedding"], REVIEWS).kind.least == 1
    assert offered(FIELDS["embedding"], replace(REVIEWS, ports=few)).kind.least == 0
