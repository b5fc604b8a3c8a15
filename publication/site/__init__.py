"""The pages of the public site, in French: rows in, context out, one kind of page a module; its address is for `routes`."""
