"""Phone numbers: which are usable, in what form they are kept, and that the library agrees."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.dialer.records.phones import Phone, read_phone, shown

USABLE = {
    "8015550100": "+18015550100",
    "801-555-0100": "+18015550100",
    "801.555.0100": "+18015550100",
    "(801) 555-0100": "+18015550100",
    "(801)555-0100": "+18015550100",
    "18015550100": "+18015550100",
    "+1 (801) 555-0100": "+18015550100",
    " 1-801-555-0100 ": "+18015550100",
    "801/555/0100": "+18015550100",
    "tel:+1-801-555-0100": "+18015550100",
    "+44 20 7946 0000": "+442079460000",
    "011 44 20 7946 0000": "+442079460000",
    "+49 30 23125 000": "+493023125000",
    # A possible number in an area code that the library's tables may not know yet.
    "2205550100": "+12205550100",
    # Digits of other scripts.
    "٨٠١٥٥٥٠١٠٠": "+18015550100",
}
UNUSABLE = [
    "",
    "   ",
    "none",
    "5550100",
    "555-0100",
    "1015550100",
    "0015550100",
    "8011550100",
    "8010550100",
    "801555010",
    "80155501000",
    "12345678901234567",
    "+1801",
    "801" * 100,
    "+",
    "(801",
    "+999 12345678",
]


@pytest.mark.parametrize(("written", "number"), USABLE.items())
def test_usable(written: str, number: str) -> None:
    assert read_phone(written) == Phone(number)


@pytest.mark.parametrize("written", UNUSABLE)
def test_unusable(written: str) -> None:
    assert read_phone(written) is None


def test_an_extension_is_dropped_and_told() -> None:
    assert read_phone("801 555 0100 ext. 12") == Phone("+18015550100", extension_dropped=True)


def test_the_region_says_where_a_number_without_country_code_belongs() -> None:
    assert read_phone("020 7946 0000", "GB") == Phone("+442079460000")
    assert read_phone("020 7946 0000") is None


def test_shown_as_ten_digits_at_home_and_whole_abroad() -> None:
    assert shown("+18015550100") == "8015550100"
    assert shown("+442079460000") == "+442079460000"


_SEPARATOR = st.sampled_from(["", "-", ".", " "])


@pytest.mark.slow
@settings(derandomize=True, max_examples=80)
@given(
    st.sampled_from(["", "1", "+1", "+1 ", "1-"]),
    st.integers(0, 9_999_999_999),
    _SEPARATOR,
    _SEPARATOR,
    st.booleans(),
)
def test_common_ways_of_writing_are_read_as_the_library_reads_them(
    prefix: str, digits: int, first: str, second: str, braced: bool
) -> None:
    text = f"{digits:010}"
    area = f"({text[:3]})" if braced else text[:3]
    written = f"{prefix}{area}{first}{text[3:6]}{second}{text[6:]}"
    expected = None
    try:
        found = phonenumbers.parse(written, "US")
    except phonenumbers.NumberParseException:
        pass
    else:
        national = phonenumbers.national_significant_number(found)
        structured = found.country_code != 1 or (len(national) == 10 and national[0] > "1" and national[3] > "1")
        if phonenumbers.is_possible_number(found) and structured:
            expected = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    read = read_phone(written)
    assert (None if read is None else read.number) == expected


@settings(derandomize=True, max_examples=80)
@given(st.text(max_size=300))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    read = read_phone(text)
    assert read is None or read.number.startswith("+")


@pytest.mark.slow
def test_tables_of_places_and_carriers_are_never_loaded() -> None:
    program = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from studio.dialer.loading.loader import Loader\n"
        "from studio.dialer.zones.finder import ZoneFinder\n"
        "ZoneFinder().of_number('+18015550100', datetime(2026, 1, 1, tzinfo=UTC))\n"
        "print(*[name for name in sys.modules if 'geocoder' in name or 'carrier' in name or 'geodata' in name])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
