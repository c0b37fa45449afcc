"""Lists in sentences: which places are named, in which order, and how many."""

from __future__ import annotations

from declared_sentences import YI, declared, edition_2013, known, paragraph, say
from techmarket.sentences.model import Reference

VALUES = {
    "value:2013:seller_region=110000": 5 * YI,
    "value:2013:seller_region=310000": 3 * YI,
    "value:2013:seller_region=320000": 3 * YI,
    "value:2013:seller_region=540000": 0,
    "value:2012:seller_region=110000": 4 * YI,
    "value:2012:seller_region=310000": 6 * YI,
    "value:2013:": 11 * YI,
    "value:2012:": 10 * YI,
}
PLACES = "seller_region=group:province/*"


def test_places_are_named_in_the_order_of_their_value() -> None:
    """Largest first, equal ones in the order of the code list; places without contracts are not
    named."""
    lists = {"all": {"of": PLACES}}
    said = say("{names all}共{number all}地。", "{names all}: {number all}.", VALUES, lists)
    assert said == ("北京、上海和江苏共3地。", "Beijing, Shanghai and Jiangsu: three.")


def test_ties_at_the_end_of_a_list_are_all_named() -> None:
    """The first two are three places when the second and third are equal; the text says three."""
    lists = {"top": {"of": PLACES, "top": 2}}
    said = say("前{number top}位{names top}。", "The {number top}: {names top}.", VALUES, lists)
    assert said == ("前3位北京、上海和江苏。", "The three: Beijing, Shanghai and Jiangsu.")


def test_places_that_fulfil_a_condition() -> None:
    """Which provinces rose, fell, or grew faster than the whole: counted and named by the data."""
    lists = {
        "rising": {"of": PLACES, "where": ["rises @"]},
        "falling": {"of": PLACES, "where": ["falls @"]},
        "above": {"of": PLACES, "where": ["above @ than"]},
        "large": {"of": PLACES, "where": ["value_from 5 @"]},
    }
    text = "增{names rising}，降{names falling}，快{names above}，大{names large}。"
    english = "Up {names rising}, down {names falling}, fast {names above}, {names large}."
    assert say(text, english, VALUES, lists)[0] == "增北京，降上海，快北京，大北京。"


def test_an_empty_list_leaves_the_sentence_out() -> None:
    """Nothing is said of no places: neither their names nor that they are none."""
    lists = {"falling": {"of": "contract_type=*", "where": ["falls @"]}}
    assert say("降{names falling}。", "Down {names falling}.", VALUES, lists) == ("", "")


def test_an_item_for_each_place() -> None:
    """`each`: the template of the item, once for each place, `@` being the place."""
    lists = {"all": {"of": PLACES}}
    items = {
        "line": {
            "of": "all",
            "zh": "{label @}居{rank @}，{amount @}[，{growth @}]",
            "en": "{label @} {rank @}, {amount @}[, {growth @}]",
            "join": "；",
        }
    }
    zeros = {
        f"value:2013:seller_region={code}": 0
        for code in edition_2013().region_groups()["province"]
        if f"value:2013:seller_region={code}" not in VALUES
    }
    zh, en = say("{each line}。", "{each line}.", VALUES | zeros, lists, items)
    assert zh == (
        "北京居首位，5.00亿元，增长25.00%；上海居第二位，3.00亿元，下降50.00%；"
        "江苏居第二位，3.00亿元。"
    )
    assert en == (
        "Beijing first, 500 million yuan, up 25.00%; Shanghai second, 300 million yuan, down "
        "50.00%; and Jiangsu second, 300 million yuan."
    )


def test_places_taken_together() -> None:
    """`+list` adds the places of a list up; share and growth are of the sums."""
    lists = {"top": {"of": PLACES, "top": 1}, "two": {"of": PLACES, "where": ["comparable @"]}}
    text = "{amount +two}，{growth +two}，占{share +two}。"
    english = "{amount +two}, {growth +two}, {share +two}."
    said = say(text, english, VALUES, lists)
    assert said == ("8.00亿元，下降20.00%，占72.73%。", "800 million yuan, down 20.00%, 72.73%.")


def test_the_growth_of_places_together_needs_every_part_to_be_comparable() -> None:
    """One part whose classification changed leaves the whole without growth."""
    declarations = declared(
        [{"zh": "{amount +all}[，{growth +all}]。", "en": "{amount +all}[, {growth +all}]."}],
        {"all": {"of": "objective=*"}},
    )
    numbers = {
        f"value:{year}:objective={code}": YI for year in (2012, 2013) for code in ("01", "02")
    }
    observations = known(numbers, not_comparable=frozenset({"objective"}))
    said = paragraph(declarations, observations)
    assert said is not None
    assert said.text == "2.00亿元。"


