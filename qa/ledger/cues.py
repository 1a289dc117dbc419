"""The words of English news that say what happened to people, how a number is meant, and what a sentence does to earlier ones."""

from __future__ import annotations

import re
from types import MappingProxyType

# What a count is of, in one general word. A figure takes the act that stands nearest to it in its clause.
_ACTS = {
    "dead": "die dies died dying dead death deaths killed killing kills fatality fatalities perished drowned body bodies toll",
    "missing": "missing unaccounted sought untraced",
    "injured": "injured injuring injury injuries injures hurt wounded wounding wounds",
    "freed": "freed free freeing release released releases releasing releases released repatriated",
    "held": "held hold holds holding detained detains detainee detainees hostage hostages captive captives captured confined imprisoned "
    "jailed custody interned accommodated seized arrest arrested arrests arresting",
    "ill": "treated ill illness sick sickness infected infection infections case cases patient patients outbreak fever",
    "in hospital": "hospitalised hospitalized hospitalisations hospitalizations hospitalisation hospitalization admitted",
    "displaced": "displaced homeless evacuated evacuating evacuees fled flee refugees",
    "rescued": "rescued rescuing survivors saved",
    "crossed": "crossed crossing crossings",
    "waiting": "waiting wait waits anchored queue queues queued queuing backlog stranded stuck",
    "voted": "vote votes voted voting ballots",
    "damaged": "damaged destroyed burned burnt collapsed",
    "shut": "shut closed",
    "attended": "attended attendance marched",
    "vaccinated": "vaccinated vaccinations inoculated immunised immunized",
}  # fmt: skip
ACTS = MappingProxyType({word: act for act, words in _ACTS.items() for word in words.split()})
# People and things that arrive somewhere after being held: only a person's coming home says freed.
COMING_HOME = re.compile(
    r"\b(?:c[oa]me|coming|brought|went|sent|flown|returned|back) (?:safely )?home\b|\bhanded (?:over|to)\b|\blet go\b|\bset free\b"
    r"|\b(?:ha[ds]|have) left\b"
    r"|\bto go free\b", re.IGNORECASE
)  # fmt: skip
LOCKED_UP = re.compile(
    r"\bbehind bars\b|\bunder (?:arrest|guard|lock and key)\b|\bin (?:custody|detention|the cells|jail|prison|captivity)\b|\blocked up\b",
    re.IGNORECASE,
)
FROM_HOME = re.compile(
    r"\b(?:los[et]|leave|left|leaving|abandon(?:ed)?|flee|fled|quit|out of|from|without) (?:their|his|her) (?:own )?(?:homes?|houses?"
    r"|villages?)\b"
    r"|\b(?:moved|taken|led|brought) (?:to (?:safety|safer|shelters?|higher ground)|out of (?:danger|harm))\b",
    re.IGNORECASE,
)
LIVES_LOST = re.compile(r"\b(?:los[et]|losing|gave|given|laid down|paid with) (?:their|his|her) (?:own )?li(?:ves|fe)\b", re.IGNORECASE)
LIVES_TAKEN = re.compile(r"\b(?:claim(?:s|ed|ing)?|cost(?:s|ing)?|took|taken) (?:at least |some |about |another )?$", re.IGNORECASE)
TOOK_PART = re.compile(r"\b(?:took part|taken part|taking part|(?:took|taken|taking) to the streets?|turned out)\b", re.IGNORECASE)
ALIVE = re.compile(
    r"\b(?:found|turned (?:up|out to be)|c[oa]me (?:out|back|up)|brought (?:up|out|to the surface)|(?:pulled|dug) out|rescued"
    r"|escaped) alive\b",
    re.IGNORECASE,
)
AT_ANCHOR = re.compile(r"\bat anchor\b", re.IGNORECASE)
# What idioms behind a number say of those it counts, and how near to it they count as standing; those at -1 go before any word.
IDIOMS = (
    (COMING_HOME, "freed", 1), (LOCKED_UP, "held", 1), (TOOK_PART, "attended", 1), (AT_ANCHOR, "waiting", 2),
    (FROM_HOME, "displaced", -1), (LIVES_LOST, "dead", -1), (ALIVE, "rescued", -1),
)  # fmt: skip
# A move is no level: "rose 6 per cent", "lost 23 per cent" compare with nothing.
MOVED_BY = re.compile(
    r"\b(?:rose|risen|rises|rise|rising|fell|fallen|falls|fall|falling|lost|loses|lose|losing|gained|gains|gain|gaining|added|adds|put on"
    r"|puts on|jumped|jumps|dropped|drops|slipped|slid|climbed|climbs|sank|shed|sheds|grew|grown|grows|up|down|dearer|cheaper|higher|lower"
    r"|by)(?: by)?(?: (?:about|around|nearly|almost|some|another|a further|more than|less than|over|roughly))?\s*$",
    re.IGNORECASE,
)
# States that a later report counts anew, so that a count of them is a running total unless the report says otherwise.
TOLLS = frozenset(("dead", "missing", "held", "ill", "in hospital", "displaced"))
LEVELS = frozenset(("waiting",))
# What "has been" done to so many, with no day named, has been done to so many in all.
LASTING = frozenset(("freed", "rescued", "crossed", "shut", "arrested"))
# Who or what is counted, in words that say nothing of who they are.
GENERIC = frozenset("person people man men woman women number total figur case other more victim member other human".split())

