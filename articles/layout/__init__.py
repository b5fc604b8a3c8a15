"""What stands where on a page of no known skin: frames, runs of prose, the text, the lead; other fields are for general."""
