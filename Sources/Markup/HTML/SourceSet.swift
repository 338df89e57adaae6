import WebValues

/// Pictures of several sizes: `srcset` (HTML Standard §4.8.4.2.1).
enum SourceSet {
  /// One picture: its absolute address, and for what width or density it is.
  struct Candidate {
    var address: String
    /// `2x`, `300w`, or empty.
    var descriptor: String
  }

  /// More candidates are not kept.
  private static let limit = 16

  /// The candidates of the first of these attributes that has any which may stay.
  static func candidates(
    firstOf names: [HTMLAttribute], _ tokenizer: borrowing HTMLTokenizer, base: WebURL?
  ) -> [Candidate] {
    for name in names {
      guard let range = tokenizer.attribute(name), range.count <= 16 * WebURL.maximumBytes else { continue }
      let found = read(TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true), base: base)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Splits a value; addresses may contain commas, but neither begin nor end with one.
  private static func read(_ value: String, base: WebURL?) -> [Candidate] {
    let bytes = Array(value.utf8)
    let comma = UInt8(ascii: ",")
    var found: [Candidate] = []
    var index = 0
    while found.count < limit {
      while index < bytes.count, HTMLTokenizer.isSpace(bytes[index]) || bytes[index] == comma { index += 1 }
      guard index < bytes.count else { break }
      let start = index
      while index < bytes.count, !HTMLTokenizer.isSpace(bytes[index]) { index += 1 }
      var end = index
      while end > start, bytes[end - 1] == comma { end -= 1 }
      var descriptor: ArraySlice<UInt8> = []
      if end == index {
        let descriptorEnd = bytes[index...].firstIndex(of: comma) ?? bytes.count
        descriptor = bytes[index..<descriptorEnd]
        index = descriptorEnd
      }
      guard let text = Self.descriptor(descriptor),
        let url = SafeURL.picture(String(decoding: bytes[start..<end], as: UTF8.self), base: base),
        url.utf8.first != comma, url.utf8.last != comma
      else { continue }
      found.append(Candidate(address: url, descriptor: text))
    }
    return found
  }

  /// A density or a width, in the form as written; empty for none, `nil` for anything else.
  private static func descriptor(_ bytes: ArraySlice<UInt8>) -> String? {
    let word = bytes.filter { !HTMLTokenizer.isSpace($0) }
    guard let unit = word.last else { return "" }
    let number = word.dropLast()
    guard unit == UInt8(ascii: "x") || unit == UInt8(ascii: "w"), (1...8).contains(number.count),
      number.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }), number.first != UInt8(ascii: ".")
    else { return nil }
    return String(decoding: word, as: UTF8.self)
  }

  /// The candidates as a value.
  static func text(of candidates: [Candidate]) -> String {
    candidates.map { $0.descriptor.isEmpty ? $0.address : "\($0.address) \($0.descriptor)" }.joined(separator: ", ")
  }
}
