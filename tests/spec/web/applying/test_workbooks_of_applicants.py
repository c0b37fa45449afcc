"""# Workbooks of applicants

A university's table becomes drafts, row by row, with the problems of each; it is given back marked,
and what is sound is submitted together.
"""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from files_to_attach import PDF, stream, text_of
from official_client import signed_in
from register_people import Register, party, person, small_register, unit
from techmarket.web.applying.actions import workbooks
from techmarket.web.applying.models import Workbook
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db

HEADINGS = (
    "项目名称", "合同类别", "签订日期", "有效期起", "有效期止", "买方名称", "合同成交金额（万元）",
    "技术交易额（万元）", "技术领域", "社会—经济目标", "知识产权类型", "计划来源", "支付方式",
    "关联交易", "服务的国民经济行业",
)  # fmt: skip


def rows_of(register: Register) -> list[list[Any]]:
    """A sound row, one without a value, and one whose buyer nobody knows."""
    today = timezone.localdate()
    end = today.replace(year=today.year + 2, day=1)
    sound = [
        "水质监测终端的委托开发", "委托开发", today, today, end, register.buyer.name, 51.5, 40,
        "0101", "10", "技术秘密", "计划外", "一次支付", "否", "I",
    ]  # fmt: skip
    no_value = [*sound[:6], "面议", None, *sound[8:]]
    unknown = ["光谱分析算法的委托开发", *sound[1:5], "谁也不认识的单位", *sound[6:]]
    return [sound, no_value, unknown]


