"""Text -> days: the time that a report speaks of and the time that a question asks about.

A grammar of our own over tokens: every reading is the same for everybody, shows the characters it rests on, and is
linear in the text. What it is not sure of it leaves alone: a name ("Black Friday", "the 1967 war", "Theresa May"), a
bare number, an event ("before the truce ended") is no time. Its conventions:

- Weeks are ISO weeks, Monday to Sunday; a weekend is Saturday and Sunday. "Last week", "last month", "last quarter"
  and "last year" are the calendar unit before this one; "this" and "next" likewise. "The last week", "the past month"
  and "the last ten days" are counted back from the reference day, which is included: 10 days before it to it. Hours
  are the days that they touch. "A couple" is 2; "a few" is read as 5 and "several" as 7 in such windows.
- A weekday in a report is the nearest past one, the day of publication included, unless the clause looks ahead ("will",
  "is due", "is to"): then the nearest to come. Plans without a tense ("from Saturday", "until Monday", "to 6 a.m. on
  Thursday", "had been planned for Friday") take the nearer side.
- A weekday in a question is the most recent one before the reference day, unless the question looks ahead; "by" and
  "until" a weekday or a month look ahead unless the tense looks back. The last day of a range may be today. "Last
  Tuesday" is the last one before today, "next Tuesday" that of the next calendar week, "this Tuesday" that of this one,
  "this coming Tuesday" the first one after today.
- A day without a year takes the year that puts it nearest, the past one if that lies within half a year; with a
  weekday, the nearest year that agrees. A month without a year is, in a question, the latest one begun.
- 28/11/2023 is day first, unless only the other order exists. Two-digit years are 20xx.
- Early is day 1-10, mid 11-20, late (and "the end of") 21 to the end; of a week Monday-Wednesday, Tuesday-Thursday,
  Thursday-Sunday; of a year four months each, its "start" and "end" being January and December. The first week of a
  month is its days 1-7. Quarters are of the calendar year. Seasons are the meteorological ones of the northern half;
  winter 2023 begins in December 2023. "Over the weekend" is the most recent one begun, "last weekend" that of last week.
- "N days ago" and "a week ago" are single days; "a month ago" is that calendar month, "a year ago" that year.
- "Since" includes its day and has no end; "after" and "before" leave their day out (not where an hour is said:
  "before 6 a.m. on Thursday"); "by", "until" and "as of" include it. Several expressions in one question give the days
  from the first to the last.
- "Since the attack of 5 March" begins on that day; "after the release of 12 March" is about an event and no window.
- A date that names an event ("the October 7 attack") is no window once it is more than 31 days away; a bare year is a
  window only after a preposition of time ("in 2023", never "the 2020 Agreement"). Quoted words set no window.
- "Two days later" and "the same evening" count from the day named last, within two sentences.
"""

from index.dates.days import Precision, parse_day, plain, shift
from index.dates.mentions import DayMention, find_days
from index.dates.windows import TimeSpan, find_window

__all__ = ["DayMention", "Precision", "TimeSpan", "find_days", "find_window", "parse_day", "plain", "shift"]
