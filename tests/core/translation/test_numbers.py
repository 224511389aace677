"""The same numbers and months in both languages, however either of them writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.translation.months import NAMES, possible_months, sure_months
from kbase.core.translation.numbers import differences, figures
from kbase.core.translation.numerals import spelled

NBSP, THIN = "\u00a0", "\u202f"

SAME = [
    # thousands, decimals, scales
    ("1,500 people", "1500 человек"),
    ("1,500 people", f"1{NBSP}500 человек"),
    ("1,500 people", f"1{THIN}500 человек"),
    ("1,500 people", "1,5 тыс. человек"),
    ("1,500 people", "1,5 тыс человек"),
    ("1,500 people", "1,5 тысячи человек"),
    ("1,234,567 roubles", "1 234 567 рублей"),
    (f"10{NBSP}000 people", "10 тысяч человек"),
    ("1.5 million", f"1,5{NBSP}млн"),
    ("2.75bn dollars", "2,75 млрд долларов"),
    ("$5m", "5 млн долларов"),
    ("3 trillion", "3 триллиона"),
    ("5 hundred", "500"),
    ("a 20,000-strong staff", "20-тысячный штат"),
    ("over 21,000 chips", "21 с лишним тысяча чипов"),
    ("0.10", "0,1"),
    ("007", "7"),
    # per cent, clocks, versions, articles, ranges
    ("20 per cent", f"20{NBSP}%"),
    ("20%", "20 процентов"),
    ("2.5 times", "в 2,5 раза"),
    ("at 12:30", "в 12.30"),
    ("at 9:05", "в 9:05"),
    ("Apache 2.0", "Apache 2.0"),
    ("Article 2.1", "статья 2.1"),
    ("2025–2026", "2025–2026 годы"),
    ("from 5 to 7 million", "от 5 до 7 млн"),
    ("5,000,000 to 7,000,000", "от 5 до 7 млн"),
    ("79,200 to 144,300 people", "с 79,2 до 144,3 тыс. человек"),
    ("5, 6 and 7 thousand", "5000, 6000 и 7000"),
    ("$5–7 billion", "5–7 млрд долларов"),
    ("5 m high", "высотой 5 м"),
    ("in 2025 100 people", "в 2025 100 человек"),
    ("items 1, 2, 3", "пункты 1, 2, 3"),
    ("GPT-4 on 5G", "GPT-4 в сети 5G"),
    ("the 1990s", "1990-е"),
    ("the 21st session", "21-я сессия"),
    # words and Roman numerals satisfy a figure and are not demanded
    ("13 ministers", "тринадцать министров"),
    ("thirteen ministers", "13 министров"),
    ("two of them", "некоторые из них"),
    ("some of them", "пятеро из них"),
    ("twenty-one", "21"),
    ("21", "двадцать один"),
    ("350", "триста пятьдесят"),
    ("350", "трёхсот пятидесяти"),
    ("three million", "3 млн"),
    ("100,000", "сто тысяч"),
    ("500,000", "полмиллиона"),
    ("half a million", "500 тысяч"),
    ("half", "0,5"),
    ("1.5", "полтора"),
    ("a dozen", "12"),
    ("twice", "в 2 раза"),
    ("both", "2"),
    ("the 21st century", "XXI век"),
    ("Article IV", "статья 4"),
    ("the third", "3-й"),
    ("1st", "впервые, первый"),
    # months and dates
    ("on 25 August 2025", "25 августа 2025 года"),
    ("In August", "в августе"),
    ("the August session", "августовская сессия"),
    ("August began", "Август начался"),
    ("in May 2025", "в мае 2025 года"),
    ("since May", "с мая"),
    ("May 9", "9 мая"),
    ("9 May", "9 мая"),
    ("This May", "в этом мае"),
    ("in early May", "в начале мая"),
    ("mid-May", "середина мая"),
    ("March and April", "март и апрель"),
    ("between June and July", "с июня по июль"),
    ("Aug. 25", "25 августа"),
    ("13 Sept 2024", "13 сентября 2024"),
    ("25 August 2025", "25.08.2025"),
    ("2025-08-25", "25 августа 2025 года"),
    ("10.06.2025", "10.06.2025"),
    ("the October session", "Октябрьская сессия"),
    ("since January", "с начала года"),
    ("since the beginning of the year", "с января"),
    # what only looks like a month
    ("He may go", "Он может идти"),
    ("May I ask", "Можно спросить"),
    ("Theresa May agreed", "Тереза Мэй согласилась"),
    ("to march on", "идти дальше"),
    ("Marchenko and Augustine", "Марченко и Августин"),
    ("the Decembrists", "декабристы"),
    ("Oktyabrsky district", "Октябрьский район"),
    ("the Mayor", "мэр"),
    ("a market", "рынок"),
]


@pytest.mark.parametrize(("en", "ru"), SAME)
def test_the_same_in_both_languages(en: str, ru: str) -> None:
    """A faithful translation is never called different."""
    assert differences(en, ru) == []


DIFFERENT = [
    ("90 people", "19 человек", ["'90' is not in the Russian text", "'19' is not in the English text"]),
    ("1,500", "15 000", ["'1,500' is not in the Russian text", "'15 000' is not in the English text"]),
    ("1.5 million", "1,5 млрд", ["'1.5 million' is not in the Russian text", "'1,5 млрд' is not in the English text"]),
    (
        "1,5",
        "1,5",
        ["'1' is not in the Russian text", "'5' is not in the Russian text", "'1,5' is not in the English text"],
    ),
    ("20 per cent", "процент", ["'20' is not in the Russian text"]),
    ("people", "20 человек", ["'20' is not in the English text"]),
    ("in 2025", "в 2024–2025 годах", ["'2024' is not in the English text"]),
    ("5", "пятьдесят", ["'5' is not in the Russian text"]),
    ("6", "семь", ["'6' is not in the Russian text"]),
    ("21", "двадцать", ["'21' is not in the Russian text"]),
    (
        "$5 to $7 million",
        "от 5 до 8 млн",
        ["'7 million' is not in the Russian text", "'8 млн' is not in the English text"],
    ),
    ("at 12:30", "в 12.35", ["'12.30' is not in the Russian text", "'12.35' is not in the English text"]),
    ("25 August", "26 августа", ["'25' is not in the Russian text", "'26' is not in the English text"]),
    (
        "25 August",
        "25 июля",
        ["the month August is not in the Russian text", "the month July is not in the English text"],
    ),
    (
        "25.08.2025",
        "25 июля 2025",
        ["the month August is not in the Russian text", "the month July is not in the English text"],
    ),
    ("in May", "весной", ["the month May is not in the Russian text"]),
    ("in spring", "в мае", ["the month May is not in the English text"]),
    ("in spring", "в мартовском докладе", ["the month March is not in the English text"]),
    ("90 people, 90 chairs", "люди", ["'90' is not in the Russian text"]),
]


@pytest.mark.parametrize(("en", "ru", "expected"), DIFFERENT)
def test_what_differs_is_named_as_it_is_written(en: str, ru: str, expected: list[str]) -> None:
    """A figure or month that the other language lacks is named once, with the language that lacks it."""
    assert differences(en, ru) == expected


NUMBERS = st.integers(min_value=0, max_value=10**12 - 1)
SEPARATORS = st.sampled_from([" ", NBSP, THIN, "\u2009", ""])


def russian(number: int, separator: str) -> str:
    """A number with the thousands apart, as Russian writes it (four figures stay together)."""
    return f"{number:,}".replace(",", separator) if number >= 10_000 else str(number)


@given(NUMBERS, SEPARATORS)
def test_any_integer_agrees_with_itself(number: int, separator: str) -> None:
    """The English way and the Russian way of writing an integer are one number."""
    assert differences(f"about {number:,} people", f"около {russian(number, separator)} человек") == []
    assert differences(f"about {number} people", f"около {russian(number, separator)} человек") == []


@given(NUMBERS, NUMBERS, SEPARATORS)
def test_two_different_integers_do_not_agree(one: int, other: int, separator: str) -> None:
    """An integer is not taken for another."""
    found = differences(f"about {one:,} people", f"около {russian(other, separator)} человек")
    assert (found == []) == (one == other)


@given(
    st.decimals(0, 10**6, places=2), st.sampled_from([("thousand", "тыс."), ("million", "млн"), ("billion", "млрд")])
)
def test_any_decimal_with_its_scale_agrees_with_itself(number: Decimal, scale: tuple[str, str]) -> None:
    """Point and comma, and the words for thousands, millions and milliards."""
    comma = str(number).replace(".", ",")
    assert differences(f"{number} {scale[0]}", f"{comma} {scale[1]}") == []


@given(st.dates())
def test_any_date_agrees_with_itself(day: date) -> None:
    """A date in figures is the date in words."""
    in_words = f"{day.day} {NAMES[day.month - 1]} {day.year:04}"
    assert differences(in_words, f"{day.day}.{day.month:02}.{day.year:04}") == []
    assert differences(in_words, day.isoformat()) == []


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(en: str, ru: str) -> None:
    """No text makes the comparison fail, and a difference is one line."""
    assert all("\n" not in line or "\n" in en + ru for line in differences(en, ru))


# --- the parts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("79.2 to 144.3 thousand", "en", [("79.2", [Decimal("79.2"), 79200]), ("144.3 thousand", [144300])]),
        ("5 m", "en", [("5 m", [5_000_000, 5])]),
        ("25.08.2025", "ru", [("25", [25]), ("2025", [2025])]),
        ("1,2345", "en", [("1", [1]), ("2345", [2345])]),
        ("1 2345", "ru", [("1", [1]), ("2345", [2345])]),
    ],
)
def test_a_figure_has_its_readings(text: str, language: str, expected: list[tuple[str, list[Decimal]]]) -> None:
    """What can be read in two ways has two readings, the likelier first; the rest has one."""
    assert [(figure.written, list(figure.readings)) for figure in figures(text, language)] == expected


def words(text: str) -> list[str]:
    return text.split()


UNITS = words("ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать")
UNITS_OF = words("ноля одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати")
ORDINALS = words("нулевой первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый")
ENGLISH = words("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")
TENS = words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто")
TENS_OF = words("двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста ста")
HUNDREDS = words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")


NUMBER_WORDS: list[tuple[str, str, float]] = [
    *((word, "ru", value) for forms in (UNITS, UNITS_OF, ORDINALS) for value, word in enumerate(forms)),
    *((word, "en", value) for value, word in enumerate(ENGLISH)),
    *((word, "ru", 10 * value) for forms in (TENS, TENS_OF) for value, word in enumerate(forms, start=2)),
    *((word, "ru", 100 * value) for value, word in enumerate(HUNDREDS, start=1)),
    *(("двое", "ru", 2), ("обеих", "ru", 2), ("вдвое", "ru", 2), ("трижды", "ru", 3), ("пятеро", "ru", 5)),
    *(("тысячи", "ru", 1000), ("полтора", "ru", 1.5), ("половина", "ru", 0.5), ("XIV", "ru", 14), ("IX", "en", 9)),
]


def test_a_number_word_is_that_number_alone() -> None:
    """Cardinals, ordinals, collective and Roman numerals, in the nominative and the genitive."""
    found = [(word, spelled(word, language), value) for word, language, value in NUMBER_WORDS]
    assert [(word, numbers) for word, numbers, value in found if numbers != {Decimal(value)}] == []


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("two hundred and five", "en", {2, 5, 100, 105, 200, 205}),
        ("сорок два", "ru", {40, 2, 42}),
        ("сорок, два", "ru", {40, 2}),
        ("двадцать одна тысяча", "ru", {20, 1, 1000, 21, 20000 + 1000, 21000}),
        ("семья, вторник, стол, шестерня, пяток", "ru", set()),
        ("often, tone, stone, weight", "en", set()),
    ],
)
def test_number_words_add_up_where_they_stand_together(text: str, language: str, values: set[int]) -> None:
    """«Сорок два» is 42 too; words that only begin like a number are none."""
    assert spelled(text, language) == {Decimal(value) for value in values}


CASES = [
    *(
        words("январь января январе январю январём"),
        words("февраль февраля феврале"),
        words("март марта марте мартом"),
    ),
    *(
        words("апрель апреля апреле"),
        words("май мая мае маю маем"),
        words("июнь июня июне"),
        words("июль июля июле"),
    ),
    *(
        words("август августа августе августом"),
        words("сентябрь сентября сентябре"),
        words("октябрь октября октябре"),
    ),
    *(words("ноябрь ноября ноябре"), words("декабрь декабря декабре декабрём")),
]


def test_a_month_is_known_in_every_case() -> None:
    """Nouns in all cases, with a small or a capital letter."""
    for month, forms in enumerate(CASES, start=1):
        for word in forms:
            assert sure_months(f"в {word} года", "ru") == sure_months(word.capitalize(), "ru") == {month}, word


def test_a_month_is_known_by_its_english_name() -> None:
    """In full, and cut to three letters beside a number."""
    for month, name in enumerate(NAMES, start=1):
        assert sure_months(f"in {name}", "en") == {month}, name
        assert sure_months(f"on 5 {name[:3]} 2025", "en") == sure_months(f"{name[:3]} 5", "en") == {month}, name


@pytest.mark.parametrize(
    ("text", "language", "possible"),
    [("May", "en", {5}), ("Октябрьская улица", "ru", {10}), ("в начале года", "ru", {1}), ("2025-06", "en", {6})],
)
def test_a_doubtful_month_is_possible(text: str, language: str, possible: set[int]) -> None:
    """What may be a month satisfies the other language; only a date in figures is sure."""
    assert possible_months(text, language) == possible
    assert sure_months(text, language) == ({6} if text == "2025-06" else set())
