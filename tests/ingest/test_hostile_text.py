"""Text that no newspaper would print, and text that is not the article or not football."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from touchline.graph.cli import cli
from touchline.graph.model import Article
from touchline.ingest import running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from touchline.graph.model import Reading
    from touchline.ingest.pipeline import Extractor

    ReadText = Callable[..., Reading]

NEWS = "Arsenal manager Mikel Arteta praised Bukayo Saka. Chelsea have sacked Graham Potter."
LONG = " ".join(
    f"Arsenal beat Chelsea {n}-0 and Liverpool striker Mohamed Salah sat out round {n}." for n in range(1600)
)

#: Kind of text -> the text.
ODD = {
    "capitals": NEWS.upper() + "\n\nLIVERPOOL EYE NEWCASTLE STRIKER ALEXANDER ISAK",
    "no punctuation": "arsenal beat chelsea on sunday and mikel arteta said that bukayo saka will be back soon " * 40,
    "table": "Pos Team P W D L Pts\n1 Arsenal 20 15 3 2 48\n2 Liverpool 20 14 4 2 46\n3\tChelsea\t20\t13\t2\t5\t41\n",
    "spanish": "El Madrid ha fichado a Kylian Mbappé. «No es fácil», dijo Carlo Ancelotti, técnico del equipo.",
    "german": "Der FC Bayern München hat Trainer Julian Nagelsmann entlassen. Thomas Tuchel übernimmt die Mannschaft.",
    "arabic": "فاز نادي الهلال على نادي النصر بهدفين، وسجل اللاعب الجديد مرتين في مباراة الأمس.",
    "japanese": "三笘薫は昨日の試合で二得点を挙げた。ブライトンの監督は喜んだ。",
    "emoji": "🔥🔥 Arsenal 👑 beat ⚽️ Chelsea 5️⃣-0️⃣ 👨‍👩‍👧‍👦 Saka 🏴󠁧󠁢󠁥󠁮󠁧󠁿 injured? 😱",
    "html": "<div><p>Arsenal&nbsp;beat <b>Chelsea</b> &amp; Spurs.</p><script>var c = 'Liverpool';</script></div>",
    "zero width": "Ars\u200benal man\u200dager Mikel\u2060 Arteta\ufeff praised\u00ad Bukayo\u200b Saka.",
    "bidi": "\u202eArsenal manager \u2066Mikel Arteta\u2069\u202c praised \u200fBukayo Saka\u200e.",
    "brackets": ("(" * 50 + " ") * 100 + NEWS + (" " + ")" * 50) * 100,
    "square brackets": "[" * 1000,
    "unspaced brackets": "(" * 10_000 + NEWS,
    "one word": "A" * 100_000,
    "hyphened word": "Arsenal-" * 700,
    "newlines": "\n" * 5000,
    "blank": " \t\r\n\u00a0\u2003\u2028\u2029",
    "nul": "Arsenal\x00 manager\x00 Mikel Arteta\x00 praised Bukayo Saka.\x00",
    "controls": "".join(map(chr, range(32))) + NEWS + "\x7f\x85\x9f",
    "broken encoding": "Arsenalâ\u0080\u0099s Mikel Arteta saidÂ that AtlÃ©tico lost. \ufffd\ufffd",
    "combining": "Arse\u0301\u0301\u0301\u0301nal beat Che\u0308lsea" + "\u0301" * 3000,
    "quotes": "'\"\u201c\u2018" * 200 + NEWS,
    "capital initials": "A. B. C. D. " * 500,
}

#: Another sport, with clubs and persons whose names football knows too.
OTHER_SPORT = {
    "rugby league": (
        "Wigan beat Leeds 24-10 in the Super League. Prop Tom Holroyd scored two tries before the sin bin, "
        "and coach Matt Peet praised the scrum."
    ),
    "rugby union": (
        "Leicester beat Newcastle 31-12 in the Premiership. The hooker crossed for a try, and the fly-half "
        "kicked four penalties from the lineout."
    ),
    "cricket": (
        "Essex beat Middlesex by six wickets at Chelmsford. The Sussex seamer took five for 40 at Hove, and "
        "the Liverpool batter Dan Price made a century off 90 balls before tea at Old Trafford."
    ),
    "nfl": (
        "The Philadelphia Eagles beat the Dallas Cowboys 34-6. Eagles quarterback Jalen Hurts threw three "
        "touchdowns, and the Cowboys punted on fourth down after two sacks."
    ),
    "basketball": (
        "Real Madrid beat Barcelona 88-81 in the EuroLeague. The point guard had 24 points, 11 rebounds and "
        "seven assists, and Barcelona missed nine three-pointers in the last quarter."
    ),
    "ice hockey": (
        "The Panthers beat the Rangers 4-2 in the NHL. The goaltender made 31 saves, and the Rangers gave up "
        "two power-play goals in the third period before they pulled the goalie."
    ),
}

#: Stretches around an article that state nothing, each naming those whom a claim would be invented about.
BOILERPLATE = [
    "READ MORE: Liverpool sign Kylian Mbappé from Real Madrid",
    "Sign up to our newsletter, in which Liverpool manager Arne Slot has a column",
    "Follow our Liverpool page on Facebook, where striker Mohamed Salah joined Real Madrid",
    "(Image: Liverpool striker Mohamed Salah by A. Snapper/Getty Images)",
    "Photo: Liverpool manager Arne Slot, by A. Snapper",
    "We use cookies to show you Liverpool manager Arne Slot, and so do our partners",
    "Odds via Bookie: Liverpool to beat Real Madrid 6/4, Mohamed Salah to score 2/1",
    "18+. New customers only. Liverpool manager Arne Slot pays back lost stakes. T&Cs apply",
    "Get £30 in free bets when Liverpool face Real Madrid",
    "Advertisement: Liverpool striker Mohamed Salah wears these boots",
    "Watch Liverpool beat Real Madrid from abroad with BestVPN",
    "Related: Liverpool have sacked manager Arne Slot",
    "Download the Liverpool Daily app, where Mohamed Salah joined Real Madrid",
    "© Liverpool striker Mohamed Salah Media 2025",
    "Share this on WhatsApp: Liverpool sacked Arne Slot",
]
_TOKENS = st.sampled_from([
    "Arsenal", "Mikel Arteta", "Saka", "City", "beat", "signed", "will", "not", "£70m", "2-1", "(", ")", "'s", ",", ".",
    "the", "manager", "joined", "22-year-old", "\n", "\u200b", "\u202e", "—", "😀", "İ", "ﬁ", "\x00", "Real",
])  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_TOKENS, max_size=40).map(" ".join))


def assert_well_read(reading: Reading) -> None:
    """No warning, and every offset points at the words that it is said to point at."""
    text = reading.article.full_text
    assert not reading.warnings
    for evidence in (e for s in reading.statements for e in s.evidence):
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.sentence in text
    for entity in reading.entities:
        for start, end in reading.mentions.get(entity.id, ()):
            assert 0 <= start < end <= len(text)


def said(reading: Reading) -> set[str]:
    return {f"{s.subject.name} {s.predicate} {getattr(s.object, 'name', '')}".strip() for s in reading.statements}


@pytest.mark.parametrize("kind", ODD)
def test_hostile_text_is_read_without_a_warning(read_text: ReadText, kind: str) -> None:
    assert_well_read(read_text(ODD[kind]))


@pytest.mark.parametrize("kind", ["capitals", "table", "newlines", "brackets", "nul", "bidi"])
def test_hostile_text_does_no_harm_as_a_headline(read_text: ReadText, kind: str) -> None:
    assert_well_read(read_text(NEWS, title=ODD[kind][:2000]))


@pytest.mark.parametrize("kind", ["newlines", "blank", "square brackets", "one word", "arabic", "japanese", "table"])
def test_hostile_text_that_states_nothing_yields_no_claim_of_news(read_text: ReadText, kind: str) -> None:
    news = {s.predicate for s in read_text(ODD[kind]).statements} - {"competes_in"}
    assert not news


@pytest.mark.parametrize("kind", ["brackets", "unspaced brackets", "quotes", "controls"])
def test_hostile_text_around_news_does_not_hide_it(read_text: ReadText, kind: str) -> None:
    assert "Graham Potter sacked_by Chelsea" in said(read_text(ODD[kind]))


def test_hostile_text_of_great_length_is_read_to_its_end(read_text: ReadText) -> None:
    reading = read_text(LONG + " " + NEWS)
    assert len(LONG.split()) > 20_000
    assert_well_read(reading)
    assert "Graham Potter sacked_by Chelsea" in said(reading)


@pytest.mark.parametrize("sport", OTHER_SPORT)
def test_hostile_text_of_another_sport_yields_no_claim_about_football_clubs(read_text: ReadText, sport: str) -> None:
    reading = read_text(OTHER_SPORT[sport])
    assert_well_read(reading)
    assert not [s for s in reading.statements if s.predicate not in ("nationality", "age", "based_in")]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_hostile_text_invents_nothing_from_boilerplate(read_text: ReadText, line: str) -> None:
    alone = said(read_text(NEWS))
    assert alone
    assert said(read_text(f"Mikel Arteta smiled.\n{line}\n{NEWS}")) <= alone


@given(_TEXTS)
@settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_hostile_text_of_any_kind_is_read_with_right_offsets(extractor: Extractor, text: str) -> None:
    article = Article("any", text.encode("utf-8", "replace").decode("utf-8"), published="2024-02-15")
    (first,), (second,) = extractor.read([article]), extractor.read([article])
    assert_well_read(first)
    assert first == second


def test_hostile_text_goes_through_the_command_line(
    extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "load_extractor", lambda *_: extractor)
    kinds = [kind for kind in ODD if ODD[kind].strip()]
    rows = [json.dumps({"id": kind, "text": ODD[kind]}) for kind in kinds]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(rows), "utf-8")
    result = CliRunner().invoke(cli, ["extract", str(feed), "--quiet"], prog_name="touchline")
    assert result.exit_code == 0, result.stderr
    assert [json.loads(row)["id"] for row in result.stdout.split("\n") if row] == kinds


def test_hostile_text_in_a_text_file_is_skipped_or_read(
    extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "load_extractor", lambda *_: extractor)
    (tmp_path / "a-blank.txt").write_bytes(b"\n" * 500)
    (tmp_path / "b-nul.txt").write_bytes(b"\x00" * 500)
    (tmp_path / "c-news.txt").write_text(NEWS, "utf-8")
    result = CliRunner().invoke(cli, ["extract", str(tmp_path)], prog_name="touchline")
    assert result.exit_code == 1
    assert [json.loads(row)["id"] for row in result.stdout.splitlines()] == ["c-news.txt"]
    assert "a-blank.txt" in result.stderr
    assert "b-nul.txt" in result.stderr
