"""Rules about the dates of a contract: their order, time limits of the law, and likely slips.

That signing, acceptance and registration follow each other is declared with the record. Not
here: the days of the regimes themselves (`law`).
"""

from __future__ import annotations

from datetime import date

from techmarket.checks.check_rule import Authority, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    ALWAYS,
    Condition,
    Days,
    Given,
    MonthDay,
    Not,
    OneOf,
    Value,
    Weekdays,
    compare,
)
from techmarket.checks.law import (
    FROM_2026,
    LAW_2000,
    LAW_2026,
    REGIMES,
    UNTIL_2026,
    limit,
)

SOFT = Severity.SOFT
IN_2013 = date(2013, 1, 1)
CONTRACT_LAW = date(1999, 10, 1)
YEAR = 365


def _within_validity(id: str, severity: str, base: str, failing: date, source: str) -> CheckRule:
    """Registration within the validity of the contract; how strict, the regime says."""
    new = base.endswith("2026")
    return check_rule(
        id,
        "合同在有效期内登记。",
        "A contract is registered while it is in force.",
        compare("registration_date", "<=", "end_date"),
        severity=Severity(severity),
        authority=Authority.LAW if new else Authority.PRACTICE,
        source=source,
        valid_from=FROM_2026 if new else None,
        valid_to=None if new else UNTIL_2026,
        base=base,
        failing={"end_date": failing},
    )


def _in_time(
    id: str,
    words: tuple[str, str],
    holds: Condition,
    base: str,
    failing: dict[str, object],
    *,
    when: Condition = ALWAYS,
    passing: dict[str, object] | None = None,
    companions: tuple[str, ...] = (),
) -> CheckRule:
    """The agency decided within the time limit."""
    new = base.endswith("2026")
    return check_rule(
        id,
        words[0],
        words[1],
        holds,
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2026}, art. 14; public holidays are not known here" if new else LAW_2000,
        when=when,
        valid_from=FROM_2026 if new else None,
        valid_to=None if new else UNTIL_2026,
        base=base,
        failing=failing,
        passing=passing or {},
        companions=companions,
    )


DAYS = limit("decision_days", IN_2013)
WORKING_DAYS = limit("decision_working_days", FROM_2026)
EXPERT_DAYS = limit("expert_review_working_days", FROM_2026)
EXPERT_VALUE = limit("expert_review_value", FROM_2026)
FROM_ACCEPTANCE = Weekdays(Value("acceptance_date"), Value("registration_date"))

