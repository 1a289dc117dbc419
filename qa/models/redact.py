"""Text -> text that may be shown: without keys, without control characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

REDACTED = "[redacted]"

_SECRET_NAME = re.compile(r"(?:^|_)(?:API)?(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)S?$", re.IGNORECASE)
# A real key is longer than this; shorter values ("none", "ollama") are words that messages need.
_SHORTEST_SECRET = 8
_LOOKS_SECRET = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|gh[opsru]|lsv2|xox[abprs])[-_][\w*-]{8,}"  # the prefixes that hosted services use
    r"|\bAIza[\w-]{20,}|\bAKIA[A-Z0-9]{12,}"
    r"|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+"  # a JSON web token
    r"|(?<=Bearer )[\w.~+/=-]{8,}"
    r"|(?<=://)[^\s/@]+:[^\s/@]+(?=@)"  # user and password in an address
)
_TERMINAL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# C0 and C1 but tab and newline, the marks that turn the direction of writing, and lone surrogates.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def secrets_of(env: Mapping[str, str]) -> tuple[str, ...]:
    """The values of those environment variables whose names say that they are secret, the longest first."""
    values = {value.strip() for name, value in env.items() if _SECRET_NAME.search(name)}
    return tuple(sorted((value for value in values if len(value) >= _SHORTEST_SECRET), key=len, reverse=True))


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` with every known secret, and everything that looks like one, replaced by ``[redacted]``."""
    for secret in secrets:
        text = text.replace(secret, REDACTED)
    return _LOOKS_SECRET.sub(REDACTED, text)


def clean(text: str) -> str:
    """``text`` without control characters and terminal commands; what cannot be written as UTF-8 becomes U+FFFD."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", _TERMINAL.sub("", text)))


def one_line(text: str, *, limit: int = 200) -> str:
    """``text`` as one clean line of at most ``limit`` characters, fit for an error message."""
    line = " ".join(clean(text[: 20 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
