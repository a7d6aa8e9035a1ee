"""Everything that the desk says, in both languages: en.yaml and ko.yaml, read by book.py."""

from bot.desk.phrases.book import Phrasebook, load_phrases

__all__ = ["Phrasebook", "load_phrases"]
