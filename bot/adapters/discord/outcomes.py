"""What an answer to "Create Message" means for a delivery: pure, Reply -> SendOutcome."""

from __future__ import annotations

from bot.adapters.discord.rest import Answer, Lost, NotSent, Reply
from bot.model import Refused, RetryLater, SendOutcome, Sent, Unknown

_GONE = frozenset({10003, 10004, 50001, 50013})
_REFUSALS = {
    10003: "The channel is gone.",
    10004: "The server is gone, or the bot was removed from it. Invite it again.",
    10008: "The message was deleted.",
    50001: "The bot may not see the channel. Give it View Channel there, or invite it again.",
    50013: "The bot may not write in the channel. Give it Send Messages there.",
}
_TOKEN_WAIT = 1_800.0


def outcome_of(reply: Reply, wait: float) -> SendOutcome:
    """The outcome. `wait` is what a 429 asked for, in seconds.

    A timeout, a reset and any 5xx are unknown: a proxy may give up while Discord goes on. A 4xx is certain: nothing was posted. One without
    JSON comes from a proxy before Discord and says nothing about the channel, so it is tried again.
    """
    match reply:
        case Lost(reason):
            return Unknown(reason)
        case NotSent(reason):
            return RetryLater(0, reason)
        case Answer():
            return _answered(reply, wait)


def is_bad_form(reply: Reply) -> bool:
    """Discord could not read the message as it was drawn."""
    return isinstance(reply, Answer) and reply.status == 400 and isinstance(reply.body, dict)


def _answered(answer: Answer, wait: float) -> SendOutcome:
    is_discord = isinstance(answer.body, dict)
    if answer.is_good:
        found = answer.body.get("id") if is_discord else None
        return Sent(found) if isinstance(found, str) else Unknown("Discord took the message and did not name it.")
    if answer.status >= 500 or answer.status == 408:
        return Unknown(f"Discord answered {answer.words}.")
    if answer.status == 429:
        return RetryLater(wait, f"Discord asks to wait {wait:g} s.", is_wait=True)
    if answer.status == 401:
        return RetryLater(_TOKEN_WAIT, "Discord does not take the bot's token. Set DESK_DISCORD_TOKEN to the one of the bot's page.")
    if answer.status < 400 or not is_discord:
        return RetryLater(0, f"Something before Discord answered {answer.words}.")
    words = _REFUSALS.get(answer.error_code, f"Discord refused the message ({answer.words}).")
    return Refused(words, is_gone=answer.error_code in _GONE)
