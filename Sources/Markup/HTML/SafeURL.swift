import WebValues

/// Which addresses may stand in safe HTML.
enum SafeURL {
  /// The address of a link: `http`, `https` or `mailto`.
  static func link(_ value: [UInt8], base: WebURL?) -> [UInt8]? {
    let text = String(decoding: value, as: UTF8.self)
    if let url = WebURL.webAddress(text, base: base) { return Array(url.utf8) }
    guard let url = WebURL(text), url.scheme == "mailto", url.host == nil, !url.path.isEmpty else { return nil }
    let mail = Array(url.description.utf8)
    return mail.count <= WebURL.maximumBytes ? mail : nil
  }

  /// The address of a picture or a citation: `http` or `https`.
  static func picture(_ value: [UInt8], base: WebURL?) -> [UInt8]? {
    guard !value.allSatisfy({ $0 <= 0x20 }) else { return nil }
    return WebURL.webAddress(String(decoding: value, as: UTF8.self), base: base).map { Array($0.utf8) }
  }

  /// `300`, `300px`: digits and nothing else but the unit.
  static func leadingNumber(_ value: [UInt8]) -> Int? {
    let trimmed = value.drop { $0 == 0x20 }
    let digits = trimmed.prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    let rest = trimmed.dropFirst(digits.count)
    guard rest.isEmpty || rest.elementsEqual("px".utf8) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// Whether the picture whose tag was read last only tells that it was fetched: one pixel, hidden, or a known host.
  static func isTracker(_ tokenizer: HTMLTokenizer) -> Bool {
    for name: StaticString in ["width", "height"] {
      guard let range = tokenizer.attribute(name) else { continue }
      let value = TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true)
      if let number = leadingNumber(value), number <= 1 { return true }
    }
    if let range = tokenizer.attribute("style"), isHidden(tokenizer.bytes[range]) { return true }
    guard let range = tokenizer.attribute("src") else { return false }
    return isTrackerAddress(TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true))
  }

  private static func isHidden(_ style: ArraySlice<UInt8>) -> Bool {
    let compact = String(decoding: style.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    for declaration in compact.split(separator: ";") {
      let pair = declaration.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { continue }
      if pair[0] == "display", pair[1].hasPrefix("none") { return true }
      if pair[0] == "visibility", pair[1].hasPrefix("hidden") { return true }
      if pair[0] == "width" || pair[0] == "height", ["0", "1", "0px", "1px"].contains(pair[1]) { return true }
    }
    return false
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
