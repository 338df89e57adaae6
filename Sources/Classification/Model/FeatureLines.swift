import Foundation

/// The lines of `model.tsv`.
public enum FeatureLines {
  /// The text of some features, in their order.
  public static func text(_ features: [TopicModel.Feature]) -> String {
    var text = ""
    for feature in features {
      let steps = feature.steps.map { $0 == 0 ? "" : String($0) }.joined(separator: ",")
      text += "\(feature.name)\t\(rounded(feature.rarity, 3))\t\(rounded(feature.scale, 6))\t\(steps)\n"
    }
    return text
  }

  /// Reads features.
  ///
  /// - Throws: `ModelError` with the line that makes no sense.
  static func read(_ bytes: [UInt8], outputCount: Int) throws(ModelError) -> FeatureTable {
    let lineCount = bytes.count { $0 == 0x0A }
    var table = FeatureTable(capacity: lineCount, outputCount: outputCount)
    var reader = FeatureLineReader(outputCount)
    var position = 0
    while position < bytes.count {
      guard reader.read(bytes.span, &position) else {
        throw ModelError("line \(table.count + 1) of model.tsv is no feature with \(outputCount) weights")
      }
      let name = bytes.span.extracting(reader.name)
      guard let (kind, hash) = FeatureHash.named(name) else {
        throw ModelError("'\(String(decoding: bytes[reader.name], as: UTF8.self))' is no feature")
      }
      table.add(kind, hash, rarity: reader.rarity, scale: reader.scale, steps: reader.steps.span)
    }
    return table
  }
}

/// Reads one line of `model.tsv` after another into the same memory.
private struct FeatureLineReader {
  /// Where the name stands.
  private(set) var name = 0..<0
  private(set) var rarity = 0.0
  private(set) var scale = 0.0
  private(set) var steps: [Int8]

  init(_ outputCount: Int) { steps = [Int8](repeating: 0, count: outputCount) }

  /// Reads the line at `position` and moves behind it; false when it makes no sense.
  mutating func read(_ bytes: Span<UInt8>, _ position: inout Int) -> Bool {
    guard let name = Self.field(bytes, &position),
      let rarity = Self.field(bytes, &position).flatMap({ Self.decimal(bytes.extracting($0)) }),
      let scale = Self.field(bytes, &position).flatMap({ Self.decimal(bytes.extracting($0)) })
    else { return false }
    self.name = name
    self.rarity = rarity
    self.scale = scale
    var count = 0
    var value = 0
    var sign = 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "-") where value == 0: sign = -1
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = min(1_000, value * 10 + Int(byte - UInt8(ascii: "0")))
      case UInt8(ascii: ","), 0x0A:
        guard value <= TopicModel.Feature.largestStep, count < steps.count else { return false }
        steps[count] = Int8(sign * value)
        count += 1
        (value, sign) = (0, 1)
        if byte == 0x0A { return count == steps.count }
      default: return false
      }
    }
    return false
  }

  /// Where the bytes up to the next tab stand.
  private static func field(_ bytes: Span<UInt8>, _ position: inout Int) -> Range<Int>? {
    let start = position
    while position < bytes.count, bytes[position] != 0x09 {
      guard bytes[position] != 0x0A else { return nil }
      position += 1
    }
    guard position < bytes.count else { return nil }
    position += 1
    return start..<position - 1
  }

  /// Digits with or without a point are read here, which is exact up to 15 of them; all else by the library.
  private static func decimal(_ text: Span<UInt8>) -> Double? {
    var digits = 0
    var power = 1
    var hasPoint = false
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "."), index > 0, !hasPoint {
        hasPoint = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), text.count <= 15 {
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        if hasPoint { power *= 10 }
      } else {
        return Double(String(decoding: text.indices.map { text[$0] }, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
      }
    }
    return text.isEmpty ? nil : Double(digits) / Double(power)
  }
}
