import Foundation
internal import Markup

/// What `xml:lang` and `xml:base` say at a place in the document.
struct Inherited {
  /// `nil` when not said, empty when `xml:lang=""` takes back what was said around.
  var language: String?
  var base: String?
  /// What a relative `xml:base` of the root is relative to.
  let documentURL: String?

  init(documentURL: String?) { self.documentURL = documentURL }

  /// What holds within the element whose start tag is current.
  func entering(_ xml: borrowing XMLReader) -> Inherited {
    guard xml.attributeCount > 0 else { return self }
    var inner = self
    let space = FeedNamespace.xml.rawValue
    if let language = xml.attribute("lang", namespace: space) { inner.language = language.trimmed ?? "" }
    if let base = xml.attribute("base", namespace: space)?.trimmed {
      inner.base = Self.resolved(base, against: self.base ?? documentURL) ?? inner.base
    }
    return inner
  }

  /// The same with the base that CDF gives in an attribute of its own.
  func entering(_ xml: borrowing XMLReader, channelBase: String?) -> Inherited {
    var inner = entering(xml)
    if let channelBase { inner.base = Self.resolved(channelBase, against: inner.base ?? documentURL) ?? inner.base }
    return inner
  }

  /// A reference made absolute by `xml:base`; as it is when the document gives no absolute one, or it needs none.
  func resolve(_ reference: String?) -> String? {
    guard let base, let reference, base.hasPrefix("http"), !reference.hasPrefix("http") else { return reference }
    guard let url = URL(string: reference, relativeTo: URL(string: base))?.absoluteURL, url.scheme != nil else {
      return reference
    }
    return url.absoluteString
  }

  /// Only http and https: a base must not turn links into files.
  private static func resolved(_ reference: String, against base: String?) -> String? {
    guard let url = URL(string: reference, relativeTo: base.flatMap { URL(string: $0) })?.absoluteURL,
      let scheme = url.scheme?.lowercased()
    else { return reference.contains(":") ? nil : reference }
    return scheme == "http" || scheme == "https" ? url.absoluteString : nil
  }
}

extension String {
  /// Without white space at both ends; `nil` when nothing is left.
  var trimmed: String? {
    let bytes = utf8
    if let first = bytes.first, let last = bytes.last, !isWhite(first), !isWhite(last) { return self }
    guard let first = bytes.firstIndex(where: { !isWhite($0) }), let last = bytes.lastIndex(where: { !isWhite($0) })
    else { return nil }
    return String(self[first...last])
  }
}

private func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
