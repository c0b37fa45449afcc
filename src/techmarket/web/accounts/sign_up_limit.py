"""How many accounts are opened from one network address in a day.

Kept is a keyed hash of the address, for the day only. Not here: whose address it is
(`client_address`), opening (`actions.signing_up`).
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from techmarket.web.accounts.models import SignUps
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


def take_place(address: str) -> None:
    """Count an account that is opened from an address; part of its transaction.

    Args:
        address: see `client_address`; "": nothing is counted.

    Raises:
        Refused: there were as many as there may be (`SIGN_UPS_A_DAY`) from there today.
    """
    if not address:
        return
    today = timezone.localdate()
    SignUps.objects.filter(day__lt=today).delete()
    mine, _ = SignUps.objects.get_or_create(day=today, address=_hashed(address))
    free = SignUps.objects.filter(pk=mine.pk, number__lt=settings.SIGN_UPS_A_DAY)
    if not free.update(number=F("number") + 1):
        raise Refused(
            both(
                f"今天从您的网络建立的账户已达 {settings.SIGN_UPS_A_DAY} 个，请明天再试；"
                "急需办理的，请联系当地登记机构。",
                f"{settings.SIGN_UPS_A_DAY} accounts were opened from your network today. Try "
                "again tomorrow, or ask the agency of your place if it cannot wait.",
            ),
            code="too_many_accounts",
            status=429,
        )


def _hashed(address: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"sign-up:" + address.encode(), hashlib.sha256).hexdigest()
