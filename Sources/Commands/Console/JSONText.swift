import Foundation

/// JSON as every command prints it: keys sorted, dates RFC 3339, slashes as they are.
enum JSONText {
  /// One value on several lines, or on one for JSON lines.
  static func of(_ value: some Encodable, isPretty: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
