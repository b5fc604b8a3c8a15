"""What words on a page mean, wherever they stand: names of parts, dates, months, sizes, bylines; finding them on a page is for others."""
