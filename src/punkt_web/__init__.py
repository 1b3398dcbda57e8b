"""The product: the Django site and its commands around the library."""
