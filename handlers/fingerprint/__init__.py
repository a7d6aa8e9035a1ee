"""What of an article tells its event apart from others: read by the placer of stories, in either language (docs/stories.md)."""

from handlers.fingerprint.maker import Fingerprinter
from handlers.fingerprint.record import Fingerprint

__all__ = ["Fingerprint", "Fingerprinter"]
