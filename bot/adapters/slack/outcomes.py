"""What an answer to chat.postMessage means for a delivery: pure, Reply -> SendOutcome.

The errors are those of "chat.postMessage" and "chat.update" (docs.slack.dev).
"""

from __future__ import annotations

from bot.adapters.slack.posts import Answer, Lost, NotSent, Reply
from bot.adapters.slack.tokens import BOT_TOKEN, is_token_error, mend_of
from bot.model import Refused, RetryLater, SendOutcome, Sent, Unknown

_INVITE = "Invite the app there again: /invite @Alliance Desk."
_GONE = {
    "channel_not_found": f"The channel is gone, or it is private and the app is not in it. {_INVITE}",
    "not_in_channel": f"The app is not in the channel. {_INVITE}",
    "is_archived": "The channel is archived.",
    "user_is_bot": "An app cannot be written to.",
    "restricted_action": "The workspace does not let apps write in that channel. Whoever manages it can allow that.",
    "restricted_action_read_only_channel": "The channel is read-only for the app.",
    "restricted_action_thread_only_channel": "The channel takes replies in threads only.",
    "messages_tab_disabled": "The app's messages tab is switched off in its settings, App Home.",
    "ekm_access_denied": "The workspace's administrators have suspended writing.",
}
_UNKNOWN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_BAD_FORM = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments", "block_mismatch", "msg_blocks_too_long"})
_TOKEN_WAIT = 1_800.0
_UNSAID_SECONDS = 30.0


def outcome_of(reply: Reply) -> SendOutcome:
    """The outcome. A timeout, a reset, any 5xx and Slack's own internal errors are unknown: the message may have been posted."""
    match reply:
        case Lost(reason):
            return Unknown(reason)
        case NotSent(reason):
            return RetryLater(0, reason)
        case Answer():
            return _answered(reply)


def is_bad_form(reply: Reply) -> bool:
    """Slack could not read the message as it was drawn."""
    return isinstance(reply, Answer) and reply.error in _BAD_FORM


def wait_of(answer: Answer) -> float | None:
    """The seconds that a 429 asks to wait; None where it is none."""
    if answer.status != 429 and answer.error not in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        return None
    return _UNSAID_SECONDS if answer.after is None else answer.after


def _answered(answer: Answer) -> SendOutcome:
    if answer.error is None and answer.status < 400:
        found = answer.data.get("ts")
        return Sent(found) if isinstance(found, str) else Unknown("Slack took the message and did not name it.")
    wait = wait_of(answer)
    if wait is not None:
        return RetryLater(wait, f"Slack asks to wait {wait:g} s.", is_wait=True)
    if answer.status >= 500 or answer.error in _UNKNOWN:
        return Unknown(f"Slack answered {answer.words}.")
    return _certain(answer)


def _certain(answer: Answer) -> SendOutcome:
    """Of an answer that says that nothing was posted."""
    if answer.error in _GONE:
        return Refused(_GONE[str(answer.error)], is_gone=True)
    if is_token_error(answer.error):
        return RetryLater(_TOKEN_WAIT, f"Slack does not take the app's token ({answer.error}). {mend_of(BOT_TOKEN)}.")
    if str(answer.error).startswith("HTTP"):
        return RetryLater(0, f"Something before Slack answered {answer.words}.")
    return Refused(f"Slack refused the message ({answer.error}).")
