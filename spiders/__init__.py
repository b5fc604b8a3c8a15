"""How bytes are fetched: the only room that uses Scrapy; what the bytes mean is for the articles room."""
