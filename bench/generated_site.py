"""A generated SPIP-like site of any size on loopback, made to cost its crawler's machine as little as possible; for benches only.

python -m bench.generated_site --pages 3000 --port 0
"""

import argparse
import asyncio
import random

LINKS = 20
"""Links to other articles on each page; with home, plan and section 23 in all."""
_PROSE = (
    "association accueil dossier jeunesse région service formation projet commune habitant séance calendrier équipe "
    "atelier logement sport culture insertion soutien réunion bilan public territoire demande pièce délai"
)
_WORDS = _PROSE.split()


def article_page(number: int, pages: int) -> bytes:
    """One article page of about 12 kB in the manner of the stock skeleton of SPIP 3.2. The same number gives the same page."""
    chance = random.Random(number)
    others = {(number + step) % pages + 1 for step in range(1, 4)}
    while len(others) < min(LINKS, pages - 1):
        others.add(chance.randrange(pages) + 1)
    menu = "".join(f'<li><a href="spip.php?article{n}">Article numéro {n}</a></li>\n' for n in sorted(others))
    paragraphs = "".join(
        f"<p>{' '.join(chance.choice(_WORDS) for _ in range(110)).capitalize()}.</p>\n" for _ in range(11)
    )
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Article numéro {number} - Site produit</title>
<meta name="generator" content="SPIP 3.2.19"></head>
<body class="pas_surlignable page_article"><div class="page"><div class="header"><a rel="start home" href="./">Accueil</a></div>
<div class="main"><div class="wrapper hfeed"><div class="content hentry" id="content">
<p class="arbo"><a href="./">Accueil</a> &gt; <a href="spip.php?rubrique1">Actualités</a> &gt;
<strong class="on">Article numéro {number}</strong></p>
<div class="cartouche"><h1 class="surlignable">Article numéro {number}</h1>
<p class="info-publi"><abbr class="published" title="2011-06-15T22:00:00Z">jeudi 16 juin 2011</abbr></p></div>
<div class="texte surlignable clearfix">{paragraphs}</div></div></div>
<div class="aside"><div class="menu menu_articles"><h2>Dans la même rubrique</h2><ul>{menu}</ul>
<a href="spip.php?page=plan">Plan du site</a></div></div></div></div></body></html>
""".encode()


def _listing(title: str, pages: int, first: int, last: int) -> bytes:
    items = "".join(
        f'<li><a href="spip.php?article{n}">Article numéro {n}</a></li>\n' for n in range(first, min(last, pages) + 1)
    )
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body class="page_sommaire"><h1>{title}</h1><ul>{items}</ul></body></html>'
    ).encode()


class GeneratedSite(asyncio.Protocol):
    """Just enough HTTP/1.1 for GET with keep-alive."""

    def __init__(self, answers: dict[bytes, bytes], missing: bytes):
        self._answers = answers
        self._missing = missing
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            target = request.split(b" ", 2)[1]
            self._transport.write(self._answers.get(target, self._missing))


def _answer(body: bytes, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def answers(pages: int, planned: int = 20) -> dict[bytes, bytes]:
    """Every answer of the site by request target, about 13 kB a page of memory; the plan names the first `planned` pages."""
    made = {
        b"/": _answer(_listing("Site produit", pages, 1, 20)),
        b"/robots.txt": _answer(b"", media_type="text/plain"),
    }
    made[b"/spip.php?rubrique1"] = _answer(_listing("Actualités", pages, 1, 20))
    made[b"/spip.php?page=plan"] = _answer(_listing("Plan", pages, 1, planned))
    for number in range(1, pages + 1):
        made[b"/spip.php?article%d" % number] = _answer(article_page(number, pages))
    return made


async def serve(pages: int, port: int, planned: int) -> None:
    """Serve until stopped; prints the address first."""
    made = answers(pages, planned)
    missing = _answer(b"<h1>404</h1>", "404 Not Found")
    server = await asyncio.get_running_loop().create_server(lambda: GeneratedSite(made, missing), "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--planned", type=int, default=20, help="pages that the plan names")
    options = parser.parse_args()
    asyncio.run(serve(options.pages, options.port, options.planned))
