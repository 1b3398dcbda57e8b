"""Ways through the service by its links, as the abstract tests of the standard go."""

import pytest

ROOT = "/ogc/"
SITE = "http://testserver"


class Service:
    """Asks the service and follows its links."""

    def __init__(self, client) -> None:
        self._client = client

    def ask(self, address: str, **headers: str):
        """The answer under an address, whole or below ``/ogc/``."""
        path = address.removeprefix(SITE) if address.startswith(SITE) else f"{ROOT}{address}"
        return self._client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def read(self, address: str = "") -> dict:
        """The JSON of it."""
        response = self.ask(address)
        assert response.status_code == 200, (address, response.content)
        return response.json()

    def codes(self, query: str = "") -> list[str]:
        """The codes of all points that fit, over all pages."""
        walked, address = [], f"collections/points/items?{query}"
        while address:
            told = self.read(address)
            walked += [one["id"] for one in told["features"]]
            address = next(iter(hrefs(told, "next")), "")
        return walked

    def description(self) -> dict:
        """The OpenAPI document, by the link of the landing page."""
        (address,) = hrefs(self.read(), "service-desc")
        return self.read(address)


def hrefs(document: dict, rel: str, media_type: str = "") -> list[str]:
    """Where the links of a relation lead."""
    return [one["href"] for one in document["links"] if one["rel"] == rel and media_type in {"", one["type"]}]


@pytest.fixture
def service(client, town) -> Service:
    return Service(client)
