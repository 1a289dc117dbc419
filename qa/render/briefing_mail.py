"""Briefing -> a message for any mail program: the text, and the HTML page as its alternative."""

from __future__ import annotations

import datetime as dt
import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from qa.briefing.types import Briefing
from qa.render import briefing_words as words
from qa.render.briefing_html import as_html
from qa.render.briefing_text import as_text


def as_mail(page: Briefing) -> str:
    """A multipart/alternative message without sender and recipient: who sends it says to whom. The same page makes the same message."""
    message = EmailMessage(policy=SMTP)
    first = page.stories[0].title if page.stories else words.nothing(page)
    message["Subject"] = " ".join(f"{words.title(page)}: {first}".split())
    message["Date"] = format_datetime(dt.datetime.combine(page.until, dt.time(), dt.UTC))
    message["MIME-Version"] = "1.0"
    message.set_content(as_text(page))
    message.add_alternative(as_html(page), subtype="html")
    message.set_boundary(f"deskbook-{hashlib.sha256(f'{page.since}{page.until}{page.corpus}'.encode()).hexdigest()[:24]}")
    return message.as_string()
