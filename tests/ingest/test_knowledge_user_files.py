"""A user's own rows: added, put in place of packaged ones, or refused as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from touchline.graph.cli import cli
from touchline.graph.errors import InputError
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.knowledge.user_files import read_user_rows

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,type,name,aliases,country,prior\n"
GOOD = "Hackney_Wick,Club,Hackney Wick,the Hackney Wickers~nickname|Wickers~short,ENG,300\n"


def write(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_user_files_add_a_row_from_csv(tmp_path: Path) -> None:
    kb = KnowledgeBase.load([write(tmp_path, HEADER + GOOD)])
    assert kb.candidates("Wickers")[0].entity_id == "Hackney_Wick"
    assert kb.entities["Hackney_Wick"].source == "user"
    assert len(kb.entities) == len(KnowledgeBase.load().entities) + 1


def test_user_files_add_a_row_from_json_lines(tmp_path: Path) -> None:
    row = {"id": "Jo_Bloggs", "type": "Person", "name": "Jo Bloggs", "aliases": ["Bloggsy~nickname"], "born": 1999}
    kb = KnowledgeBase.load([write(tmp_path, json.dumps(row) + "\n\n", "own.jsonl")])
    assert kb.entities["Jo_Bloggs"].born == "1999"
    assert kb.candidates("bloggsy")[0].kind == "nickname"


def test_user_files_override_a_packaged_row(tmp_path: Path) -> None:
    kb = KnowledgeBase.load([write(tmp_path, HEADER + "Arsenal,Club,Arsenal,Woolwich~short,ENG,5\n")])
    assert kb.entities["Arsenal"].prior == 5
    assert kb.candidates("the Gunners") == ()
    assert kb.candidates("Woolwich")[0].entity_id == "Arsenal"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Hackney_Wick,Club,Hackney,,ENG,1", "duplicate id 'Hackney_Wick', already given in"),
        ("B,Team,B United,,ENG,1", "unknown type 'Team'"),
        ("B,Club,B United,reading~short,ENG,1", "'reading' would capture a common word"),
        ("B,Club,B United,After~short,ENG,1", "'After' would capture a common word"),
        ("B,Club,B United,Bs~pet,ENG,1", "not written text~kind"),
        ("B,Club,B United,Bs,ENG,1", "not written text~kind"),
        ("B,Club,B United,1899~short,ENG,1", "has no letter"),
        ("B,Club,B United,,England,1", "country 'England' must be"),
        ("B,Club,B United,,ENG,5000", "prior '5000' must be"),
        ("B C,Club,B United,,ENG,1", "id 'B C' may hold"),
        ("B,Club,,,ENG,1", "name is empty"),
        ("B,Club,B United", "as many fields as the header"),
    ],
)
def test_user_files_refuse_a_bad_line_with_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, HEADER + GOOD + line + "\n")
    with pytest.raises(InputError) as caught:
        read_user_rows([path])
    assert f"{path}:3: " in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("own.csv", "id,name\n", "own.csv:1: missing column type"),
        ("own.csv", "id,type,name,colour\n", "unknown column 'colour'"),
        ("own.jsonl", '{"id": "A", "type": "Club"}\n', "own.jsonl:1: missing column name"),
        ("own.jsonl", "\n[1]\n", "own.jsonl:2: not a JSON object"),
        ("own.jsonl", "{\n", "own.jsonl:1: not valid JSON"),
        ("own.jsonl", '{"id": "A", "type": "Club", "name": {}}\n', "name must be a text"),
        ("own.xlsx", "", "must end in .csv"),
    ],
)
def test_user_files_refuse_a_bad_file(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=r".") as caught:
        read_user_rows([write(tmp_path, text, name)])
    assert reason in str(caught.value)


def test_user_files_refuse_an_id_given_in_two_files(tmp_path: Path) -> None:
    paths = [write(tmp_path, HEADER + GOOD, "a.csv"), write(tmp_path, HEADER + GOOD, "b.csv")]
    with pytest.raises(InputError, match="duplicate id"):
        KnowledgeBase.load(paths)


def test_user_files_refuse_a_missing_or_binary_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_user_rows([tmp_path / "none.csv"])
    (tmp_path / "bytes.csv").write_bytes(b"id,type,name\n\xff\xfe\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_user_rows([tmp_path / "bytes.csv"])


def test_user_files_load_nothing_where_a_later_row_is_bad(tmp_path: Path) -> None:
    good, bad = write(tmp_path, HEADER + GOOD, "a.csv"), write(tmp_path, HEADER + "X,Nope,X,,,\n", "b.csv")
    with pytest.raises(InputError, match="unknown type"):
        KnowledgeBase.load([good, bad])
    assert "Hackney_Wick" not in KnowledgeBase.load().entities


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Hackney_Wick,Club,Hackney Marsh,,ENG,1", "duplicate id 'Hackney_Wick'"),
        ("B,Team,B United,,ENG,1", "unknown type 'Team'"),
        ("B,Club,B United,after~short,ENG,1", "would capture a common word"),
    ],
)
def test_user_files_refused_by_the_command_before_it_reads(tmp_path: Path, row: str, reason: str) -> None:
    own, article = write(tmp_path, HEADER + GOOD + row + "\n"), write(tmp_path, "Arsenal won.", "a.txt")
    result = CliRunner().invoke(cli, ["extract", str(article), "--kb", str(own)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{own}:3: " in result.stderr
    assert reason in result.stderr
