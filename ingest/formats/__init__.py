"""The formats that other people's documents come in, one module a format, and what all of them have in common."""
