"""Text -> quantities: numbers with their units and ranges, compared as such (31 km tells 19 miles, 31 does not tell 310)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qa.evaluate.days import read_day
from qa.evaluate.fold import negative, without_markers
from qa.evaluate.numerals import Lexeme, lexemes, read_number

# family -> (unit's names, how many base units it is). International definitions; "ton" and "pound" are left out,
# because a text does not say which one it means.
_UNITS: dict[str, tuple[tuple[str, str], ...]] = {
    "length": (
        ("mm millimetre millimeter", "0.001"),
        ("cm centimetre centimeter", "0.01"),
        ("m metre meter", "1"),
        ("km kilometre kilometer", "1000"),
        ("inch inche", "0.0254"),
        ("ft foot feet", "0.3048"),
        ("yd yard", "0.9144"),
        ("mile", "1609.344"),
        ("nautical_mile nmi", "1852"),
    ),
    "mass": (("g gram", "0.001"), ("kg kilogram kilo", "1"), ("tonne metric_ton", "1000")),
    "time": (
        ("second sec", "1"),
        ("minute min", "60"),
        ("hour hr", "3600"),
        ("day", "86400"),
        ("week", "604800"),
        ("fortnight", "1209600"),
    ),
    "volume": (("ml millilitre milliliter", "0.001"), ("litre liter l", "1"), ("cubic_metre cubic_meter", "1000")),
    "area": (
        ("square_metre square_meter", "1"),
        ("acre", "4046.8564224"),
        ("hectare ha", "10000"),
        ("square_kilometre square_kilometer", "1000000"),
        ("square_mile", "2589988.110336"),
    ),
    "share": (("percent % per_cent", "1"),),
    "points": (("percentage_point", "1"), ("basis_point", "0.01")),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: what it measures, and how many base units it is."""

    family: str
    size: Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number (``low == high``) or a range, its unit if it is a known one, and the value of its last written digit.

    ``bound`` marks the ends of a range such as "20-30": a text that says so states neither 20 nor 30.
    """

    low: Decimal
    high: Decimal
    place: Decimal
    unit: Unit | None = None
    bound: bool = False


def quantities(text: str) -> list[Quantity]:
    """The numbers and ranges of a text; days of the month and [n] markers are none."""
    words = lexemes(without_markers(text))
    names = {name: Unit(family, Decimal(size)) for family, rows in _UNITS.items() for row, size in rows for name in row.split()}
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        day = read_day(words, at)
        if day is not None:
            at = day.after
            continue
        first = _number(words, at)
        if first is None:
            at += 1
            continue
        quantity, after = first
        second, joint = _other_end(words, at, after)
        if second is not None:
            other, after = second
            unit = _unit(words, after, names)
            closed = joint != "to"
            found.append(Quantity(quantity.low, other.low, max(quantity.place, other.place), unit))
            found += [Quantity(end.low, end.low, end.place, unit, closed) for end in (quantity, other)]
        else:
            found.append(Quantity(quantity.low, quantity.low, quantity.place, _unit(words, after, names)))
        at = after
    return found


def tells_number(text: str, value: str, *, tolerance: float = 0.0, unit: str | None = None) -> bool:
    """Whether a text states a wanted number, or one inside a wanted range ("20-30").

    Equal values match however they are written. A unit counts where both sides have a known one: then the values are
    converted, and may differ by half of the last written digit of either. ``tolerance`` is in the wanted unit.
    """
    wanted = [quantity for quantity in quantities(f"{value} {unit or ''}") if not quantity.bound]
    if not wanted:
        return False
    said = [quantity for quantity in quantities(text) if not quantity.bound]
    whole = wanted[0] if wanted[0].low != wanted[0].high else None
    if whole is not None:
        return any(_inside(quantity, whole, Decimal(str(tolerance))) for quantity in said)
    return all(any(_inside(quantity, gold, Decimal(str(tolerance))) for quantity in said) for gold in wanted)


def _inside(said: Quantity, gold: Quantity, tolerance: Decimal) -> bool:
    if said.unit is None or gold.unit is None or said.unit.size == gold.unit.size:
        if said.unit is not None and gold.unit is not None and said.unit.family != gold.unit.family:
            return False
        return gold.low - tolerance <= said.low and said.high <= gold.high + tolerance
    if said.unit.family != gold.unit.family:
        return False
    slack = max(said.place * said.unit.size, gold.place * gold.unit.size) / 2 + tolerance * gold.unit.size
    low, high = said.low * said.unit.size, said.high * said.unit.size
    return gold.low * gold.unit.size - slack <= low and high <= gold.high * gold.unit.size + slack


def _number(words: list[Lexeme], at: int) -> tuple[Quantity, int] | None:
    read = read_number(words, at)
    if read is None:
        return None
    value = -read.value if negative(words, at) else read.value
    return Quantity(value, value, read.place), read.after


def _other_end(words: list[Lexeme], at: int, after: int) -> tuple[tuple[Quantity, int] | None, str]:
    """The upper end of a range that begins with the number at ``at``, and the word that joins the two."""
    if after + 1 >= len(words):
        return None, ""
    joint = words[after].text
    between = at > 0 and words[at - 1].text == "between" and joint == "and"
    if not (between or joint == "to" or (joint in ("-", "–") and words[after].glued)):
        return None, ""
    day = read_day(words, after + 1)
    second = None if day is not None else read_number(words, after + 1)
    first = read_number(words, at)
    if second is None or first is None or second.value <= first.value or negative(words, at):
        return None, ""
    return (Quantity(second.value, second.value, second.place), second.after), joint


def _unit(words: list[Lexeme], at: int, names: dict[str, Unit]) -> Unit | None:
    if at < len(words) and words[at].text == "-" and words[at].glued:
        at += 1
    if at >= len(words):
        return None
    pair = f"{words[at].text}_{words[at + 1].text}" if at + 1 < len(words) else ""
    for name in (pair, pair.removesuffix("s"), words[at].text, words[at].text.removesuffix("s")):
        if name in names:
            return names[name]
    return None
