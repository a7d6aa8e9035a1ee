"""Pictures of the golden messages, drawn by a small page of our own: `python -m docs.cards`.

What stands in tests/golden/discord and tests/golden/slack is drawn as the platforms show it, in neutral looks that are nobody's. A part
that is not known here is an error, so that nothing can be left out of a picture unseen.
"""
