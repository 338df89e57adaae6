import WebValues

/// Which addresses may stand in safe HTML.
enum SafeURL {
  /// The address of a link: `http`, `https` or `mailto`.
  static func link(_ text: String, base: WebURL?) -> String? {
    if let url = WebURL.webAddress(text, base: base) { return url }
    guard let url = WebURL(text), url.scheme == "mailto", url.host == nil, !url.path.isEmpty else { return nil }
    let mail = url.description
    return mail.utf8.count <= WebURL.maximumBytes ? mail : nil
  }

  /// The address of a picture or a citation: `http` or `https`.
  static func picture(_ text: String, base: WebURL?) -> String? {
    guard !text.utf8.allSatisfy({ $0 <= 0x20 }) else { return nil }
    return WebURL.webAddress(text, base: base)
  }

  /// Whether an address is absolute and already in the one form that `WebURL` would give it: the fast path.
  ///
  /// Only letters, digits and the marks that never need an escape; no port, user, dot segment, escape or fragment.
  static func isClean(_ bytes: ByteView) -> Bool {
    guard bytes.count <= WebURL.maximumBytes else { return false }
    var index = bytes.hasPrefix("https://", at: 0) ? 8 : bytes.hasPrefix("http://", at: 0) ? 7 : 0
    guard index > 0 else { return false }
    let hostStart = index
    while index < bytes.count, isHostByte(bytes[index]) { index += 1 }
    guard index > hostStart, index < bytes.count, bytes[index] == UInt8(ascii: "/") else { return false }
    guard bytes[index - 1] != UInt8(ascii: ".") else { return false }
    return isCleanPath(bytes, from: index)
  }

  /// Whether path and query from `start` on hold nothing that would have to be changed.
  static func isCleanPath(_ bytes: ByteView, from start: Int) -> Bool {
    var index = start
    var previous = UInt8(ascii: "/")
    while index < bytes.count, bytes[index] != UInt8(ascii: "?") {
      let byte = bytes[index]
      guard isPathByte(byte) else { return false }
      if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/") { return false }
      previous = byte
      index += 1
    }
    guard index < bytes.count else { return true }
    index += 1
    while index < bytes.count {
      guard isPathByte(bytes[index]) || bytes[index] == UInt8(ascii: "&") else { return false }
      index += 1
    }
    return true
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

  @inline(__always) private static func isHostByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Letters, digits, and `-._~/+:@,=;`, a bit each.
  @inline(__always) private static func isPathByte(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 0x40 ? 0x2FFFF80000000000 : 0x47FFFFFE87FFFFFF
    return byte < 0x80 && bits >> UInt64(byte & 63) & 1 != 0
  }

  /// `300`, `300px`: digits and nothing else but the unit.
  static func leadingNumber(_ value: String) -> Int? {
    let trimmed = value.utf8.drop { $0 == 0x20 }
    let digits = trimmed.prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    let rest = trimmed.dropFirst(digits.count)
    guard rest.isEmpty || rest.elementsEqual("px".utf8) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// Whether the picture whose tag was read last only tells that it was fetched: one pixel, hidden, or a known host.
  static func isTracker(_ tokenizer: borrowing HTMLTokenizer) -> Bool {
    for name: HTMLAttribute in [.width, .height] {
      guard let range = tokenizer.attribute(name) else { continue }
      let value = TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true)
      if let number = leadingNumber(value), number <= 1 { return true }
    }
    if let range = tokenizer.attribute(.style),
      isHidden(TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true))
    {
      return true
    }
    guard let range = tokenizer.attribute(.src) else { return false }
    return isTrackerAddress(Array(TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true).utf8))
  }

  private static func isHidden(_ style: String) -> Bool {
    for (property, value) in declarations(style) {
      if property == "display", value.hasPrefix("none") { return true }
      if property == "visibility", value.hasPrefix("hidden") { return true }
      if property == "width" || property == "height", ["0", "1", "0px", "1px"].contains(value) { return true }
    }
    return false
  }

  /// The direction of writing that a style sets.
  static func direction(inStyle style: String) -> String? {
    declarations(style).last { $0.property == "direction" && ($0.value == "rtl" || $0.value == "ltr") }?.value
  }

  private static func declarations(_ style: String) -> [(property: String, value: String)] {
    guard style.utf8.count <= 4096 else { return [] }
    let compact = String(decoding: style.utf8.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    return compact.split(separator: ";").compactMap { declaration in
      let pair = declaration.split(separator: ":", maxSplits: 1)
      return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
    }
  }

  /// Hosts that exist to count readers, with the path that tells it apart where the host does more.
  private static let trackers: [[UInt8]: [UInt8]] = {
    let hosts: KeyValuePairs = [
      "pixel.wp.com": "", "stats.wordpress.com": "", "feeds.feedburner.com": "/~", "feedproxy.google.com": "/~r/",
      "feedsportal.com": "", "doubleclick.net": "", "google-analytics.com": "", "googleadservices.com": "",
      "googlesyndication.com": "", "scorecardresearch.com": "", "quantserve.com": "", "facebook.com": "/tr",
      "chartbeat.net": "", "mathtag.com": "", "analytics.twitter.com": "", "t.co": "/i/adsct", "mc.yandex.ru": "/watch",
      "counter.yadro.ru": "", "top-fwz1.mail.ru": "", "statcounter.com": "", "histats.com": "", "feedblitz.com": "",
      "sharethis.com": "", "addthis.com": "", "pheedo.com": "", "tapad.com": "", "imrworldwide.com": "",
      "bat.bing.com": "",
    ]
    var table: [[UInt8]: [UInt8]] = [:]
    for (host, path) in hosts { table[Array(host.utf8)] = Array(path.utf8) }
    return table
  }()

  /// Whether the host, or a domain it belongs to, is a known tracker's.
  private static func isTrackerAddress(_ address: [UInt8]) -> Bool {
    guard let colon = address.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let rest = address[colon...].drop { $0 == UInt8(ascii: "/") }
    let hostEnd = rest.firstIndex { [0x2F, 0x3A, 0x3F, 0x23].contains($0) } ?? rest.endIndex
    var host = rest[..<hostEnd].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }[...]
    let path = rest[hostEnd...]
    while !host.isEmpty {
      if let prefix = trackers[Array(host)] { return path.starts(with: prefix) }
      guard let dot = host.firstIndex(of: UInt8(ascii: ".")) else { return false }
      host = host[(dot + 1)...]
    }
    return false
  }
}
