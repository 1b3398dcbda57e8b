"""How often one sender may ask the interfaces."""

from punkt_web.common.rate import Limiter

limiter = Limiter()
"""The one of this process."""
