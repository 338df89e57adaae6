import Foundation

/// A benchmark's result was wrong, so its time means nothing.
struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Prints the one line of a benchmark: name, what was done, ours, rival, ratio, goal, verdict.
enum BenchmarkReport {
  /// `ratio` is ours over the rival's; `goal` is the most (`atMost`) or the least that it may be.
  static func line(
    _ name: String, work: String, ours: String, rival: String, ratio: Double, goal: Goal
  ) {
    let verdict = goal.isMet(ratio) ? "met" : "MISSED"
    print(name, work, ours, rival, "ratio \(number(ratio))", goal.text, verdict, separator: "\t")
    fflush(nil)
  }

  /// What a ratio is held against.
  enum Goal {
    case atMost(Double)
    case atLeast(Double)
    case none

    func isMet(_ ratio: Double) -> Bool {
      switch self {
      case .atMost(let limit): ratio <= limit
      case .atLeast(let limit): ratio >= limit
      case .none: true
      }
    }

    var text: String {
      switch self {
      case .atMost(let limit): "goal ≤ \(number(limit))"
      case .atLeast(let limit): "goal ≥ \(number(limit))"
      case .none: "no goal"
      }
    }
  }

  /// Three significant digits.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let digits = max(0, 2 - Int(log10(abs(value)).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
