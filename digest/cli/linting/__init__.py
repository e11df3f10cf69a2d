"""The parts of `digest lint`: which files, how findings are told, how files are mended."""
