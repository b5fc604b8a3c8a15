"""What a person sees of a run: progress line, closing table, explanation of a page; decides nothing, only shows."""
