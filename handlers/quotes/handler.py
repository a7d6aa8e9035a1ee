"""Who said what (QuoteFinding): direct quotations and reported clauses, each with a speaker among the text's actors.

Rules of attribution after Krestel, Bergler and Witte (2008) for English reported speech and Elson and McKeown (2010) for turns of the
speaker; Korean by the quotative endings -고, -라고, -며 and the topic of the sentence. A verb of saying and a speaker that can be named are
both needed: words in quotation marks without them are no quote. Linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.findings import Findings, QuoteFinding
from handlers.ontology.records import Ontology
from handlers.quotes.english import EnglishSpeech
from handlers.quotes.korean import KoreanSpeech
from handlers.quotes.marks import quotations
from handlers.quotes.speakers import Said, Speakers
from handlers.reading import Reading
from handlers.script import fold
from handlers.wordings import Wordings

_MOST = 40
_MOST_SENTENCES = 1_500


class QuotesHandler:
    """At most forty quotes, in the order of the text. Built once from an ontology; holds no state of any text."""

    name = "quotes"
    version = 2

    def __init__(self, ontology: Ontology) -> None:
        self._english = Wordings(w for w in ontology.quotes if any(text.isascii() for text in w.texts))
        self._korean = Wordings(w for w in ontology.quotes if not any(text.isascii() for text in w.texts))

    def run(self, reading: Reading, findings: Findings) -> Findings:
        body = reading.document.body
        is_korean = findings.language == "ko"
        if not findings.actors:
            return replace(findings, quotes=())
        cues = (self._korean if is_korean else self._english).find(fold(body))
        sentences = [sentence for sentence in reading.sentences[:_MOST_SENTENCES] if not sentence.is_boilerplate]
        speakers = Speakers(findings.actors, findings.places())
        speech = KoreanSpeech if is_korean else EnglishSpeech
        said = speech(body, sentences, cues, quotations(body), speakers).find()
        return replace(findings, quotes=tuple(_finding(reading, words) for words in said[:_MOST]))


def _finding(reading: Reading, said: Said) -> QuoteFinding:
    text = reading.document.body[said.start : said.end]
    return QuoteFinding(said.speaker, text, said.start, said.end, said.is_direct, reading.mention("body", said.cue_start, said.cue_end))
