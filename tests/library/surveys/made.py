"""A small questionnaire for tests."""

from punkt.surveys.questionnaire import Questionnaire
from punkt.surveys.reading import read_questionnaire


def texts(name: str, words: str) -> str:
    return f"[{name}]\n" + "\n".join(f'{language} = "{words} {language}"' for language in ("uk", "en", "et", "sv"))


def question_text(key: str, lines: str, *, number: int = 1) -> str:
    head = f'\n[[section.question]]\nid = "{key}"\nnumber = {number}\n{lines}\n'
    return head + texts("section.question.text", key) + "\n"


HEAD = (
    'id = "made"\nversion = 2026-01-02\n' + texts("title", "Made") + '\n[[section]]\nid = "s1"\n'
    f"{texts('section.title', 'First')}\n"
)
FILE = HEAD + question_text("s1.has", 'kind = "yes_no_unknown"') + question_text("s1.many", 'kind = "number"', number=2)


def made(*questions: tuple[str, str]) -> Questionnaire:
    """A questionnaire of one section with these questions: id and lines."""
    text = HEAD + "".join(question_text(key, lines, number=n) for n, (key, lines) in enumerate(questions, 1))
    return read_questionnaire(text, where="made.toml")
