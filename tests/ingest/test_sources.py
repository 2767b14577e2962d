from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from touchline.graph.model import Article
from touchline.ingest.article import MAX_CHARACTERS
from touchline.ingest.report import SourceReport
from touchline.ingest.sources import SOURCES, read_articles
from touchline.ingest.sources.lines import MAX_LINE_BYTES

NEWS = "Rovers have signed the goalkeeper Ann Other from City."


def read(*paths: str | Path, stdin: bytes = b"") -> tuple[list[Article], SourceReport]:
    report = SourceReport()
    return list(read_articles(*paths, report=report, stdin=io.BytesIO(stdin))), report


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_lines(path: Path, *records: object) -> Path:
    return write(path, "\n".join(one if isinstance(one, str) else json.dumps(one) for one in records))


def reasons(report: SourceReport) -> list[tuple[str, int | None, str]]:
    return [(Path(skip.path).name, skip.line, skip.reason) for skip in report.skips]


# -- plain text and Markdown --------------------------------------------------------------------------------------


def test_sources_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = f" date 2024-02-15 A summary.\r\n\r\n{NEWS}\r\n\tEnd “quoted” é e\u0301 \U0001f3c6 \n"
    (article,), report = read(write(tmp_path / "a.txt", text))
    assert article == Article("a.txt", text, published="2024-02-15")
    assert article.full_text == text
    assert (report.articles, report.exit_code) == (1, 0)


def test_sources_text_has_no_title_even_with_a_headline(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path / "a.txt", f"Rovers sign Other\n\n{NEWS}"))
    assert article.title == ""
    assert article.text.startswith("Rovers sign Other")


def test_sources_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + NEWS.encode()))
    assert article.text == NEWS


def test_sources_markdown_heading_is_the_title(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path / "a.md", f"# Rovers sign Other #\n\n{NEWS}\n\n## Later\n"))
    assert article.title == "Rovers sign Other"
    assert article.text == f"{NEWS}\n\n## Later\n"
    assert article.full_text == f"Rovers sign Other\n\n{NEWS}\n\n## Later\n"


@pytest.mark.parametrize("text", [NEWS, f"## Second level\n\n{NEWS}", "# Only a heading\n", f"#hashtag {NEWS}"])
def test_sources_markdown_without_a_first_heading_is_text(tmp_path: Path, text: str) -> None:
    (article,), _ = read(write(tmp_path / "a.markdown", text))
    assert (article.title, article.text) == ("", text)


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b" \n\t\n", "empty"), (b"\xef\xbb\xbf\n", "empty")])
def test_sources_empty_file_is_skipped(tmp_path: Path, content: bytes, reason: str) -> None:
    articles, report = read(write(tmp_path / "a.txt", content), write(tmp_path / "b.txt", NEWS))
    assert [article.id for article in articles] == ["b.txt"]
    assert reason in report.skips[0].reason
    assert report.exit_code == 1


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 text", b"text\0text", b"PK\x03\x04zip"])
def test_sources_binary_file_is_skipped(tmp_path: Path, content: bytes) -> None:
    for name in ("a.txt", "a.html", "a.jsonl", "a.md"):
        articles, report = read(write(tmp_path / name, content))
        assert not articles
        assert "binary file" in report.skips[0].reason, name


def test_sources_utf16_is_named(tmp_path: Path) -> None:
    _, report = read(write(tmp_path / "a.txt", NEWS.encode("utf-16")))
    assert "UTF-16" in report.skips[0].reason


@pytest.mark.parametrize(("mark", "offset"), [(b"", 11), (b"\xef\xbb\xbf", 14)])
def test_sources_broken_utf8_names_byte_and_line(tmp_path: Path, mark: bytes, offset: int) -> None:
    _, report = read(write(tmp_path / "a.txt", mark + b"one\ntwo\ncaf\xe9 three"))
    ((name, line, reason),) = reasons(report)
    assert (name, line) == ("a.txt", 3)
    assert f"byte 0xe9 at offset {offset} is not UTF-8" in reason


def test_sources_line_of_5_mb_is_skipped_with_the_limit(tmp_path: Path) -> None:
    articles, report = read(write(tmp_path / "a.txt", b"x" * 5_000_000), write(tmp_path / "b.txt", NEWS))
    assert [article.id for article in articles] == ["b.txt"]
    assert f"5,000,000 characters, more than the {MAX_CHARACTERS:,}" in report.skips[0].reason


