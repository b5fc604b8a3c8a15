"""Counts pages of tests/pages/unknown that are read otherwise when they are written otherwise, and skins drawn by lot that are misread.

python -m bench.unknown_pages [--lots N]
"""

import argparse
from collections import Counter

from tests.articles.alterations import altered, in_another_frame, with_other_names, without_names
from tests.articles.invented_skins import invent
from tests.articles.test_alterations import read
from tests.articles.test_invented_skins import wrong
from tests.articles.test_unknown_skins import EXPECTED, PAGES

_SHOWN = ("title", "date", "breadcrumb", "lead", "missed", "noise", "files")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=1000, help="Skins that are drawn.")
    lots = parser.parse_args().lots
    print(f"{len(EXPECTED)} pages, read otherwise\n{'':18}" + "".join(f"{field:>12}" for field in _SHOWN))
    for alter in (in_another_frame, with_other_names, without_names):
        others: Counter[str] = Counter()
        for page in EXPECTED:
            data = (PAGES / page["file"]).read_bytes()
            before, after = read(data, page), read(altered(data, alter), page)
            others.update(field for field in before if before[field] != after[field])
        print(f"{alter.__name__:18}" + "".join(f"{others[field]:12}" for field in _SHOWN))
    misread = [wrong(invent(seed)) for seed in range(lots)]
    fields = Counter(field for found in misread for field in found)
    print(f"{lots} skins by lot: {sum(map(bool, misread))} misread; {dict(fields)}")


if __name__ == "__main__":
    main()
