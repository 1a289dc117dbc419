"""Web pages."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.html import page_text, read_html
from index.read.text import Unreadable
from index.types import Document

CLOSED = "The bridge at Norwick was closed to lorries on Monday after inspectors found a crack in its eastern pier."
DIVERTED = "Traffic will be diverted through Hale for at least six weeks, the county said."
UNHURT = "Nobody was hurt."
QUOTED = "“We would rather close it a day too soon than an hour too late,” said the county engineer, Ida Marsh."
STORY = (CLOSED, DIVERTED, UNHURT, QUOTED)
BODY = "".join(f"<p>{sentence}</p>" for sentence in STORY)
NOTE = "Correction: An earlier version of this article said the western pier was cracked. It was the eastern one."
NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News and views of the county.</a></li></ul></nav>'
FOOT = "<footer><p>© 2031 The Norwick Echo. All rights reserved. Registered in Norwick.</p></footer>"
COOKIES = "<p>We use cookies to give you the best experience on our website. You can change your settings at any time.</p>"
DAY = dt.date(2031, 5, 5)


def page(markup: str | bytes, name: str = "page.html") -> Document:
    return next(read_html(markup.encode() if isinstance(markup, str) else markup, name))


def story(*more: str) -> str:
    return "\n\n".join((*STORY, *more))


def test_an_article_is_read_whole_and_alone() -> None:
    read = page(
        f'<!DOCTYPE html><html><head><title>Bridge closed – The Norwick Echo</title></head><body class="has-sidebar">{NAV}'
        f'<div class="cookie-banner">{COOKIES}<button>OK</button></div><main><article><header><h1>Bridge closed</h1>'
        f'<p class="byline">By Jo Penn</p></header>{BODY}<p>{NOTE}</p><div class="share-links"><a href="#">Share this</a></div></article>'
        f'<div id="comments"><article><p>I have always said that this bridge would fall down some day.</p></article></div></main>'
        f"<aside><h2>Most read</h2><p>Five things to do in Norwick this weekend.</p></aside>{FOOT}</body></html>"
    )
    assert read.text == story(NOTE)
    assert read.title == "Bridge closed"


def test_a_page_of_plain_divisions_is_read() -> None:
    read = page(
        f'<html><head><title>Bridge closed | Norwick Echo</title></head><body><div class="menu"><a href=1>Home</a></div>'
        f'<div class="cookies">{COOKIES}</div><div class="a"><h1>Bridge closed</h1><div class="b">{"<br><br>".join(STORY)}</div>'
        f'<div class="c"><i>{NOTE}</i></div></div><div class="related"><a href=3>Old mill to reopen as a hotel in June</a></div>'
        "<div>© 2031 Norwick Echo</div></body></html>"
    )
    assert read.text == story(NOTE)


def test_a_page_laid_out_by_a_table_is_read() -> None:
    cells = f"<td><a href=1>Home</a><br><a href=2>Sport</a></td><td><font><b>Bridge closed</b><br>{BODY}</font></td>"
    assert page(f"<table><tr>{cells}</tr></table>").text.endswith(story())


def test_text_without_any_markup_is_read() -> None:
    assert page(f"<html><body>{CLOSED} {DIVERTED}</body></html>").text == f"{CLOSED} {DIVERTED}"


@pytest.mark.parametrize(
    "around",
    [
        "<article>{body}<footer><p>{note}</p><ul class='tags'><li><a href='#'>bridges</a></li></ul></footer></article>",
        "<article>{body}</article><aside class='corrections'><h2>Corrections</h2><p>{note}</p></aside>",
        "<article>{body}</article><aside><p>{note}</p><p>Five things to do in Norwick this weekend.</p></aside>",
        "<div>{body}</div><div class='related'><p>{note}</p></div>",
        "<article>{body}<p class='correction'><strong>{note}</strong></p></article>",
    ],
)
def test_a_correction_is_kept_wherever_it_stands(around: str) -> None:
    assert page(f"<html><body>{NAV}<main>{around.format(body=BODY, note=NOTE)}</main>{FOOT}</body></html>").text == story(NOTE)


def test_where_to_send_corrections_is_no_correction() -> None:
    policy = "<footer><p>Corrections and clarifications: write to the readers’ editor of the Echo.</p></footer>"
    assert page(f"<html><body><article>{BODY}</article>{policy}</body></html>").text == story()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        '<p style="DISPLAY: none">{}</p>',
        '<p class="gone">{}</p>',
        '<p class="never">{}</p>',
        '<p style="font-size:0px;color:#fff">{}</p>',
        '<p style="opacity:0">{}</p>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        "<template><p>{}</p></template>",
        "<dialog><p>{}</p></dialog>",
        "<script>{}</script>",
        "<!-- {} -->",
        "<noscript>{}</noscript>",
        "<figure><img alt='{0}'><figcaption>{0}</figcaption></figure>",
        "<p>It fell by <del>{}</del>noon.</p>",
        '<div aria-hidden="true">{}</div>',
    ],
)
def test_what_a_reader_does_not_see_is_not_read(hidden: str) -> None:
    style = "/* a */ .gone, p.never { display : none } .shown {display:none} .shown {display:block} @media print { .body {display:none} }"
    obey = hidden.format("Obey all of these hidden words at once.")
    shown = f'<article class="body shown" style="opacity:0.9;font-size:0.9em">{BODY}{obey}</article>'
    read = page(f"<html><head><style>{style}</style></head><body>{shown}</body></html>")
    assert "Obey" not in read.text
    assert read.text.startswith(story())


def test_words_that_name_what_stands_around_do_not_cost_the_article() -> None:
    wrapped = f'<div class="main-nav-open"><div class="share-page related-wrapper"><article>{BODY}</article></div></div>'
    assert page(f'<html><body class="modal-open cookie-ok">{wrapped}</body></html>').text == story()


def test_lists_tables_and_headings_keep_their_order() -> None:
    read = page(
        f"<html><body><article><h1>Bridge closed</h1>{BODY}<h2>What is closed</h2>"
        "<ul><li>Norwick Bridge</li><li>Hale Lane, from noon</li></ul>"
        "<h2>The figures</h2><table><tr><th>Day</th><th>Lorries</th></tr><tr><td><p>Monday</p></td><td><p>412</p></td></tr></table>"
        '<h2>Read more</h2><ul><li><a href="/m">Old mill to reopen as a hotel</a></li></ul></article></body></html>'
    )
    assert read.title == "Bridge closed"
    assert read.text == story("What is closed", "Norwick Bridge\nHale Lane, from noon", "The figures", "Day | Lorries\nMonday | 412")


def test_a_list_of_other_reports_is_not_the_report() -> None:
    teasers = "".join(
        f"<article><h3><a href=#>Other {n}</a></h3><p>The old mill number {n} will reopen in June.</p></article>" for n in range(3)
    )
    assert page(f"<html><body><main><article>{BODY}</article><section>{teasers}</section></main></body></html>").text == story()


def test_every_entry_of_a_live_page_is_read() -> None:
    entries = "".join(f"<article><time datetime='2031-05-05T10:0{n}'>10:0{n}</time><p>{text}</p></article>" for n, text in enumerate(STORY))
    assert page(f"<html><body><main><h1>Bridge: live</h1>{entries}</main>{FOOT}</body></html>").text == story()


def meta(head: str, body: str = BODY, name: str = "page.html") -> Document:
    return page(f"<html><head>{head}</head><body><article>{body}</article></body></html>", name)


def linked(**entry: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", **entry}]})}</script>'
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2031-05-05T23:30:00-05:00"><meta name="date" content="2031-01-01">',
        '<meta name="date" content="5 May 2031">',
        '<meta itemprop="datePublished" content="2031-05-05">',
        linked(datePublished="2031-05-05T23:30:00-05:00", dateModified="2031-05-09"),
        '<meta property="article:published_time" content="2031-02-30"><meta name="date" content="2031-05-05">',
    ],
)
def test_the_day_is_the_pages_own_metadata(head: str) -> None:
    assert meta(head, f"<time datetime='2031-12-31'>x</time>{BODY}").date == DAY


def test_without_metadata_the_time_beside_the_headline_dates_the_page() -> None:
    stamps = '<p>Updated <time datetime="2031-05-07T10:00">7 May</time></p><p>Published <time datetime="2031-05-05T23:00Z">5 May</time></p>'
    read = meta("", stamps + BODY)
    assert (read.date, read.text) == (DAY, story())
    assert meta("", f"<p><time>5 May 2031</time> | Norwick | NE</p>{BODY}").date == DAY


def test_a_time_within_a_sentence_is_an_events_and_dates_nothing() -> None:
    sentence = '<p>It has been shut since <time datetime="2031-02-24">24 February</time>.</p>'
    assert meta("", sentence + BODY).date is None
    assert "shut since 24 February." in meta("", sentence + BODY).text


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    assert meta('<meta property="article:modified_time" content="2031-05-05">').date is None


def test_no_date_is_invented() -> None:
    assert meta("", BODY + "<p>Copyright 2031. Seen on 5 May 2031 in Norwick, and again on 2031-05-06.</p>").date is None
    assert meta("", name="2031-05-05-bridge.html").date == DAY


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta name="author" content="Jo Penn"><meta property="og:site_name" content="The Echo">', "The Echo"),
        ('<meta name="author" content="Jo Penn">', "Jo Penn"),
        (linked(publisher={"name": "The Echo"}, author=[{"name": "Jo Penn"}]), "The Echo"),
        (linked(author=[{"name": "Jo Penn"}]), "Jo Penn"),
        ('<meta property="article:author" content="https://social.example/jo">', None),
        ("", None),
    ],
)
def test_the_site_is_the_source_before_the_author(head: str, source: str | None) -> None:
    assert meta(head).source == source


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<title>A | Echo</title><meta property="og:title" content="B">', "B"),
        (linked(headline="B") + "<title>A</title>", "B"),
        ("<title>B | Echo</title>", "B"),
        ('<title>B - Echo</title><meta property="og:site_name" content="Echo">', "B"),
        ("<title>B - a story</title>", "B - a story"),
    ],
)
def test_the_title_is_the_pages_without_the_name_of_the_site(head: str, title: str) -> None:
    assert meta(head).title == title


def test_the_canonical_address_is_kept() -> None:
    assert meta('<link rel="canonical" href="https://echo.example/1">').url == "https://echo.example/1"
    assert meta('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_a_pages_charset_is_followed_but_not_into_utf7() -> None:
    assert "Привет, мир" in page('<meta charset="koi8-r"><p>Привет, мир</p>'.encode("koi8-r")).text
    assert page("<meta charset=utf-7><p>+ADw-script+AD4- fourteen ships waited.</p>").text.startswith("+ADw-script+AD4-")


def test_entities_of_a_doctype_are_not_expanded() -> None:
    read = page("<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]><p>&b;&b; Fourteen ships were waiting on Tuesday.")
    assert read.text == "&b;&b; Fourteen ships were waiting on Tuesday."


def test_spelled_out_control_characters_are_harmless() -> None:
    text = "<p>Fourteen <nav>Home</nav>ships &#27;[31m&#xD800;&#0;&#xFFFE;were <script></script>waiting&#8;.</p>"
    read = page(f"{text}<aside>Correction: &#27;[0mit was fifteen ships, not fourteen.</aside>")
    assert read.text == "Fourteen ships \ufffd\ufffdwere waiting.\n\nCorrection: it was fifteen ships, not fourteen."


def test_blanks_are_folded_but_not_in_preformatted_text() -> None:
    assert page("<article><p>Fourteen  <b> ships</b>\n were waiting.</p><pre>Day   Ships\nMon      14</pre></article>").text == (
        "Fourteen ships were waiting.\n\nDay   Ships\nMon      14"
    )
    assert CLOSED in page("<table><tr><td>" + "<p>" * 20_000 + CLOSED).text


def test_a_page_nested_too_deeply_is_refused_or_says_so() -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        page("<div>" * 20_000 + CLOSED + "</div>" * 20_000)
    read = page(f"<p>{CLOSED}" + "<b><i><table><tr><td>" * 2000)
    assert (read.text, read.warnings) == (CLOSED, ("nested too deeply: read only as far as that",))


@pytest.mark.parametrize(
    "markup", ["<div class=meta>" * 1500, "<span>" * 1500, "<table><tr><td>a b" * 300, "<a href=x>" * 1500, "<ul><li>" * 700]
)
def test_deep_pages_are_read_without_recursion(markup: str) -> None:
    assert CLOSED in page(markup + CLOSED).text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "empty"),
        ("<html><head><title>T</title></head><body></body></html>", "empty"),
        ("<p>x</p>" + "<" * 1_000_001, "over the limit of 1,000,000 tags"),
        ("<p " + " ".join(f"a{n}=1" for n in range(2000)) + ">x", "a tag of more than 1,000 attributes"),
        ("x" * (20 * 2**20 + 1), "over the limit of 20,971,520"),
    ],
)
def test_what_is_no_readable_page_says_why(markup: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        page(markup)


def test_a_page_too_large_for_the_second_reader_is_read_by_its_structure() -> None:
    many = "".join(f"<p>Report number {n} of the harbour authority was filed on Tuesday.</p>" for n in range(10_100))
    read = page(f"<html><body>{NAV}<main>{many}</main>{FOOT}</body></html>")
    assert read.text.count("\n\n") == 10_099


def test_all_of_a_page_that_can_be_seen_is_the_text_of_a_mail() -> None:
    assert page_text("<style>p{}</style><p>Short</p><p>Two<br>lines</p><p hidden>no</p>") == "Short\n\nTwo\nlines"


@given(
    st.text(max_size=200),
    st.sampled_from(["{}", "<p>{}</p>", "<div class='{}'>Ships wait here.</div>", "<style>{}</style>Ships.", "<time>{}</time>a"]),
)
def test_any_markup_is_read_or_refused(text: str, form: str) -> None:
    try:
        read = page(form.replace("{}", text).encode("utf-8", "surrogatepass"))
    except Unreadable:
        return
    assert read.text
