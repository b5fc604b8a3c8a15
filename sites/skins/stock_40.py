"""The article pages of SPIP 4.x (squelettes-dist/article.html, reference 2.1): those of 3.x but for the title's class."""

from dataclasses import replace

from sites.skeleton import Selector
from sites.skins.stock_32 import SKELETON as BEFORE

SKELETON = replace(
    BEFORE,
    name="stock-4.0",
    marker=(
        Selector("div#content.content", 1, 1),
        Selector(".wrapper > #content", 1, 1),
        Selector("#content .cartouche h1.entry-title", 1, 1),
    ),
    title=(Selector("#content .cartouche h1.entry-title", 1, 1),),
)
