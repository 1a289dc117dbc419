"""Reports -> how many told it themselves: copies of one text, or of one agency's, are one originator."""

from __future__ import annotations

from collections.abc import Sequence

from index import near
from qa.ledger.types import Report


def originators(reports: Sequence[Report]) -> tuple[tuple[Report, ...], ...]:
    """The reports grouped by who told them: near-identical text, the same agency credited, or the same outlet."""
    runs = [near.runs(report.text) for report in reports]
    group = list(range(len(reports)))
    for one in range(len(reports)):
        for other in range(one):
            if group[one] != group[other] and (same_teller(reports[one], reports[other]) or near.same(runs[one], runs[other])):
                group = [group[other] if known == group[one] else known for known in group]
    return tuple(tuple(report for report, mark in zip(reports, group, strict=True) if mark == one) for one in dict.fromkeys(group))


def teller(report: Report) -> str | None:
    """Who is credited with a report: the agency of its dateline, else its outlet, in lower case."""
    who = report.agency or report.source
    return who.lower().removeprefix("the ").strip() if who else None


def same_teller(one: Report, other: Report) -> bool:
    """Whether one outlet or agency is credited with both; not where either credits nobody."""
    mine, theirs = teller(one), teller(other)
    if mine is None or theirs is None:
        return False
    return mine == theirs or (mine.split()[0] == theirs.split()[0] and (len(mine.split()) == 1 or len(theirs.split()) == 1))
