"""Feeds, pages a mail links to, unsubscribing, confirming, health: nothing changes on GET."""
