"""The road from end to end, as a person walks it: the command line in processes of its own, servers on loopback."""
