extension DateNameGroup {
  /// Korean, Chinese, Japanese; the units after numbers are in `DateUnit`.
  static let eastAsian = [
    DateNameGroup(
      weekdays: """
        월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일
        星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
        月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日
        """,
      morning: "오전 上午 午前 凌晨 早上", afternoon: "오후 下午 午後", night: "晚上", fillers: "입력 수정 发布 更新")
  ]
}

/// A unit that stands after its number: `2026년 11월 18일`, `2026年11月18日 7时30分`.
enum DateUnit {
  case year, month, day, hour, minute, second

  /// Characters of each unit, three bytes of UTF-8 each.
  private static let table: [(DateUnit, [[UInt8]])] = [
    (.year, ["년", "年"]), (.month, ["월", "月"]), (.day, ["일", "日", "号", "號"]), (.hour, ["시", "时", "時", "点", "點"]),
    (.minute, ["분", "分"]), (.second, ["초", "秒"]),
  ].map { unit, characters in (unit, characters.map { Array($0.utf8) }) }

  /// The unit whose character stands at `index`.
  static func unit(in bytes: [UInt8], at index: Int) -> DateUnit? {
    guard index + 3 <= bytes.count, bytes[index] >= 0xE0 else { return nil }
    let character = bytes[index..<index + 3]
    return table.first { $0.1.contains { $0.elementsEqual(character) } }?.0
  }
}
