"""The made-up words of the demo network: hosts, streets and people that sound real and are not."""

from dataclasses import dataclass

from punkt.model.vocabulary import HostKind


@dataclass(frozen=True, slots=True)
class HostWords:
    """How a host is called in the language of the country and in English; ``{n}`` takes a number."""

    kind: HostKind
    share: float
    local: str
    english: str


# Shares: Kyiv oblast 421 = 144 education + 94 administrative + 66 rescue tents + 65 business + 52 culture and library
# (facts/ukraine 4.2, N25), with the railway's 7 of 526 in Poltava oblast (N8); the split inside a group is ours.
HOSTS: dict[str, tuple[HostWords, ...]] = {
    "UA": (
        HostWords(HostKind.SCHOOL, 0.22, "Ліцей № {n}", "School No {n}"),
        HostWords(HostKind.KINDERGARTEN, 0.11, "Дитячий садок № {n}", "Kindergarten No {n}"),
        HostWords(HostKind.TOWN_HALL, 0.22, "Центр послуг громади № {n}", "Community service centre No {n}"),
        HostWords(HostKind.RESCUE_TENT, 0.08, "Намет рятувальників № {n}", "Rescue tent No {n}"),
        HostWords(HostKind.FIRE_STATION, 0.08, "Пожежно-рятувальна частина № {n}", "Fire and rescue station {n}"),
        HostWords(HostKind.BUSINESS, 0.07, "Кав’ярня «Ліхтар» № {n}", "Cafe Lantern No {n}"),
        HostWords(HostKind.SHOP, 0.05, "Супермаркет № {n}", "Supermarket No {n}"),
        HostWords(HostKind.FUEL_STATION, 0.03, "АЗС № {n}", "Filling station No {n}"),
        HostWords(HostKind.CULTURE, 0.07, "Будинок культури № {n}", "Culture centre No {n}"),
        HostWords(HostKind.LIBRARY, 0.05, "Бібліотека № {n}", "Library No {n}"),
        HostWords(HostKind.RAILWAY, 0.012, "Вокзал, зала № {n}", "Railway station, hall {n}"),
    ),
    "EE": (
        HostWords(HostKind.TOWN_HALL, 0.3, "Vallamaja {n}", "Municipal house {n}"),
        HostWords(HostKind.CULTURE, 0.2, "Kultuurikeskus {n}", "Culture centre {n}"),
        HostWords(HostKind.SCHOOL, 0.2, "{n}. põhikool", "Basic school {n}"),
        HostWords(HostKind.LIBRARY, 0.15, "Raamatukogu {n}", "Library {n}"),
        HostWords(HostKind.FIRE_STATION, 0.15, "Päästekomando {n}", "Rescue station {n}"),
    ),
    "SE": (
        HostWords(HostKind.SCHOOL, 0.35, "Skola {n}", "School {n}"),
        HostWords(HostKind.SPORT, 0.25, "Sporthall {n}", "Sports hall {n}"),
        HostWords(HostKind.LIBRARY, 0.12, "Bibliotek {n}", "Library {n}"),
        HostWords(HostKind.FIRE_STATION, 0.1, "Brandstation {n}", "Fire station {n}"),
        HostWords(HostKind.VILLAGE_HALL, 0.18, "Bygdegård {n}", "Village hall {n}"),
    ),
}

STREETS: dict[str, tuple[str, ...]] = {
    "UA": ("вул. Шкільна", "вул. Миру", "вул. Садова", "вул. Калинова", "вул. Паркова", "вул. Озерна", "просп. Науки"),
    "EE": ("Kooli tn", "Pargi tn", "Kase tn", "Järve tee", "Metsa tn", "Aia tn"),
    "SE": ("Skolgatan", "Storgatan", "Björkvägen", "Parkgatan", "Sjövägen", "Ängsvägen"),
}

ENTRANCES: dict[str, tuple[str, ...]] = {
    "UA": ("Вхід з двору", "Головний вхід", "Вхід з торця, дзвінок праворуч"),
    "EE": ("Sissepääs hoovist", "Peauks", "Uks hoone otsas, kell paremal"),
    "SE": ("Ingång från gården", "Huvudingången", "Dörr på gaveln, ringklocka till höger"),
}
