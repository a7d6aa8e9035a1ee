"""How English text writes who says what: the expressions and bounds by which english.py reads around a verb of saying and a quotation."""

from __future__ import annotations

import re

ADVERBS = (
    r"(?:also|both|later|then|earlier|further|again|meanwhile|reportedly|separately|repeatedly|once|has|have|had|\w+ly|in turn|on \w+day|"
    r"\w+day|in (?:a|an|the) [\w\s-]{3,30}?)"
)
PRONOUN = re.compile(rf"(?:^|[\s“\"(])(he|she|it|they|we|i)(?:\s{ADVERBS}){{0,3}}\s*$", re.IGNORECASE)
ROLE = (
    r"(?:spokes\w+|officials?|chief|minister|ministry|leaders?|foreign|defen[cs]e|unification|vice|deputy|prime|senior|top|first|high-ranking|"
    r"military|government|administration|officials|authorities|side|delegation|press|presidential|national|security|state|media|news|agency|"
    r"and|of|for|the|a|an|secretary|president|ambassador|envoy|commander|lawmakers?|director|head|adviser|general|representative|"
    r"[A-Z][\w.’'-]*)"
)
GAP = re.compile(rf"(?:['’]s?)?(?:[\s-]{ROLE}){{0,8}}(?:\s?\([^)\n]{{1,40}}\))?(?:,?\s{ADVERBS}){{0,3}},?\s*")
UNFIT = re.compile(r"\b(?:media|news|press|reports?|newspaper|law|documents?|data)\s*$")
NOUN = re.compile(
    r"(?:^|[\s,“\"])(?:the|a|an|one|another|its|his|her)\s(?:[\w-]+\s){0,2}?(ministry|command|department|agency|office|company|council|committee|"
    r"union|party|embassy|military|navy|army|government|alliance|officers?|officials?|spokes\w+|minister|secretary|president|commander|"
    rf"ambassador|general|envoy|leader|chairman|chief)(?P<role>\s(?:officials?|spokes\w+|chief|statement))?(?:\s{ADVERBS}){{0,2}}\s*$",
    re.IGNORECASE,
)
TITLES = r"(?:the\s|its\s|[A-Z][\w.-]+\s){0,4}$"
COMPLEMENT = re.compile(rf"\b(?:of|at|for|from|with|in|to|by|against|on|about|over|toward|after|before|between|told)\s{TITLES}")
OWN_VOICE = re.compile(
    r"\b(?:spokes\w+|officials?|officers?|heads?|chief|directors?|delegation|military|ministry|leaders?|president|representatives?|sources?)\s"
    rf"(?:of|at|for|from|with|in)\s{TITLES}"
)
AFTER = re.compile(rf"\s+(?:(?:{ROLE}|at|in|with|from|one|another|top|former|then|new|his|her|its|analysts?|spokes\w+)\s){{0,7}}")
NOT_SAID = re.compile(r"\b(?:is|are|was|were|be|been|being|not|never|to|would|could|should|if|who)\s(?:\w+ly\s)?$")
THAT = re.compile(
    r"(?:\s(?:reporters|lawmakers|journalists|him|her|them|us|me|parliament|the\s\w+|an?\s[\w\s]{3,30}|[A-Z][\w.’'-]+)){0,5}"
    r"(?:\s(?:on|in|at|during|to|via|by|after|from|through|before)\s[^,“\".;:]{2,50}?){0,2}(?:\s\w+day|\s\w+ly|\s(?:later|again|today|yesterday))?"
    r"(?:,[^,“\".;]{2,70},)?\sthat\s"
)
TIME = re.compile(
    r"(?:\s(?:on\s|late\s|early\s|last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:today|yesterday|later|earlier|separately))?"
    r"(?:\s(?:in|at|during|through|via)\s(?:an?|the|its|his|her)\s[\w\s’'-]{3,40}?(?=\sthe|\sit|\she|\sshe|\sits|\sSouth|\sNorth|,))?,?\s+"
)
REST = re.compile(r"([^,.;:“\"]{0,60})(?:[,.;]|$)")
WHEN_OR_WHERE = re.compile(
    r"\s*(?:(?:reporters|lawmakers|journalists|parliament|the\s\w+|[A-Z]\w+)\s?)?(?:(?:on|in|at|during|to|via|through|by|after|from)\s.*|(?:\w+day|late|early|today|yesterday|later)\b.*)?",
    re.DOTALL,
)
FINITE = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|that)\b")
ALSO = re.compile(r"\b(?:and|but|then)\s(?:(?:also|again|later|then|\w+ly)\s)?$")
PARENTHESIS = re.compile(r"\b(?:that|which|what|who)\s(?:it|he|she|they)\s$")
AS_SAYING = re.compile(r"\sas\s$")
OF_A_HOUSE = re.compile(r"\s(?:of|at|from|with|for)\s[\w\s’'.-]{2,60}")
BREAK = re.compile(r"(?<![A-Z])[.!?]\s|\n|;")
CLAUSE_BREAK = re.compile(r"[;:—–]|,?\s(?:but|while|although|though|as|because|after|when)\s")
SAME_NAME = re.compile(rf"(?:['’]s?)?(?:\s(?:{ROLE}|[a-z-]+)){{0,5}}\s")
NAME_GOES_ON = re.compile(r"(?:\s(?:and|of|for|&))?\s(?!President|Prime|Foreign|Defen[cs]e|Secretary|Minister|Leader|Gen)[A-Z][a-z]")
NAME_BEFORE = re.compile(r"[A-Z][a-z]+ of (?:the )?$")
HE_OR_SHE = re.compile(r"(?:He|She)\b")
APPOSITION = re.compile(r",?[\w\s’'-]{0,60}")
SAME_PHRASE = 50
AFTER_QUOTE = 150
MARKS = "\"“”'’"
BARE_PARTICIPLES = ("saying", "claiming", "arguing", "insisting")
DASHES = ("—", "— ", "–", "– ", "-- ")
DASH = re.compile(r"\s?(?:—|–|--)")
NEAR = 40
LEAST_WORDS = 3
LONGEST = 1_500
COMMAS = 6
LEAST_DIRECT = 3
