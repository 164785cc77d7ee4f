"""Readings in, figures about slots out: structure first, then meaning; doubt is a value, nothing is dropped."""
