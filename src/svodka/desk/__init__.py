"""The use cases: the one place where rooms meet and where clock, disk, settings and workers come in."""
