"""What `make bench` measures.  Not run by `make test`: times say nothing about correctness."""
