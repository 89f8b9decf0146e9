"""The reverse-mentoring companion: it prepares conversations and never replaces them."""
