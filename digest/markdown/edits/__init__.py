"""How one field of an item is edited: the bytes to replace, by the form of the item.

Nothing here reads a document anew or judges the outcome; `digest.markdown.amend` does.
"""
