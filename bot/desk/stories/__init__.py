"""Which story an article belongs to. Pure; what it needs of earlier articles is given to it.

`headlines` knows a story by an equal address or a near-equal headline, `decide` by what its articles tell, in both languages: `likeness`
compares, `odds` says how likely it is that they belong together (docs/stories.md).
"""

from bot.desk.stories.headlines import WINDOW, Placing, address_key, place

__all__ = ["WINDOW", "Placing", "address_key", "place"]
