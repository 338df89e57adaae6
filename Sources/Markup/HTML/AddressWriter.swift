import WebValues

/// Makes published addresses absolute, into a buffer that is used again and again.
struct AddressWriter: ~Copyable {
  private let base: WebURL?
  /// `https://host` and `https://host/folder/` of the base, empty when it has none that needs no repair.
  private let root: [UInt8]
  private let folder: [UInt8]
  /// The address that was made last.
  private(set) var output = ByteOutput(capacity: 256)

  init(base: WebURL?) {
    self.base = base
    var root: [UInt8] = []
    var folder: [UInt8] = []
    if let base, base.isWeb, base.userInfo == nil, let host = base.host {
      let isUsable = "\(base.scheme)://\(host)\(base.path)".withBytes { SafeURL.isClean($0) }
      if isUsable {
        root = Array("\(base.scheme)://\(host)\(base.port.map { ":\($0)" } ?? "")".utf8)
        let path = Array(base.path.utf8)
        folder = root + path[...(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
      }
    }
    self.root = root
    self.folder = folder
  }

  /// Makes an address absolute; `false` when it is none that may stay.
  mutating func resolve(_ bytes: ByteView, _ range: Range<Int>, allowsMail: Bool = false) -> Bool {
    output.truncate(to: 0)
    let reference = unsafe ByteView(bytes.buffer(range))
    if SafeURL.isClean(reference) {
      output.append(reference, 0..<reference.count)
      return true
    }
    if let prefix = prefix(of: reference) {
      for byte in prefix { output.append(byte) }
      output.append(reference, 0..<reference.count)
      return true
    }
    let text = reference.string(0..<reference.count)
    guard let url = allowsMail ? SafeURL.link(text, base: base) : SafeURL.picture(text, base: base) else {
      return false
    }
    output.append(text: url)
    return true
  }

  /// What stands before a relative address that needs no repair: `/path?query` and `file.html`.
  private func prefix(of reference: ByteView) -> [UInt8]? {
    guard !root.isEmpty, reference.count > 0 else { return nil }
    let isFromRoot = reference[0] == UInt8(ascii: "/")
    let prefix = isFromRoot ? root : folder
    guard isFromRoot ? reference.count > 1 && reference[1] != UInt8(ascii: "/") : SafeURL.isLetterOrDigit(reference[0]),
      prefix.count + reference.count <= WebURL.maximumBytes, SafeURL.isCleanPath(reference, from: 0),
      isFromRoot || reference.index(of: UInt8(ascii: ":"), from: 0, to: reference.count) == reference.count
    else { return nil }
    return prefix
  }
}
