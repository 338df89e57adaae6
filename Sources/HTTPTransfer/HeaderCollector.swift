/// Gathers header lines as libcurl hands them over, one a call, and keeps the last header block.
///
/// Interim responses (RFC 9110 §15.2) are forgotten when the next block starts; trailers (§6.5) are not kept.
struct HeaderCollector {
  private(set) var fields: [HTTPField] = []
  /// Why the transfer must end; then `take` has returned `false`.
  private(set) var failure: TransferError.Code?
  private let maximumBytes: Int
  private var byteCount = 0
  private(set) var lineCount = 0
  /// Whether the last block has come to its end.
  private(set) var isComplete = false
  /// The coding of the body, in lower case, that is to be undone.
  private(set) var coding: String?

  /// Most header lines; servers behind several proxies are seen with more than 100.
  static let maximumLines = 1_000

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Takes one line with its line end; `false` ends the transfer.
  mutating func take(_ line: [UInt8]) -> Bool {
    byteCount += line.count
    lineCount += 1
    guard byteCount <= maximumBytes, lineCount <= Self.maximumLines else {
      failure = .headersTooLarge
      return false
    }
    if line.starts(with: "HTTP/".utf8) {
      fields = []
      coding = nil
      isComplete = false
      return true
    }
    guard !isComplete else { return true }
    let bare = Self.trimmed(line[...])
    guard !bare.isEmpty else { return complete() }
    if let first = line.first, first == 0x20 || first == 0x09, let last = fields.indices.last {
      fields[last].value += " " + Self.text(bare)
    } else if let colon = bare.firstIndex(of: UInt8(ascii: ":")) {
      let name = Self.trimmed(bare[..<colon])
      fields.append(HTTPField(Self.text(name), Self.text(Self.trimmed(bare[(colon + 1)...]))))
    }
    return true
  }

  /// A body that is encoded more than once is refused before its first byte is decoded.
  private mutating func complete() -> Bool {
    isComplete = true
    let codings = names("content-encoding").filter { !ContentDecoder.isIdentity($0) }
    // Nobody is asked to compress the transfer (RFC 9112 §7.4): it would be a second layer, too.
    guard codings.count <= 1, names("transfer-encoding").allSatisfy({ ["", "identity", "chunked"].contains($0) }) else {
      failure = .badContentEncoding
      return false
    }
    coding = codings.first
    return true
  }

  private func names(_ field: String) -> [String] {
    fields.filter { $0.name.lowercased() == field }
      .flatMap { $0.value.lowercased().split(separator: ",", omittingEmptySubsequences: false) }.map(\.trimmingSpaces)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return []
    }
    return bytes[first...last]
  }

  /// UTF-8 when it is, else Latin-1, which old servers send.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }) }
}