def test_sources_file_above_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"x")
        file.truncate(1 << 40)
    _, report = read(path)
    assert "larger than 10,485,760 bytes" in report.skips[0].reason


# -- JSON Lines ---------------------------------------------------------------------------------------------------


def test_sources_jsonl_fields(tmp_path: Path) -> None:
    record = {"id": "n1", "text": NEWS, "title": " Title ", "published": "20260123T2", "source": "Town", "url": "u"}
    (article,), _ = read(write_lines(tmp_path / "a.jsonl", record))
    assert article == Article("n1", NEWS, " Title ", "2026-01-23", "Town", "u")


def test_sources_jsonl_other_names_of_fields(tmp_path: Path) -> None:
    record = {
        "article_id": 7,
        "body_text": NEWS,
        "headline": "T",
        "date": "2024-01-02T03:04:05",
        "domain": "town.example",
    }
    more = {"publisher": {"name": "P"}, "author": [{"name": "A"}, "B", None], "link": "l", "body": NEWS, "id": "8"}
    one, two = read(write_lines(tmp_path / "a.ndjson", record, more))[0]
    assert one == Article("7", NEWS, "T", "2024-01-02", "town.example")
    assert two == Article("8", NEWS, source="P", url="l", authors=("A", "B"))


def test_sources_jsonl_broken_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = {"id": "a", "text": NEWS}
    lines = (good, '{"id": "b", "text"', "", "[1]", {"id": "c"}, {"id": "d", "text": " "}, {"id": "e", "text": 5})
    last = {"id": "f", "text": NEWS}
    articles, report = read(write_lines(tmp_path / "a.jsonl", *lines, last))
    assert [article.id for article in articles] == ["a", "f"]
    words = {2: "not JSON", 4: "must be an object", 5: "text is missing", 6: "text is empty", 7: "not a string"}
    assert {line: words[line or 0] in reason for _, line, reason in reasons(report)} == dict.fromkeys(words, True)
    assert report.exit_code == 1


def test_sources_jsonl_line_of_5_mb_is_skipped_by_number(tmp_path: Path) -> None:
    lines = ({"id": "a", "text": NEWS}, {"id": "b", "text": "x" * 5_000_000}, {"id": "c", "text": NEWS})
    articles, report = read(write_lines(tmp_path / "a.jsonl", *lines))
    assert [article.id for article in articles] == ["a", "c"]
    assert reasons(report)[0][1] == 2
    assert f"more than the {MAX_LINE_BYTES:,}" in report.skips[0].reason


def test_sources_jsonl_article_too_long_is_skipped_by_number(tmp_path: Path) -> None:
    _, report = read(write_lines(tmp_path / "a.jsonl", {"id": "b", "text": "x" * (MAX_CHARACTERS + 1)}))
    assert report.skips[0].line == 1
    assert "split it" in report.skips[0].reason


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": 1' + "1" * 5000 + "}", b"\xff\xfe{", b'{"id": "\xe9"}'])
def test_sources_jsonl_hostile_line_is_skipped(tmp_path: Path, line: str | bytes) -> None:
    content = line if isinstance(line, bytes) else line.encode()
    articles, report = read(write(tmp_path / "a.jsonl", json.dumps({"text": NEWS}).encode() + b"\n" + content))
    assert len(articles) == 1
    assert report.skips[0].line == 2


def test_sources_jsonl_line_with_broken_bytes_says_what_to_do(tmp_path: Path) -> None:
    _, report = read(write(tmp_path / "a.jsonl", b'{"id": "a", "text": "caf\xe9"}'))
    assert str(report.skips[0]).endswith("a.jsonl, line 1: byte 0xe9 at offset 24 is not UTF-8; save the file as UTF-8")


def test_sources_jsonl_surrogates_are_replaced_in_place(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path / "a.jsonl", rb'{"id": "a\ud800", "text": "go \ud83d go \ud83c\udfc6"}'))
    assert article.text == "go \ufffd go \U0001f3c6"
    assert article.id == "a\ufffd"


def test_sources_jsonl_fields_of_wrong_type_are_doubts(tmp_path: Path) -> None:
    (article,), report = read(write_lines(tmp_path / "a.jsonl", {"id": "a", "text": NEWS, "title": 5, "url": ["u"]}))
    assert (article.title, article.url) == ("", "")
    assert [caution.line for caution in report.cautions] == [1, 1]