CONTRACT_DATES: tuple[CheckRule, ...] = (
    _within_validity(
        "contract.registered_within_validity_2000",
        REGIMES["2000"].rules["registration_within_validity"],
        "contract",
        date(2013, 9, 8),
        "Practice of registration offices: contracts that have expired are refused",
    ),
    _within_validity(
        "contract.registered_within_validity_2026",
        REGIMES["2026"].rules["registration_within_validity"],
        "contract_2026",
        date(2026, 5, 17),
        f"{LAW_2026}, art. 12",
    ),
    _in_time(
        "contract.decided_in_time_2000",
        (
            f"登记机构自受理起 {DAYS} 日内登记。",
            f"The agency registers within {DAYS} days of acceptance.",
        ),
        compare(Days(Value("acceptance_date"), Value("registration_date")), "<=", DAYS),
        "contract",
        {"acceptance_date": date(2013, 8, 9), "signing_date": date(2013, 8, 5)},
    ),
    _in_time(
        "contract.decided_in_time_2026",
        (
            f"不需专家评审的合同，登记机构自受理起 {WORKING_DAYS} 个工作日内登记。",
            "Without expert review, the agency registers within "
            f"{WORKING_DAYS} working days of acceptance.",
        ),
        compare(FROM_ACCEPTANCE, "<=", WORKING_DAYS),
        "contract_2026",
        {"acceptance_date": date(2026, 4, 24)},
        when=compare("technical_value", "<", EXPERT_VALUE),
    ),
    _in_time(
        "contract.decided_in_time_by_experts_2026",
        (
            f"需专家评审的合同，登记机构自受理起 {EXPERT_DAYS} 个工作日内登记。",
            "With expert review, the agency registers within "
            f"{EXPERT_DAYS} working days of acceptance.",
        ),
        compare(FROM_ACCEPTANCE, "<=", EXPERT_DAYS),
        "contract_2026",
        {
            "value": 2 * EXPERT_VALUE - 1,
            "technical_value": EXPERT_VALUE,
            "signing_date": date(2026, 3, 9),
            "acceptance_date": date(2026, 4, 3),
        },
        when=compare("technical_value", ">=", EXPERT_VALUE),
        passing={"value": 2 * EXPERT_VALUE - 1, "technical_value": EXPERT_VALUE},
        companions=("second_review_expert_2026",),
    ),
    check_rule(
        "contract.registered_within_two_years",
        "合同在签订后两年内登记。",
        "A contract is registered within two years of being signed.",
        compare(Days(Value("signing_date"), Value("registration_date")), "<=", 2 * YEAR),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Filing waits until an invoice is needed; longer waits are more often slips",
        failing={"signing_date": date(2011, 9, 1), "start_date": date(2011, 9, 1)},
    ),
    check_rule(
        "contract.starts_when_signed",
        "有效期起日不晚于签订后一年。",
        "The start date is at most a year after the signing date.",
        compare(Days(Value("signing_date"), Value("start_date")), "<=", YEAR),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A year typed wrongly is more likely than a contract for later",
        failing={"start_date": date(2014, 8, 6)},
    ),
    check_rule(
        "contract.not_in_force_before_signed",
        "有效期起日不早于签订日期。",
        "The start date is not before the signing date.",
        compare("start_date", ">=", "signing_date"),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Contracts are back-dated at times, but more often the dates are exchanged",
        failing={"start_date": date(2013, 8, 4)},
    ),
    check_rule(
        "contract.lasts_more_than_a_day",
        "有效期止日不是起日当天。",
        "The contract does not end on the day it starts.",
        compare("start_date", "!=", "end_date"),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="The date picker offers the same day for both",
        failing={
            "end_date": date(2013, 9, 9),
            "start_date": date(2013, 9, 9),
        },
    ),
    check_rule(
        "contract.lasts_at_most_thirty_years",
        "有效期不超过三十年。",
        "The contract runs for at most thirty years.",
        compare(Days(Value("start_date"), Value("end_date")), "<=", 30 * YEAR + 8),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Longer than the protection of a patent; a century typed wrongly",
        failing={"end_date": date(2063, 8, 4)},
    ),
    check_rule(
        "contract.signed_under_the_contract_law",
        "签订日期不早于 1999 年 10 月 1 日。",
        "The signing date is not before 1 October 1999.",
        compare("signing_date", ">=", CONTRACT_LAW),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Contracts under older law have long ended; a year typed wrongly",
        failing={"signing_date": date(1999, 9, 30)},
        companions=("registered_within_two_years", "starts_when_signed"),
    ),
    check_rule(
        "contract.not_signed_on_a_holiday",
        "签订日期不是元旦、劳动节或国庆节当天。",
        "The signing date is not New Year's Day, Labour Day or National Day.",
        Not(OneOf(MonthDay(Value("signing_date")), frozenset((101, 501, 1001)))),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Where only the month or the year is known, its first day is typed",
        failing={"signing_date": date(2013, 5, 1)},
    ),
    check_rule(
        "contract.acceptance_date_stated",
        "填写受理日期。",
        "The acceptance date is stated.",
        Given("acceptance_date"),
        needs=(),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: the time limit runs from it",
        failing={"acceptance_date": None},
    ),
    check_rule(
        "contract.end_date_stated",
        "填写有效期止日。",
        "The end date is stated.",
        Given("end_date"),
        needs=(),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Without it nobody sees whether the contract is still in force",
        failing={"end_date": None},
    ),
)
