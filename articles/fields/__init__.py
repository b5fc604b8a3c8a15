"""The single fields of a page as its skeleton names them; where no name tells a field is for layout and general."""
