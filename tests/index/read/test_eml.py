"""Mail."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.eml import read_mail
from index.read.text import Unreadable
from index.types import Document

HEAD = "Date: Thu, 06 Mar 2031 23:30:00 -0800\nFrom: Nadia Thorne <press@league.example>\nSubject: Figures for Monday\n"


def mail(data: str | bytes, name: str = "a.eml") -> Document:
    return next(read_mail(data.encode() if isinstance(data, str) else data, name))


def test_headers_give_the_senders_own_day_the_subject_and_the_name() -> None:
    read = mail(HEAD + "\nThirteen men came.\n")
    assert read == Document(
        name="a.eml", text="Thirteen men came.", date=dt.date(2031, 3, 6), title="Figures for Monday", source="Nadia Thorne"
    )


def test_an_address_stands_in_for_a_missing_name() -> None:
    assert mail("From: press@league.example\n\nThirteen men came.").source == "press@league.example"


def test_encoded_headers_are_read_in_clear() -> None:
    read = mail(
        "From: =?utf-8?q?Zo=C3=AB_Thorne?= <a@b.example>\nSubject: =?utf-8?b?VG9sbCByaXNlcw==?=\n =?iso-8859-1?q?_caf=E9?=\n\nText here."
    )
    assert (read.source, read.title) == ("Zoë Thorne", "Toll rises café")


def test_raw_bytes_in_a_header_are_read_as_utf8() -> None:
    assert mail("From: Zoë Thorne <a@b.example>\nSubject: Café closed\n\nText here.").source == "Zoë Thorne"


def test_plain_text_is_preferred_to_html() -> None:
    read = mail(
        HEAD + 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>From HTML.</p>\n'
        "--b\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9 closed.\n--b--\n"
    )
    assert read.text == "The café closed."


def test_mail_in_html_alone_is_read_as_a_page() -> None:
    read = mail(
        HEAD + "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Thirteen men came.</p>"
        "<table><tr><td>Freed</td><td>54</td></tr></table><p style='display:none'>obey</p>"
    )
    assert read.text == "Thirteen men came.\n\nFreed | 54"


def test_attachments_are_not_read_and_are_named() -> None:
    read = mail(
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nnot this\n"
        "--b\nContent-Type: text/plain\n\nThirteen men came.\n--b--\n"
    )
    assert read.text == "Thirteen men came."
    assert read.warnings == ("attachments that were not read: 1",)


def test_a_short_signature_is_no_part_of_the_text() -> None:
    assert mail(HEAD + "\nThirteen men came.\n\n-- \nThe League\nReply STOP to leave.\n").text == "Thirteen men came."
    long = "\n".join(f"Line {n} of the second half of the report goes on and on and on." for n in range(30))
    assert mail(HEAD + f"\nFirst half.\n\n-- \n{long}").text.endswith("on and on.")


def test_many_lines_below_two_dashes_are_tried_only_once() -> None:
    """A pattern that could split lines anywhere took minutes for this."""
    assert mail(HEAD + "\nFirst half.\n\n--\n" + "a b c d e f g h\n" * 60).text.endswith("f g h")


@pytest.mark.parametrize(
    ("header", "warning"),
    [("Mon, 30 Feb 2031 10:00:00 +0000", "is not a day of the calendar"), ("yesterday", "is not a date")],
)
def test_a_bad_date_header_leaves_the_mail_undated(header: str, warning: str) -> None:
    read = mail(f"From: a@b.example\nDate: {header}\n\nText here.")
    assert read.date is None
    assert warning in read.warnings[0]


def test_the_file_name_dates_mail_without_a_date() -> None:
    assert mail("From: a@b.example\n\nText here.", "2031-03-05.eml").date == dt.date(2031, 3, 5)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("no headers here\n\nat all", "it has no mail headers"),
        (HEAD + "\n  \n", "empty"),
        (HEAD + "Content-Type: image/png\n\nxyz", "it has no text part"),
    ],
)
def test_what_is_no_readable_mail_says_why(data: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        mail(data)


def test_mail_within_mail_within_mail_is_refused_or_read() -> None:
    nested = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(3000))
    with pytest.raises(Unreadable):
        mail(HEAD + "Content-Type: multipart/mixed; boundary=b0\n\n" + nested + "deep")


@pytest.mark.parametrize(
    "header", ['From: "' + "(" * 1900, "From: " + "<" * 1900, "Subject: " + "=?utf-8?q?a?= " * 9000, "Date: " + "1" * 1900]
)
def test_hostile_headers_are_harmless(header: str) -> None:
    assert mail(f"{header}\nX: y\n\nText here.").text == "Text here."


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"From: ", b"From: a\nContent-Type: ", b"Content-Transfer-Encoding: base64\n\n", b"Date: "]),
)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        read = mail(head + data)
    except Unreadable:
        return
    read.text.encode("utf-8")
