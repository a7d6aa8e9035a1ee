"""robots.txt (RFC 9309): which paths of a site may be read by a program, and how long it wants between two requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

AGENT = "alliancedesk"
MOST_BYTES = 512_000
"""What is read of it; the standard asks for 500 kibibytes at the least."""

_SAFE = "%/*$?&=:;,@+!'()~[]#"


@dataclass(frozen=True, slots=True)
class Rule:
    """A path pattern (`*` any run of characters, `$` the end) and whether it may be read."""

    pattern: str
    may: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for this program, and the seconds that the site asks for between requests (Crawl-delay, which is no standard)."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path with its query (percent-encoded, beginning with a slash) may be read: the longest pattern that fits decides, and
        the one that allows where two are as long."""
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        return not fitting or max(fitting, key=lambda rule: (len(rule.pattern), rule.may)).may


EVERYTHING = Robots()
NOTHING = Robots((Rule("/", may=False),))


def read_robots(text: str, agent: str = AGENT) -> Robots:
    """The groups for the agent, all together; those for everybody where none names it."""
    own: list[tuple[str, str]] = []
    everybody: list[tuple[str, str]] = []
    is_named = False
    for agents, lines in _groups(text):
        if any(name and agent.startswith(name) for name in agents):
            is_named = True
            own += lines
        elif "*" in agents:
            everybody += lines
    lines = own if is_named else everybody
    rules = tuple(Rule(quote(value, safe=_SAFE), name == "allow") for name, value in lines if name != "crawl-delay" and value)
    return Robots(rules, next((delay for name, value in lines if name == "crawl-delay" and (delay := _seconds(value)) is not None), None))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Each group's agents in small letters, and its lines as (name, value)."""
    agents: list[str] = []
    lines: list[tuple[str, str]] = []
    for raw in text.lstrip("\ufeff").splitlines():
        name, colon, value = raw.partition("#")[0].partition(":")
        name, value = name.strip().casefold(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = [], []
            agents.append(value.casefold())
        elif name in {"allow", "disallow", "crawl-delay"} and agents:
            lines.append((name, value))
    if agents:
        yield agents, lines


def _fits(pattern: str, path: str) -> bool:
    """In linear time: the pieces between stars are looked for one after another."""
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return path == first if is_anchored else True
    place = len(first)
    for piece in others[:-1]:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    last = others[-1]
    return path.endswith(last) and len(path) - len(last) >= place if is_anchored else path.find(last, place) >= 0


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if 0 < seconds < 86_400 else None
