"""From a request to its delivery, and what should be brought from where so that points go on."""
