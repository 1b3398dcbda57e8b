"""The questionnaires that come with the library, and one that is asked for by name or by file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from punkt.errors import InvalidValue
from punkt.surveys.questionnaire import Questionnaire
from punkt.surveys.reading import BadQuestionnaire, read_questionnaire
from punkt.toml.faults import Fault
from punkt.wording import gettext_noop as _

Versions = Mapping[str, tuple[Questionnaire, ...]]
"""The versions of each questionnaire by its id, the oldest first."""


def read_versions(texts: Mapping[str, str]) -> Versions:
    """Questionnaires from the texts of their files, by file name. Raises ``BadQuestionnaire`` for the first bad one."""
    versions: dict[str, list[Questionnaire]] = {}
    for where, text in texts.items():
        read = read_questionnaire(text, where=where)
        if where != f"{read.name}.toml":
            fault = Fault(0, _("The file of this questionnaire is named %(name)s.toml."), {"name": read.name})
            raise BadQuestionnaire(where, [fault])
        versions.setdefault(read.id, []).append(read)
    return {key: tuple(sorted(found, key=lambda one: one.version)) for key, found in sorted(versions.items())}


@cache
def packaged_questionnaires() -> Versions:
    """The questionnaires that come with the library, read once."""
    folder = files("punkt.surveys") / "data"
    names = sorted(file.name for file in folder.iterdir() if "@" in file.name and file.name.endswith(".toml"))
    return read_versions({name: (folder / name).read_text("utf-8") for name in names})


def questionnaire_of(key: str, versions: Versions | None = None) -> Questionnaire:
    """The newest version of the questionnaire ``key``, or with ``ID@VERSION`` that one.

    Raises ``InvalidValue`` that lists what there is.
    """
    all_of = packaged_questionnaires() if versions is None else versions
    name, _at, version = key.partition("@")
    found = [one for one in all_of.get(name, ()) if version in {"", one.version.isoformat()}]
    if not found:
        listed = ", ".join(one.name for several in all_of.values() for one in several)
        raise InvalidValue(
            _("There is no questionnaire %(id)s."),
            where=key[:60],
            remedy=_("There are: %(listed)s."),
            values={"id": key[:60], "listed": listed},
        )
    return found[-1]