# Nouns of people, many more being known by how they end, and of what carries people.
PEOPLE = frozenset(
    "people persons person man men woman women child children boy girl boys girls crew crews sailor sailors seaman seamen seafarers "
    "deckhand deckhands hands staff troop troops police soldier soldiers civilian civilians hostage hostages captive captives "
    "detainee detainees prisoner prisoners refugee refugees migrant migrants patient patients passenger passengers worker workers "
    "employee employees miner miners student students pupil pupils teen teens teenager adult adults youth youths citizen citizens "
    "national nationals american americans resident residents villager villagers protester protesters demonstrator demonstrators "
    "fishermen voter voters customer customers client clients member members folk victim victims casualty casualties survivor "
    "survivors guest guests family families relatives household households suspect suspects activists inmate inmates clerics nurses "
    "monks nuns cooks captains officials others journalist priest aides mps deputies wives husbands orphans babies infants dead judge "
    "judges".split()
)
CARRIERS = frozenset("ship ships vessel vessels boat boats trawler trawlers bus buses".split())

TOTAL_BEFORE = re.compile(
    r"(?:\b(?:bring\w*|brought|tak(?:e|es|ing)|took|push\w*|rais\w*|lift\w*|put\w*)\b[^.;]{0,60}?\b(?:total|toll|number|count|tally"
    r"|figure|sum|overall)\b"
    r"[^.;]{0,60}?\bto|\b(?:bring\w*|brought|tak(?:e|es|ing)|took) to|\b(?:toll|death toll|tally|total)\b[^.;]{0,90}?\b(?:to|at|of"
    r"|is|was|reached|stands at|stood at)"
    r"|\bfor a total of|\ba total of|\bin total|\bmakes?|\bmade a total of|\b(?:number|count) (?:of [^.;]{1,60}? )?(?:has |have |had )?"
    r"(?:risen|rose|climbed|grown|grew|increased|jumped|stands|stood|stays|remains|remained|unchanged|reached"
    r"|now)\b[^.;]{0,45}?(?:to|at)?|\bso far|\bin all,?|\baltogether)\s*$",
    re.IGNORECASE,
)  # fmt: skip
TOTAL_AROUND = re.compile(
    r"\bso far\b|\bto date\b|\bin all\b|\baltogether\b|\bcumulative\w*|\bin total\b|\bnow known\b|\bknown to have\b|\bup to now\b"
    r"|\bsince (?!then)",
    re.IGNORECASE,
)
PER_DAY = re.compile(r"\b(?:a day|per day|daily|each day|an hour|a week|per week|weekly|a month|monthly)\b", re.IGNORECASE)
TURNED_TO = re.compile(
    r"\b(?:held|kept|maintained|left|set|rose|risen|rises|rise|rising|fell|fallen|falls|fall|raised|raises|raise|cut|cuts|lowered"
    r"|lowers|lower|reduced|increased|increases|"
    r"widened|lengthened|grew|grown|climbed|jumped|jumps|slipped|slid|eased|revised(?: up| down| upwards?| downwards?)?|goes? up"
    r"|go(?:es)? down|"
    r"went up|went down|dropped|doubled|swelled|expanded|shrank|tightened|changed|moved|bringing|taking|brought|took|upped|halved"
    r"|touched)\b",
    re.IGNORECASE,
)
# "17 are dead, not 19": the value that is put right.
PUT_RIGHT = re.compile(r"(?:,|\band|\bbut) not(?: the)?\s*$|\brather than(?: the)?\s*$|\binstead of(?: the)?\s*$", re.IGNORECASE)
FORMER_BEFORE = re.compile(
    r"(?:(?:,|\bbut|\band) not(?: the)?|\b(?:up |down |and not |not )?from|\bagainst(?: the)?"
    r"|\bin place of(?: the)?|\bcompared with|\bprevious(?:ly)?(?: figure of)?"
    r"|\bearlier|\brather than"
    r"|\binstead of)\s*$",
    re.IGNORECASE,
)
FIGURE_WAS = re.compile(r"^(?:the )?(?:figure|number|total|rate|count|price|level|it) (?:was|had been|stood at)\b", re.IGNORECASE)

