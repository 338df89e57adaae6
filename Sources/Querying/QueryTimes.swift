import Foundation

/// Reads the times that `after:`, `before:` and `within:` take.
enum QueryTimes {
  /// `2025`, `2025-07`, `2025-07-01`, `2025-07-01T14:30`, `…:15`, with or without `Z`: the start of that span, UTC.
  static func date(_ text: String) -> Date? {
    let bare = text.uppercased().hasSuffix("Z") ? text.dropLast() : text[...]
    let halves = bare.split(separator: "T", omittingEmptySubsequences: false)
    guard let days = numbers(halves[0], separator: "-", widths: [4, 2, 2]), halves.count <= 2 else { return nil }
    var times: [Int] = []
    if halves.count == 2 {
      guard days.count == 3, let clock = numbers(halves[1], separator: ":", widths: [2, 2, 2]), clock.count >= 2
      else { return nil }
      times = clock
    }
    let (year, month, day) = (days[0], days.count > 1 ? days[1] : 1, days.count > 2 ? days[2] : 1)
    guard (1...9999).contains(year), (1...12).contains(month), (1...length(of: month, in: year)).contains(day) else {
      return nil
    }
    let (hour, minute, second) = (times.first ?? 0, times.count > 1 ? times[1] : 0, times.count > 2 ? times[2] : 0)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    return Date(timeIntervalSince1970: Double(seconds))
  }

  /// `90m`, `24h`, `7d`, `2w`: seconds; at most 100 years.
  static func seconds(_ text: String) -> Double? {
    let units: [Character: Double] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = digits(text.dropLast(), maximum: 6), count > 0 else {
      return nil
    }
    let seconds = Double(count) * unit
    return seconds <= 36_525 * 86_400 ? seconds : nil
  }

  private static func numbers(_ text: Substring, separator: Character, widths: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count <= widths.count else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, widths) {
      guard part.count == width, let number = digits(part, maximum: width) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func digits(_ text: Substring, maximum: Int) -> Int? {
    guard !text.isEmpty, text.count <= maximum, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(text)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days of the proleptic Gregorian calendar, counted in years that begin in March.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
  }
}