def test_labels_that_have_an_and_of_their_own_are_parted_by_other_marks() -> None:
    """和 between labels would be read as part of one; English uses semicolons, of two a comma."""
    numbers = {f"value:2013:technical_field={c}": int(c) for c in ("05", "06", "11")}
    lists = {"f": {"of": "technical_field=*"}}
    zh, en = say("{names f}。", "{names f}.", numbers, lists)
    assert zh == "城市建设与社会发展、新能源与高效节能和新材料及其应用。"
    assert en == (
        "Urban construction and social development; new energy and energy efficiency; and new "
        "materials and their application."
    )
    two = {k: v for k, v in numbers.items() if "11" not in k}
    assert say("{names f}。", "{names f}.", two, lists)[1] == (
        "New energy and energy efficiency, and new materials and their application."
    )


def test_labels_that_have_an_enumeration_comma_of_their_own_are_parted_by_commas() -> None:
    """、 within a label and 、 between labels would run into each other (GB/T 15834-2011, 4.5)."""
    numbers = {f"value:2013:technical_field={c}": int(c) for c in ("04", "07", "11")}
    zh, _ = say("{names f}。", "{names f}.", numbers, {"f": {"of": "technical_field=*"}})
    assert "生物、医药和医疗器械技术" in zh
    assert zh.count("，") == 2


def test_brackets_of_a_label_are_those_of_chinese_text() -> None:
    """A table prints 高技术研究发展计划(863计划) as its code list has it; running text does not."""
    numbers = {"value:2013:plan_source=101": 1}
    zh, _ = say("{label plan_source=101}。", "{label plan_source=101}.", numbers)
    assert "（863计划）" in zh


def test_a_list_by_balance_goes_by_what_a_place_sells_more_than_it_buys() -> None:
    """The largest difference first, not the largest seller."""
    values = {"110000": (9, 8), "310000": (7, 2), "320000": (5, 1)}
    numbers = {}
    for code, (sold, bought) in values.items():
        numbers[f"value:2013:seller_region={code}"] = sold
        numbers[f"value:2013:buyer_region={code}"] = bought
    lists = {
        "f": {
            "of": "seller_region=*",
            "only": ["110000", "310000", "320000"],
            "by": "balance",
            "where": ["greater @ than buyer_region=@"],
        }
    }
    zh, _ = say("{names f}。", "{names f}.", numbers, lists)
    assert zh == "上海、江苏和北京。"


def test_the_codes_of_another_place_and_lists_below_a_list() -> None:
    """`seller_region=@list` is the code of its one place; `of = "…=@list/*"` the codes below it."""
    numbers = {
        "value:2013:technical_field=01": 9,
        "value:2013:technical_field=0102": 7,
        "value:2013:technical_field=0104": 2,
    }
    lists = {
        "first": {"of": "technical_field=*", "top": 1},
        "below": {"of": "technical_field=@first/*", "skip": 1, "top": 2},
    }
    share = "{share @below of @first}"
    said = say("{names below}，" + share + "。", "{names below}, " + share + ".", numbers, lists)
    assert said == ("通信技术，22.22%。", "Communication technology, 22.22%.")


def test_references_are_printed_as_the_edition_numbers_them() -> None:
    """A reference to what the edition has no number for is left out, and with it the brackets."""
    declarations = declared(
        [
            {
                "zh": "{amount}{see figure:value_by_year table:contracts_by_year}。",
                "en": "{amount}{see figure:value_by_year table:contracts_by_year}.",
            }
        ]
    )
    numbers = {("table", "contracts_by_year"): "附表1", ("figure", "value_by_year"): "图1"}
    said = paragraph(declarations, known({"value:2013:": YI}), numbers=numbers)
    assert said is not None
    assert said.text == "1.00亿元（见图1和附表1）。"
    assert Reference("table", "contracts_by_year", "附表1") in said.spans
    without = paragraph(declarations, known({"value:2013:": YI}), lang="en")
    assert without is not None
    assert without.text == "100 million yuan."


def test_a_plural_is_a_matter_of_english_alone() -> None:
    """One place was, several were; Chinese needs no such word."""
    lists = {"top": {"of": PLACES, "top": 1}}
    template = "{names top}。", "{names top} {plural top was were} first."
    assert say(*template, VALUES, lists)[1] == "Beijing was first."
