import Foundation

/// One run of one command: its arguments, and the world it may touch.
struct Invocation: Sendable {
  let arguments: ParsedArguments
  let console: Console
  let environment: [String: String]

  /// Whether a flag was given.
  func has(_ flag: String) -> Bool { arguments.flags.contains(flag) }

  /// The value of an option.
  func value(_ option: String) -> String? { arguments.values[option] }

  /// The value of an option that is a whole number in `range`.
  func integer(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        message:
          "Option '--\(option)' takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }
}
