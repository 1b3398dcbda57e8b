"""How long a search over everything that the library knows takes, and how long it takes to make it ready.

    python benchmarks/knowledge_search.py

Goal: 20 ms for a question over all practices, chapters, requirements and checklists in four languages.
"""

import statistics
import time

from punkt.knowledge.search.documents import library_documents
from punkt.knowledge.search.index import Index

GOAL_MS = 20.0
_QUESTIONS = {
    "uk": ("генераторів", "вода туалети", "що робити коли немає світла і пального", "генераторр"),
    "en": ("generator", "oxygen at home", "who opens the door at night when telephones are dead", "genrator"),
    "et": ("kerksuskeskuste", "vett lastele", "kuidas kutsuda abi ilma mobiilivõrguta", "generator kütus"),
    "sv": ("trygghetspunkterna", "vatten toaletter", "vem tar hand om barn och äldre på natten", "reservelvrek"),
}
_ROUNDS = 25


def main() -> None:
    """Prints the size of the index, the time to make it, and of each question the median and the slowest answer."""
    documents = list(library_documents())
    start = time.perf_counter()
    index = Index(documents)
    print(f"{len(documents)} documents, made ready in {time.perf_counter() - start:.2f} s")
    slowest = 0.0
    for language, questions in _QUESTIONS.items():
        for question in questions:
            times = sorted(_once(index, question, language) for _round in range(_ROUNDS))
            slowest = max(slowest, statistics.median(times))
            print(f"{language}  {statistics.median(times):6.2f} ms  at most {times[-1]:6.2f} ms  {question}")
    print(f"The slowest question takes {slowest:.2f} ms; the goal is {GOAL_MS:.0f} ms.")


def _once(index: Index, question: str, language: str) -> float:
    start = time.perf_counter()
    index.find(question, language=language)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