def workbook(rows: list[list[Any]], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """An .xlsx of somebody's own making, with a title above."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["科研院技术合同台账"])
    for row in (headings, *rows):
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    book.close()
    return made.getvalue()


def taken(register: Register, content: bytes, unit: str = "元") -> Workbook:
    """The workbook after its upload."""
    return workbooks.take(register.owner, "台账.xlsx", stream(content), len(content), unit)


def test_each_row_becomes_a_draft():
    """Amounts by the unit of their column, labels as they are written, the seller from the account,
    the buyer by its name.
    """
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    drafts = [one.contract for one in book.rows.all()]
    assert [one.draft["project_name"] for one in drafts] == [
        "水质监测终端的委托开发", "水质监测终端的委托开发", "光谱分析算法的委托开发",
    ]  # fmt: skip
    first = drafts[0].draft
    assert (first["value"], first["technical_value"]) == ("515000.00", "400000.00")
    assert (first["seller_id"], first["buyer_id"]) == (
        register.seller.party_id,
        register.buyer.party_id,
    )
    assert drafts[1].draft["value"] == "面议"
    assert [one.number for one in book.rows.all()] == [3, 4, 5]
    assert verify().broken is None


def test_problems_are_shown_row_by_row():
    """What cannot be read, what is missing, and a buyer that is not known well enough."""
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    page = text_of(signed_in(register.owner).get(f"/workbooks/{book.uid}/"))
    assert "看不懂这个金额。" in page
    assert "登记系统中没有“谁也不认识的单位”，表中的信息也不足以登记" in page
    assert page.count("没有问题") == 1


def test_what_is_sound_is_submitted_together():
    """The ticked rows that are sound; the others stay drafts."""
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    client = signed_in(register.owner)
    ticked = [str(one.pk) for one in book.rows.all()]
    page = client.post(f"/workbooks/{book.uid}/submit/", {"row": ticked}, follow=True)
    assert "已提交 1 项，2 项未提交。" in text_of(page)
    assert sorted(Contract.objects.values_list("state", flat=True)) == [
        "draft", "draft", "submitted",
    ]  # fmt: skip
    page = client.post(f"/workbooks/{book.uid}/submit/", {"row": [*ticked, "x", "9" * 30]})
    assert Contract.objects.filter(state="submitted").count() == 1


def test_the_workbook_comes_back_marked():
    """The user's own file, with a mark at each problem as it is by now."""
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    answer = signed_in(register.owner).get(f"/workbooks/{book.uid}/marked/")
    marked = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = marked.worksheets[0]
    assert sheet.cell(1, 1).value == "科研院技术合同台账"
    told = sheet.cell(4, HEADINGS.index("合同成交金额（万元）") + 1).comment
    assert told is not None
    assert "看不懂这个金额。" in told.text
    assert sheet.cell(3, HEADINGS.index("合同成交金额（万元）") + 1).comment is None
    buyer = sheet.cell(5, HEADINGS.index("买方名称") + 1).comment
    assert buyer is not None
    assert "谁也不认识的单位" in buyer.text
    marked.close()


def test_the_unit_of_a_column_that_names_none_is_asked_for():
    """A university keeps its table in 万元 without saying so; the page asks."""
    register = small_register()
    headings = tuple(one.replace("（万元）", "") for one in HEADINGS)
    book = taken(register, workbook(rows_of(register)[:1], headings), "万元")
    assert book.rows.get().contract.draft["value"] == "515000.00"


def test_a_buyer_the_row_says_enough_of_is_entered():
    """With identifier, kind and region a new party is entered, once for all its rows."""
    register = small_register()
    row = rows_of(register)[0]
    more = ("买方代码", "买方性质", "买方行政区划")
    rest = ["91440300708461136T", "有限责任公司", "440300"]
    row[5] = "深圳新湖材料有限公司"
    book = taken(register, workbook([[*row, *rest]] * 2, (*HEADINGS, *more)))
    buyers = {one.contract.draft["buyer_id"] for one in book.rows.all()}
    assert len(buyers) == 1


def test_several_parties_of_a_name_are_left_to_be_chosen():
    """None is taken by chance."""
    register = small_register()
    for _ in range(2):
        party("武汉第一医院信号所", region="420100", kind="0231")
    book = taken(register, workbook(rows_of(register)[:1]))
    assert book.rows.get().told[0][1] == "有几个单位可能是“武汉第一医院信号所”，请在草稿中选择。"


def test_a_seller_that_is_somebody_else_is_told():
    """The own party is put in, and said so."""
    register = small_register()
    row = [*rows_of(register)[0], "北京某某公司"]
    book = taken(register, workbook([row], (*HEADINGS, "卖方名称")))
    assert book.rows.get().told == [
        [
            "seller_id",
            "表中的卖方不是本单位，已按本单位填写，请核对。",
            "The seller of the row is not your party; yours was put in.",
        ]
    ]


def test_the_same_file_twice_makes_drafts_once():
    """Until its drafts are deleted; then it may be uploaded again."""
    register = small_register()
    content = workbook(rows_of(register))
    first, second = taken(register, content), taken(register, content)
    assert first.pk == second.pk
    client = signed_in(register.owner)
    assert "删除这个工作簿的草稿？" in text_of(client.get(f"/workbooks/{first.uid}/discard/"))
    client.post(f"/workbooks/{first.uid}/discard/")
    assert Contract.objects.count() == 0
    assert taken(register, content).pk != first.pk


REFUSED = {
    b"": "文件是空的，请重新选择。",
    PDF: "没有找到合同的表头。请使用本页的模板，或让表头包含“项目名称”“合同成交金额”等栏目。",
    b"PK\x03\x04 broken": (
        "无法读取这个文件：可能已损坏、加了密码，或者不是表格。请另存为 .xlsx 后再上传。"
    ),
}


@pytest.mark.parametrize("content", REFUSED)
def test_what_is_no_workbook(content):
    """Empty, no table, damaged: said at the field, and nothing is made."""
    register = small_register()
    page = signed_in(register.owner).post(
        "/workbooks/", {"file": SimpleUploadedFile("a.xlsx", content), "unit": "元"}
    )
    assert page.status_code == 422
    assert (REFUSED[content] if content else "文件") in text_of(page)
    assert Workbook.objects.count() == 0


def test_a_large_workbook_asks_the_database_no_more_for_each_row():
    """Rows, drafts and events are made in bulk; parties are read once; the history stays whole."""
    register = small_register()
    client = signed_in(register.owner)
    asked = []
    for count in (20, 60):
        row = rows_of(register)[0]
        content = workbook([[f"{row[0]}{number}", *row[1:]] for number in range(count)])
        with CaptureQueriesContext(connection) as queries:
            book = taken(register, content)
        with CaptureQueriesContext(connection) as page:
            shown = client.get(f"/workbooks/{book.uid}/")
        asked.append((len(queries), len(page)))
        assert book.rows.count() == count
        assert text_of(shown).count("没有问题") == count
    # A statement holds so many rows, and no more.
    assert asked[1][0] - asked[0][0] <= 3
    assert asked[1][1] == asked[0][1] <= 10
    begun = Event.objects.filter(act="contract.begin")
    assert [one.after["draft"] for one in begun] == [
        one.draft for one in Contract.objects.order_by("pk")
    ]
    assert verify().broken is None


def test_very_many_drafts_are_deleted_in_parts(monkeypatch: pytest.MonkeyPatch):
    """The page says how many are left, and asks again."""
    monkeypatch.setattr(workbooks, "DELETED_AT_ONCE", 2)
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    client = signed_in(register.owner)
    page = client.post(f"/workbooks/{book.uid}/discard/", follow=True)
    assert "已删除 2 份草稿。 还有 1 份，请再次删除。" in text_of(page)
    assert "删除这个工作簿的草稿？" in text_of(page)
    page = client.post(f"/workbooks/{book.uid}/discard/", follow=True)
    assert "已删除 1 份草稿。" in text_of(page)
    assert not Contract.objects.exists()


def test_too_many_rows_too_large_and_empty_tables():
    """Limits are said as numbers."""
    register = small_register()
    with pytest.raises(Refused) as found:
        taken(register, workbook([["甲项目", "11"]] * 5001))
    assert str(found.value.text) == "一次最多 5000 行，请分成几个工作簿。"
    with pytest.raises(Refused) as found:
        taken(register, workbook([]))
    assert str(found.value.text) == "表头下面没有内容。"
    with pytest.raises(Refused) as found:
        workbooks.take(register.owner, "a", stream(b"x"), 20_000_001, "元")
    assert str(found.value.text) == "工作簿最大 20 MB，请分成几个。"
    with pytest.raises(Refused) as found:
        workbooks.take(register.owner, "a", stream(b""), 0, "元")
    assert str(found.value.text) == "文件是空的，请重新选择。"
    with pytest.raises(MayNot):
        workbooks.take(register.registrar, "a", stream(b"x"), 1, "元")


def test_only_an_xlsx_is_marked():
    """Of a table of texts the page itself says what is wrong."""
    register = small_register()
    content = "项目名称,合同类别,合同成交金额（元）\n水质监测终端的委托开发,11,5000\n".encode()
    book = taken(register, content)
    assert book.rows.get().contract.draft["value"] == "5000.00"
    page = signed_in(register.owner).get(f"/workbooks/{book.uid}/marked/")
    assert page.status_code == 404
    assert "只有 .xlsx 可以标注。" in text_of(page)


def test_workbooks_are_seen_by_whose_they_are():
    """A college sees its own; another party sees none."""
    register = small_register()
    book = taken(register, workbook(rows_of(register)))
    stranger = person("owner", party=party("别的公司", register.offices.agency))
    college = person("filer", party=register.seller, unit=unit(register.seller, "研发部"))
    for actor in (stranger, college, register.registrar):
        client = signed_in(actor)
        for address in ("", "marked/", "discard/"):
            assert client.get(f"/workbooks/{book.uid}/{address}").status_code in (403, 404)
        with pytest.raises((NotYours, MayNot)):
            workbooks.submit_sound(actor, book.uid, [])
    own = signed_in(register.owner)
    assert "台账.xlsx" in text_of(own.get("/workbooks/"))
    assert "台账.xlsx" not in text_of(signed_in(college).get("/workbooks/"))


def test_the_template_is_read_back():
    """What is downloaded asks nothing that the agency decides, and is understood when it is filled
    in.
    """
    register = small_register()
    answer = signed_in(register.owner).get("/workbooks/template/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    headings = [str(one.value) for one in sheet[3]]
    assert not [one for one in headings if re.search("登记编号|登记员|卖方名称", one)]
    values = {
        "项目名称*": "水质监测终端的委托开发",
        "合同成交金额（元）*": 5000,
        "买方名称": register.buyer.name,
    }
    for name, value in values.items():
        place = next(i for i, one in enumerate(headings, 1) if one.rstrip("*") == name.rstrip("*"))
        sheet.cell(4, place, value)
    made = io.BytesIO()
    book.save(made)
    book.close()
    draft = taken(register, made.getvalue()).rows.get().contract.draft
    assert (draft["value"], draft["buyer_id"]) == ("5000.00", register.buyer.party_id)
