/// Numbers with a unit, so that a file never leaves open whether `60` means seconds or minutes.
enum Quantity {
  /// Reads `30s`, `5m`, `24h`, `2d` as seconds.
  static func seconds(_ node: YAMLNode, in range: ClosedRange<Int>) throws(DeskError) -> Int {
    let units = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
    let expectation = Expectation(noun: "a length of time", examples: "30s, 5m, 24h or 2d", units: units)
    return try read(node, expectation, in: range) { write($0, units: units) }
  }

  /// Reads `500 kB`, `20 MB` as bytes, in powers of ten.
  static func bytes(_ node: YAMLNode, in range: ClosedRange<Int>) throws(DeskError) -> Int {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1)]
    let expectation = Expectation(noun: "a size", examples: "500 kB or 20 MB", units: units)
    return try read(node, expectation, in: range) { write($0, units: units) }
  }

  private struct Expectation {
    var noun: String
    var examples: String
    var units: [(name: String, factor: Int)]
  }

  private static func read(
    _ node: YAMLNode, _ expectation: Expectation, in range: ClosedRange<Int>, write: (Int) -> String
  ) throws(DeskError) -> Int {
    let text = try node.text()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int(digits), let factor = expectation.units.first(where: { $0.name == unit })?.factor else {
      throw node.mismatch(expected: expectation.noun, remedy: "write \(expectation.examples)")
    }
    let (value, overflow) = count.multipliedReportingOverflow(by: factor)
    guard !overflow, range.contains(value) else {
      let remedy = "write something from \(write(range.lowerBound)) to \(write(range.upperBound))"
      throw DeskError(DeskProblem("\(text) is out of range", at: node.place, remedy: remedy))
    }
    return value
  }

  private static func write(_ value: Int, units: [(name: String, factor: Int)]) -> String {
    let unit = units.first { value >= $0.factor && value.isMultiple(of: $0.factor) } ?? units[units.count - 1]
    return "\(value / unit.factor)\(unit.name)"
  }
}
