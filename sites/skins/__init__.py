"""Skins: one file each, data only; all of them by name in `SKELETONS`."""

from sites.skeleton import Skeleton
from sites.skins.directorate import SKELETON as DIRECTORATE
from sites.skins.general import SKELETON as GENERAL
from sites.skins.stock_21 import SKELETON as STOCK_21
from sites.skins.stock_32 import SKELETON as STOCK_32

SKELETONS: dict[str, Skeleton] = {s.name: s for s in (DIRECTORATE, STOCK_21, STOCK_32, GENERAL)}
"""Every skeleton that is known, by its name."""
