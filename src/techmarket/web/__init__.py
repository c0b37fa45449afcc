"""The site of the register: applied for, recognised, certified, changed and counted, online.

It imports the line; the line never imports it. Pages and the API call *actions*, which alone change
anything. Not here: what is counted and printed (`observations`, `report`).
"""
