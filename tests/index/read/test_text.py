"""Bytes -> normalised text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.text import Unreadable, clean, decode

# Every plane, lone surrogates too, and often the characters that cleaning is about.
_ODD = st.sampled_from(
    "\x00\x07\x08\t\n\x0b\r\x1b[]0;m\\ \x7f\x85\x90\x9b\x9c\x9d\xa0\xade\u0301\u0316\u0344\u200b\u2028\u202e\u2066\u3000"
    "\ud800\udc00\ufe0f\ufeff\ufffd\U0001f468\U000e0041\u1100\u1161\u11a8\u2000\u212b"
)
_TEXT = st.text(st.one_of(st.characters(), _ODD))


@given(_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(_TEXT)
def test_clean_text_is_composed_encodable_and_shows_nothing_hidden(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t"]
    assert not set(cleaned) & set("\x1b\x9b\u200b\u200d\u202e\u2066\ufeff\xad\U000e0041\xa0\r")
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert all(line == line.rstrip() for line in cleaned.split("\n"))


@given(st.text("abcXYZ 019.,;:!?-–—“”‘’'\"éßñ", max_size=60))
def test_plain_words_quotes_and_dashes_stay_as_they_were_written(text: str) -> None:
    assert clean(text) == text.strip()


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("\x1b[2J\x1b[H\x1b[31mALERT\x1b[0m 14 ships", "ALERT 14 ships"),
        ("14 \x1b]52;c;Y3VybA==\x07ships", "14 ships"),
        ("\x1b]8;;http://evil.invalid/\x1b\\click\x1b]8;;\x1b\\ here", "click here"),
        ("\x9b31mred\x9d0;title\x9c 14", "red 14"),
        ("a\x1bPpayload\x1b\\b", "ab"),
        ("an unclosed \x1b]0;title stays readable", "an unclosed 0;title stays readable"),
        ("14 ships\x08\x08 99\rnext", "14 ships 99\nnext"),
        ("one\r\ntwo\rthree\u2028four\x85five\x0csix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a  \n\n\n\n\n b\t\n", "a\n\n b"),
        ("Port\u200b Lan\u200dner\ufeff had\u00a014\u2060\u202fships", "Port Lanner had 14 ships"),
        ("invoice\u202egpj.exe\u202c \u2066hidden\u2069", "invoicegpj.exe hidden"),
        ("seen\U000e0001\U000e0069\U000e0067", "seen"),
        ("co\u00adoperate", "cooperate"),
        ("e\u0301", "é"),
        ("lone \ud83d here", "lone \ufffd here"),
        ("a pair \ud83d\ude00", "a pair 😀"),
    ],
)
def test_what_cannot_be_seen_is_removed(written: str, stored: str) -> None:
    assert clean(written) == stored


def test_at_most_eight_marks_stand_on_a_letter() -> None:
    stacked = clean("H" + "\u0301\u0316" * 5000 + "ello")
    assert stacked.startswith("H")
    assert stacked.endswith("ello")
    assert len(stacked) == len("Hello") + 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_form_of_unicode(encoding: str) -> None:
    text = "date 2024-03-05 The café said that fourteen ships were waiting on Tuesday."
    assert clean(decode(text.encode(encoding)).text) == text


def test_wide_text_without_a_mark_says_how_it_was_read() -> None:
    assert decode("Fourteen ships were waiting.".encode("utf-16-be")).warnings == ("no byte order mark: read as utf-16-be",)


def test_western_text_is_read_with_a_warning_that_names_encoding_and_offset() -> None:
    decoded = decode("Le ministre a déclaré: coût 3 500 €".encode("cp1252"))
    assert decoded.text == "Le ministre a déclaré: coût 3 500 €"
    assert decoded.warnings == ("not UTF-8 (first at byte 15): read as windows-1252",)


def test_a_damaged_byte_does_not_garble_the_good_letters() -> None:
    decoded = decode("déjà vu, naïve café".encode() + b"\xff tail")
    assert decoded.text == "déjà vu, naïve café\ufffd tail"
    assert len(decoded.warnings) == 1
    assert "byte 23" in decoded.warnings[0]


def test_overlong_dots_never_become_a_path() -> None:
    decoded = decode(b"overlong: \xc0\xae\xc0\xae\xc0\xaf etc")
    assert "../" not in decoded.text
    assert decoded.warnings


def test_a_declared_encoding_is_followed_unless_the_bytes_say_otherwise() -> None:
    assert decode("Привет, мир".encode("koi8-r"), "koi8-r").text == "Привет, мир"
    assert decode("こんにちは".encode("iso-2022-jp"), "iso-2022-jp").text == "こんにちは"
    assert decode("café".encode(), "iso-8859-1").text == "café"
    assert decode("café".encode("latin-1"), "iso-8859-1").warnings == ()


def test_utf7_is_not_honoured() -> None:
    assert decode(b"+ADw-script+AD4-", "utf-7").text == "+ADw-script+AD4-"


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 16, b"%PDF-1.7\nhello", b"PK\x03\x04hello", b"abc\x00\x01\x02\x03\x04" * 9, b"\x1f\x8b\x08hello"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="binary"):
        decode(data)


def test_a_few_nul_bytes_do_not_make_a_report_binary() -> None:
    assert clean(decode(b"Fourteen ships were waiting on Tuesday.\x00\x00 More came.\x00").text).endswith("Tuesday. More came.")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-7", "koi8-r", "shift_jis", "rot13", "zip", "nonsense"]))
def test_any_bytes_are_decoded_or_refused(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared)
    except Unreadable:
        return
    clean(decoded.text).encode("utf-8")
