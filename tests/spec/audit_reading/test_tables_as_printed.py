"""Tables as they come out of printed reports: headers over several rows, labels that have moved,
merged cells, parts and wholes. What a number is of is found from words and code lists."""

from __future__ import annotations

from collections.abc import Callable

from techmarket.audit.statement import Reading

Read = Callable[..., Reading]
Said = Callable[[Reading], list[str]]


def paths(reading: Reading) -> list[str]:
    return ["/".join(path) for path in reading.tables[0].rows]


def test_headers_of_two_rows_and_values_shifted_by_a_column(read: Read, said: Said) -> None:
    """A header names one column of labels and the rows have two: the values are put under the
    columns that they fill. 技术咨询 stands under the parts of 技术转让 and is none of them."""
    reading = read("""
        附表4 2013年各类技术合同构成 (单位: 项、亿元、%)

        合同类别→合同数→→成交金额→
        →项数→增长→金额→占比→
        技术转让→合计→11797→-0.51→1083.76→97.50
        →专利权转让→1143→13.51→31.63→2.92
        →技术咨询→32564→-0.06→27.82→2.50
        合计→44361→0.10→1111.58→100.00→
    """)
    assert paths(reading) == ["技术转让/合计", "技术转让/专利权转让", "技术咨询", "合计"]
    assert said(reading)[:4] == [
        "11797 contracts:2013:contract_type=2",
        "-0.51 contracts.growth:2013:contract_type=2",
        "1083.76 value:2013:contract_type=2",
        "97.50 value.share:2013:contract_type=2 of all",
    ]
    assert said(reading)[8] == "32564 contracts:2013:contract_type=3"


def test_a_merged_label_that_slipped_below_its_total(read: Read, said: Said) -> None:
    """The total of a group stands above the row that names the group; shares of its members are of
    the group, as the numbers say, while the group's own share is of all."""
    reading = read("""
        附表8 2013年计划项目构成 (单位: 项、亿元、%)

        计划类别→合同数→成交金额→占比
        合 计→300→40.00→40.00
        国家计划→→→
        火炬计划→100→10.00→25.00
        其他→200→30.00→75.00
        部门计划→100→60.00→60.00
        合 计→400→100.00→100.00
    """)
    assert paths(reading)[:3] == ["国家计划/合计", "国家计划/火炬计划", "国家计划/其他"]
    shares = [line for line in said(reading) if ".share" in line]
    assert shares == [
        "40.00 value.share:2013:plan_source=1 of all",
        "25.00 value.share:2013:plan_source=109 of plan_source=1",
        "75.00 value.share:2013:plan_source=116 of plan_source=1",
        "60.00 value.share:2013:plan_source=2 of all",
        "100.00 value.share:2013: of all",
    ]


def test_spaces_in_names_of_which_and_continued_tables(read: Read, said: Said) -> None:
    """内 蒙 古 is a province; 其中: 沈阳 is in 辽宁 and so is 大连 below it; the table goes on
    under a second caption."""
    reading = read("""
        附表13 2012-2013年全国输出技术成交情况 (单位: 项、亿元、%)

        卖方地区→合同数→→成交额→
        →2012年→2013年→2013年→增幅
        内 蒙 古→1232→631→38.74→-63.49
        辽 宁→14676→12819→173.38→-24.83
        其中: 沈阳→7290→5164→127.94→6.02
        大连→5937→6430→36.90→-23.81

        附表13续 2012-2013年全国输出技术成交情况 (单位: 项、亿元、%)

        卖方地区→合同数→→成交额→
        →2012年→2013年→2013年→增幅
        西藏→—→—→—→—
        合 计→282242→294929→7469.13→16.03
    """)
    assert len(reading.tables) == 1
    assert paths(reading) == ["内蒙古", "辽宁", "辽宁/沈阳", "辽宁/大连", "西藏", "合计"]
    assert said(reading)[12:14] == [
        "5937 contracts:2012:seller_region=210200",
        "6430 contracts:2013:seller_region=210200",
    ]
    dashes = [cell for cell in reading.tables[0].cells if cell.row_path == ("西藏",)]
    assert [(cell.text, cell.number) for cell in dashes] == [("—", None)] * 4


