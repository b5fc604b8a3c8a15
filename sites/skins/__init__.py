"""Skins: one file each, data only; `sites.registry.load_skeletons` finds them by looking into this folder."""
