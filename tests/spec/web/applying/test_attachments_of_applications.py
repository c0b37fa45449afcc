"""# Attachments

What is taken, how it is kept, and who gets it back.
"""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from files_to_attach import PDF, archive, png, stream, text_of
from official_client import signed_in
from register_people import person, small_register, sound
from techmarket.web.applying import file_store
from techmarket.web.applying.actions import attaching
from techmarket.web.applying.file_kinds import kind_of
from techmarket.web.contracts.actions import applying
from techmarket.web.pages.refused import MayNot, Refused

pytestmark = pytest.mark.django_db

TAKEN = {
    "application/pdf": PDF,
    "image/png": png(),
    "image/jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 50 + b"\xff\xd9",
    "image/tiff": b"II*\0\x08\0\0\0\0\0\0\0\0\0",
    "application/ofd": archive("OFD.xml", "Doc_0/Document.xml"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": archive(
        "[Content_Types].xml", "word/document.xml"
    ),
}

KINDS = "只接受 PDF、PNG、JPEG、TIFF、OFD、DOCX 文件"
NOT_TAKEN = {
    b"": "文件是空的，请重新选择。",
    b"hello": f"{KINDS}。请转换后再上传，仅修改扩展名无效。",
    b"GIF89a" + b"\0" * 40: f"{KINDS}，它看起来是 image/gif。请转换后再上传，仅修改扩展名无效。",
    b"<html><script>alert(1)</script>": f"{KINDS}。请转换后再上传，仅修改扩展名无效。",
    b"%PDF-1.4 and nothing else": "PDF 文件已损坏或不完整，请重新扫描或导出后再上传。",
    PDF[:40]: "PDF 文件已损坏或不完整，请重新扫描或导出后再上传。",
    png()[:30]: "PNG 文件已损坏或不完整，请重新扫描或导出后再上传。",
    b"\xff\xd8\xff\xe0" + b"\0" * 50: "JPEG 文件已损坏或不完整，请重新扫描或导出后再上传。",
    b"II*\0\xff\xff\0\0": "TIFF 文件已损坏或不完整，请重新扫描或导出后再上传。",
    archive("a.txt"): f"{KINDS}，它看起来是 application/zip。请转换后再上传，仅修改扩展名无效。",
    archive("[Content_Types].xml", "word/document.xml")[:60]: (
        f"{KINDS}，它看起来是 application/zip。请转换后再上传，仅修改扩展名无效。"
    ),
}


@pytest.mark.parametrize("media_type", TAKEN)
def test_kinds_that_are_taken(media_type):
    """Told by their bytes: PDF, PNG, JPEG, TIFF, OFD and DOCX."""
    content = TAKEN[media_type]
    assert kind_of(stream(content), len(content)) == media_type


@pytest.mark.parametrize("content", NOT_TAKEN)
def test_kinds_that_are_not_taken(content):
    """Empty, of another kind, or cut off: each is told what it is."""
    with pytest.raises(Refused) as found:
        kind_of(stream(content), len(content))
    assert found.value.fields["file"][0].zh == NOT_TAKEN[content]


def test_a_word_document_with_macros_is_none():
    """It could run something on the reviewer's machine."""
    content = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
    with pytest.raises(Refused):
        kind_of(stream(content), len(content))


def test_a_file_lies_under_its_hash_and_cannot_be_run():
    """The same content is there once; nothing of its name is in the store."""
    first = file_store.keep(stream(PDF))
    assert first == file_store.keep(stream(PDF)) == sha256(PDF).hexdigest()
    place = file_store.place_of(first)
    assert (place.name, place.read_bytes()) == (first, PDF)
    assert place.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in place.parents[1].iterdir()] == [first[:2]]
    for name in ("../../etc/passwd", "A" * 64, ""):
        with pytest.raises(ValueError, match="a hash has 64 small hexadecimal digits"):
            file_store.place_of(name)


