"""Which story an article belongs to. Pure; what it needs of earlier articles is given to it.

`headlines` tells prints of one headline or address apart from others, `decide` one event by what its articles tell, in both languages
(docs/stories.md).
"""

from bot.desk.stories.headlines import WINDOW, Placing, address_key, place

__all__ = ["WINDOW", "Placing", "address_key", "place"]
