"""A place looked at once: a service for a moment, without settings, mail or a store of its own.

Nothing is written beside the sources, nothing is sent, and nothing is left afterwards.
"""
