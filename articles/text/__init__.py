"""An element of a page as clean text and clean HTML, its files, pictures and links apart; which element it is is for others."""