def test_attached_read_and_taken_back():
    """It comes back byte for byte, as a download that no browser takes for a page; taken back it is
    on no list, and its bytes stay for whoever judged by them.
    """
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    client = signed_in(register.owner)
    sent = SimpleUploadedFile("合同\u202e.exe", PDF, content_type="text/html")
    page = client.post(f"/contracts/{draft.uid}/files/", {"file": sent}, follow=True)
    assert "合同.exe" in text_of(page)
    one = draft.attachments.get()
    answer = client.get(f"/attachments/{one.uid}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(".exe.pdf")
    client.post(f"/attachments/{one.uid}/withdraw/")
    assert "还没有附件" in text_of(client.get(f"/contracts/{draft.uid}/edit/files/"))
    assert file_store.place_of(one.sha256).exists()


def test_in_place_only_in_a_frame_of_this_site():
    """Shown beside the application it may load nothing and run nothing."""
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    one = attaching.add(register.owner, draft.uid, "合同", stream(PDF), len(PDF))
    answer = signed_in(register.owner).get(f"/attachments/{one.uid}/?inline=1")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert b"".join(answer.streaming_content) == PDF
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy.split("; ")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy


def test_the_reviewer_reads_it_and_does_not_change_it():
    """Once submitted it is the agency's to read; nobody takes it back then."""
    register = small_register()
    typed = sound(register.seller, register.buyer, technical_field="0101")
    draft = applying.begin(register.owner, typed)
    one = attaching.add(register.owner, draft.uid, "合同", stream(PDF), len(PDF))
    official = signed_in(register.registrar)
    assert official.get(f"/attachments/{one.uid}/").status_code == 404
    applying.submit(
        register.owner, draft.uid, draft.revision, {"contract.industry_served_stated": "无"}
    )
    assert b"".join(official.get(f"/attachments/{one.uid}/").streaming_content) == PDF
    assert official.post(f"/attachments/{one.uid}/withdraw/").status_code == 403
    own = signed_in(register.owner)
    assert own.post(f"/attachments/{one.uid}/withdraw/").status_code == 409
    stranger = person("registrar", organisation=register.offices.other_agency)
    assert signed_in(stranger).get(f"/attachments/{one.uid}/").status_code == 404


def test_the_same_file_twice_is_there_once():
    """Sending the form again is harmless."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    first, second = (
        attaching.add(register.owner, draft.uid, "合同", stream(PDF), len(PDF)) for _ in range(2)
    )
    assert first.pk == second.pk


def test_too_many_and_too_large():
    """At most thirty files of twenty million bytes; the message stands at the field."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    for number in range(attaching.MOST_FILES):
        content = PDF + b"%" * number
        attaching.add(register.owner, draft.uid, str(number), stream(content), len(content))
    with pytest.raises(Refused) as many:
        attaching.add(register.owner, draft.uid, "more", stream(PDF + b"\n"), len(PDF) + 1)
    assert str(many.value.text) == "最多 30 个附件，请合并后再上传。"
    with pytest.raises(Refused) as large:
        attaching.add(register.owner, draft.uid, "large", stream(PDF), 20_000_001)
    assert str(large.value.text) == "文件有 20.0 MB，最大 20 MB。请压缩或分成几个文件。"
    with pytest.raises(MayNot):
        attaching.add(register.registrar, draft.uid, "mine", stream(PDF), len(PDF))


def test_two_gigabytes_are_refused_before_they_are_read():
    """What is announced as too large is not read at all, on no page and no call."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    client = signed_in(register.owner)

    class Untouched(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    for address in (f"/contracts/{draft.uid}/files/", "/login/", "/api/v1/contracts"):
        answer = client.generic(
            "POST",
            address,
            **{
                "wsgi.input": Untouched(),
                "CONTENT_LENGTH": str(2 << 30),
                "CONTENT_TYPE": "multipart/form-data; boundary=x",
            },
        )
        assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    page = client.generic(
        "POST", "/login/", **{"wsgi.input": Untouched(), "CONTENT_LENGTH": "99999999"}
    )
    assert (
        "上传内容过大，未被接收：每个文件不超过 20 MB。请压缩或分成几个文件后再上传。"
        in text_of(page)
    )


def test_a_file_that_is_gone_is_said_to_be_gone():
    """A store that lost a file is told of, not a failure."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    one = attaching.add(register.owner, draft.uid, "合同", stream(PDF), len(PDF))
    file_store.place_of(one.sha256).unlink()
    page = signed_in(register.owner).get(f"/attachments/{one.uid}/")
    assert page.status_code == 404
    assert "附件文件不在存储中，请联系登记机构管理员恢复备份。" in text_of(page)


def test_no_file_is_no_upload():
    """The button alone says what is missing."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    page = signed_in(register.owner).post(f"/contracts/{draft.uid}/files/")
    assert page.status_code == 422
    assert "请先选择文件。" in text_of(page)
