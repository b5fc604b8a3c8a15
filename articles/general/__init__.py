"""The general reading: the fields of a page of no known skin by names that survive in most, then by what stands where."""
