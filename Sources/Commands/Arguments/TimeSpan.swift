/// A length of time as a command line has it: `30s`, `45m`, `24h`, `14d`.
enum TimeSpan {
  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

  /// The seconds that the value of an option names; `nil` when the option was not given.
  static func seconds(_ option: String, _ invocation: Invocation) throws(UsageError) -> Int? {
    guard let text = invocation.value(option) else { return nil }
    guard let unit = text.last, let factor = units[unit], let count = Int(text.dropLast()), count > 0,
      count <= 1_000_000_000 / factor
    else {
      throw UsageError(message: "Option '--\(option)' takes a length of time such as 45m, 24h or 7d, not '\(text)'")
    }
    return count * factor
  }

  /// A length of time for people, in one unit: `40 s`, `12 min`, `5 h`, `9 d`.
  static func text(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(max(0, seconds)) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
