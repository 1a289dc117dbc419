"""Check a corpus, its suite and its briefing and change gold. Standard library only: python3 seeds/check.py seeds/vega

What differs from corpus to corpus (days, lengths, how many unanswerable cases it must have) stands in its corpus.json.
"""
import datetime
import email
import email.policy
import json
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
DOCS = HERE / "documents"
SHAPE = json.loads((HERE / "corpus.json").read_text(encoding="utf-8"))
FIRST, LAST, FUTURE = SHAPE["first"], SHAPE["last"], SHAPE["future"]
EMPTY_DAY, QUIET_DAY, UNDATED = SHAPE["empty_day"], SHAPE["quiet_day"], SHAPE["undated"]
KINDS = {"who", "when", "where", "which", "what", "why", "how", "number", "yes-no"}
errors = []


def bad(message):
    errors.append(message)


# ---- documents -------------------------------------------------------------------------------------------------

class Page(HTMLParser):
    """The visible body: what is inside <article> or <main>, less navigation, asides, scripts and buttons."""
    SKIP = {"script", "style", "nav", "header", "footer", "aside", "button"}
    BLOCK = {"p", "h1", "h2", "h3", "li", "div", "article", "main", "time"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.skip, self.depth, self.meta = [], 0, 0, {}

    def handle_starttag(self, tag, attrs):
        if tag == "meta":
            a = dict(attrs)
            self.meta[a.get("property") or a.get("name") or ""] = a.get("content", "")
        if tag in self.SKIP:
            self.skip += 1
        if tag in ("article", "main"):
            self.depth += 1
        if tag in self.BLOCK:
            self.out.append("\n")

    def handle_endtag(self, tag):
        if tag in self.SKIP:
            self.skip -= 1
        if tag in ("article", "main"):
            self.depth -= 1
        if tag in self.BLOCK:
            self.out.append("\n")

    def handle_data(self, data):
        if self.depth and not self.skip:
            self.out.append(data)


def front_matter(raw):
    m = re.match(r"---\n(.*?)\n---\n(.*)\Z", raw, re.S)
    head = dict(line.split(": ", 1) for line in m.group(1).splitlines())
    return head, m.group(2).strip()


def read_all():
    """name -> (date or None, text, format)"""
    docs = {}
    for path in sorted(DOCS.iterdir()):
        raw, name = path.read_text(encoding="utf-8"), path.name
        if path.suffix == ".txt":
            m = re.match(r"\s*date (\d{4}-\d\d-\d\d) (.*)\Z", raw, re.S)
            if m:
                docs[name] = (m.group(1), m.group(2).strip(), "txt")
            elif (m := re.match(r"\d{4}-\d\d-\d\d", name)) and not SHAPE["headers"]:  # no header: the date stands in the file name
                docs[name] = (m.group(0), raw.strip(), "txt")
            else:
                bad(f"{name}: no date")
        elif path.suffix == ".md":
            head, text = front_matter(raw)
            if not head.get("title") or not head.get("source"):
                bad(f"{name}: front matter lacks title or source")
            docs[name] = (head.get("date"), text, "md")
        elif path.suffix == ".html":
            page = Page()
            page.feed(raw)
            date = page.meta.get("article:published_time", "")[:10]
            docs[name] = (date or None, "".join(page.out).strip(), "html")
        elif path.suffix == ".eml":
            msg = email.message_from_string(raw, policy=email.policy.default)
            body = msg.get_body(preferencelist=("plain", "html")).get_content()
            docs[name] = (msg["Date"].datetime.date().isoformat(), body.strip(), "eml")
        elif path.suffix == ".jsonl":
            for line in raw.splitlines():
                d = json.loads(line)
                docs[f"{name}#{d['id']}"] = (d.get("date") or d.get("published"), d["text"], "jsonl")
        else:
            bad(f"{name}: unexpected file")
    return docs


# ---- folding: case, punctuation, number words -------------------------------------------------------------------

UNITS = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ORDINALS = {"first": 1, "second": 2, "third": 3}


def fold(text):
    text = text.lower().replace("’", "'").replace("-", " ")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    words, out = re.findall(r"\d+(?:\.\d+)*(?:st|nd|rd|th)?|[a-z']+", text), []
    for w in words:
        w = w.strip("'")
        w = re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", w)
        if w in TENS:
            out.append(["tens", TENS[w]])
        elif w in UNITS:
            if out and out[-1][0] == "tens" and 0 < UNITS[w] < 10:
                out[-1] = ["n", out[-1][1] + UNITS[w]]
            else:
                out.append(["n", UNITS[w]])
        elif w:
            out.append(["w", ORDINALS.get(w, w)])
    return " " + " ".join(str(v) for _, v in out) + " "


def within(needle, hay):
    return fold(needle) in fold(hay)


# ---- the suite: a small reader for the plain YAML this file uses ---------------------------------------------------

def scalar(s):
    s = s.strip()
    if s.startswith(('"', "[", "{")) and not re.match(r"\[[a-z]", s) and not re.match(r"\{[a-z]", s):
        return json.loads(s)
    if s.startswith("["):
        return [x.strip() for x in s[1:-1].split(",")]
    return {"true": True, "false": False}.get(s, s)


def read_suite(path):
    cases, case = [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if m := re.match(r"  - id: (\S+)$", line):
            case = {"id": m.group(1), "line": number}
            cases.append(case)
        elif case is None:
            continue
        elif m := re.match(r"      - document: (\S+)$", line):
            case["evidence"].append({"document": m.group(1)})
        elif m := re.match(r"        quote: (.*)$", line):
            case["evidence"][-1]["quote"] = scalar(m.group(1))
        elif re.match(r"    evidence:$", line):
            case["evidence"] = []
        elif m := re.match(r"    (input|as_of|since|until|k|target|answerable|tags|assert|evidence_any): (.*)$", line):
            if m.group(1) in case:
                bad(f"suite line {number}: {m.group(1)} given twice")
            case[m.group(1)] = scalar(m.group(2))
        else:
            bad(f"suite line {number}: cannot read {line!r}")
    return cases


ASSERTIONS = {"equals", "contains", "icontains", "contains_any", "regex", "f1", "number", "date", "refusal", "cites",
              "retrieved", "not_contains"}


def is_day(s):
    try:
        datetime.date.fromisoformat(s)
        return True
    except (TypeError, ValueError):
        return False


def check_documents(docs):
    for name, (date, text, _) in docs.items():
        n = len(text.split())
        least, most = SHAPE["words"]["item" if "#" in name else "document"]
        if not least <= n <= most:
            bad(f"{name}: {n} words")
        if name == UNDATED:
            if date is not None:
                bad(f"{name}: should be undated")
            continue
        if not is_day(date):
            bad(f"{name}: date {date!r}")
            continue
        if not (FIRST <= date <= LAST or date == FUTURE):
            bad(f"{name}: date {date} outside the period")
        if (m := re.match(r"\d{4}-\d\d-\d\d", name)) and m.group(0) != date:
            bad(f"{name}: file name and date {date} differ")
    days = Counter(date for date, _, _ in docs.values() if date)
    if days[EMPTY_DAY] or days[QUIET_DAY] != 1 or days[FUTURE] != 1:
        bad("the empty, quiet or future day is not as planned")
    for day in all_days():
        if day not in (EMPTY_DAY, QUIET_DAY) and days[day] < 3:
            bad(f"{day}: only {days[day]} documents")
    return days


def all_days():
    day = datetime.date.fromisoformat(FIRST)
    while day.isoformat() <= LAST:
        yield day.isoformat()
        day += datetime.timedelta(days=1)


def check_suite(cases, docs):
    ids = Counter(c["id"] for c in cases)
    for i, n in ids.items():
        if n > 1:
            bad(f"{i}: id used {n} times")
    seen = Counter((c["input"], c.get("as_of")) for c in cases)
    for (q, d), n in seen.items():
        if n > 1:
            bad(f"asked {n} times as of {d}: {q}")
    for c in cases:
        i, tags = c["id"], c.get("tags", [])
        if len(KINDS & set(tags)) < 1:
            bad(f"{i}: no question kind among the tags")
        if len(set(tags)) != len(tags):
            bad(f"{i}: a tag twice")
        if "as_of" in c and not is_day(c["as_of"]):
            bad(f"{i}: as_of {c['as_of']!r}")
        if ("as-of" in tags or "date-words" in tags) and "as_of" not in c:
            bad(f"{i}: tagged with a date but has no as_of")
        for a in c.get("assert", []):
            if a["type"] not in ASSERTIONS:
                bad(f"{i}: assertion {a['type']}")
        if c.get("answerable") is False:
            if "unanswerable" not in tags or "target" in c or "evidence" in c:
                bad(f"{i}: an unanswerable case with target, evidence or without its tag")
            continue
        if "unanswerable" in tags or not c.get("target") or not c.get("evidence"):
            bad(f"{i}: answerable, but lacks target or evidence, or is tagged unanswerable")
            continue
        quotes = []
        for e in c["evidence"]:
            if e["document"] not in docs:
                bad(f"{i}: no document {e['document']}")
                continue
            date, text, _ = docs[e["document"]]
            if text.count(e["quote"]) == 0:
                bad(f"{i}: quote not in {e['document']}: {e['quote'][:60]!r}")
            if "\n" in e["quote"]:
                bad(f"{i}: quote spans lines")
            if c.get("as_of"):
                if date is None:
                    bad(f"{i}: undated evidence behind a wall")
                elif date > c["as_of"]:
                    bad(f"{i}: evidence of {date} is later than as_of {c['as_of']}")
            quotes.append(e["quote"])
        if not {"inference", "yes-no"} & set(tags):
            if not any(within(t, q) for t in c["target"] for q in quotes):
                bad(f"{i}: no target stands in its quotes")
        if "yes-no" in tags and c["target"][0] not in ("Yes", "No"):
            bad(f"{i}: a yes-no case whose first target is neither")
        if "multi-doc" in tags and len({e["document"] for e in c["evidence"]}) < 2:
            bad(f"{i}: multi-doc with one document")


def check_briefs(docs):
    lines = [json.loads(s) for s in (HERE / "briefs.jsonl").read_text(encoding="utf-8").splitlines()]
    if [b["date"] for b in lines] != list(all_days()):
        bad("briefs.jsonl: not one line for each day, in order")
    named = set()
    for b in lines:
        if b["quiet"] != (b["date"] in (EMPTY_DAY, QUIET_DAY)):
            bad(f"brief {b['date']}: quiet is wrong")
        for k, s in enumerate(b["stories"], 1):
            where = f"brief {b['date']} story {k}"
            if s["status"] not in ("new", "updated", "corrected", "retracted", "unchanged"):
                bad(f"{where}: status {s['status']}")
            for d in s["documents"]:
                if d not in docs or docs[d][0] != b["date"]:
                    bad(f"{where}: document {d}")
            text = "\n".join(docs[d][1] for d in s["documents"] if d in docs)
            named.update(s["documents"])
            for nugget in s["must_mention"]:
                if not within(nugget, text):
                    bad(f"{where}: nugget {nugget!r} is in none of its documents")
                for wrong in s["must_not"]:
                    if fold(wrong) in fold(nugget):
                        bad(f"{where}: {wrong!r} forbids the nugget {nugget!r}")
            for f in s["figures"]:
                if set(f) != {"what", "value", "kind", "as_of", "attributed_to"} or f["kind"] not in (
                        "cumulative", "incident") or not is_day(f["as_of"]):
                    bad(f"{where}: figure {f}")
                if not within(f["value"], text):
                    bad(f"{where}: figure {f['value']!r} is in none of its documents")
            for c in s["contradictions"]:
                if len(c["values"]) < 2:
                    bad(f"{where}: a contradiction of one")
            if not 1 <= s["independent_sources"] <= len(s["documents"]):
                bad(f"{where}: independent_sources {s['independent_sources']}")
    for name, (date, _, _) in docs.items():
        if date and FIRST <= date <= LAST and name not in named:
            bad(f"{name}: in no brief")
    return lines


def check_changes(docs):
    pairs = json.loads((HERE / "changes.json").read_text(encoding="utf-8"))
    for p in pairs:
        where = f"changes {p['since']}..{p['until']}"
        if not p["since"] < p["until"]:
            bad(f"{where}: order")
        for e in p["expected"]:
            if set(e) != {"change", "about", "from", "to", "documents"} or e["change"] not in (
                    "new", "updated", "corrected", "retracted", "contradicted"):
                bad(f"{where}: {e}")
            dates = [docs[d][0] for d in e["documents"] if d in docs]
            if len(dates) != len(e["documents"]):
                bad(f"{where}: unknown document in {e['about']}")
            elif max(dates) > p["until"] or max(dates) <= p["since"]:
                bad(f"{where}: no document of the window for {e['about']}")
    return pairs


NEEDED = {"as-of": 15, "date-words": 8, "multi-doc": 6, "attribution": 6, "correction": 4,
          "unanswerable": SHAPE["unanswerable"]}


def main():
    docs = read_all()
    days = check_documents(docs)
    cases = read_suite(HERE / "suite.yaml")
    check_suite(cases, docs)
    briefs, pairs = check_briefs(docs), check_changes(docs)
    answerable = [c for c in cases if c.get("answerable") is not False]
    tags = Counter(t for c in cases for t in c["tags"])
    in_answerable = Counter(t for c in answerable for t in c["tags"])
    for tag, n in NEEDED.items():
        have = tags[tag] if tag == "unanswerable" else in_answerable[tag]
        if have < n:
            bad(f"only {have} cases tagged {tag}, {n} needed")
    words = sum(len(text.split()) for _, text, _ in docs.values())
    print(f"documents {len(docs)} ({words} words):", dict(Counter(f for _, _, f in docs.values())))
    print("per day:", " ".join(f"{d[8:]}:{days[d]}" for d in [*all_days(), FUTURE]), "undated:1")
    print(f"cases {len(cases)}: answerable {len(answerable)}, unanswerable {len(cases) - len(answerable)}")
    print("tags (all/answerable):", ", ".join(f"{t} {n}/{in_answerable[t]}" for t, n in tags.most_common()))
    print(f"briefs {len(briefs)} days, {sum(len(b['stories']) for b in briefs)} stories; "
          f"changes {len(pairs)} pairs, {sum(len(p['expected']) for p in pairs)} expected")
    for e in errors:
        print("ERROR", e)
    print("FAILED" if errors else "OK", f"({len(errors)} errors)")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
