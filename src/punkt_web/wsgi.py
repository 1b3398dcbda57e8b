"""The entry for a WSGI server."""

import os

import django

from punkt_web.common.handler import Utf8Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "punkt_web.settings")
django.setup(set_prefix=False)
application = Utf8Handler()
