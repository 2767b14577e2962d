"""Belief: INDRA's sum, one origin once, denials, a source's own record, and the derivation that `why` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from touchline.graph.belief import RATES, TENTATIVE, WEIGHT, believe
from touchline.graph.cli import cli
from touchline.graph.errors import QueryError
from touchline.graph.origins import by_origin, same_words
from touchline.graph.reports import Report
from touchline.graph.store import KnowledgeGraph
from touchline.graph.track_record import TrackRecord
from touchline.graph.why import why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.graph.model import Reading, Status

FACT, RUMOUR, DENIED = RATES["fact"][0], RATES["rumour"][0], RATES["denied"][0]


def say(
    outlet: str, status: Status = "fact", confidence: float = 0.9, predicate: str = "joined", **more: Any
) -> Report:
    article = more.pop("article", outlet)
    return Report(
        "ann", predicate, "rovers", status, article, "2024-01-01", outlet=outlet, confidence=confidence, **more
    )


def test_belief_of_one_report() -> None:
    assert believe([say("Post")]).value == pytest.approx(1 - (FACT + 0.1))
    assert believe([say("Post", "rumour")]).value == pytest.approx(1 - (RUMOUR + 0.1))
    assert believe([say("Post", "rumour", predicate="linked_to")]).value == pytest.approx(1 - (TENTATIVE[0] + 0.1))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_belief_of_one_origin_is_indras(n: int) -> None:
    """1 - (syst + rand^n): more articles of one source take away misreading, not the source's error."""
    reports = [say("Post", confidence=0.7, article=f"a{i}") for i in range(n)]
    assert believe(reports).value == pytest.approx(1 - (FACT + 0.3**n))


def test_belief_of_independent_origins_multiplies_errors() -> None:
    assert believe([say("Post"), say("Mail", confidence=0.6)]).value == pytest.approx(1 - (FACT + 0.1) * (FACT + 0.4))


def test_belief_denials_count_against() -> None:
    found = believe([say("Post"), say("Club", "denied", 0.8)])
    assert (found.support, found.denial) == pytest.approx((1 - (FACT + 0.1), 1 - (DENIED + 0.2)))
    assert found.value == pytest.approx(found.support * (DENIED + 0.2))
    assert believe([say("Club", "denied")]).value == 0


def test_belief_cited_source_is_one_origin_through_many_outlets() -> None:
    found = believe([say("Post", source="Romano"), say("Mail", source="Romano")])
    assert [(origin.name, len(origin.reports)) for origin in found.stating] == [("Romano", 2)]


TOLD = "Ann has signed for Rovers on a contract of four years, the club said on Monday."


def test_belief_copies_are_one_origin() -> None:
    copy = f"LONDON {TOLD.replace('the club said', 'both clubs said')}"
    reports = [say("Wire", sentence=TOLD), say("Post", sentence=copy), say("Mail", sentence="Rovers have Ann at last.")]
    assert {name: len(found) for name, found in by_origin(reports).items()} == {"Wire": 2, "Mail": 1}


@pytest.mark.parametrize(
    "other",
    ["Ann has signed for Rovers.", "Ann, they say on Monday, may sign a contract with Rovers for some years to come."],
)
def test_belief_own_words_are_no_copy(other: str) -> None:
    assert same_words(TOLD, TOLD)
    assert not same_words(TOLD, other)


def test_belief_article_speaks_once_with_its_lead() -> None:
    lead, more = say("Post", "denied", article="a"), say("Post", "rumour", article="a", lead=False)
    assert believe([more, lead]).stating == ()
    assert [origin.rand for origin in believe([say("P"), say("P", confidence=0.95, lead=False)]).stating] == [
        pytest.approx((0.05,))
    ]


