"""The index: which documents hold which words, and which of them answer a question, the best first."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from punkt.knowledge.search.pieces import Piece, Span, pieces_around
from punkt.knowledge.search.stems import SILENT_WORDS, stems_of
from punkt.places.fold import folded, transliterated

LONGEST_QUESTION = 200
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_IN_TITLE, _OWN_LANGUAGE = 8.0, 1.5
_WITHIN, _LIKE, _WRITTEN_LATIN = 0.5, 0.4, 0.7
"""What a word counts that holds the one asked for (dricksvatten for vatten), is spelled like it, or is it in Latin."""
_LIKE_ENOUGH = 0.5
_LATIN = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language. Documents of the same ``kind`` and ``id`` are the same thing in other languages."""

    id: str
    kind: str
    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document that answers, in the language in which it answers best. ``pieces`` are where it was found.

    ``n_words`` is how many words of the question it holds; ``score`` only compares answers to the same question.
    """

    document: Document
    n_words: int
    score: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: first what holds all words of the question. ``words`` are those that were looked for."""

    words: tuple[str, ...]
    found: tuple[Found, ...]
    n_all: int

    @property
    def n_with_all_words(self) -> int:
        """How many of ``found`` hold every word."""
        return sum(one.n_words == len(self.words) for one in self.found)


