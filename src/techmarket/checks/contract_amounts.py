"""Rules about the amounts of a contract and its currency.

Not here: amounts that call for a second review (`contract_reviews`).
"""

from __future__ import annotations

from datetime import date

from techmarket.checks.check_rule import Authority, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    Given,
    IsTrue,
    Matches,
    Not,
    OneOf,
    Quotient,
    Value,
    WholeNumber,
    compare,
    either,
    every,
    is_code,
    under,
)
from techmarket.checks.law import FROM_2026, LAW_2000, LAW_2026, limit
from techmarket.checks.record_rules import outside

HARD, SOFT = Severity.HARD, Severity.SOFT
YUAN = 100
LAST_OF_2020 = date(2020, 12, 31)
ROYALTY_ONLY = "3"
MAJOR = limit("major_contract_value", FROM_2026)
TOKEN = YUAN
SMALL = 1_000 * YUAN
LARGE = 100_000_000_000 * YUAN
TYPED_AT_RANDOM = frozenset(
    n * YUAN
    for n in (111_111, 222_222, 333_333, 123_456, 1_111_111, 1_234_567, 11_111_111, 12_345_678)
)

CONTRACT_AMOUNTS: tuple[CheckRule, ...] = (
    check_rule(
        "contract.value_above_zero",
        "合同成交金额大于零；只按提成支付的合同除外。",
        "The contract value is above zero, unless it is paid by royalty alone.",
        compare("value", ">", 0),
        when=Not(is_code("payment_method", ROYALTY_ONLY)),
        needs=("value",),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: the price is clear; by art. 51 an amount not yet known is corrected "
        "later; that royalties are an exception is a guess",
        failing={"value": 0, "technical_value": 0},
        companions=("technical_value_above_zero",),
    ),
    check_rule(
        "contract.exempt_has_a_value",
        "用于申请免税的合同，成交金额大于零。",
        "A contract for which tax exemption is claimed has a value above zero.",
        compare("value", ">", 0),
        when=IsTrue("is_tax_exempt"),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}, art. 51: an amount not yet known is corrected before any benefit",
        failing={"is_tax_exempt": True, "value": 0, "technical_value": 0},
        passing={"is_tax_exempt": True},
        companions=("value_above_zero", "technical_value_above_zero", "second_review_tax"),
    ),
    check_rule(
        "contract.technical_value_above_zero",
        "技术交易额大于零。",
        "The technical value is above zero.",
        compare("technical_value", ">", 0),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: without a technical part it is no technology contract",
        failing={"technical_value": 0},
        companions=("technical_value_a_tenth",),
    ),
    check_rule(
        "contract.technical_value_a_tenth",
        "技术交易额不低于合同成交金额的十分之一。",
        "The technical value is at least a tenth of the contract value.",
        compare("technical_value", ">=", Quotient(Value("value"), 10)),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A smaller part is more often a slip in the unit than a sale of equipment",
        failing={"technical_value": 10_000},
    ),
    check_rule(
        "contract.technical_value_without_equipment",
        "成交额达到重大技术合同限额的技术开发和一般性技术服务合同，技术交易额小于成交金额。",
        "In a development or general service contract of major value the technical value is "
        "below the contract value.",
        Not(compare("technical_value", "==", "value")),
        when=every(
            either(under("contract_type", "contract_type", "1"), is_code("contract_type", "41")),
            compare("value", ">=", MAJOR),
        ),
        severity=SOFT,
        authority=Authority.GUESS,
        source=f"{LAW_2000}, ch. 7: equipment is deducted; that large ones contain some is a guess",
        failing={"value": MAJOR, "technical_value": MAJOR},
        passing={"value": MAJOR, "technical_value": MAJOR // 2},
        companions=("second_review_major",),
    ),
    check_rule(
        "contract.technical_value_stated",
        "填写技术交易额。",
        "The technical value is stated.",
        Given("technical_value"),
        needs=(),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}, art. 51: it may be corrected later, but before any benefit",
        failing={"technical_value": None},
    ),
    check_rule(
        "contract.value_not_token",
        "合同成交金额不是一元以下的象征性金额。",
        "The contract value is not a token amount of one yuan or less.",
        Not(every(compare("value", ">", 0), compare("value", "<=", TOKEN))),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Placeholder amounts are typed where a form insists on one",
        failing={"value": 1, "technical_value": 1},
    ),
    check_rule(
        "contract.value_not_in_ten_thousands",
        "合同成交金额不低于一千元；更小的数可能把万元当成了元。",
        "The contract value is at least a thousand yuan; a smaller number may be 万元 taken "
        "for 元.",
        compare("value", ">=", SMALL),
        when=compare("value", ">", TOKEN),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Workbooks are kept in 万元, the form asks for 元",
        failing={"value": 12_345, "technical_value": 12_345},
    ),
    check_rule(
        "contract.value_not_beyond_belief",
        "合同成交金额不超过一千亿元。",
        "The contract value is at most 100 billion yuan.",
        compare("value", "<=", LARGE),
        severity=SOFT,
        authority=Authority.GUESS,
        source="More than an eighth of all that was sold in the country in 2013",
        failing={"value": LARGE + 2, "technical_value": LARGE // 2},
        companions=("second_review_major",),
    ),
    check_rule(
        "contract.value_not_typed_at_random",
        "合同成交金额不是随手输入的数字（111111、123456 之类）。",
        "The contract value is not a number typed at random (111111, 123456 and the like).",
        Not(OneOf(Value("value"), TYPED_AT_RANDOM)),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Placeholders are typed where the amount is not known",
        failing={"value": 12_345_600, "technical_value": 10_000_000},
    ),
    check_rule(
        "contract.value_not_registration_number",
        "合同成交金额不是合同登记编号。",
        "The contract value is not the registration number.",
        Not(
            either(
                compare("value", "==", WholeNumber(Value("registration_number"))),
                compare(
                    Quotient(Value("value"), YUAN), "==", WholeNumber(Value("registration_number"))
                ),
            )
        ),
        severity=HARD,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"value": 4_403_012_013_000_001, "technical_value": 3_000_000_000_000_000},
        companions=("value_not_beyond_belief", "second_review_major"),
    ),
    check_rule(
        "contract.expected_output_of_transfer",
        "技术转让合同填写预计新增产值。",
        "A transfer contract states the expected new output.",
        Given("expected_output"),
        when=under("contract_type", "contract_type", "2"),
        needs=("contract_type",),
        valid_to=LAST_OF_2020,
        severity=SOFT,
        authority=Authority.REPORT,
        source="Paper form JJ-001; that the online form of 2021 no longer asks is a guess",
        base="transfer",
        failing={"expected_output": None},
    ),
    check_rule(
        "contract.expected_investment_of_transfer",
        "技术转让合同填写预计新增投入。",
        "A transfer contract states the expected new investment.",
        Given("expected_investment"),
        when=under("contract_type", "contract_type", "2"),
        needs=("contract_type",),
        valid_to=LAST_OF_2020,
        severity=SOFT,
        authority=Authority.REPORT,
        source="Paper form JJ-001; that the online form of 2021 no longer asks is a guess",
        base="transfer",
        failing={"expected_investment": None},
    ),
    check_rule(
        "contract.renminbi_is_cny",
        "人民币写作 CNY，不写 RMB 或 CNH。",
        "Renminbi is written CNY, not RMB or CNH.",
        Not(is_code("currency", "RMB", "CNH")),
        severity=HARD,
        authority=Authority.STANDARD,
        source="ISO 4217",
        failing={"currency": "RMB"},
        repair=lambda record, on: {"currency": "CNY"},
    ),
    check_rule(
        "contract.rate_for_one_unit",
        "折算汇率按一个货币单位填写，不按一百个单位的外汇牌价填写。",
        "The exchange rate is for one unit of the currency, not for a hundred as banks quote it.",
        Matches(Value("exchange_rate"), r"[0-9]{1,2}(?:\.[0-9]+)?"),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Banks quote yuan for 100 units; no currency is worth 100 yuan",
        failing={"currency": "USD", "exchange_rate": "619.32"},
        passing={"currency": "USD", "exchange_rate": "6.1932"},
        companions=("foreign_currency_has_a_foreign_side",),
    ),
    check_rule(
        "contract.rate_not_one",
        "外币的折算汇率不是 1。",
        "The exchange rate of a foreign currency is not 1.",
        Not(Matches(Value("exchange_rate"), r"1(?:\.0+)?")),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="A default left in; the amount was then not converted",
        failing={"currency": "USD", "exchange_rate": "1.00"},
        passing={"currency": "USD", "exchange_rate": "6.1932"},
        companions=("foreign_currency_has_a_foreign_side",),
    ),
    check_rule(
        "contract.foreign_currency_has_a_foreign_side",
        "外币合同的买卖双方至少一方在境外（含港澳台）。",
        "A contract in foreign currency has a side outside the mainland.",
        either(outside("seller_region"), outside("buyer_region")),
        when=Not(is_code("currency", "CNY")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Prices within the mainland are in renminbi",
        failing={"currency": "USD", "exchange_rate": "6.1932"},
        passing={
            "currency": "USD",
            "exchange_rate": "6.1932",
            "buyer_region": "990000",
            "buyer_country": "502",
        },
    ),
    check_rule(
        "contract.exempt_states_technical_value",
        "用于申请免税的合同填写技术交易额。",
        "A contract for which tax exemption is claimed states its technical value.",
        Given("technical_value"),
        when=IsTrue("is_tax_exempt"),
        needs=("is_tax_exempt",),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}, art. 51; {LAW_2026}: the certificate states it",
        failing={"is_tax_exempt": True, "technical_value": None},
        passing={"is_tax_exempt": True},
        companions=("technical_value_stated", "second_review_tax"),
    ),
)
