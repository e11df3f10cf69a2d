"""The writing guide's rules: documents in, findings out.  No files, no clock, no settings."""
