"""report: a reader says that a tag is wrong."""

from __future__ import annotations

from bot.desk.card import Card
from bot.desk.cards import pieces
from bot.desk.cards import reports as cards
from bot.desk.commands.asked import Asked
from bot.desk.commands.parse import near
from bot.errors import CommandError
from bot.model import StoryView

LONGEST_NOTE = 1_000


async def report(asked: Asked) -> Card:
    """Keep the report and tell the admins. Without a tag the card as a whole is meant."""
    shown = await asked.story()
    note = asked.text("note")
    if len(note) > LONGEST_NOTE:
        raise CommandError("error.long", most=LONGEST_NOTE)
    tag = _tag(asked, shown)
    person = asked.request.person
    await asked.store.report_tag(
        story_id=shown.id,
        tag=tag,
        note=note,
        place=asked.place,
        person=f"{person.adapter}:{person.id}",
        now=asked.now,
        article_id=pieces.face(shown, asked.reader.locale).id,
    )
    return cards.reported(shown, tag, asked.reader)


def _tag(asked: Asked, shown: StoryView) -> str:
    """The tag that is meant, by its value, id or name in either language. Raises `error.tag`."""
    given = asked.words("tag")
    if not given:
        return ""
    known = cards.tags_of(shown, asked.reader)
    forms = {form.casefold(): value for value, names in known for form in (value, value.partition(":")[2] or value, *names)}
    folded = given.casefold()
    if folded in forms:
        return forms[folded]
    raise CommandError("error.tag", given=given[:60], nearest=near(folded, forms))