@pytest.mark.parametrize("identifier", [True, 1.5, ["a"], {"a": 1}, " ", "x" * 501])
def test_sources_jsonl_id_that_is_none_is_skipped(tmp_path: Path, identifier: object) -> None:
    articles, report = read(write_lines(tmp_path / "a.jsonl", {"id": identifier, "text": NEWS}))
    assert not articles
    assert "id" in report.skips[0].reason


@pytest.mark.parametrize("stated", ["2004/2005", "Publish time not found", "2 days ago", 1707955200])
def test_sources_published_that_is_no_date_is_none_with_a_warning(tmp_path: Path, stated: object) -> None:
    (article,), report = read(write_lines(tmp_path / "a.jsonl", {"id": "a", "text": NEWS, "published": stated}))
    assert article.published is None
    assert str(stated) in report.cautions[0].reason
    assert report.exit_code == 0


@pytest.mark.parametrize("stated", ["", None])
def test_sources_published_that_is_empty_is_no_warning(tmp_path: Path, stated: object) -> None:
    (article,), report = read(write_lines(tmp_path / "a.jsonl", {"id": "a", "text": NEWS, "published": stated}))
    assert (article.published, report.cautions) == (None, [])


def test_sources_date_line_serves_where_published_does_not(tmp_path: Path) -> None:
    text = f"date 2024-02-15 {NEWS}"
    records = ({"id": "a", "text": text}, {"id": "b", "text": text, "published": "2025-01-01"})
    assert [one.published for one in read(write_lines(tmp_path / "a.jsonl", *records))[0]] == [
        "2024-02-15",
        "2025-01-01",
    ]


# -- ids ----------------------------------------------------------------------------------------------------------


def test_sources_ids_do_not_depend_on_where_the_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for root in ("one", "two/deep"):
        write(tmp_path / root / "sub" / "a.txt", NEWS)
        write_lines(tmp_path / root / "b.jsonl", {"text": NEWS}, {"text": NEWS + "!"})
    one, two = (read(tmp_path / root)[0] for root in ("one", "two/deep"))
    monkeypatch.chdir(tmp_path / "one")
    assert one == two == read(".")[0]
    assert [article.id for article in one][-1] == "sub/a.txt"
    assert str(tmp_path) not in repr(one)


def test_sources_line_without_id_keeps_its_id_when_lines_move(tmp_path: Path) -> None:
    before = read(write_lines(tmp_path / "a.jsonl", {"text": NEWS}))[0]
    after = read(write_lines(tmp_path / "a.jsonl", {"text": "Another."}, {"text": NEWS}))[0]
    assert before[0] == after[1]


def test_sources_duplicate_id_is_skipped_and_names_both_places(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "a", "text": NEWS}, {"id": "a", "text": "Another."})
    articles, report = read(path)
    assert [article.text for article in articles] == [NEWS]
    assert report.skips[0].line == 2
    assert f"{path}, line 1" in report.skips[0].reason


def test_sources_same_article_twice_counts_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", NEWS)
    articles, report = read(path, path)
    assert (len(articles), report.skips, report.exit_code) == (1, [], 0)
    assert "already read" in report.cautions[0].reason


def test_sources_files_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    paths = [write(tmp_path / folder / "a.txt", f"{NEWS} {folder}") for folder in ("one", "two")]
    first, second = (article.id for article in read(*paths, *paths)[0])
    assert first == "a.txt"
    assert second.startswith("a.txt~")


# -- folders, links, permissions ----------------------------------------------------------------------------------


def test_sources_folder_is_read_sorted_with_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.md", ".hidden.txt", ".git/c.txt", "C.TXT"):
        write(tmp_path / name, NEWS)
    articles, report = read(tmp_path)
    assert [article.id for article in articles] == ["C.TXT", "a/b.md", "a/z.txt", "b.txt"]
    assert report.skips == []


def test_sources_unknown_file_type_says_what_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.docx", NEWS)
    write(tmp_path / "b", NEWS)
    articles, report = read(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert ".docx are not read" in report.skips[0].reason
    assert all(suffix in report.skips[0].reason for source in SOURCES for suffix in source.suffixes)


def test_sources_path_that_does_not_exist(tmp_path: Path) -> None:
    articles, report = read(tmp_path / "gone.txt", write(tmp_path / "a.txt", NEWS))
    assert len(articles) == 1
    assert reasons(report) == [("gone.txt", None, "there is no such file or folder; check the path")]


def test_sources_empty_folder_and_nothing_at_all(tmp_path: Path) -> None:
    _, report = read(tmp_path)
    assert "holds no files" in report.skips[0].reason
    assert report.exit_code == 2
    assert read()[1].exit_code == 2


def test_sources_symbolic_link_loops_are_left(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NEWS)
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    articles, report = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt"]
    assert [name for name, _, _ in reasons(report)] == ["gone.txt", "self.txt", "up"]
    assert all("link" in reason for _, _, reason in reasons(report))


def test_sources_linked_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "a.txt", NEWS)
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "elsewhere")
    assert [article.id for article in read(tmp_path / "root")[0]] == ["link/a.txt"]