def test_a_title_decides_against_a_stub(read: Read, said: Said) -> None:
    """The title is on buyers and the stub says sellers: the title is followed and it is told."""
    reading = read("""
        附表12 2013年各类买方机构成交情况 (单位: 项、亿元)

        卖方类别→合同数→成交额
        机关法人→31578→1019.36
        合计→294929→7469.13
    """)
    assert said(reading)[0] == "31578 contracts:2013:buyer_kind=010"
    (doubt,) = reading.doubts
    assert (doubt.kind, doubt.text) == ("header", "卖方类别")
    assert doubt.why == (
        "The header names another side than the title (2013年各类买方机构成交情况); "
        "the title is followed."
    )


def test_sides_of_a_cross_table_are_found_from_other_tables(read: Read, said: Said) -> None:
    """Buyers against sellers under one word: the margins printed elsewhere say which is which."""
    margins = """
        附表11 2013年各类卖方机构成交情况 (单位: 项、亿元)

        卖方类别→合同数→成交额
        机关法人→{0}
        自然人→{1}
    """
    crossed = """
        附表10 2013年全国技术合同买卖双方成交情况 (单位: 项、亿元)

        卖方类别→合计→→机关法人→→自然人→
        →合同数→成交额→合同数→成交额→合同数→成交额
        机关法人→30→3.00→10→1.00→20→2.00
        自然人→70→7.00→30→3.00→40→4.00
        合计→100→10.00→40→4.00→60→6.00
    """
    columns_sell = read(margins.format("40→4.00", "60→6.00") + crossed)
    assert "20 contracts:2013:buyer_kind=010,seller_kind=600" in said(columns_sell)
    rows_sell = read(margins.format("30→3.00", "70→7.00") + crossed)
    assert "20 contracts:2013:buyer_kind=600,seller_kind=010" in said(rows_sell)


def test_units_that_differ_by_column_and_measures_in_rows(read: Read, said: Said) -> None:
    """Units stand behind headers, behind row labels, or in the title in the order of measures."""
    reading = read("""
        表1 2012年—2013年技术合同成交额与国内生产总值的比较（单位：亿元、%）

        →2012年→2013年
        国内生产总值 (GDP)→519,470.10→568,845.21
        技术合同成交额→6,437.07→7,469.13
        技术合同成交额/ 国内生产总值 (%)→1.24→1.31

        表2 2013年常设技术(产权)交易机构情况

        常设技术交易机构→成交技术合同项目(项)→成交金额(万元)→组织培训人次
        北京技术交易促进中心→89→28200→10
    """)
    assert said(reading)[1] == "568,845.21 gdp:2013:"
    assert said(reading)[5] == "1.31 value.to_gdp:2013:"
    assert [number.unit for number in reading.numbers] == [
        "亿元", "亿元", "亿元", "亿元", "%", "%", "项", "万元", "人次",
    ]  # fmt: skip
    assert said(reading)[7] == "28200 exchange.value:2013:institution=北京技术交易促进中心"


def test_blocks_without_a_label_take_the_headings_before(read: Read) -> None:
    """Two runs of rows each closed by 小计: they are named by the two headings above the table."""
    reading = read("""
        #### 1. 技术交易所

        技术交易所通过提供多种形式的技术转移服务，推动技术转移。

        #### 2. 技术产权交易所

        表13 2013年全国重点常设技术(产权)交易机构情况

        常设技术交易机构→成交技术合同项目(项)→成交金额(万元)
        甲→1→10
        小计→1→10
        乙→2→20
        小计→2→20
        合计→3→30
    """)
    assert paths(reading) == [
        "技术交易所/甲",
        "技术交易所/小计",
        "技术产权交易所/乙",
        "技术产权交易所/小计",
        "合计",
    ]


def test_rankings_and_directories(read: Read) -> None:
    """Names are cells too; a place that fell into the column of names is taken out of it, and a
    name that fell into the column of places stays a name."""
    reading = read("""
        附表15 国家技术转移示范机构名单

        序号→省份→机构名称
        71→河北→国欣棉花技术转移中心
        72→→山西
        73→忻州市科学技术市场→
    """)
    cells = [("/".join(cell.row_path), cell.text) for cell in reading.tables[0].cells]
    assert cells == [
        ("河北/71", "国欣棉花技术转移中心"),
        ("山西/72", ""),
        ("山西/73", "忻州市科学技术市场"),
    ]


def test_two_tables_with_one_number_are_two(read: Read) -> None:
    """The second of two tables with one number does not continue the first."""
    reading = read("""
        表13 2013年登记情况（单位：项）

        地区→合同数
        北京→10

        表13 2013年构成（单位：项）

        合同类别→合同数
        技术开发→10
    """)
    assert [table.number for table in reading.tables] == ["表13a", "表13b"]
