"""What `digest init` says, asks and writes."""
