"""Coreference within an article: pronouns and phrases such as "the Spaniard", "the 22-year-old" or "his side".

Deterministic. A candidate is a person named before, in this sentence or in the three before it; a phrase that says
something of the person (an age, a position, a nationality) may reach further back for somebody of whom that is known.
Whoever contradicts the phrase is ruled out: by age, nationality, position, role or gender, from the article's own
words or the knowledge base at its date (`touchline.ingest.biography`); a journalist is never "the striker". Of the
others the one who agrees most is taken, then the subject of a near sentence, then the one named last. A pronoun inside
a quotation is never its speaker.

"The Premier League champions" are the team that the article's own apposition calls so, else the holder of the title
at its date, and only where the article names that team. "his side", "her club" stand for the team of the person
behind the pronoun where the article names just one that fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from touchline.ingest.biography import Biographies, rules_out
from touchline.ingest.champions import holder
from touchline.ingest.document import Mention
from touchline.ingest.relations.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from touchline.ingest.biography import Biography
    from touchline.ingest.document import ArticleDocument, EntityRecord, MentionKind
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.relations.noun_phrases import PersonPhrase

    _Filter = Callable[[Mention], int]

__all__ = ["Coreference"]

_SENTENCES_BACK = 3
_FAR_BACK = 12
#: A sentence without an end (a list, a page of lower case) is no place to look for somebody at any length.
_MOST_CANDIDATES = 300
_first, _start = attrgetter("first"), attrgetter("start")
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_TEAM_WORDS = frozenset({"side", "team", "club"})
_CHAMPIONS = frozenset({"champions", "holders"})
_TEAM_TYPES = frozenset({"Club", "NationalTeam"})
#: Lemmas near a pronoun that speak of a manager or of a player.
_MANAGER_CUES = frozenset(
    {"manager", "coach", "charge", "job", "sack", "dismiss", "appoint", "dugout", "boss", "squad", "touchline"}
)
_PLAYER_CUES = frozenset(
    {
        "score",
        "goal",
        "assist",
        "injury",
        "injure",
        "loan",
        "striker",
        "midfielder",
        "defender",
        "ankle",
        "knee",
        "bench",
    }
)
_CUE_WINDOW = 9
_YOUNGEST_MANAGER, _OLDEST_PLAYER = 33, 42
_PLAYER_ROLES = frozenset({"player", "international", "legend", "signing", "target"})


class Coreference:
    """Resolves the pronouns and nominals of one article.

    Args:
        kb: Knowledge base: ages, nationalities, positions, teams and gender of linked persons.
        document: The article, its names linked.
    """

    def __init__(self, kb: KnowledgeBase, document: ArticleDocument) -> None:
        self._kb = kb
        self._document = document
        self._doc = document.doc
        self._lexicon = load_lexicon()
        self._known = Biographies(kb, document.article.published)
        self._sentence_of = [0] * len(self._doc)
        for number, sentence in enumerate(self._doc.sents):
            for index in range(sentence.start, sentence.end):
                self._sentence_of[index] = number
        self._quoted = _quotations(document.text.text)
        named = Counter(m.entity.id for m in document.mentions if m.type == "Person")
        self._main = min(named, key=lambda i: (-named[i], i)) if named else ""

    def learn(self, phrase: PersonPhrase) -> None:
        """Remember what a phrase beside a name says of that person."""
        if phrase.person is not None:
            self._known.learn(phrase, phrase.person.entity)

    def resolve(self, phrases: Sequence[PersonPhrase]) -> None:
        """Add a mention for each pronoun and each phrase that stands alone and whose person is found.

        Phrases that are resolved get their `person`.
        """
        alone = {p.first: p for p in phrases if p.person is None}
        covered = {i for p in phrases for i in range(p.first, p.last) if p.person is None}
        mentions = sorted(self._document.mentions, key=lambda m: m.first)
        for token in self._doc:
            if token.i in alone:
                phrase = alone[token.i]
                person = self._antecedent(mentions, token, self._phrase_filter(phrase), far=True)
                if person is not None:
                    phrase.person = self._mention(person, phrase.first, phrase.last, "nominal")
                    self._insert(mentions, phrase.person)
            elif token.i not in covered and (gender := self._pronoun_gender(token)):
                person = self._antecedent(mentions, token, self._pronoun_filter(gender, token), cue=self._cue(token))
                if person is not None:
                    self._insert(
                        mentions, self._team(person, token) or self._mention(person, token.i, token.i + 1, "pronoun")
                    )
        for mention in self._champions(mentions):
            self._insert(mentions, mention)
        self._document.mentions = mentions

    def _champions(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The word "champions" behind a competition, where it stands for a team that the article names."""
        found: list[Mention] = []
        said: dict[str, EntityRecord] = {}
        for mention in mentions:
            title = mention.entity.id
            if mention.type != "Competition" or mention.last >= len(self._doc):
                continue
            if self._doc[mention.last].lower_ not in _CHAMPIONS or self._is_past(mention):
                continue
            beside = self._beside(mentions, mention)
            if beside is not None:
                said[title] = beside
                continue
            team = said.get(title) or self._document.entities.get(holder(title, self._document.article.published))
            if team is not None:
                found.append(self._mention(team, mention.last, mention.last + 1, "nominal"))
        return found

    def _is_past(self, mention: Mention) -> bool:
        """Whether "former" or a year stands before the title."""
        before = {token.lower_ for token in self._doc[max(0, mention.first - 3) : mention.first]}
        return bool(before & self._lexicon.sets["phrase.former"]) or any(word.isdecimal() for word in before)

    def _beside(self, mentions: Sequence[Mention], title: Mention) -> EntityRecord | None:
        """The team in apposition: "City, the Premier League champions", "Premier League champions City"."""
        doc, end = self._doc, title.last + 1
        start = title.first
        while start and doc[start - 1].lower_ in ("the", "reigning", "defending", "current"):
            start -= 1
        at = bisect_left(mentions, title.first, key=_first)
        teams = [m for m in mentions[max(0, at - 2) : at + 3] if m.type in _TEAM_TYPES]
        behind = [m for m in teams if m.first == end]
        before = [m for m in teams if start - m.last == 1 and doc[m.last].text == ","]
        after = [m for m in teams if m.first - end == 1 and doc[end].text == ","]
        return next((m.entity for m in (*behind, *before, *after)), None)

    def _insert(self, mentions: list[Mention], new: Mention) -> None:
        """Put a mention in place, instead of the names inside it."""
        begin = bisect_left(mentions, new.first, key=_first)
        end = bisect_left(mentions, new.last, begin, key=_first)
        if begin and mentions[begin - 1].last > new.first:
            begin -= 1
        mentions[begin:end] = [new]

    def _mention(self, entity: EntityRecord, first: int, last: int, kind: MentionKind) -> Mention:
        span = self._doc[first:last]
        return Mention(span.start_char, span.end_char, first, last, entity, kind)

    # -- whom it stands for ---------------------------------------------------------------------------------------

    def _antecedent(
        self, mentions: Sequence[Mention], token: Token, accept: _Filter, *, far: bool = False, cue: str = ""
    ) -> EntityRecord | None:
        sentence = self._sentence_of[token.i]
        scored = []
        last = bisect_left(mentions, token.i, key=_first) - 1
        for index in range(last, max(last - _MOST_CANDIDATES, -1), -1):
            mention = mentions[index]
            distance = sentence - self._sentence_of[mention.first]
            if distance > (_FAR_BACK if far else _SENTENCES_BACK):
                break
            if mention.type != "Person":
                continue
            agreement = accept(mention)
            near = distance <= _SENTENCES_BACK or agreement > 1
            if agreement >= 0 and near and not self._document.is_ignored(mention.start, mention.end):
                salience = self._salience(mention, token, sentence) + self._cued(mention.entity, cue)
                scored.append((agreement, salience, mention.first, mention.entity))
        return max(scored, key=lambda s: s[:3])[3] if scored else None

    def _salience(self, mention: Mention, token: Token, sentence: int) -> int:
        """Nearer sentences first; within one, its subject before the others; the same clause's object last."""
        distance = sentence - self._sentence_of[mention.first]
        score = -2 * distance
        head = self._doc[mention.last - 1]
        if head.dep_ in _SUBJECT or (mention.kind != "name" and self._doc[mention.first].dep_ in _SUBJECT):
            score += 2 if distance else 1
        if mention.kind == "pronoun":
            score += 1
        if mention.entity.id == self._main:
            score += 1
        if self._known.of(mention.entity).off_pitch:
            score -= 3
        if distance == 0 and head.dep_ == "poss" and token.i - mention.last < 2:  # noqa: PLR2004
            score -= 1
        return score

    def _cue(self, token: Token) -> str:
        """Whether the words after a pronoun speak of a "manager" or a "player"; empty where of neither or both."""
        lemmas = {
            t.lemma_.lower()
            for t in self._doc[token.i + 1 : min(token.i + _CUE_WINDOW, self._document.sentence_at(token.i)[1])]
        }
        manager, player = bool(lemmas & _MANAGER_CUES), bool(lemmas & _PLAYER_CUES)
        return "" if manager == player else "manager" if manager else "player"

    def _cued(self, person: EntityRecord, cue: str) -> int:
        if not cue:
            return 0
        manages = "manager" in self._known.of(person).roles
        return 2 if manages == (cue == "manager") else 0

    def _phrase_filter(self, phrase: PersonPhrase) -> _Filter:
        """How well a person agrees with a phrase: below 0 where they contradict it."""
        positions = {value for kind, value, _ in phrase.heads if kind == "position"}
        roles = {value for kind, value, _ in phrase.heads if kind == "role"}
        nations = self._known.nations_of(phrase)
        clubs = {t.entity.id for t in phrase.teams if t.type == "Club"}
        plays = bool(positions or roles & _PLAYER_ROLES)

        def accept(mention: Mention) -> int:
            known = self._known.of(mention.entity)
            if known.off_pitch and (plays or phrase.age or "manager" in roles):
                return -1
            score = _agreement(positions, nations, phrase.age, known)
            if score < 0:
                return -1
            if "manager" in roles:
                if known.roles and "manager" not in known.roles:
                    return -1
                score += 2 * ("manager" in known.roles)
            elif plays and "manager" in known.roles and not phrase.former and not positions & known.positions:
                return -1
            if clubs and not phrase.former:
                score += 2 * bool(clubs & known.teams) - (known.teams_known and not clubs & known.teams)
            return max(score, 0)

        return accept

    def _pronoun_filter(self, gender: str, token: Token) -> _Filter:
        quote = self._quote_at(token.idx)
        speaker = self._speaker(quote) if quote else None

        def accept(mention: Mention) -> int:
            known = self._known.of(mention.entity)
            if (known.gender or "m") != gender or (speaker is not None and mention.entity is speaker):
                return -1
            return 0

        return accept

    # -- whose team -----------------------------------------------------------------------------------------------

    def _team(self, person: EntityRecord, token: Token) -> Mention | None:
        """The team of "his side": the one that the article names and that the person belongs to."""
        if token.tag_ != "PRP$" or token.i + 1 >= len(self._doc) or self._doc[token.i + 1].lower_ not in _TEAM_WORDS:
            return None
        teams = [
            self._document.entities[i] for i in sorted(self._known.of(person).teams) if i in self._document.entities
        ]
        clubs = [team for team in teams if team.type == "Club"]
        chosen = clubs if len(clubs) == 1 else teams
        return self._mention(chosen[0], token.i, token.i + 2, "nominal") if len(chosen) == 1 else None

    # -- pronouns and quotations ----------------------------------------------------------------------------------

    def _pronoun_gender(self, token: Token) -> str:
        if token.lower_ in self._lexicon.sets["pronoun.male"]:
            return "m"
        return "f" if token.lower_ in self._lexicon.sets["pronoun.female"] else ""

    def _quote_at(self, offset: int) -> tuple[int, int] | None:
        index = bisect_left(self._quoted, (offset,)) - 1  # the last that begins before it
        return self._quoted[index] if index >= 0 and offset < self._quoted[index][1] else None

    def _speaker(self, quote: tuple[int, int]) -> EntityRecord | None:
        """The subject of a verb of saying in the sentence around a quotation, or just before or after it."""
        say = self._lexicon.sets["pronoun.say"]
        start, end = quote
        names = self._document.mentions
        before = names[bisect_left(names, start - 199, key=_start) : bisect_left(names, start, key=_start)]
        after = names[bisect_left(names, end, key=_start) : bisect_left(names, end + 100, key=_start)]
        near = [m for m in (*before, *after) if m.type == "Person"]
        for mention in sorted(near, key=lambda m: min(abs(m.start - end), abs(start - m.end))):
            head = self._doc[mention.last - 1]
            if head.dep_ in _SUBJECT and head.head.lemma_.lower() in say:
                return mention.entity
        return None


def _agreement(positions: set[str], nations: set[str], age: str, known: Biography) -> int:
    """2 for each of position, nationality and age that agrees with what is known; below 0 where one contradicts it."""
    if rules_out(positions, known.positions) or (age.isdecimal() and not known.ages and _unlikely(int(age), known)):
        return -1
    score = 2 * bool(positions & known.positions)
    for said, had in ((nations, known.nations), ({age} - {""}, known.ages)):
        if said and had:
            if not said & had:
                return -1
            score += 2
    return score


def _unlikely(age: int, known: Biography) -> bool:
    """Whether an age does not suit a person of unknown birth: a young manager or an old player."""
    manages = "manager" in known.roles
    return age < _YOUNGEST_MANAGER if manages else age > _OLDEST_PLAYER and bool(known.positions)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Spans between double quotation marks, paragraph by paragraph; an unclosed one runs to the paragraph's end."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        marks = [offset + i for i, character in enumerate(paragraph) if character == '"']
        if len(marks) % 2:
            marks.append(offset + len(paragraph))
        spans += [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=True) if b - a > 25]  # noqa: PLR2004
        offset += len(paragraph) + 1
    return spans
