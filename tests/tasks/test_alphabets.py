"""Of encodings that have other letters in the same bytes the one is taken that makes a language."""

import pytest

from tasks.alphabets import latin_encoding
from tasks.decoding import decoded

FOREIGN = [
    ("cp1254", "Pijamalı hasta yağız şoföre çabucak güvendi."),
    ("cp1257", "Įlinkdama fechtuotojo špaga sublykčiojusi pragręžė apvalų arbūzą."),
    ("cp1257", "Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus."),
    ("cp1250", "Pchnąć w tę łódź jeża lub ośm skrzyń fig."),
    ("iso8859_2", "Pchnąć w tę łódź jeża lub ośm skrzyń fig."),
    ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
    ("iso8859_2", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
    ("cp1250", "Kŕdeľ ďatľov učí koňa žrať kôru, päť týždňov stĺpov."),
    ("cp1250", "Árvíztűrő tükörfúrógép, jó foxim és don Quijote húszwattos lámpánál ülve."),
    ("cp1250", "Gojazni đačić s biciklom drži hmelj i finu vatu u džepu nošnje."),
    ("cp1250", "Muzicologă în bej vând whisky şi tequila, preţ fix."),
]
WESTERN = [
    "Voilà l’été où naît la forêt, ça gêne; bête noël, œuvre.",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "El pingüino hizo kilómetros bajo exhaustiva lluvia y frío, añoraba a su cachorro.",
    "À noite, vovô Kowalsky vê o ímã cair no pé do pinguim queixoso, então não.",
    "Høj bly gom vandt fræk sexquiz på wc.",
    "Kæmi ný öxi hér, ykist þjófum nú bæði víl og ádrepa.",
    "The naïve Brontë went to the café of Señor Müller “quickly”.",
]


@pytest.mark.parametrize(("encoding", "sentence"), FOREIGN)
def test_a_text_is_read_in_the_letters_of_its_language(encoding, sentence):
    text = f"{sentence}\n" * 60
    found = decoded(text.encode(encoding))
    assert found.text == text
    assert found.is_guess


@pytest.mark.parametrize("sentence", WESTERN)
def test_one_of_the_west_stays_so(sentence):
    text = f"{sentence}\n" * 60
    assert decoded(text.encode("cp1252")).text == text


@pytest.mark.parametrize("raw", [b"caf\xe9 " * 9, "в час небывало жаркого".encode("cp1251") * 99])
def test_of_few_letters_or_of_another_script_nothing_is_told(raw):
    assert latin_encoding(raw) is None
