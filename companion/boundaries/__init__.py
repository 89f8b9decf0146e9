"""What the companion declines or hands to people, before anything is generated."""

from companion.boundaries.boundaries import Boundaries
from companion.boundaries.contacts import Contacts, read_contacts

__all__ = ["Boundaries", "Contacts", "read_contacts"]
