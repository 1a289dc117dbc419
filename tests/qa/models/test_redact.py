"""No key is ever shown, and nothing that is shown can steer a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models.redact import REDACTED, clean, one_line, redact, secrets_of

LOOKS_SECRET = [
    "sk-abcdefgh12345678",
    "sk-proj-abc_DEF-123456789",
    "sk-SECRE****************2345",
    "gsk_abcdefgh12345678",
    "hf_abcdefghijklmnop",
    "ghp_abcdefghijklmnop",
    "AIzaSyA-0123456789abcdefghij",
    "AKIAABCDEFGHIJKLMNOP",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi",
]


@pytest.mark.parametrize("secret", LOOKS_SECRET)
def test_what_looks_like_a_key_goes(secret: str) -> None:
    assert redact(f"wrong key: {secret}.") == f"wrong key: {REDACTED}."


def test_a_bearer_token_and_a_password_in_an_address_go() -> None:
    assert redact("Authorization: Bearer abc123def456") == f"Authorization: Bearer {REDACTED}"
    assert redact("http://me:hunter2@127.0.0.1:8000/v1") == f"http://{REDACTED}@127.0.0.1:8000/v1"


@pytest.mark.parametrize("text", ["a risk-assessment of disk-based desks", "task-force sk-7", "no AKIA here", "https://example.org/a@b"])
def test_ordinary_words_stay(text: str) -> None:
    assert redact(text) == text


def test_secrets_of_the_environment_are_known_by_their_names() -> None:
    env = {
        "OPENAI_API_KEY": "value-one-long",
        "HF_TOKEN": "value-two",
        "AWS_SECRET_ACCESS_KEY": "value-three",
        "DB_PASSWORD": "value-four",
        "SHORT_KEY": "none",
        "KEYBOARD": "value-five",
        "PATH": "/usr/bin:/bin",
    }
    assert set(secrets_of(env)) == {"value-one-long", "value-two", "value-three", "value-four"}


@given(st.text(), st.text(st.characters(categories=("L", "N")), min_size=8), st.text())
def test_a_known_secret_never_stays(before: str, secret: str, after: str) -> None:
    kept = redact(before + secret + after, [secret])
    assert secret not in kept.replace(REDACTED, " ")


@given(st.text(st.characters()))
def test_clean_text_can_be_written_and_holds_no_command(text: str) -> None:
    kept = clean(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not set(kept) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}


def test_terminal_commands_go_whole() -> None:
    assert clean("a\x1b[31mred\x1b[0m\tb\n") == "ared\tb\n"


@given(st.text(st.characters()))
def test_one_line_is_one_short_line(text: str) -> None:
    line = one_line(text, limit=40)
    assert len(line) <= 40
    assert len(line.splitlines()) <= 1