def test_sources_unreadable_file_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    denied, fine = write(tmp_path / "a.txt", NEWS), write(tmp_path / "b.txt", NEWS)
    real = Path.open

    def refuse(path: Path, *args: str, **kwargs: str) -> object:
        if path == denied:
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    articles, report = read(denied, fine)
    assert [article.id for article in articles] == ["b.txt"]
    assert "may not be read" in report.skips[0].reason


def test_sources_folder_that_cannot_be_listed_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", NEWS)
    write(tmp_path / "sub" / "b.txt", NEWS)
    real = os.listdir

    def refuse(path: Path) -> list[str]:
        if path.name == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", refuse)
    articles, report = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt"]
    assert reasons(report)[0][0] == "sub"


def test_sources_own_output_is_never_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NEWS)
    write(tmp_path / "out" / "store" / "touchline-store.json", "{}")
    write(tmp_path / "out" / "claims.jsonl", "{}")
    articles, report = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt"]
    assert (report.skips, len(report.cautions)) == ([], 1)
    assert "written by touchline" in read(tmp_path / "out")[1].skips[0].reason


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_sources_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    try:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")), NEWS)
    except OSError:
        pytest.skip("this file system refuses such names")
    (article,), _ = read(tmp_path)
    assert article.id == "caf\ufffd.txt"


# -- standard input -----------------------------------------------------------------------------------------------


def test_sources_stdin_text_gets_an_id_from_its_content() -> None:
    (one,), _ = read("-", stdin=NEWS.encode())
    (two,), _ = read("-", stdin=NEWS.encode())
    assert one == two
    assert one.id.startswith("stdin-")
    assert one.text == NEWS


def test_sources_stdin_json_lines_are_known_by_their_first_line() -> None:
    lines = b'\n{"id": "a", "text": "one"}\n{"broken\n{"id": "b", "text": "two"}\n'
    articles, report = read("-", stdin=lines)
    assert [article.id for article in articles] == ["a", "b"]
    assert str(report.skips[0]).startswith("standard input, line 3: this is not JSON")


def test_sources_stdin_json_lines_come_one_by_one() -> None:
    class Feed(io.BytesIO):
        taken = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            Feed.taken += 1
            return super().readline(size)

    feed = Feed(b"".join(b'{"id": "%d", "text": "x"}\n' % number for number in range(50)))
    assert next(read_articles("-", stdin=feed)).id == "0"
    assert Feed.taken < 3


def test_sources_stdin_text_that_starts_with_a_brace_is_text() -> None:
    (article,), _ = read("-", stdin=b"{Live} Rovers lead.\nMore.")
    assert article.text == "{Live} Rovers lead.\nMore."


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_sources_stdin_empty(content: bytes) -> None:
    _, report = read("-", stdin=content)
    assert str(report.skips[0]) == "standard input: the file is empty"


def test_sources_stdin_twice_is_read_once() -> None:
    articles, report = read("-", "-", stdin=NEWS.encode())
    assert len(articles) == 1
    assert "give - once" in report.skips[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_sources_pipe_given_by_path_is_read_like_stdin() -> None:
    reader, writer = os.pipe()
    os.write(writer, NEWS.encode())
    os.close(writer)
    (article,), _ = read(f"/dev/fd/{reader}")
    os.close(reader)
    assert article.id.startswith("stdin-")


def test_sources_messages_are_safe_for_a_terminal(tmp_path: Path) -> None:
    _, report = read(tmp_path / "a\x1b[31m\n.txt")
    assert "\x1b" not in str(report.skips[0])
    assert "\n" not in str(report.skips[0])


def test_sources_report_counts_bytes_for_the_progress_bar(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NEWS)
    write_lines(tmp_path / "b.jsonl", {"text": NEWS}, "{broken", {"text": "x"})
    write(tmp_path / "c.txt", b"\xff")
    _, report = read(tmp_path)
    assert report.bytes_read == sum(path.stat().st_size for path in tmp_path.iterdir())
