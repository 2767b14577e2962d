from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from touchline.graph.model import Article, Entity, Reading
from touchline.graph.store import KnowledgeGraph
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.pipeline import Extractor
from touchline.ingest.who import explain, in_store
from touchline.ingest.who_cli import who

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = Entity("x-Zed_Brightwater", "Person", "Zed Brightwater", ("Brightwater",), None, ("Zed_Brightwater_1990",))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def run(*args: str) -> Result:
    return CliRunner().invoke(who, list(args), prog_name="touchline who")


def _store(folder: Path) -> str:
    with KnowledgeGraph.open(folder / "store") as graph:
        for name in ("a1", "a2"):
            graph.add(Reading(Article(name, "Zed Brightwater"), (LOCAL,)))
    return str(folder / "store")


def test_who_explains_the_choice(kb: KnowledgeBase) -> None:
    answer = explain(kb, "Rangers")
    assert answer.chosen == "Rangers"
    assert answer.considered[0].chosen
    assert {"Rangers", "Queens_Park_Rangers"} <= {c.id for c in answer.considered}
    assert all(c.score == sum(r.points for r in c.reasons) for c in answer.considered)


def test_who_says_why_nothing_is_chosen(kb: KnowledgeBase) -> None:
    assert "surname" in explain(kb, "Jones").why
    assert "several share" in explain(kb, "United").why
    nobody = explain(kb, "Zed Brightwater")
    assert (nobody.chosen, nobody.considered) == ("", ())
    assert "no entity" in nobody.why


def test_who_weighs_the_date(kb: KnowledgeBase) -> None:
    saka = next(c for c in explain(kb, "Bukayo Saka", published="1990-01-01").considered if c.id == "Bukayo_Saka")
    assert any(r.points < 0 for r in saka.reasons)
    assert explain(kb, "Bukayo Saka", published="1990-01-01").chosen == ""


def test_who_reads_an_article(tmp_path: Path) -> None:
    path = tmp_path / "derby.txt"
    path.write_text("Leeds United won at Hull City. United were the better side.", encoding="utf-8")
    result = run("United", "--in", str(path), "--format", "json")
    answer = json.loads(result.output)
    assert (result.exit_code, answer["chosen"]) == (0, "Leeds_United")
    leeds = next(c for c in answer["candidates"] if c["id"] == "Leeds_United")
    assert {"text": "named in the article", "points": 400} in leeds["reasons"]


def test_who_says_that_an_article_lacks_the_name(tmp_path: Path) -> None:
    path = tmp_path / "derby.txt"
    path.write_text("Leeds United won.", encoding="utf-8")
    result = run("Arsenal", "--in", str(path))
    assert result.exit_code == 1
    assert "does not use this name" in result.output


def test_who_prints_a_table() -> None:
    result = run("the Gunners")
    assert result.exit_code == 0
    assert result.output.startswith("the Gunners: Arsenal (")
    assert "nickname" in result.output


def test_who_lists_what_a_store_holds(tmp_path: Path) -> None:
    result = run("Brightwater", "--store", _store(tmp_path))
    assert "x-Zed_Brightwater (Person), 2 articles" in result.output


def test_who_in_store_counts_articles() -> None:
    readings = [Reading(Article(name, ""), (LOCAL,)) for name in ("a", "b", "c")]
    assert [(e.id, e.articles) for e in in_store("brightwater", readings)] == [("x-Zed_Brightwater", 3)]
    assert in_store("Zed", readings) == []


def test_who_writes_the_review_file(tmp_path: Path) -> None:
    out = tmp_path / "review.csv"
    result = run("--unlinked", "--store", _store(tmp_path), "-o", str(out))
    assert result.exit_code == 0
    header, row = out.read_text(encoding="utf-8").splitlines()
    assert header == "accept,name,type,articles,forms,suggestions"
    assert row.startswith(",Zed Brightwater,Person,2,Brightwater,Zed_Brightwater_1990")


def test_who_makes_a_knowledge_base_of_the_review(tmp_path: Path) -> None:
    review, mine = tmp_path / "review.csv", tmp_path / "mine.csv"
    review.write_text("accept,name,type,articles,forms,suggestions\nnew,Zed Brightwater,Person,2,,\n", encoding="utf-8")
    assert run("--accepted", str(review), "-o", str(mine)).exit_code == 0
    result = run("Zed Brightwater", "--kb", str(mine), "--format", "json")
    assert json.loads(result.output)["chosen"] == "Zed_Brightwater"


@pytest.mark.parametrize(
    "args",
    [(), ("Arsenal", "--unlinked"), ("--unlinked",), ("Arsenal", "--date", "soon"), ("A", "--in", "no-such-file")],
)
def test_who_refuses_what_it_cannot_do(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_who_explains_phrases_of_an_article(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Pep Guardiola met Cole Palmer. The Spaniard praised his side Manchester City.", encoding="utf-8")
    for name, chosen in (("the Spaniard", "Pep_Guardiola"), ("his side", "Manchester_City")):
        answer = json.loads(run(name, "--in", str(path), "--date", "2024-02-15", "--format", "json").output)
        assert (answer["chosen"], "said once of" in answer["why"]) == (chosen, True)


@pytest.mark.parametrize(("date", "entity"), [("2002-07-01", "Ronaldo_Nazario"), ("2019-07-01", "Cristiano_Ronaldo")])
def test_who_ronaldo_by_date(date: str, entity: str) -> None:
    answer = json.loads(run("Ronaldo", "--date", date, "--format", "json").output)
    assert answer["chosen"] == entity
    other = next(c for c in answer["candidates"] if not c["chosen"])
    assert any(r["text"] == "not playing or managing then" and r["points"] < 0 for r in other["reasons"])


def test_who_from_store_to_own_knowledge_base_and_back(tmp_path: Path, extractor: Extractor) -> None:
    article = Article("a1", "Zed Brightwater joined Exmouth Rovers. Zed Brightwater left Tottenham Hotspur.")
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(next(extractor.read([article])))
    review, mine = tmp_path / "review.csv", tmp_path / "mine.csv"
    assert run("--unlinked", "--store", str(tmp_path / "store"), "-o", str(review)).exit_code == 0
    text = review.read_text(encoding="utf-8")
    assert "\n,Zed Brightwater,Person,1," in text
    review.write_text(text.replace("\n,Zed Brightwater", "\nnew,Zed Brightwater"), encoding="utf-8")
    assert run("--accepted", str(review), "-o", str(mine)).exit_code == 0
    reading = next(Extractor.load(kb=[mine]).read([article]))
    assert "Zed_Brightwater" in {e.id for e in reading.entities}
