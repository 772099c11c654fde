"""The vocabulary of time expressions, as tables and as pieces of regular expressions.

Month and weekday names are matched with a capital (or all in capitals): "may", "march" and "sun"
are other words.
"""

from __future__ import annotations

from typing import Final

from concord.coding import numbers

MONTHS: Final = {
    name: index
    for index, name in enumerate(
        [
            "january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december",
        ],
        start=1,
    )
}  # fmt: skip
WEEKDAYS: Final = {
    name: index
    for index, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
UNITS: Final = {
    "second": "S", "minute": "TM", "min": "TM", "hour": "H", "hr": "H", "day": "D", "night": "D",
    "week": "W", "fortnight": "F", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "century": "CE", "centurie": "CE", "season": "SE",
}  # fmt: skip
PARTS: Final = {
    "morning": "MO", "dawn": "MO", "sunrise": "MO", "afternoon": "AF", "evening": "EV",
    "dusk": "EV", "sunset": "EV", "night": "NI", "nighttime": "NI", "daytime": "DT",
}  # fmt: skip
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "1st": 1, "2nd": 2,
    "3rd": 3, "4th": 4, "last": -1, "final": -1, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21, "eighteenth": 18, "seventeenth": 17, "sixteenth": 16,
}  # fmt: skip
_TENTH = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
# Days of the month as broadcast scripts and speeches spell them: "March the eighth".
SPOKEN_DAYS: Final = {
    **{word: number for number, word in enumerate(_TENTH, start=1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_TENTH[:9], start=1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
SPOKEN_DAY: Final = (
    rf"(?:{'|'.join(sorted(SPOKEN_DAYS, key=len, reverse=True)).replace('-', '[ -]')})(?!\w)"
)
DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip


_SHORT_YEAR = 2  # digits
_PIVOT = 50


def _cased(words: list[str]) -> str:
    """Match the words with a capital first letter or all in capitals, whatever the flags."""
    titles = "|".join(word.capitalize() for word in words)
    return rf"(?-i:{titles}|{'|'.join(word.upper() for word in words)})"


SHORT_MONTHS: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
]
_SHORT_DAYS = ["mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"]

_NAMES_TOO = frozenset({"mar", "sep", "dec", "jan", "jun"})  # short forms of people's names too
LONG_MONTH: Final = rf"{_cased(list(MONTHS))}(?!\w)"
MONTH: Final = rf"(?:{_cased(list(MONTHS))}(?!\w)|{_cased(SHORT_MONTHS)}(?!\w)\.?)"
# Bare month names that are nothing else; "May" and "March" need a preposition or a year.
SURE_MONTH: Final = (
    rf"(?:{_cased([m for m in MONTHS if m not in {'may', 'march'}])}(?!\w)"
    rf"|"
    rf"{_cased([m for m in SHORT_MONTHS if m not in _NAMES_TOO])}\.(?!\w))"
)
WEEKDAY: Final = rf"(?:{_cased(list(WEEKDAYS))}(?!\w))"
ANY_WEEKDAY: Final = rf"(?:{_cased(list(WEEKDAYS))}(?!\w)|{_cased(_SHORT_DAYS)}(?!\w)\.?)"
DAY: Final = r"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?(?:st|nd|rd|th)\b)?)"
YEAR: Final = r"(?:(?<!\d\.)(?:1[5-9]|20)\d\d(?![\d]|,\d|\.\d))"
# "Dawn" with a capital is a newspaper.
PART: Final = (
    r"(?:(?:early |late |mid-?\s?)?"
    r"(?:morning|afternoon|evening|night|(?-i:dawn)|dusk|sunrise|sunset)(?!\w))"
)
ZONE: Final = (
    r"(?:\s*\(?(?-i:EST|EDT|CST|CDT|PST|PDT|MST|MDT|GMT|UTC|BST|IST|PKT|PST|ET|CET|local time|"
    r"Eastern time|Eastern)(?!\w)\)?|\s+local\s+time\b)"
)
CLOCK: Final = (
    rf"(?:(?:\d{{1,2}}(?:[:.]\d\d){{0,2}}\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b)|"
    rf"\d{{1,2}}:\d\d(?::\d\d)?(?!\d)"
    rf"(?:\s?(?:hrs|hours)\b)?|\d{{4}}\s?(?:hrs|hours|(?-i:GMT|UTC))\b|(?:\d{{1,2}}|one|two|three|four|"
    rf"five|six|seven|"
    rf"eight|nine|ten|eleven|twelve)\s+(?:o'?clock|(?=in\s+the\s+(?:morning|afternoon|evening)))|noon\b|midnight\b|midday\b|mid-day\b)"
    rf"(?:\s*in\s+the\s+(?:morning|afternoon|evening))?{ZONE}?"
    r"(?:\s*\(\d{1,2}[:.]?\d\d\s?(?-i:GMT|UTC)\))?)"
)
ABOUT: Final = (
    r"(?:about|around|approximately|roughly|nearly|"
    r"(?:shortly|just|soon|sometime)\s+(?:after|before))"
)
_SPOKEN_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPOKEN_UNITS = "one|two|three|four|five|six|seven|eight|nine"
# Years as broadcast scripts spell them: "nineteen ninety-six", "two thousand and eight".
SPOKEN_YEAR: Final = (
    rf"(?:(?:eighteen|nineteen|twenty)[\s-](?:(?:{_SPOKEN_TENS})(?:[\s-](?:{_SPOKEN_UNITS}))"
    rf"?|ten|eleven|"
    rf"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    rf"oh[\s-](?:{_SPOKEN_UNITS}))"
    rf"(?!\w)|two\s+thousand(?:\s+(?:and\s+)?(?:{_SPOKEN_UNITS}|ten|eleven|twelve))?(?!\w))"
)
UNIT: Final = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|weekends?|months?|"
    r"quarters?|years?|decades?|century|centuries|seasons?)(?![\w])"
)
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand)"
)
NUMBER: Final = (
    rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s+\d/\d)?|{_SMALL}(?:[\s-](?:hundred|thousand|and a "
    rf"half))?|"
    r"a hundred|a dozen|half a dozen|(?:a )?couple of|a couple|a half|half an?|an?|several|"
    r"a few|few|some|many|dozens of|a number of|hundreds of|thousands of|the couple of)"
)
APPROX: Final = (
    r"(?:about|around|nearly|almost|approximately|roughly|some|more than|less than|at least|"
    r"at most|up to|no more than|just over|just under|as many as|well over|another|"
    r"a little more than|not more than|no less than|as little as)"
)
HEDGE: Final = r"(?:(?:early|earlier|late|later|mid)[\s-]+(?:in\s+|on\s+)?)"
EDGE: Final = (
    r"(?:(?:the\s+)?(?:end|beginning|start|middle|early part|latter part|early days|close|"
    r"last days|first days|(?:early|small|wee)\s+hours)\s+of\s+)"
)


def month_of(word: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    key = word.lower().rstrip(".")[:3]
    return next(index for name, index in MONTHS.items() if name.startswith(key))


def weekday_of(word: str) -> int:
    """Return Monday 0 to Sunday 6 by name or abbreviation."""
    key = word.lower().rstrip(".")[:3]
    return next(index for name, index in WEEKDAYS.items() if name.startswith(key))


def day_of(word: str) -> int:
    """Return the day of the month that a figure with or without "th" says."""
    return int("".join(char for char in word if char.isdigit()))


def spoken_year(words: str) -> int:
    """Return the year that spelled words say ("nineteen ninety-six" -> 1996)."""
    lower = words.lower().replace("-", " ").replace(" oh ", " ")
    if lower.startswith("two"):
        return numbers.parse(lower) or 2000
    first, _, rest = lower.partition(" ")
    return 100 * (numbers.parse(first) or 0) + (numbers.parse(rest) or 0)


def unit_of(word: str) -> str:
    """Return the code of a unit of time: S TM H D W F WE M Q Y DE CE SE."""
    lower = word.lower()
    return UNITS[lower] if lower in UNITS else UNITS[lower.removesuffix("s")]


_OPEN_COUNTS = frozenset(
    {"several", "few", "some", "many", "dozens", "hundreds", "thousands", "a few", "a number of"}
)
_ONE, _HALF = frozenset({"a", "an", "the"}), frozenset({"half", "half a", "half an", "a half"})


def count_of(words: str) -> float | None:
    """Return how many, or None for an open number ("several")."""
    lower = " ".join(words.lower().replace("-", " ").split())
    if lower in _ONE or lower in _HALF:
        return 1 if lower in _ONE else 0.5
    if lower in _OPEN_COUNTS or lower.split()[0] in _OPEN_COUNTS:
        return None
    if "/" in lower or lower.endswith("and a half"):
        return _with_fraction(lower)
    figure = lower.replace(",", "")
    return float(figure) if figure.replace(".", "", 1).isdigit() else numbers.parse(lower)


def _with_fraction(lower: str) -> float | None:
    if lower.endswith("and a half"):
        whole = count_of(lower.removesuffix("and a half").strip())
        return None if whole is None else whole + 0.5
    before, _, fraction = lower.rpartition(" ")
    above, below = fraction.split("/")
    return (float(before) if before else 0) + int(above) / int(below)


def year_of(words: str) -> int:
    """Return the year of "1998" or "'98" (short ones from 1951 to 2050)."""
    digits = words.lstrip("'\u2019")
    if len(digits) == _SHORT_YEAR:
        return int(digits) + (1900 if int(digits) > _PIVOT else 2000)
    return int(digits)
