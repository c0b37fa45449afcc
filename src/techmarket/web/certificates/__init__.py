"""Documents about registered contracts: certificates, slips of income, lists; and proving them.

`payload`, `keys`, `file_seal`, `ended_documents` and `verifying` need no Django: they prove a
document where there is no register. Not here: the contracts themselves (`contracts`).
"""
