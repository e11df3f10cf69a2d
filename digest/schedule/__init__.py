"""Subscribers, changes and the time of day make editions, notices and reasons to skip."""
