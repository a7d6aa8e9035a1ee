"""Who did what to whom (codebook section 6): PLOVER events found by the verb ontology and the actors around its words."""

from handlers.events.handler import EventsHandler

__all__ = ["EventsHandler"]
