from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.errors import InputError
from touchline.graph.model import Article, Entity, Reading
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.review import accepted_rows, review_rows, write_accepted, write_review

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def _readings(*names: tuple[str, str]) -> list[Reading]:
    return [
        Reading(
            Article(str(n), ""),
            (Entity(f"x-{n}", kind, name, (name, f"the {name}")), Entity("Arsenal", "Club", "Arsenal")),
        )
        for n, (name, kind) in enumerate(names)
    ]


def test_review_most_frequent_first_and_only_unlinked() -> None:
    rows = review_rows(_readings(("Zed", "Person"), ("Exmouth Rovers", "Club"), ("Exmouth Rovers", "Club")))
    assert [(r.name, r.articles) for r in rows] == [("Exmouth Rovers", 2), ("Zed", 1)]
    assert rows[0].forms == ("the Exmouth Rovers",)


def test_review_same_name_of_two_types_is_two_rows() -> None:
    assert len(review_rows(_readings(("Zed", "Person"), ("Zed", "Club")))) == 2


def test_review_suggests_similar_names_of_the_same_type(kb: KnowledgeBase) -> None:
    rows = review_rows(_readings(("Robert Lewandowksi", "Person"), ("Robert Lewandowksi", "Club")), kb)
    suggestions = {row.type: row.suggestions for row in rows}
    assert suggestions["Person"][0] == "Robert_Lewandowski"
    assert "Robert_Lewandowski" not in suggestions["Club"]


def test_review_suggests_nothing_far_off(kb: KnowledgeBase) -> None:
    assert review_rows(_readings(("Xyzzyx Qwertz", "Club")), kb)[0].suggestions == ()


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "review.csv"
    path.write_text("\n".join(("accept,name,type,articles,forms,suggestions", *rows)) + "\n", encoding="utf-8")
    return path


def test_review_accepted_rows_load_as_a_knowledge_base(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "new,Exmouth Rovers,Club,3,Exmouth|the Rovers,",
        "Robert_Lewandowski,Robert Lewandowksi,Person,2,,Robert_Lewandowski",
        ",Zed Brightwater,Person,1,,",
    )
    mine = tmp_path / "mine.csv"
    mine.write_text(write_accepted(accepted_rows(kb, path)), encoding="utf-8")
    loaded = KnowledgeBase.load([mine])
    assert [c.entity_id for c in loaded.candidates("Exmouth Rovers")] == ["Exmouth_Rovers"]
    assert [c.entity_id for c in loaded.candidates("Robert Lewandowksi")] == ["Robert_Lewandowski"]
    assert loaded.entities["Robert_Lewandowski"].affiliations == kb.entities["Robert_Lewandowski"].affiliations
    assert loaded.candidates("Zed Brightwater") == ()


def test_review_what_was_written_is_read_again(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text(write_review(review_rows(_readings(('Zed "the" Man, Jr', "Person")))), encoding="utf-8")
    assert accepted_rows(kb, path) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("yes,Zed,Person,1,,", "accept is 'yes'"),
        ("new,Zed,Wizard,1,,", "a name and a type"),
        ("new,,Person,1,,", "a name"),
    ],
)
def test_review_refuses_a_bad_row_with_its_line(kb: KnowledgeBase, tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(InputError, match=r"review\.csv:2: .*") as caught:
        accepted_rows(kb, _file(tmp_path, row))
    assert reason in str(caught.value)


def test_review_refuses_a_file_of_other_columns(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("id,name\n1,Zed\n", encoding="utf-8")
    with pytest.raises(InputError, match="missing column accept"):
        accepted_rows(kb, path)
