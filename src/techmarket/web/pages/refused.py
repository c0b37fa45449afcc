"""What an action answers when it may not, or cannot, be done: said to a person, in both languages.

Pages show it where it belongs, the API gives it its one error shape. Not here: what is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.web.pages.wording import Both, both


class Refused(Exception):
    """An action that was not done; nothing has changed.

    Args:
        text: what is wrong and what to do now, whole sentences.
        fields: name of a field to what is wrong with it.
        code: a short name for programs, "stale".
        status: the HTTP status of the answer.
    """

    status = 422
    code = "refused"

    def __init__(
        self,
        text: Both,
        *,
        fields: Mapping[str, list[Both]] | None = None,
        code: str = "",
        status: int = 0,
    ) -> None:
        self.text = text
        self.fields = dict(fields or {})
        self.code = code or type(self).code
        self.status = status or type(self).status
        super().__init__(text.en)


class NotYours(Refused):
    """There is no such thing for this person: absent and foreign are the same answer."""

    status = 404
    code = "not_found"

    def __init__(self) -> None:
        super().__init__(
            both(
                "没有找到，或不在您的权限之内。请从自己的列表中打开。",
                "Not found, or not yours to see. Open it from one of your own lists.",
            )
        )


class MayNot(Refused):
    """The person sees the thing, and may not do this with it."""

    status = 403
    code = "not_allowed"

    def __init__(self) -> None:
        super().__init__(
            both(
                "您的角色不能做这项操作。如需办理，请联系本机构管理员。",
                "Your role may not do this. Ask the administrator of your organisation.",
            )
        )


class SomebodyElse(Refused):
    """Somebody changed the thing since the page was opened; nothing was overwritten."""

    status = 409
    code = "stale"

    def __init__(self, who: str = "") -> None:
        zh, en = (f"（{who}）", f" ({who})") if who else ("", "")
        super().__init__(
            both(
                f"您打开页面之后，已有人{zh}办理了这一件。您填写的内容仍在本页；请核对最新情况后再办。",
                f"Somebody{en} has changed this since you opened the page. What you typed is still "
                "here; look at the present state, then go on.",
            )
        )
