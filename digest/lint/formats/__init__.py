"""Findings as text, JSON, SARIF and GitHub's workflow commands."""
