import Foundation
import WebValues

/// Any text, read as a date.
enum DateFuzzer {
  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let parsed = WebDate.parse(text) else { return }
    promise(parsed.date.timeIntervalSince1970.isFinite, "a date is a number")
    let written = WebDate.rfc3339(parsed.date)
    let seconds = parsed.date.timeIntervalSince1970
    guard seconds > -62_135_596_800, seconds < 253_402_300_800 else { return }
    let again = WebDate.parse(written)
    promise(
      again.map { abs($0.date.timeIntervalSince1970 - seconds) < 1 } ?? false, "\(written) does not read back")
  }
}

/// Any text, read as an address.
enum URLFuzzer {
  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let url = WebURL(text) {
      promise(WebURL(url.description) == url, "\(url) does not read back")
    }
    if let address = WebURL.webAddress(text, base: "https://example.org/a/b?c#d") {
      promise(WebURL.webAddress(address, base: nil as WebURL?) == address, "\(address) is not stable")
      promise(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(address) has characters that no URL has")
      let canonical = WebURL.canonicalize(address)
      promise(canonical.map { WebURL.canonicalize($0) == $0 } ?? true, "\(canonical ?? "") is not canonical")
    }
  }
}
