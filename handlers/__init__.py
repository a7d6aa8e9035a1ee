"""Analysis of news on the Korea-US alliance, in English and Korean: pure functions of the text.

analyser = build_analyser(load_ontology())
analyser.analyse(Document(title="…", body="…")).to_json()
"""

from __future__ import annotations

from handlers.actors import ActorsHandler
from handlers.coming import ComingHandler
from handlers.document import Document
from handlers.events import EventsHandler
from handlers.findings import Analysis
from handlers.gazetteer import Gazetteer
from handlers.kind import KindHandler
from handlers.language import LanguageHandler
from handlers.lexicon import forms_of
from handlers.ontology.records import Ontology
from handlers.pipeline import Analyser
from handlers.quotes import QuotesHandler
from handlers.relevance import RelevanceHandler
from handlers.summary import SummaryHandler
from handlers.themes import ThemesHandler
from handlers.tone import ToneHandler

__all__ = ["Analyser", "Analysis", "Document", "build_analyser"]


def build_analyser(ontology: Ontology) -> Analyser:
    """An analyser over an ontology (`handlers.ontology.load.load_ontology`). Building takes part of a second, analysing milliseconds."""
    return Analyser(
        ontology,
        Gazetteer(forms_of(ontology)),
        (
            LanguageHandler(),
            ActorsHandler(ontology),
            ThemesHandler(ontology),
            KindHandler(),
            RelevanceHandler(),
            EventsHandler(ontology),
            ToneHandler(ontology),
            ComingHandler(ontology),
            QuotesHandler(ontology),
            SummaryHandler(),
        ),
    )
