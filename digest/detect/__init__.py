"""What a folder or a repository is, found by looking: where it stands, who works in it.

Files are read and git is asked, nothing is written.  What is found is evidence, never a guess.
"""
