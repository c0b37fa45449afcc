"""Pages of applicants: own contracts, the form, attachments, bulk upload of a workbook.

Not here: what an application must be (`contracts`, `checks`), what the agency does (`review`).
"""
