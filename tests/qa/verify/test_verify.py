"""What verify catches, and what it lets pass."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.types import Span
from qa.verify import check_quotes, score, verify
from tests.qa.verify.checked import DAY, kinds, span

RELEASE = (
    "Tarsholm released 20 detained crew on Wednesday, taking the number freed since March 7 to 74, and Calvenne freed 10 fishermen, "
    "for a total of 37, the Seafarers' Mercy League said."
)
MEETING = (
    "The meeting involved CIA Director William Burns and Mossad’s head, David Barnea, who met with Qatar’s prime minister, "
    "Sheikh Mohammed bin Abdulrahman bin Jassim Al Thani."
)
TRUCE = (
    "During the initial truce period, Hamas released 69 captives, including 51 Israelis and 18 individuals from other nations. "
    "In return, Israel released 150 Palestinian prisoners, including 117 children and 33 women."
)


WRONG = {
    "number": [
        ("Hamas released 68 captives during the initial truce period.", TRUCE),
        ("Hamas released sixty-eight captives during the initial truce period.", TRUCE),
        ("Hamas released 69 captives, including 18 Israelis and 51 individuals from other nations.", TRUCE),
        ("The dues rose by 12 per cent.", "The dues rose by 12 crowns."),
        ("The strike lasted 40 hours.", "The strike lasted 40 minutes."),
        ("The limit goes up from 45 to 30 litres.", "The weekly limit goes up from 30 to 45 litres."),
        ("The bill came to 18.6 billion crowns.", "The bill came to 18.6 million crowns."),
        ("More than 300 sailors signed.", "Fewer than 300 sailors signed the paper."),
        ("Dozens of ships were at anchor.", "Three ships were at anchor."),
        ("The second vote failed.", "The third vote failed on a show of hands."),
        ("The launch left at 3.20 p.m. with the crew.", "The launch left at 2.20 p.m. with the crew."),
        ("15 sailors were freed.", "Sailors were freed on 15 March."),
        ("McVeigh (18 points) and Deng (18) led.", "McVeigh (18 points) and Deng (17) led."),
    ],
    "day": [
        ("Tarsholm released 20 detained crew on Tuesday.", "Tarsholm released 20 detained crew on Wednesday."),
        ("Tarsholm released 20 detained crew on 11 March 2031.", "Tarsholm released 20 detained crew on Wednesday."),
        ("The two met on 12 March 2031.", "The two recently met."),
        ("He died on Wednesday, the doctor announced on Wednesday.", "He died on Tuesday, the doctor announced on Wednesday."),
        ("The order was signed in 2029.", "The order was signed in 2030."),
    ],
    "name": [
        ("The meeting involved CIA Director William Burns and Mossad's head, Anselm Rooke.", MEETING),
        ("CIA Director David Barnea met Qatar's prime minister.", MEETING),
        ("The treaty was signed in Grenholm by both ministers.", "The treaty was signed in Vael by both ministers."),
        ("The ICRC said the handover had gone well.", "The league said the handover had gone well."),
        ("The storm of Friday night hit Brackwater hardest.", "BRACKWATER, March 7 - The storm of Friday night hit Corvane hardest."),
        # The deed of one told of another, though both stand in the quote.
        (
            "Tobias Wren abstained in the vote.",
            "The motion was brought by Tobias Wren. Former foreign minister Ruta Hale, who quit on Monday, abstained in the vote.",
        ),
    ],
    "negation": [
        ("Neither side did not confirm the report.", "Neither side confirmed the report."),
        ("The bank did not answer questions.", "The bank answered questions."),
        ("The bank answered questions.", "The bank did not answer questions."),
        ("The bank never answered questions.", "The bank answered questions on Monday."),
        ("The minister confirmed the sale.", "The minister denied the sale, and never confirmed the sale."),
        ("The report was unconfirmed.", "The report was confirmed."),
        ("Prices fell in March.", "Prices rose in March."),
        ("It was about pay.", "It was not about pay."),
        ("Israel agreed to extend the truce.", "Israel expressed its reluctance to extend the truce."),
        ("The strike is just about pay.", "The strike is not just about pay."),
    ],
    "modality": [
        ("The league released 30 prisoners.", "The league will release 30 prisoners."),
        ("Thirty prisoners were released.", "Thirty prisoners are set to be released."),
        ("The envoy resigned over the deal.", "The envoy may have resigned over the deal."),
    ],
    "attribution": [
        ("The gate was blown open by a charge.", "Two canal men said the gate was blown open by a charge."),
        ("The gate was blown open by a charge.", "The gate was blown open by a charge, according to two canal men."),
        ("The gate was blown open by a charge.", '"The gate was blown open by a charge," said the lock keeper.'),
        ("The army destroyed six tanks at Lanner.", "The army destroyed six tanks at Lanner, the army said."),
        ("Dario Quell said the pause was dead.", "Ruta Halvard said the pause was dead, and Dario Quell left the room."),
    ],
    "quote": [
        ('She called it "a debt that did exist".', 'She called it "a debt that does not exist".'),
        ('He spoke of "peace with open ledgers".', "He spoke of “peace with the ledgers open”."),
        ('Halvard said "the talks had stalled for good".', "Halvard said the talks had stalled for good."),
    ],
    "source": [
        ("The choir of the town sang on the quay every evening.", "The central bank raised its rate to 9.5 per cent."),
        ("El ministro dijo ayer que la tregua había terminado sin acuerdo.", "The minister said that the truce was over."),
        # Names and a post that are there do not make a deed: nothing was told of it.
        (
            "Tobias Wren succeeded Ruta Hale as foreign minister.",
            "Tobias Wren asked why the ships sailed. The foreign minister, Ruta Hale, replied.",
        ),
        (
            "Judge Ina Strom's interim finding said that the gate failed because of a badly broken hinge pin.",
            "The government named Judge Ina Strom to lead an inquiry. She will give an interim finding on the gate within a week.",
        ),
    ],
}


@pytest.mark.parametrize(("kind", "sentence", "quote"), [(kind, *case) for kind, cases in WRONG.items() for case in cases])
def test_what_the_quote_does_not_say_is_caught_and_named(kind: str, sentence: str, quote: str) -> None:
    assert kind in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Hamas released 69 captives, including fifty-one Israelis, during the initial truce period.", TRUCE),
        ("Israel released 150 Palestinian prisoners, including 117 children and 33 women.", TRUCE),
        ("Burns and Barnea met with Qatar's prime minister.", MEETING),
        ("Qatari Prime Minister Sheikh Mohammed met William Burns.", MEETING),
        ("According to the Seafarers' Mercy League, Tarsholm released twenty detained crew on 12 March 2031.", RELEASE),
        ("The Seafarers' Mercy League said that Tarsholm freed crew on 12 March.", RELEASE),
        ("The bank didn’t answer questions.", "The bank did not answer questions before publication."),
        ("The bank cannot pay 18,600 crowns.", "The bank can't pay 18600 crowns."),
        ("Five per cent of 2300 ships turned back.", "About 5% of 2,300 ships turned back."),
        ("Half of the men had fever.", "Of the men, 50 per cent had fever."),
        ('Halvard said that the debt "does not exist".', '"That debt does not exist," Halvard said on Monday.'),
        ("The order was signed in March 2031.", "The order was signed on Wednesday."),
        ("The pause was extended by 2 days.", "The two-day extension of the pause: the pause was extended by two days."),
        ("Not only the crew fell ill.", "Not only the crew fell ill at Corvane."),
        ("Israel does not want to extend the truce.", "Israel expressed its reluctance to extend the truce."),
        ("The UN sent observers.", "The United Nations sent observers to the strait."),
        ("The first ship is to leave on Thursday.", "The first ship will leave on Thursday."),
        # Who speaks is the pronoun, not the rally.
        (
            'Tobias Wren called the pause "a surrender".',
            'The leader of the Harbour Party, Tobias Wren, struck another note. At a rally in the north he called the pause "a surrender".',
        ),
        ("Chair Cas Dollan stated that the crews decided it.", "Chair Cas Dollan said that the crews decided it."),
    ],
)
def test_the_same_said_otherwise_passes(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


def test_a_sentence_without_a_citation_has_no_source() -> None:
    (problem,) = verify("The truce holds.", [])
    assert (problem.kind, problem.blocks) == ("source", True)


def test_the_failing_token_is_named_as_the_sentence_has_it() -> None:
    (problem,) = verify("Hamas released 41 captives during the initial truce period.", [span(TRUCE)])
    assert (problem.token, problem.message) == ("41", "'41' stands in no cited quote")


def test_a_verbatim_sentence_of_a_longer_span_passes() -> None:
    first, second = TRUCE.split(". ", 1)
    assert verify(f"{first}.", [span(TRUCE)]) == ()
    assert verify(second, [span(TRUCE)]) == ()
    assert verify(TRUCE.replace(" ", "\n"), [span(TRUCE)]) == ()


def test_part_of_a_sentence_is_not_verbatim() -> None:
    """What was cut away is the speaker."""
    assert kinds("the gate was blown open by a charge", "Two canal men said the gate was blown open by a charge.") == {"attribution"}


def test_a_measure_is_no_reading_of_a_count_of_something() -> None:
    quote = "The Sevra loses water to the pumps of some three hundred melon growers."
    assert kinds("The Sevra loses 300 cubic metres of water to melon growers.", quote) == {"number"}
    assert kinds("The Sevra loses water to 300 melon growers.", quote) == set()
    assert kinds("The draft says 200 megawatts.", "We wrote of megawatts; the draft says 200.") == set()


def test_a_figure_of_the_context_is_no_evidence() -> None:
    assert "number" in kinds(
        "The league counted 54 men.", "The league counted the men.", context="The league counted the men. There were 54."
    )


def test_the_context_explains_a_name_by_its_role() -> None:
    context = "Foreign Minister Ruta Halvard told the Assembly so. The minister left at noon."
    assert kinds("Halvard left at noon.", "The minister left at noon.", context=context) == set()
    assert kinds("Quell left at noon.", "The minister left at noon.", context=context) == {"name"}


def test_a_report_that_knows_one_of_a_kind_explains_what_the_quote_calls_by_its_kind() -> None:
    report = (
        "Ships wait off the Selke Strait. The Strait of Orne is closed to them. Calvenne's central bank raised its rate; Tarsholm waits."
    )

    def names(sentence: str, quote: str, begins: str = report) -> set[str]:
        return {problem.token for problem in verify(sentence, [span(quote)], reports=[begins]) if problem.kind == "name"}

    assert names("Pilotage through the Selke Strait stopped in May.", "Pilotage through the strait stopped in May.") == set()
    assert names("Pilotage through the Orrel Strait stopped in May.", "Pilotage through the strait stopped in May.") == {"Orrel"}
    two = f"{report} The Dorn Strait is open."
    assert names("Pilotage through the Selke Strait stopped in May.", "Pilotage through the strait stopped in May.", two) == {"Selke"}
    assert names("Calvenne's central bank has a new head.", "The central bank has a new head.") == set()
    other = f"{report} The central bank of Tarsholm waits."
    assert names("Calvenne's central bank has a new head.", "The central bank has a new head.", other) == {"Calvenne's"}
    assert names("Tarsholm's central bank has a new head.", "The central bank has a new head.") == {"Tarsholm's"}


def test_a_count_is_not_that_of_another_day() -> None:
    quote = "Tarsholm freed 13 more detained crew on Monday, bringing the total since Friday to 54. It said 16 had left on Sunday."

    def told_of(sentence: str, quote: str = quote) -> set[str]:
        return {problem.token for problem in verify(sentence, [span(quote)]) if "is told of" in problem.message}

    assert told_of("13 men were released on Sunday.") == {"13"}
    assert told_of("16 men left on Sunday.") == set()
    assert told_of("13 of the crew were freed on Monday.") == set()
    assert told_of("13 left on Monday, and 16 on Sunday.") == set()
    assert told_of("13 of the crew were freed.") == set()
    # When the 13 left is not said: no other day is.
    assert told_of("13 men left on Sunday.", "13 men left Corvane. It said 16 had left on Sunday.") == set()


def test_a_deed_told_of_the_minister_may_be_that_of_the_named_one() -> None:
    quote = "Tobias Wren, Hale's rival, was told by Ruta Hale's office that the minister had resigned on Monday."
    assert kinds("Ruta Hale resigned on Monday.", quote, context="The foreign minister is Ruta Hale.") == set()
    assert kinds("Ruta Hale resigned on Monday.", "Ruta Hale's rival spoke. Tobias Wren resigned on Monday.") == {"name"}


def test_the_source_and_the_title_may_be_named() -> None:
    cited = span("The gate gave way.", source="Meridian Wire", title="Disaster at Brackwater")
    assert verify("The gate gave way at Brackwater, Meridian Wire reported.", [cited]) == ()


def test_a_day_told_by_the_report_is_its_publication_day() -> None:
    assert kinds("As of 12 March 2031, 57 ships were at anchor.", "Fifty-seven ships were at anchor.") == set()
    assert kinds("57 ships came on 12 March 2031.", "Fifty-seven ships came.") == {"day"}


def test_a_day_of_an_undated_report_is_compared_by_its_words() -> None:
    assert kinds("The gate gave way on Tuesday.", "The gate gave way on Tuesday.", date=None) == set()
    assert kinds("The gate gave way on Monday.", "The gate gave way on Tuesday.", date=None) == {"day"}
    assert kinds("He died on 7 May 2018.", "He died on May 7.", date=None) == set()


def test_every_figure_may_come_from_another_span() -> None:
    assert (
        kinds("Tarsholm freed 74 crew and Calvenne freed 37 fishermen.", "Tarsholm freed 74 crew.", "Calvenne freed 37 fishermen.") == set()
    )


def test_a_cited_span_that_adds_nothing_is_named_and_does_not_block() -> None:
    problems = verify("Tarsholm freed 74 crew.", [span("Tarsholm freed 74 more crew."), span("The choir sang.")])
    assert [(problem.kind, problem.blocks) for problem in problems] == [("source", False)]


def test_an_exact_quote_passes_the_check_of_spans_and_an_edited_one_does_not() -> None:
    text = f"Before. {TRUCE} After."
    good = Span(document="a.txt", digest="d", date=DAY, title=None, source=None, start=8, end=8 + len(TRUCE), quote=TRUCE)
    moved = Span(document="a.txt", digest="d", date=DAY, title=None, source=None, start=9, end=9 + len(TRUCE), quote=TRUCE)
    assert check_quotes([good], lambda document, digest: text) == ()
    assert [problem.kind for problem in check_quotes([good, moved], lambda document, digest: text)] == ["quote"]


def test_a_span_of_a_document_that_is_not_stored_is_named() -> None:
    def nothing(document: str, digest: str) -> str:
        raise KeyError(document)

    (problem,) = check_quotes([span(TRUCE)], nothing)
    assert (problem.kind, problem.token) == ("source", "a.txt")


def test_the_score_orders_verbatim_over_reworded_over_wrong_over_foreign() -> None:
    cited = [span(TRUCE)]
    scores = [
        score(TRUCE, cited),
        score("Hamas released 69 captives in the initial truce.", cited),
        score("Hamas released 41 captives in the initial truce.", cited),
        score("The choir sang on the quay.", cited),
        score(TRUCE, []),
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert len(set(scores[:4])) == 4


TEXT = st.text(alphabet=string.ascii_letters + string.digits + " .,'\"-%$()!?:;\n“”’£é", max_size=200)


@settings(max_examples=150, deadline=None)
@given(sentence=TEXT, quote=TEXT, context=TEXT)
def test_any_text_is_judged_without_an_error(sentence: str, quote: str, context: str) -> None:
    cited = [span(quote), span(context, date=None)]
    for problem in verify(sentence, cited, context=context):
        assert problem.message
        assert "\n" not in problem.message
    assert 0.0 <= score(sentence, cited) <= 1.0


@settings(max_examples=150, deadline=None)
@given(quote=TEXT.filter(lambda text: bool(text.strip())))
def test_a_whole_quote_never_has_a_problem(quote: str) -> None:
    assert verify(" ".join(quote.split()), [span(quote)]) == ()


@settings(max_examples=100, deadline=None)
@given(value=st.integers(2, 10**9), other=st.integers(2, 10**9))
def test_a_count_passes_when_it_is_the_quotes_own_and_only_then(value: int, other: int) -> None:
    caught = "number" in kinds(f"The league counted {value} men in all.", f"The league counted {other:,} men.")
    assert caught == (value != other)
