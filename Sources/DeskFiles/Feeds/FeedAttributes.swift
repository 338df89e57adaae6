import FeedFormats

/// The attributes of a feed's outline that this project defines or reads.
package enum FeedAttributes {
  /// What is wrong with a value that a command was given for an attribute; `nil` when it may stand there.
  package static func complaint(about name: String, value: String) -> String? {
    do {
      switch name {
      case "id": _ = try id(value)
      case "country": _ = try country(value)
      case "kind": _ = try kind(value)
      case "language": _ = try language(value)
      default: _ = try url(value)
      }
      return nil
    } catch {
      return [error.message, error.remedy].compactMap(\.self).joined(separator: "; ")
    }
  }

  /// This project's own, without their prefix.
  static let khabar = [
    "id", "country", "kind", "verified", "regional", "interval", "minimumInterval", "maximumInterval",
    "intervalWithoutValidators", "obeyRetryAfter", "obeyFreshness", "obeyTTL", "throttledBackoff", "revalidateAfter",
    "adaptive", "deltas", "maximumBytes", "secret",
  ]

  /// `khabar:kind`.
  static let kinds = [
    "newspaper", "agency", "broadcaster", "government", "un", "ngo", "research", "monitor", "magazine",
  ]

  /// `yes` or `no`.
  static func truth(_ text: String) throws(AttributeComplaint) -> Bool {
    switch text {
    case "yes": return true
    case "no": return false
    default: throw AttributeComplaint("'\(text)' is neither yes nor no", remedy: "write yes or no")
    }
  }

  /// `3600`, `60m`, `6h`; seconds when there is no unit.
  static func seconds(_ text: String) throws(AttributeComplaint) -> Int {
    try quantity(text, unit: "s", in: PollingSettings.Bounds.intervalSeconds, Quantity.seconds)
  }

  /// How long a publisher's wish is obeyed, written like `seconds`.
  static func obeySeconds(_ text: String) throws(AttributeComplaint) -> Int {
    try quantity(text, unit: "s", in: PollingSettings.Bounds.obeySeconds, Quantity.seconds)
  }

  /// The wait after a first 429 or 503, written like `seconds`.
  static func backoffSeconds(_ text: String) throws(AttributeComplaint) -> Int {
    try quantity(text, unit: "s", in: PollingSettings.Bounds.backoffSeconds, Quantity.seconds)
  }

  /// How old validators may be, written like `seconds`.
  static func revalidateSeconds(_ text: String) throws(AttributeComplaint) -> Int {
    try quantity(text, unit: "s", in: PollingSettings.Bounds.revalidateSeconds, Quantity.seconds)
  }

  /// `40000000`, `40 MB`; bytes when there is no unit.
  static func bytes(_ text: String) throws(AttributeComplaint) -> Int {
    try quantity(text, unit: "B", in: PollingSettings.Bounds.bodyBytes, Quantity.bytes)
  }

  private static func quantity(
    _ text: String, unit: String, in range: ClosedRange<Int>,
    _ read: (YAMLNode, ClosedRange<Int>) throws(DeskError) -> Int
  ) throws(AttributeComplaint) -> Int {
    let isBare = !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
    let node = YAMLNode(.scalar(isBare ? text + unit : text, .plain), at: DeskPlace(file: ""))
    do {
      return try read(node, range)
    } catch {
      throw AttributeComplaint(error.problems.first?.message ?? "", remedy: error.problems.first?.remedy)
    }
  }

  /// One of the kinds.
  static func kind(_ text: String) throws(AttributeComplaint) -> String {
    if kinds.contains(text) { return text }
    throw AttributeComplaint("'\(text)' is no kind of publisher", remedy: UnknownName.remedy(for: text, among: kinds))
  }

  /// Two capital letters.
  static func country(_ text: String) throws(AttributeComplaint) -> String {
    if text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) { return text }
    throw AttributeComplaint("'\(text)' is no country code", remedy: "write ISO 3166-1 alpha-2 in capitals: PK, AF")
  }

  /// A language tag.
  static func language(_ text: String) throws(AttributeComplaint) -> String {
    if Language.isTag(text) { return text }
    throw AttributeComplaint("'\(text)' is no language tag", remedy: "write a BCP 47 tag: en, ur, fa-AF")
  }

  /// An id.
  static func id(_ text: String) throws(AttributeComplaint) -> String {
    if FeedSlug.isValid(text) { return text }
    let remedy = "use lower-case letters, digits and hyphens, such as '\(FeedSlug.words(text))'"
    throw AttributeComplaint("'\(text.prefix(80))' cannot be an id", remedy: remedy)
  }

  /// A web address to poll.
  static func url(_ text: String) throws(AttributeComplaint) -> String {
    let trimmed = text.trimmed
    if let complaint = WebAddress.complaint(about: trimmed) {
      throw AttributeComplaint(complaint.message, remedy: complaint.remedy)
    }
    return trimmed
  }
}

/// What is wrong with the value of an attribute.
struct AttributeComplaint: Error {
  var message: String
  var remedy: String?

  init(_ message: String, remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