# A later report speaks of an earlier one.
CORRECTION = re.compile(
    r"^\W*(?:correction|corrected|clarification|erratum)\b\s*[:.\u2013\u2014-]"
    r"|^\W*editor['’]?s note\b(?=.{0,200}\b(?:correct\w*|error|wrong\w*|amend\w*|clarif\w*|misstat\w*|earlier version))"
    r"|\bearlier version of (?:this|our"
    r"|the) (?:report|article|story|post|page)"
    r"|\bthis (?:report|article|story) has been (?:corrected|amended|updated to correct)|\bregrets? the error|\bwe (?:were"
    r"|got) (?:it )?wrong"
    r"|\bi was (?:wrong|mistaken)\b|\bwe were mistaken\b"
    r"|\bwe wrongly\b|\bwrongly (?:said|stated|reported|gave)|\bin error\b.{0,40}\breport|\bcorrects? (?:its|our"
    r"|an earlier|the)\b",
    re.IGNORECASE,
)  # fmt: skip
IF_WRONG = re.compile(r"\bif (?:i|we) (?:am|are|was|were)\b", re.IGNORECASE)
RETRACTION = re.compile(
    r"^\W*retraction\b|\bretract(?:s|ed|ing)?\b(?=.{0,60}\b(?:report|story|article|post|claim)\b)"
    r"|\bwithdr(?:aw|aws|ew|awn)\b.{0,20}\b(?:its|our|the|this|that) (?:own )?(?:\w+ )?(?:report|story|article|post)\b"
    r"|\b(?:report|story|article|post) (?:has been|was|is) (?:retracted|withdrawn|taken down)|\bwe (?:retract|withdraw)\b",
    re.IGNORECASE,
)  # fmt: skip
DENIAL = re.compile(
    r"\b(?:categorically |flatly |strongly |again )?den(?:y|ies|ied|ying)\b|\bdismiss(?:es|ed|ing)?\b.{0,60}\bas\b|\bno truth\b"
    r"|(?:\bas|\bis|\bare|\bwas|\bwere|\bcall\w+ (?:it|them|me|that|this|the \w+)) (?:(?:a|an|\"a|\"|“|completely"
    r"|entirely) ?)*(?:false|untrue|"
    r"baseless|fabricat\w+|forgery|invention|hoax|fictitious|fanciful|lies?|nonsense"
    r"|rubbish|unfounded|groundless)\b|\bwithout (?:any )?foundation\b"
    r"|\bnot a word of (?:it|that|this)\b|\breject(?:s|ed|ing)? (?:the |a |any |that "
    r"|those |these |all |an )?(?:\w+ ){0,2}(?:claims?|reports?|allegations?|number|figure|"
    r"accusations?|suggestions?|charges?|account)\b|\bthere (?:is|was|were|are|has been) no (?:such|evidence|sign|trace|indication)"
    r"|\b(?:found|finds|saw) no (?:\w+ )?(?:evidence|sign|trace|indication)"
    r"|\bdisput(?:e|es|ed|ing) (?:the|that|those)\b|\bdid not happen\b|\bhad nothing to do with\b",
    re.IGNORECASE,
)  # fmt: skip
# "Declined to deny", "which is not a denial".
NOT_DENIAL = re.compile(
    r"\b(?:declin\w+|refus\w+|did not|not|neither|never) (?:to )?(?:confirm (?:or|nor) )?(?:den(?:y|ied)|disput(?:e|ed)"
    r"|dismiss(?:ed)?|reject(?:ed)?)\b|\bnot a denial\b"
    r"|\bdenied entry\b|\bdenied access\b",
    re.IGNORECASE,
)
RECALLED = re.compile(
    r"\b(?:had|has) (?:earlier |previously |once )?(?:said|told|claimed|denied|insisted|stated|maintained|recommended|promised"
    r"|ruled out)\b",
    re.IGNORECASE,
)
TAKES_OFFICE = re.compile(
    r"\bsworn in\b|\b(?:took|takes|taken|swore|swears) (?:the|an|her|his) oath\b|\boath of office\b|\btakes? (?:charge|the helm)\b"
    r"|\btook (?:charge|the helm)\b|\bassum(?:es|ed|ing) (?:office|the post|the role|command|the presidency|her duties|his duties)\b"
    r"|\b(?:was|were|been|is) (?:promoted|handed|given|made) (?:to |the |acting )?(?:post|job|role|portfolio|acting|minister|head"
    r"|chief|director)\b"
    r"|\bsucceed(?:s|ed|ing)\b|\btook office\b|\btakes office\b|\b(?:was|were|been|is|be) (?:appointed|named|elected"
    r"|chosen|confirmed as)\b|\bhas (?:appointed|chosen)\b|\bappointed (?:as|to)\b|\binaugurated\b"
    r"|\bt(?:ook|akes?) over (?:the )?\w+ from\b|\btakes? over as\b|\btook over as\b|\breplac(?:es|ed) \w+",
    re.IGNORECASE,
)  # fmt: skip
LEAVES_OFFICE = re.compile(
    r"\b(?:handed in|hands in|tendered|tenders|submitted|submits|offered|offers) (?:his|her|their) resignation\b"
    r"|\b(?:relieved of|removed from|stripped of|forced out of|stands? aside|stood (?:aside|down)|bow(?:s|ed) out|vacat(?:es|ed))\b"
    r"|\b(?:gave|gives|given|laid|lays) (?:up|down) (?:(?:the|his|her) (?:post|office|job|portfolio|seat)|command)\b"
    r"|\bleaves? (?:the|his|her) (?:post|office|job)\b"
    r"|\b(?:has |have |had )?resign(?:s|ed)\b|\bstep(?:s|ped|ping) down\b|\bquits?\b|\bsacked\b|\bdismissed from\b|\bousted\b"
    r"|\bfired\b|\bleft (?:the post|office)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:lapsed?|expired?|ended|ends|ran out|suspend(?:s|ed)?|lifted|lifts|called off|postponed|put off|cancel(?:s|led|ed)"
    r"|resum(?:es|ed)|extend(?:s|ed)?|halted|reopen(?:s|ed)|overturn(?:s|ed)|annul(?:s|led)|declared (?:[^.]{0,50} )?elected|settled"
    r"|(?:will|would|is to|are to) (?:end|resume|reopen|be lifted)|(?:is|are|was) over\b(?! \w)|collapsed|reinstated|delayed"
    r"|abandoned|scrapped|shelved|reversed|end their|end its)\b",
    re.IGNORECASE,
)
FOUND = re.compile(
    r"\b(?:was|were|been) caused by\b|\bthe (?:cause|source) was\b(?! not| un)|\bfailed because\b|\bfound (?:that|to be)\b"
    r"|\bconcluded that\b|\btraced to\b|\bblamed on\b|\bidentified as\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:will|would|is to|are to|due to|plans? to|planned|to be held|expected to|intends? to|scheduled|about to|set to|agreed to"
    r"|should)\b",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"(?-i:\bmay\b)|\b(?:might|could|possibly|perhaps|reportedly|allegedly|rumou?r\w*|suspected|believed to|thought to|unclear"
    r"|not excluded|likely|speculat\w+)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z'.-]+(?: [A-Z][A-Z'.-]+)*)(?:[,.] [^()\n\u2013\u2014]{0,60}?)?(?: "
    r"?\((?P<agency>[A-Z][^()\n]{1,40})\))?\s*(?:[-\u2013\u2014]{1,2})\s+(?=\S)"
)
CREDIT = re.compile(r"\((?P<agency>[A-Z][\w&.' ]{1,30})\)\s*[-\u2013\u2014]|^\s*\((?P<other>[A-Z][\w&.' ]{1,30})\)\s")
ANSWERS = re.compile(
    r"\b(?:asked|questions?|answering|responding|in (?:response|reply)|reacting|referring) (?:about|to|whether|of)\b|\b(?:claim"
    r"|allegation|accusation|remark|suggestion)s? (?:by|that|from|of)\b"
    r"|\b(?:which|who|that) (?:had )?(?:claimed|alleged|reported|suggested|said)\b",
    re.IGNORECASE,
)  # fmt: skip
# "Nine, not fifteen as the Coast Guard believes": what follows gives the other number to somebody else.
AS_OTHERS_SAY = re.compile(
    r"\W*(?:(?:[a-z]+ ){0,2}(?:as|that|which) )?(?:(?:the|an?|its|their) )?(?:[A-Z][\w'’-]* |[a-z]+ ){1,4}?(?:ha[sd] |have )?"
    r"(?:said|says|say|believes?|claim(?:s|ed)?|told|tells?|report(?:s|ed)|gave|gives?|puts?|maintain(?:s|ed)?|insist(?:s|ed)?"
    r"|count(?:s|ed)|reckon(?:s|ed)?|announced|admit(?:s|ted)?)\b"
)
ESTIMATES = re.compile(r"\bputs? (?:the|it|its|that|this|their)\b[^.]{0,60}?\bat\b", re.IGNORECASE)
