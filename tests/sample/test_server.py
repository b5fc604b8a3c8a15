"""The server serves each front at its own loopback address and keeps connections open."""

import http.client
from urllib.parse import urlsplit

from sample.fronts import Front
from sample.server import serve
from sample.truth import Truth


def test_three_fronts_on_loopback(truth: Truth) -> None:
    asked: list[tuple[str, str, str]] = []

    def listen(front: Front, method: str, path: str) -> None:
        asked.append((front.name, method, path))

    with serve(truth, listener=listen) as fronts:
        assert [front.name for front in fronts] == ["directorate", "spip21", "spip32"]
        assert len({front.base for front in fronts}) == 3
        for front in fronts:
            assert urlsplit(front.base).hostname == "127.0.0.1"
            connection = http.client.HTTPConnection(urlsplit(front.base).netloc, timeout=10)
            for method, path, status in (("GET", "/", 200), ("HEAD", "/robots.txt", 200), ("GET", "/nulle-part", 404)):
                connection.request(method, path)
                response = connection.getresponse()
                body = response.read()
                assert response.status == status
                assert response.version == 11
                assert len(body) == (0 if method == "HEAD" else int(response.headers["Content-Length"]))
            connection.close()
    assert asked[0] == ("directorate", "GET", "/")
    assert len(asked) == 9