class Index:
    """Documents, made ready for questions. What is in it never changes: a new text makes a new index."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._spans: list[tuple[Span, ...]] = []
        self._weights: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        self._by_stem: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_latin: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._by_gram: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            self._take(number, document)
        for language, words in self._words.items():
            self._take_words(language, words)
        self._listed = {
            language: "\n".join(stem for of, stem in self._by_stem if of == language) + "\n" for language in self._words
        }

    def find(self, question: str, *, language: str = "", kinds: Collection[str] = (), most: int = 30) -> Answer:
        """What answers a question, however it is written. ``language`` is that of the reader: its texts come first."""
        asked = question_words(question)
        scores: dict[int, float] = defaultdict(float)
        counts: dict[int, set[str]] = defaultdict(set)
        hits: dict[int, set[str]] = defaultdict(set)
        for word in asked:
            for number, (score, held) in self._documents_with(word).items():
                scores[number] += score
                counts[number].add(word)
                hits[number] |= held
        best = self._best_of_each(scores, counts, language, kinds)
        found = [self._found(number, counts, score, hits[number]) for number, score in best[:most]]
        return Answer(asked, tuple(found), len(best))

    def _take(self, number: int, document: Document) -> None:
        spans = tuple((found.start(), found.end(), _folded(found.group())) for found in _WORD.finditer(document.text))
        self._spans.append(spans)
        titles = map(_folded, _WORD.findall(document.title))
        for words, weight in ((titles, _IN_TITLE), ((word for *_at, word in spans), 1.0)):
            for word in words:
                by_document = self._weights[document.language, word]
                by_document[number] = by_document.get(number, 0.0) + weight
                self._words[document.language].add(word)

    def _take_words(self, language: str, words: Iterable[str]) -> None:
        for word in words:
            for stem in stems_of(word, language):
                self._by_stem[language, stem].add(word)
            if language == "uk":
                for form in (word, min(_parts(word, language), key=len, default=word)):
                    self._by_latin[folded(transliterated(form))].add(word)
            for gram in _grams(word):
                self._by_gram[gram].add((language, word))

    def _documents_with(self, asked: str) -> dict[int, tuple[float, set[str]]]:
        """By number of the document what one word of the question is worth there, and the words that it holds."""
        like = self._like(asked)
        n_documents = len({number for key in like for number in self._weights[key]})
        rarity = math.log(1 + len(self.documents) / (1 + n_documents))
        worth: dict[int, tuple[float, set[str]]] = {}
        for key, likeness in like.items():
            for number, weight in self._weights[key].items():
                score, held = worth.get(number, (0.0, set()))
                told = rarity * likeness * (1 + math.log(weight))
                worth[number] = (max(score, told), held | {key[1]})
        return worth

    def _like(self, asked: str) -> dict[tuple[str, str], float]:
        """The words of all languages that may be meant, by how like they are, from 0 to 1."""
        like: dict[tuple[str, str], float] = {}
        for language in self._words:
            for stem in stems_of(asked, language):
                for word in self._by_stem.get((language, stem), ()):
                    _raise(like, (language, word), _likeness(asked, word, stem))
            for part in _parts(asked, language):
                for word in self._words_with(part, language):
                    _raise(like, (language, word), _WITHIN * len(part) / len(word))
        return like or self._in_latin(asked) or self._spelled_like(asked)

    def _words_with(self, part: str, language: str) -> Iterator[str]:
        """The words of a language that hold ``part``, themselves or without an ending."""
        listed, at = self._listed[language], -1
        while (at := listed.find(part, at + 1)) >= 0:
            end = listed.find("\n", at)
            yield from self._by_stem[language, listed[listed.rfind("\n", 0, at) + 1 : end]]
            at = end

    def _in_latin(self, asked: str) -> dict[tuple[str, str], float]:
        if not _LATIN.fullmatch(asked) or len(asked) < 4:
            return {}
        return {
            ("uk", word): _WRITTEN_LATIN
            for form in (asked, asked.rstrip("aeiouy"))
            for word in self._by_latin.get(form, ())
        }

    def _spelled_like(self, asked: str) -> dict[tuple[str, str], float]:
        """Where a word stands nowhere: those that share most of its letters in threes."""
        grams = _grams(asked)
        shared: dict[tuple[str, str], int] = defaultdict(int)
        for gram in grams:
            for key in self._by_gram.get(gram, ()):
                shared[key] += 1
        alike = {key: 2 * n / (len(grams) + len(_grams(key[1]))) for key, n in shared.items()}
        return {key: _LIKE * one for key, one in alike.items() if one >= _LIKE_ENOUGH}

    def _best_of_each(
        self, scores: dict[int, float], counts: dict[int, set[str]], language: str, kinds: Collection[str]
    ) -> list[tuple[int, float]]:
        """Of each thing the language that answers best, ordered: more words first, then by worth, then as given."""
        best: dict[tuple[str, str], tuple[int, float, int]] = {}
        for number, score in scores.items():
            one = self.documents[number]
            if kinds and one.kind not in kinds:
                continue
            worth = (len(counts[number]), score * (_OWN_LANGUAGE if one.language == language else 1.0), -number)
            key = (one.kind, one.id)
            if key not in best or worth > best[key]:
                best[key] = worth
        return [(-minus, score) for _n, score, minus in sorted(best.values(), reverse=True)]

    def _found(self, number: int, counts: dict[int, set[str]], score: float, held: set[str]) -> Found:
        document = self.documents[number]
        return Found(document, len(counts[number]), score, pieces_around(document.text, held, self._spans[number]))


def question_words(question: str) -> tuple[str, ...]:
    """The words of a question, folded, each once, the first dozen; silent ones only where there is no other."""
    words = tuple(dict.fromkeys(map(folded, _WORD.findall(question[:LONGEST_QUESTION]))))
    telling = tuple(word for word in words if word not in SILENT_WORDS and word)
    return (telling or words)[:MOST_WORDS]


_folded = lru_cache(maxsize=20_000)(folded)


def _likeness(asked: str, word: str, stem: str) -> float:
    if asked == word:
        return 1.0
    shared = len(stem) if not stem.startswith("=") else min(len(asked), len(word))
    return max(0.3, 0.9 * shared / max(len(asked), len(word)))


def _parts(word: str, language: str) -> set[str]:
    """What is looked for within longer words: the word itself, and stems of it that are long enough to mean it."""
    stems = {one for one in stems_of(word, language) if len(one) >= 5 and not one.startswith("=")}
    return stems | {word} if len(word) >= 4 else set()


def _grams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _raise(like: dict[tuple[str, str], float], key: tuple[str, str], to: float) -> None:
    like[key] = max(like.get(key, 0.0), to)
