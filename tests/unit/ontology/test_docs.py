"""The worked examples of the guides are right: they load over the packaged ontology as they stand in the pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import handlers.ontology
from handlers.ontology.load import load_ontology
from handlers.ontology.records import Ontology

DOCS = Path(__file__).parents[3] / "docs"
PACKAGED = Path(handlers.ontology.__file__).parent


def blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)


def with_file(tmp_path: Path, name: str, content: str) -> Ontology:
    folder = tmp_path / "ontology"
    if not folder.exists():
        shutil.copytree(PACKAGED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + content, encoding="utf-8")
    return load_ontology(folder)


def test_the_actor_and_the_institute_of_the_guide_load_with_their_source(tmp_path: Path) -> None:
    actors, _, source, *_ = blocks("add-an-actor.md")
    with_file(tmp_path, "sources.yaml", source)
    ontology = with_file(tmp_path, "actors/mine.yaml", actors)
    person = ontology.actors["han-so-yeon"]
    spellings = ["Han So-yeon", "한소연", "Han Soyeon", "Soyeon Han", "So-yeon Han"]
    assert [form.text for form in person.forms] == [*spellings, "韓昭娟", "Ambassador Han So-yeon"]
    assert (person.tenures[0].office, person.tenures[0].source) == ("rok-nuclear-envoy", "gazette-2031")
    assert ontology.sources["gazette-2031"].gives == "the envoys of March 2031"
    assert ontology.actors["hangang-institute"].parent == "south-korea"


def test_the_office_and_the_pair_word_of_the_guide_load(tmp_path: Path) -> None:
    _, office, _, pair, *_ = blocks("add-an-actor.md")
    ontology = with_file(tmp_path, "offices.yaml", office)
    assert ontology.offices["rok-oceans-minister"].body == "rok-oceans-ministry"
    ontology = with_file(tmp_path, "compounds.yaml", pair)
    assert ontology.compounds[-1].actors == ("south-korea", "rok-foreign-ministry")


def test_the_theme_of_the_guide_loads(tmp_path: Path) -> None:
    theme = with_file(tmp_path, "themes/mine.yaml", blocks("add-a-theme.md")[0]).themes["disaster-relief"]
    weights = {term.text: term.weight for term in theme.terms}
    assert (weights["재난 구호"], weights["구호물자"], weights["이재민"]) == (1.0, 0.5, 0.25)
    needs = {term.text: term.needs for term in theme.terms}
    assert needs["flood"] == ("north-korea",)


def test_the_teams_own_file_of_the_guide_is_laid_over_the_package(tmp_path: Path) -> None:
    local = tmp_path / "ontology.local.yaml"
    local.write_text(blocks("own-ontology.md")[0], encoding="utf-8")
    packaged, ontology = load_ontology(), load_ontology(local=local)
    assert "our-foundation" in ontology.actors
    forms = {name: {form.text for form in actor.forms} for name, actor in ontology.actors.items()}
    assert forms["united-states"] - {form.text for form in packaged.actors["united-states"].forms} == {"Uncle Sam"}
    assert "CFC" in forms["city-football"] - forms["combined-forces-command"]
    assert "대북" not in forms["north-korea"]
    assert ontology.silenced == {"tiktok", "man-of-the-match"}
    assert "digital-trade" not in ontology.themes
    weights = {term.text: term.weight for term in ontology.themes["tariffs"].terms}
    assert (weights["border levy"], weights["관세"], "levy" in weights) == (0.5, 0.25, False)
    assert "arms embargo" not in {term.text for term in ontology.themes["sanctions"].terms}
    assert ontology.compounds[-1].actors == ("south-korea", "our-foundation")
    assert ontology.version != packaged.version