def test_belief_own_record_replaces_the_general_rate() -> None:
    record = TrackRecord("Post", ("outlet",), 40, 30, 6)
    (origin,) = believe([say("Post", "rumour")], {"Post": record}).stating
    assert origin.syst == pytest.approx((24 + RUMOUR * WEIGHT) / (30 + WEIGHT))
    assert "24 of its 30 settled rumours did not come true" in origin.why
    for report in (say("Post"), say("Post", "rumour", predicate="linked_to")):
        assert believe([report], {"Post": record}) == believe([report])
    few = TrackRecord("Post", ("outlet",), 9, 9, 0)
    assert believe([say("Post", "rumour")], {"Post": few}) == believe([say("Post", "rumour")])


OUTLETS, HOW = st.sampled_from(["Post", "Mail", "Wire"]), st.sampled_from(["fact", "former", "future", "rumour"])
REPORTS = st.lists(st.builds(say, OUTLETS, HOW, st.floats(0, 1), article=st.text("abc", max_size=3)), max_size=6)


@given(REPORTS, st.floats(0, 1))
def test_belief_is_a_probability_that_news_moves_the_right_way(reports: list[Report], confidence: float) -> None:
    before = believe(reports).value
    assert 0 <= before <= 1
    assert believe([*reports, say("New", "fact", confidence, article="new")]).value >= before - 1e-12
    assert believe([*reports, say("New", "denied", confidence, article="new")]).value <= before + 1e-12


# -- why ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(saga: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("why") / "store"
    with KnowledgeGraph.open(path) as graph:
        graph.add_all(saga)
    return path


@pytest.fixture
def kg(store: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(store, read_only=True) as graph:
        yield graph


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="touchline")


def test_why_shows_sentences_and_every_step(store: Path) -> None:
    text = run("why", "--store", store, "alonso", "linked_to", "The Reds").stdout
    assert text.startswith("Xabi Alonso linked to Liverpool: belief 0.13")
    assert "2024-02-15  rumour  Example Sport citing Sky Sports, read with 0.90" in text
    assert "“Xabi Alonso has told Liverpool no.”" in text
    assert "      error = 0.200 + 0.10 = 0.3000\n" in text
    assert "    support = 1 - 0.3000 * 0.3000 = 0.9100\n" in text
    assert text.endswith("  belief = 0.9100 * (1 - 0.8500) = 0.1365\n")


def test_why_as_of_a_day_leaves_out_what_came_later(kg: KnowledgeGraph) -> None:
    early = why(kg, "Xabi Alonso", "linked_to", "Liverpool", as_of="2024-02-20")
    assert [report.day for report in early.reports] == ["2024-01-26", "2024-02-15"]
    assert early.belief.value == pytest.approx(0.91)
    with pytest.raises(QueryError, match="No dated article of 2024-01-01 or earlier"):
        why(kg, "Xabi Alonso", "linked_to", "Liverpool", as_of="2024-01-01")


def test_why_writes_json(store: Path) -> None:
    found = json.loads(run("why", "-s", store, "Arne Slot", "manages", "Liverpool", "--format", "json").stdout)
    assert found["belief"] == pytest.approx(1 - (FACT + 0.1))
    assert [(e["date"], e["status"], e["article"]) for e in found["evidence"]] == [("2024-05-20", "fact", "may")]
    assert found["stating"][0]["name"] == "Example Sport"


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (("Klopp", "owns", "Liverpool"), "what is said of the two: Klopp manages Liverpool; Klopp left Liverpool"),
        (("Klopp", "owns", "Bayern"), "nothing is said of the two together"),
        (("Klopp", "manage", "Liverpool"), "did you mean manages"),
        (("Kloppo", "manages", "Liverpool"), "Nothing in the store is named 'Kloppo'"),
        (("Alonso", "age", "43"), "No article says that Alonso age 43"),
    ],
)
def test_why_of_what_nobody_says(store: Path, claim: tuple[str, str, str], message: str) -> None:
    result = run("why", "-s", store, *claim)
    assert result.exit_code == 2
    assert message in result.stderr


def test_why_takes_values_and_words(kg: KnowledgeGraph) -> None:
    assert why(kg, "Alonso", "age", "42").claim == "Xabi Alonso age 42"
    assert why(kg, "Q186071", "tl:linked_to", "Bayern") == why(kg, "Xabi Alonso", "linked to", "ent:Bayern_Munich")
