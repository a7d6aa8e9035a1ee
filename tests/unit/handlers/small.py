"""A small ontology of the tests' own, so that they do not change when an analyst edits the packaged one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import Analyser, Document, build_analyser
from handlers.findings import Findings
from handlers.ontology.records import Actor, Compound, Office, Ontology, Surface, Tenure, Term, Theme


def surfaces(text: str) -> tuple[Surface, ...]:
    """Forms separated by a bar."""
    return tuple(Surface(part.strip(), "en" if part.isascii() else "ko") for part in text.split("|") if part.strip())


def actor(
    id_: str,
    type_: str,
    names: str,
    *,
    country: str | None = None,
    forms: str = "",
    short: str = "",
    capital: str = "",
    except_in: str = "",
    tenures: tuple[Tenure, ...] = (),
    home: str = "",
) -> Actor:
    """An actor whose names are given as `English | Korean`; both are forms as well."""
    name_en, name_ko = (part.strip() for part in names.split("|"))
    return Actor(
        id=id_,
        type=type_,
        name_en=name_en,
        name_ko=name_ko,
        country=country,
        wikidata=None,
        code=None,
        parent=None,
        forms=surfaces(f"{names}|{forms}"),
        short=surfaces(short),
        capital=surfaces(capital),
        except_in=tuple(part.strip() for part in except_in.split("|") if part.strip()),
        tenures=tenures,
        home=surfaces(home),
    )


def theme(id_: str, group: str, strong: str = "", fair: str = "", needs: tuple[str, ...] = ()) -> Theme:
    """A theme with strong terms (weight 1) and fair ones (weight .5, which need one of `needs` where given)."""
    terms = [Term(form.text, form.lang, 1.0, (), ()) for form in surfaces(strong)]
    terms += [Term(form.text, form.lang, 0.5, needs, ()) for form in surfaces(fair)]
    return Theme(id_, group, id_.replace("-", " "), id_, tuple(terms))


def small_ontology() -> Ontology:
    """Six states, a few bodies and people, two offices, two compounds and four themes."""
    actors = (
        actor(
            "south-korea",
            "state",
            "South Korea | 한국",
            country="KR",
            forms="ROK|South Korean|the South|韓",
            capital="Seoul|서울",
            home="정부",
        ),
        actor(
            "united-states",
            "state",
            "United States | 미국",
            country="US",
            forms="U.S.|US|美|Joe Biden government",
            capital="Washington|워싱턴",
            except_in="구미국",
        ),
        actor(
            "north-korea",
            "state",
            "North Korea | 북한",
            country="KP",
            forms="N. Korea|DPRK|North Korean|the North|北",
            capital="Pyongyang|평양",
        ),
        actor("japan", "state", "Japan | 일본", country="JP", forms="Japanese|日", capital="Tokyo|도쿄"),
        actor("china", "state", "China | 중국", country="CN", forms="中", capital="Beijing|베이징"),
        actor("turkey", "state", "Turkey | 튀르키예", country="TR"),
        replace(actor("wire", "organisation", "Wire | 전선통신", country="KR"), code="KORMED"),
        actor("nato", "organisation", "NATO | 나토"),
        actor("us-state-department", "body", "State Department | 미국 국무부", country="US", forms="U.S. State Department"),
        actor(
            "rok-defense-ministry", "body", "South Korean Defense Ministry | 한국 국방부", country="KR", home="국방부|the defense ministry"
        ),
        actor(
            "lee-myung-bak",
            "person",
            "Lee Myung-bak | 이명박",
            country="KR",
            tenures=(Tenure("rok-president", date(2008, 2, 25), date(2013, 2, 25)),),
        ),
        actor(
            "lee-jae-myung",
            "person",
            "Lee Jae-myung | 이재명",
            country="KR",
            tenures=(Tenure("rok-president", date(2025, 6, 4), None),),
        ),
        actor(
            "joe-biden",
            "person",
            "Joe Biden | 조 바이든",
            country="US",
            tenures=(Tenure("us-president", date(2021, 1, 20), date(2025, 1, 20)),),
        ),
        actor(
            "donald-trump",
            "person",
            "Donald Trump | 도널드 트럼프",
            country="US",
            tenures=(Tenure("us-president", date(2017, 1, 20), date(2021, 1, 20)), Tenure("us-president", date(2025, 1, 20), None)),
        ),
        actor("kim-jong-un", "person", "Kim Jong-un | 김정은", country="KP"),
        actor("kim-yo-jong", "person", "Kim Yo-jong | 김여정", country="KP"),
    )
    offices = (
        Office("us-president", "US", None, surfaces("U.S. president|미국 대통령|미 대통령"), surfaces("the president")),
        Office("rok-president", "KR", None, surfaces("South Korean president|한국 대통령"), surfaces("대통령")),
        Office("us-defense-secretary", "US", None, surfaces("U.S. defense secretary|미 국방장관"), ()),
    )
    compounds = (
        Compound(surfaces("한미|한·미|韓美|U.S.-ROK"), ("south-korea", "united-states"), ("한미약품", "한미반도체")),
        Compound(surfaces("한미일|한·미·일"), ("south-korea", "united-states", "japan"), ()),
    )
    themes = (
        theme("joint-exercises", "security", "Freedom Shield|연합훈련|joint military exercise"),
        theme("missile-defense", "security", "THAAD|사드"),
        theme("north-korea-missiles", "security", "ballistic missile|탄도미사일", "missile launch|rocket test|발사", ("north-korea",)),
        theme("tariffs", "economy", "tariff|관세"),
        theme("alliance-politics", "security", "alliance|동맹"),
    )
    return Ontology(
        version="test",
        actors={a.id: a for a in actors},
        offices={o.id: o for o in offices},
        compounds=compounds,
        themes={t.id: t for t in themes},
        redirects={"dprk": "north-korea"},
    )


def small_analyser() -> Analyser:
    """An analyser over the small ontology."""
    return build_analyser(small_ontology())


def find(title: str, body: str = "", **known: object) -> Findings:
    """What the handlers find in a text with the small ontology."""
    return small_analyser().analyse(Document(title, body, **known)).findings  # type: ignore[arg-type]


def actor_ids(findings: Findings) -> set[str]:
    """The ids of the actors found."""
    return {found.id for found in findings.actors}


def words_for(findings: Findings, actor_id: str) -> list[str]:
    """The words by which an actor was found."""
    found = findings.actor(actor_id)
    return [mention.text for mention in found.mentions] if found else []
