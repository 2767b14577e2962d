"""Status and direction in sentences of our own about real events: what they say, and what they must not be read to say.

Each line is a sentence, the claims that it states (apart by semicolons) and claims that it does not. The articles have
no date, so that the knowledge base supports nothing and the words alone are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    ClaimsOf = Callable[..., set[str]]
    Case = tuple[str, str, str]

DENIED: list[Case] = [
    ("Mykhailo Mudryk came close to joining Arsenal.", "Mykhailo Mudryk set_to_join Arsenal denied", ""),
    (
        "Lucas Bergvall was set to join Barcelona before Tottenham Hotspur stepped in.",
        "Lucas Bergvall set_to_join Barcelona denied",
        "",
    ),
    ("Harry Maguire's move to West Ham United collapsed.", "Harry Maguire set_to_join West Ham United denied", ""),
    (
        "Ronaldinho had no intention of leaving Barcelona.",
        "Ronaldinho left Barcelona denied",
        "Ronaldinho left Barcelona fact",
    ),
    ("Johan Bakayoko turned down the chance to join Brentford.", "Johan Bakayoko linked_to Brentford denied", ""),
    ("Chelsea did not sign Michael Olise.", "Michael Olise linked_to Chelsea denied", ""),
    ("Harry Kane will not be joining Manchester United.", "Harry Kane linked_to Manchester United denied", ""),
    ("Declan Rice turned down a move to Manchester City.", "Declan Rice linked_to Manchester City denied", ""),
    ("Declan Rice has said no to Manchester City.", "Declan Rice linked_to Manchester City denied", ""),
    (
        "Manchester United have ruled out a move for Frenkie de Jong.",
        "Frenkie de Jong linked_to Manchester United denied",
        "",
    ),
    (
        "Pep Guardiola denied that Manchester City had signed Lucas Paqueta.",
        "Lucas Paquetá linked_to Manchester City denied",
        "",
    ),
    ("Liverpool pulled out of the race for Moises Caicedo.", "Moisés Caicedo linked_to Liverpool denied", ""),
    ("Arsenal have ended their interest in Mykhailo Mudryk.", "Mykhailo Mudryk linked_to Arsenal denied", ""),
    ("Arsenal are no longer interested in Mykhailo Mudryk.", "Mykhailo Mudryk linked_to Arsenal denied", ""),
    ("Kylian Mbappe refused to join Liverpool.", "Kylian Mbappé linked_to Liverpool denied", ""),
    ("Kylian Mbappe has no interest in joining Liverpool.", "Kylian Mbappé linked_to Liverpool denied", ""),
    ("Napoli will not sell Victor Osimhen to Chelsea.", "Victor Osimhen linked_to Chelsea denied", ""),
    ("Arsenal failed to sign Mykhailo Mudryk.", "Mykhailo Mudryk linked_to Arsenal denied", ""),
    (
        "Neither Chelsea nor Arsenal signed Victor Osimhen.",
        "Victor Osimhen linked_to Chelsea denied; Victor Osimhen linked_to Arsenal denied",
        "",
    ),
    ("Talks between Barcelona and Lionel Messi collapsed.", "Lionel Messi in_talks_with Barcelona denied", ""),
    ("Lionel Messi is not in talks with Barcelona.", "Lionel Messi in_talks_with Barcelona denied", ""),
    ("Real Madrid have decided against signing Harry Kane.", "Harry Kane linked_to Real Madrid denied", ""),
    ("Xabi Alonso is not a candidate for the Bayern Munich job.", "Xabi Alonso linked_to Bayern Munich denied", ""),
]
HEDGED: list[Case] = [
    ("Harry Kane is expected to join Bayern Munich.", "Harry Kane set_to_join Bayern Munich rumour", ""),
    (
        "Tottenham Hotspur are keen on signing Andy Diouf.",
        "Andy Diouf linked_to Tottenham Hotspur rumour",
        "Andy Diouf joined Tottenham Hotspur fact",
    ),
    ("Liverpool are reportedly interested in Teun Koopmeiners.", "Teun Koopmeiners linked_to Liverpool rumour", ""),
    ("Ivan Toney could leave Brentford in the summer.", "Ivan Toney left Brentford rumour", ""),
    ("Arsenal may yet sign Ivan Toney.", "Ivan Toney linked_to Arsenal rumour", ""),
    (
        "Harry Kane is thought to be close to joining Bayern Munich.",
        "Harry Kane set_to_join Bayern Munich rumour",
        "",
    ),
    ("Harry Kane is on the verge of joining Bayern Munich.", "Harry Kane set_to_join Bayern Munich rumour", ""),
    ("Harry Kane is reportedly set to join Bayern Munich.", "Harry Kane set_to_join Bayern Munich rumour", ""),
    ("Bayern Munich are closing in on the signing of Harry Kane.", "Harry Kane set_to_join Bayern Munich rumour", ""),
    (
        "Bayern Munich are thought to be preparing a bid for Harry Kane.",
        "Bayern Munich bid_for Harry Kane rumour",
        "",
    ),
    (
        "Erik ten Hag is likely to be sacked by Manchester United.",
        "Erik ten Hag sacked_by Manchester United rumour",
        "",
    ),
    (
        "Manchester United are considering sacking Erik ten Hag.",
        "Erik ten Hag sacked_by Manchester United rumour",
        "",
    ),
    ("It is unclear whether Barcelona will sign Joao Cancelo.", "João Cancelo linked_to Barcelona rumour", ""),
    (
        "Ruben Amorim is the favourite to replace Jurgen Klopp at Liverpool.",
        "Rúben Amorim succeeds Jürgen Klopp rumour; Rúben Amorim linked_to Liverpool rumour",
        "",
    ),
    ("Mohamed Salah has hinted that he might leave Liverpool.", "Mohamed Salah left Liverpool rumour", ""),
]
CONDITIONAL: list[Case] = [
    (
        "If Barcelona sell Frenkie de Jong, Manchester United will move for him.",
        "Frenkie de Jong left Barcelona rumour; Frenkie de Jong linked_to Manchester United rumour",
        "",
    ),
    (
        "Napoli would sell Victor Osimhen to Chelsea for the right price.",
        "Victor Osimhen linked_to Chelsea rumour",
        "",
    ),
    ("Should Brentford sell Ivan Toney, Arsenal would be interested.", "Ivan Toney left Brentford rumour", ""),
    ("Arsenal will sign Ivan Toney if Eddie Nketiah leaves.", "Ivan Toney linked_to Arsenal rumour", ""),
]
QUOTED: list[Case] = [
    ("Mikel Arteta confirmed that Arsenal have signed Kai Havertz.", "Kai Havertz joined Arsenal fact", ""),
    ('"Arsenal have signed Kai Havertz," Mikel Arteta said.', "Kai Havertz joined Arsenal fact", ""),
    ("According to the BBC, Arsenal have signed Kai Havertz.", "Kai Havertz joined Arsenal fact", ""),
    (
        "Fabrizio Romano says that Bayern Munich want Florian Wirtz.",
        "Florian Wirtz linked_to Bayern Munich rumour",
        "",
    ),
    ('"Kylian Mbappe could join Arsenal," Arsene Wenger said.', "Kylian Mbappé linked_to Arsenal rumour", ""),
    ("Thierry Henry has urged Arsenal to sign Victor Osimhen.", "Victor Osimhen linked_to Arsenal rumour", ""),
    ("Uli Hoeness announced that Thomas Tuchel had left Bayern Munich.", "Thomas Tuchel left Bayern Munich fact", ""),
    ("Sky Sports reports that Liverpool will appoint Arne Slot.", "Arne Slot set_to_join Liverpool future", ""),
    (
        "Paris Saint-Germain confirmed that Kylian Mbappe would leave Paris Saint-Germain in June.",
        "Kylian Mbappé left Paris Saint-Germain future",
        "",
    ),
]
FUTURE: list[Case] = [
    (
        "Kylian Mbappe will leave Paris Saint-Germain in the summer.",
        "Kylian Mbappé left Paris Saint-Germain future",
        "",
    ),
    (
        "Kylian Mbappe is leaving Paris Saint-Germain at the end of the season.",
        "Kylian Mbappé left Paris Saint-Germain future",
        "",
    ),
    ("Kylian Mbappe has decided to leave Paris Saint-Germain.", "Kylian Mbappé left Paris Saint-Germain future", ""),
    ("Xavi will step down as Barcelona manager in June.", "Xavi Hernández left Barcelona future", ""),
    (
        "Jurgen Klopp announced he would step down as Liverpool manager at the end of the season.",
        "Jürgen Klopp left Liverpool future",
        "",
    ),
    ("Harry Kane has agreed to join Bayern Munich.", "Harry Kane set_to_join Bayern Munich future", ""),
    ("Harry Kane will join Bayern Munich in the summer.", "Harry Kane set_to_join Bayern Munich future", ""),
    (
        "Bayern Munich have agreed a deal with Tottenham Hotspur for Harry Kane.",
        "Harry Kane set_to_join Bayern Munich future",
        "",
    ),
    ("Xabi Alonso will succeed Carlo Ancelotti at Real Madrid.", "Xabi Alonso succeeds Carlo Ancelotti future", ""),
    ("Arsenal face Porto on Wednesday.", "Arsenal faces FC Porto future", ""),
    ("Arsenal are away to Porto next week.", "Arsenal faces FC Porto future", ""),
]
FORMER: list[Case] = [
    ("Former Chelsea boss Frank Lampard watched on.", "Frank Lampard manages Chelsea former", ""),
    ("Wayne Rooney, once of Manchester United, spoke.", "Wayne Rooney plays_for Manchester United former", ""),
    ("Cesc Fabregas used to play for Arsenal.", "Cesc Fàbregas plays_for Arsenal former", ""),
    ("Steven Gerrard played for Liverpool from 1998 to 2015.", "Steven Gerrard plays_for Liverpool former", ""),
    ("Frank Lampard is no longer the Chelsea manager.", "Frank Lampard manages Chelsea former", ""),
    ("Eden Hazard, who spent seven years at Chelsea, has retired.", "Eden Hazard plays_for Chelsea former", ""),
    (
        "Rafael Benitez, who managed Newcastle United from 2016 to 2019, spoke.",
        "Rafael Benítez manages Newcastle United former",
        "",
    ),
    ("Ex-Arsenal captain Patrick Vieira spoke.", "Patrick Vieira plays_for Arsenal former", ""),
    ("Jose Mourinho had previously managed Chelsea.", "José Mourinho manages Chelsea former", ""),
    ("Jose Mourinho was in charge of Chelsea until 2015.", "José Mourinho manages Chelsea former", ""),
]
OFFERS: list[Case] = [
    (
        "West Ham United rejected a bid from Arsenal for Declan Rice.",
        "Arsenal bid_for Declan Rice fact",
        "West Ham United bid_for Declan Rice fact",
    ),
    (
        "Brighton turned down an offer from Arsenal for Moises Caicedo.",
        "Arsenal bid_for Moisés Caicedo fact",
        "Brighton & Hove Albion bid_for Moisés Caicedo fact",
    ),
    (
        "A bid from Chelsea for Moises Caicedo was rejected by Brighton.",
        "Chelsea bid_for Moisés Caicedo fact",
        "Brighton & Hove Albion bid_for Moisés Caicedo fact",
    ),
    (
        "Southampton have accepted Chelsea's offer for Romeo Lavia.",
        "Chelsea bid_for Romeo Lavia fact",
        "Southampton bid_for Romeo Lavia fact",
    ),
    (
        "Chelsea have had a bid for Romeo Lavia turned down by Southampton.",
        "Chelsea bid_for Romeo Lavia fact",
        "Southampton bid_for Romeo Lavia fact",
    ),
    (
        "Brighton have rejected Arsenal's bid of £60m for Moises Caicedo.",
        "Arsenal bid_for Moisés Caicedo fact",
        "Brighton & Hove Albion bid_for Moisés Caicedo fact",
    ),
    (
        "Bayern Munich had a third bid rejected by Tottenham Hotspur for Harry Kane.",
        "Bayern Munich bid_for Harry Kane fact",
        "Tottenham Hotspur bid_for Harry Kane fact",
    ),
]
RESULTS: list[Case] = [
    ("Jurgen Klopp led Liverpool to the Premier League title.", "Liverpool won Premier League fact", ""),
    (
        "Manchester City won the Premier League, the FA Cup and the Champions League.",
        "Manchester City won Premier League fact; Manchester City won FA Cup fact",
        "",
    ),
    ("Chelsea were beaten by Liverpool in the final.", "Liverpool beat Chelsea fact", "Chelsea beat Liverpool fact"),
    ("Arsenal went down 1-0 to Bayern Munich.", "Bayern Munich beat Arsenal fact", "Arsenal beat Bayern Munich fact"),
    (
        "Liverpool's 1-0 defeat by Crystal Palace hurt.",
        "Crystal Palace beat Liverpool fact",
        "Liverpool beat Crystal Palace fact",
    ),
    (
        "Arsenal were knocked out of the Champions League by Bayern Munich.",
        "Bayern Munich beat Arsenal fact",
        "Arsenal beat Bayern Munich fact",
    ),
]
RELATIVE: list[Case] = [
    ("Declan Rice, who Arsenal want, is the West Ham United captain.", "Declan Rice linked_to Arsenal rumour", ""),
    (
        "Florian Wirtz, whom Bayern Munich are chasing, plays for Bayer Leverkusen.",
        "Florian Wirtz linked_to Bayern Munich rumour",
        "",
    ),
    (
        "Victor Osimhen is a player that Chelsea have wanted for months.",
        "Victor Osimhen linked_to Chelsea rumour",
        "",
    ),
    ("Cole Palmer, who Chelsea signed from Manchester City, scored again.", "Cole Palmer joined Chelsea fact", ""),
]
SUCCESSION: list[Case] = [
    (
        "Graham Potter was replaced by Frank Lampard.",
        "Frank Lampard succeeds Graham Potter fact",
        "Graham Potter succeeds Frank Lampard fact",
    ),
    (
        "Frank Lampard was appointed as Graham Potter's replacement.",
        "Frank Lampard succeeds Graham Potter fact",
        "Graham Potter succeeds Frank Lampard fact",
    ),
    (
        "Liverpool have replaced Jurgen Klopp with Arne Slot.",
        "Arne Slot succeeds Jürgen Klopp fact",
        "Jürgen Klopp succeeds Arne Slot fact",
    ),
    (
        "Erik ten Hag made way for Ruben Amorim.",
        "Rúben Amorim succeeds Erik ten Hag fact",
        "Erik ten Hag succeeds Rúben Amorim fact",
    ),
    (
        "Thomas Tuchel took over from Julian Nagelsmann at Bayern Munich.",
        "Thomas Tuchel succeeds Julian Nagelsmann fact",
        "",
    ),
    (
        "Xabi Alonso is Liverpool's first choice to replace Jurgen Klopp.",
        "Xabi Alonso succeeds Jürgen Klopp rumour",
        "Xabi Alonso succeeds Jürgen Klopp fact",
    ),
    ("Jurgen Klopp's successor, Arne Slot, spoke.", "Arne Slot succeeds Jürgen Klopp fact", ""),
]
COORDINATION: list[Case] = [
    (
        "Liverpool, Real Madrid, Bayern Munich and even Manchester City want Florian Wirtz.",
        (
            "Florian Wirtz linked_to Liverpool rumour; "
            "Florian Wirtz linked_to Real Madrid rumour; "
            "Florian Wirtz linked_to Bayern Munich rumour; "
            "Florian Wirtz linked_to Manchester City rumour"
        ),
        "",
    ),
    (
        "Florian Wirtz is wanted by Liverpool, Real Madrid, Bayern Munich and even Manchester City.",
        (
            "Florian Wirtz linked_to Liverpool rumour; "
            "Florian Wirtz linked_to Real Madrid rumour; "
            "Florian Wirtz linked_to Bayern Munich rumour; "
            "Florian Wirtz linked_to Manchester City rumour"
        ),
        "",
    ),
    (
        "Florian Wirtz has been linked with Liverpool, Real Madrid and Bayern Munich.",
        (
            "Florian Wirtz linked_to Liverpool rumour; "
            "Florian Wirtz linked_to Real Madrid rumour; "
            "Florian Wirtz linked_to Bayern Munich rumour"
        ),
        "",
    ),
    (
        "Chelsea signed Cole Palmer, Moises Caicedo and Romeo Lavia.",
        "Cole Palmer joined Chelsea fact; Moisés Caicedo joined Chelsea fact; Romeo Lavia joined Chelsea fact",
        "",
    ),
    (
        "Both Arsenal and Chelsea are interested in Ivan Toney.",
        "Ivan Toney linked_to Arsenal rumour; Ivan Toney linked_to Chelsea rumour",
        "",
    ),
    (
        "Arsenal are tracking Ivan Toney, Victor Osimhen and Viktor Gyokeres.",
        (
            "Ivan Toney linked_to Arsenal rumour; "
            "Victor Osimhen linked_to Arsenal rumour; "
            "Viktor Gyökeres linked_to Arsenal rumour"
        ),
        "",
    ),
    (
        "Manchester United, as well as Newcastle United, want Michael Olise.",
        "Michael Olise linked_to Manchester United rumour; Michael Olise linked_to Newcastle United rumour",
        "",
    ),
    (
        "Florian Wirtz will join Liverpool rather than Bayern Munich.",
        "Florian Wirtz set_to_join Liverpool future",
        "Florian Wirtz set_to_join Bayern Munich future",
    ),
]
SWAPS: list[Case] = [
    (
        "Philippe Coutinho joined Bayern Munich on loan from Barcelona.",
        "Philippe Coutinho loaned_to Bayern Munich fact",
        "Philippe Coutinho joined Bayern Munich fact",
    ),
    (
        "Manchester United sent Marcus Rashford to Aston Villa on loan.",
        "Marcus Rashford loaned_to Aston Villa fact",
        "Marcus Rashford joined Aston Villa fact",
    ),
    (
        "Barcelona offered Frenkie de Jong to Manchester United in exchange for Marcus Rashford.",
        "Frenkie de Jong linked_to Manchester United rumour; Marcus Rashford linked_to Barcelona rumour",
        "Frenkie de Jong linked_to Barcelona rumour",
    ),
    (
        "Frenkie de Jong has been offered to Manchester United.",
        "Frenkie de Jong linked_to Manchester United rumour",
        "",
    ),
    (
        "Aston Villa sold Douglas Luiz to Juventus.",
        "Douglas Luiz joined Juventus fact; Douglas Luiz left Aston Villa fact",
        "",
    ),
    (
        "Manchester City signed Erling Haaland from Borussia Dortmund.",
        "Erling Haaland joined Manchester City fact",
        "Erling Haaland joined Borussia Dortmund fact",
    ),
    (
        "Alexis Sanchez joined Manchester United, with Henrikh Mkhitaryan moving to Arsenal.",
        "Alexis Sánchez joined Manchester United fact; Henrikh Mkhitaryan joined Arsenal fact",
        "Alexis Sánchez joined Arsenal fact; Henrikh Mkhitaryan joined Manchester United fact",
    ),
    (
        "Tottenham Hotspur beat Bayern Munich to the signing of Radu Dragusin.",
        "Radu Drăgușin joined Tottenham Hotspur fact",
        "Tottenham Hotspur beat Bayern Munich fact",
    ),
    (
        "Chelsea beat Liverpool to the signing of Moises Caicedo.",
        "Moisés Caicedo joined Chelsea fact",
        "Chelsea beat Liverpool fact",
    ),
    (
        "Moises Caicedo chose Chelsea over Liverpool.",
        "Moisés Caicedo set_to_join Chelsea future; Moisés Caicedo linked_to Liverpool denied",
        "",
    ),
]
#: Sentences that the rules do not read, with the reason; mending one makes its test fail, so that it is moved up.
NOT_READ = [
    pytest.param(
        "Unless Manchester United win, Erik ten Hag will be sacked by the club.",
        "Erik ten Hag sacked_by Manchester United rumour",
        "",
        marks=pytest.mark.xfail(strict=True, reason='"the club" is not resolved'),
    ),
    pytest.param(
        '"We want Florian Wirtz," said the Bayern Munich president Herbert Hainer.',
        "Florian Wirtz linked_to Bayern Munich rumour",
        "",
        marks=pytest.mark.xfail(strict=True, reason='who "we" are is not read'),
    ),
    pytest.param(
        "Victor Osimhen, a player Chelsea have long admired, scored for Napoli.",
        "Victor Osimhen linked_to Chelsea rumour",
        "",
        marks=pytest.mark.xfail(
            strict=True, reason="the parser attaches the clause without a pronoun to the wrong noun"
        ),
    ),
    pytest.param(
        "Chelsea and not Arsenal signed Mykhailo Mudryk.",
        "Mykhailo Mudryk joined Chelsea fact",
        "Mykhailo Mudryk joined Arsenal fact",
        marks=pytest.mark.xfail(strict=True, reason="the word pattern sees only the name beside the verb"),
    ),
]


def check(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    found = claims_of(text, published=None)
    assert set(says.split("; ")) <= found
    assert not found & set(never.split("; "))


@pytest.mark.parametrize(("text", "says", "never"), DENIED)
def test_status_direction_denied(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), HEDGED)
def test_status_direction_hedged(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), CONDITIONAL)
def test_status_direction_conditional(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), QUOTED)
def test_status_direction_quoted(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), FUTURE)
def test_status_direction_future(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), FORMER)
def test_status_direction_former(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), OFFERS)
def test_status_direction_who_offers_for_whom(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), RESULTS)
def test_status_direction_who_beat_whom(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), RELATIVE)
def test_status_direction_who_is_wanted_in_a_relative_clause(
    claims_of: ClaimsOf, text: str, says: str, never: str
) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), SUCCESSION)
def test_status_direction_who_succeeds_whom(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), COORDINATION)
def test_status_direction_every_name_of_a_list(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), SWAPS)
def test_status_direction_nested_offers_and_swaps(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)


@pytest.mark.parametrize(("text", "says", "never"), NOT_READ)
def test_status_direction_not_read(claims_of: ClaimsOf, text: str, says: str, never: str) -> None:
    check(claims_of, text, says, never)
