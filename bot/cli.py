"""What a person types: `alliance-desk run`, `check`, `ask`, `analyze`, `stories`, `feeds`, `feedback`, `backup`, `health`, `demo`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Coroutine, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.errors import ConfigurationError, DeskError

OK, FAILED, MISCONFIGURED = 0, 1, 2
_FEEDS_WITH = {"test": (1, 1), "add": (1, 1), "import": (1, 1), "export": (0, 1), "parse": (1, 1)}
"""How many subjects an action of `feeds` takes; none where it is not named here."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code: 0 done, 1 failed with a sentence on standard error, 2 misconfigured or mistyped."""
    options = _options(arguments)
    try:
        return int(options.run(options))
    except ConfigurationError as error:
        from bot.config import report

        print(report(error), file=sys.stderr)
        return MISCONFIGURED
    except DeskError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more is wanted, and the interpreter must not try to flush it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options; addresses and files may stand behind options too, which argparse by itself does not allow of subcommands."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and ("subjects" not in options or any(word.startswith("-") for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.subjects = [*options.subjects, *rest]
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="alliance-desk", description="A news desk for the Korea-US alliance.")
    parser.add_argument("--version", action="version", version=f"alliance-desk {version('alliance-desk')}")
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument("--desk", type=Path, metavar="FILE", help="the settings (default: desk.yaml here, where there is one)")
    files.add_argument("--feeds", type=Path, metavar="FILE", help="the feeds (default: feeds.yaml here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Any, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[files], help=words, description=words[0].upper() + words[1:] + ".")
        made.set_defaults(run=run)
        return made

    add("run", _run, "run the desk: pollers, analysis, console and page")
    check = add("check", _check, "read the configuration and list every mistake in it")
    check.add_argument("--online", action="store_true", help="also ask Slack and Discord about tokens, rights and channels")
    invite = add("invite", _invite, "print how to bring the desk into Slack and Discord")
    invite.add_argument("--manifest", action="store_true", help="print only the manifest of the Slack app")
    invite.add_argument("--url", metavar="ADDRESS", help="with --manifest: where Slack is to call the desk over HTTP")
    invite.add_argument("--application", metavar="ID", help="the id of Discord's application, where no token is set yet")
    ask = add("ask", _ask, 'answer one command, such as "/alliance latest"')
    ask.add_argument("text", nargs="+", help="the command; quote it, or write -- before it")
    ask.add_argument("--lang", choices=("en", "ko"), help="the language of the answer")
    analyze = add("analyze", _analyze, "say what an article is about")
    analyze.add_argument("source", nargs="?", default="-", help="a text file whose first line is the title, a web address, or - for stdin")
    analyze.add_argument("--json", action="store_true", help="print the analysis in the shape of docs/analysis-format.md")
    analyze.add_argument("--jsonl", action="store_true", help="read one JSON object a line on standard input, write one analysis a line")
    analyze.add_argument("--lang", choices=("en", "ko"), help="the language in which it is said")
    stories = add("stories", _stories, "say which articles of a stream tell one story")
    stories.add_argument("--jsonl", action="store_true", required=True, help="read one article a line in order of time, write id and story")
    about = "list the feeds with their health, test or add an address, take a list of feeds out or in (OPML), or read feed files"
    feeds = add("feeds", _feeds, about)
    feeds.add_argument("action", choices=("list", "errors", "test", "add", "export", "import", "parse"), help="what to do")
    what = "the address to test or add (a site's does), or the file to write or read, - for a pipe"
    feeds.add_argument("subjects", nargs="*", metavar="URL|FILE", help=what)
    feeds.add_argument("--jsonl", action="store_true", help="with parse: one JSON object for each item")
    feeds.add_argument("--lang", choices=("en", "ko"), help="the language of the answer")
    feedback = add("feedback", _feedback, "print the articles with tags that readers reported as wrong, as labelled cases")
    feedback.add_argument("action", choices=("export",), help="what to do")
    feedback.add_argument(
        "--since", type=_day, metavar="DATE", help="only reports of this day (2026-03-02, in the desk's time zone) and later"
    )
    backup = add("backup", _backup, "copy the database while the desk runs")
    backup.add_argument("target", type=Path, help="a new file, or a folder in which one is made")
    add("health", _health, "ask the running desk whether it is alive (for containers)")
    demo = add("demo", _demo, "show the desk at work on a newsroom of its own")
    demo.add_argument("--serve", action="store_true", help="keep the newsroom, the desk and its page up until Ctrl-C")
    return parser


def _run(options: argparse.Namespace) -> int:
    from bot.app.logs import set_up_logs
    from bot.app.starting import start_desk
    from bot.config import load_configuration

    configuration = load_configuration(os.environ, desk_file=options.desk, feeds_file=options.feeds)
    set_up_logs(configuration.settings.log)
    return _finish(start_desk(configuration))


def _check(options: argparse.Namespace) -> int:
    from bot.config import load_configuration

    configuration = load_configuration(os.environ, desk_file=options.desk, feeds_file=options.feeds)
    _check_ontology(configuration.settings.ontology_file)
    outlets = {feed.outlet.id for feed in configuration.feeds}
    print(f"The configuration is sound: {len(configuration.feeds)} feeds of {len(outlets)} outlets.")
    if not options.online:
        return OK
    from bot.app.logs import set_up_logs
    from bot.app.online import check_online

    set_up_logs(configuration.settings.log.model_copy(update={"level": "error"}))
    return _finish(check_online(configuration))


def _invite(options: argparse.Namespace) -> int:
    if options.manifest:
        from bot.adapters.slack.manifest import manifest_text

        print(manifest_text(url=options.url), end="")
        return OK
    from bot.app.inviting import invitation

    print(invitation(_quiet_configuration(options).settings, application=options.application))
    return OK


def _check_ontology(local: Path | None) -> None:
    """Read the ontology with the team's own additions. Raises ConfigurationError with every mistake in them."""
    from bot.errors import Mistake
    from handlers.ontology.load import OntologyError, load_ontology

    try:
        load_ontology(local=local)
    except OntologyError as error:
        found = [mistake.partition(": ") for mistake in error.mistakes]
        raise ConfigurationError([Mistake(place, what, "") for place, _, what in found]) from error


def _ask(options: argparse.Namespace) -> int:
    from bot.app.asking import ask

    return _finish(ask(_quiet_configuration(options), " ".join(options.text), options.lang))


def _feeds(options: argparse.Namespace) -> int:
    subjects: list[str] = options.subjects
    if options.action == "parse" and subjects:
        from bot.app.feed_files import write_entries

        return write_entries([Path(subject) for subject in subjects], sys.stdout, as_jsonl=options.jsonl)
    fewest, most = _FEEDS_WITH.get(options.action, (0, 0))
    if not fewest <= len(subjects) <= most or options.jsonl:
        print(
            "`feeds test` and `feeds add` take an address, `feeds import` a file, `feeds parse` files, `feeds export` a file or none; "
            "`feeds list` and `feeds errors` take none.",
            file=sys.stderr,
        )
        return MISCONFIGURED
    if options.action in {"export", "import"}:
        return _feed_list(options)
    from bot.app.asking import ask

    words = " ".join(("feeds", options.action, *subjects))
    is_test = options.action == "test"  # the file says which addresses are private feeds
    return _finish(ask(_quiet_configuration(options, needs_feeds=is_test and _has_feeds(options)), words, options.lang))


def _has_feeds(options: argparse.Namespace) -> bool:
    return options.feeds is not None or Path("feeds.yaml").exists()


def _feed_list(options: argparse.Namespace) -> int:
    from bot.app import feed_lists

    configuration = _quiet_configuration(options, needs_feeds=_has_feeds(options))
    if options.action == "export":
        return _finish(feed_lists.export(configuration, options.subjects[0] if options.subjects else "-"))
    return _finish(feed_lists.take_in(configuration, options.subjects[0], options.lang))


def _analyze(options: argparse.Namespace) -> int:
    from bot.app import analysing

    if options.jsonl:
        return analysing.stream(_quiet_configuration(options).settings.ontology_file, sys.stdin.buffer, sys.stdout)
    return _finish(analysing.analyse_one(_quiet_configuration(options), options.source, as_json=options.json, locale=options.lang))


def _stories(options: argparse.Namespace) -> int:
    from bot.app import grouping

    return grouping.stream(_quiet_configuration(options).settings.ontology_file, sys.stdin.buffer, sys.stdout)


def _feedback(options: argparse.Namespace) -> int:
    from bot.app.feedback import export

    return _finish(export(_quiet_configuration(options), sys.stdout, since=options.since))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date such as 2026-03-02") from None


def _backup(options: argparse.Namespace) -> int:
    from bot.app.asking import back_up

    return _finish(back_up(_quiet_configuration(options), options.target))


def _health(options: argparse.Namespace) -> int:
    from bot.app.probe import is_alive

    return OK if is_alive(_quiet_configuration(options).settings.web) else FAILED


def _demo(options: argparse.Namespace) -> int:
    from bot.demo.show import show

    return _finish(show(serve=options.serve))


def _quiet_configuration(options: argparse.Namespace, *, needs_feeds: bool = False) -> Any:
    """The configuration of a command that polls nothing: feeds.yaml is not read unless it is needed, and only what goes wrong is
    logged."""
    from bot.app.logs import set_up_logs
    from bot.config import load_configuration

    configuration = load_configuration(os.environ, desk_file=options.desk, feeds_file=options.feeds, needs_feeds=needs_feeds)
    set_up_logs(configuration.settings.log.model_copy(update={"level": "error"}))
    return configuration


def _finish(work: Coroutine[Any, Any, int | None]) -> int:
    """Run to the end on uvloop's event loop where there is one (a fifth less CPU while polling)."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work) or OK
    return uvloop.run(work) or OK
