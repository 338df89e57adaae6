import Articles
import DeskFiles
import Digests
import Fetching
import Foundation
import Ingestion

/// Documents that commands fetched to look at, kept for the first poll of their addresses: files beside the store.
///
/// It is a convenience: what cannot be written or read is fetched again.
struct PreviewFolder: Sendable {
  private static let maximumFiles = 50
  private static let maximumBytes = 5_000_000
  private let path: String
  private let now: @Sendable () -> Date

  init(_ desk: Desk, now: @escaping @Sendable () -> Date) {
    path = desk.storePath + ".previews"
    self.now = now
  }

  private struct Entry: Codable {
    let url: String
    let date: Date
    let finalURL: String
    let validators: Validators
    let freshnessSeconds: Int?
    let contentType: String?
    let body: Data
  }

  /// Keeps what `url` has answered.
  func keep(_ document: FetchedDocument, of url: String) {
    guard document.bytes.count <= Self.maximumBytes else { return }
    let entry = Entry(
      url: url, date: now(), finalURL: document.metadata.finalURL, validators: document.metadata.validators,
      freshnessSeconds: document.metadata.freshnessSeconds, contentType: document.contentType,
      body: Data(document.bytes))
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    guard let bytes = try? encoder.encode(entry) else { return }
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try? bytes.write(to: file(url), options: .atomic)
    removeOld()
  }

  /// Takes out what was kept of `url`.
  func take(_ url: String) -> FeedPreview? {
    let file = file(url)
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    try? FileManager.default.removeItem(at: file)
    guard let entry = try? PropertyListDecoder().decode(Entry.self, from: bytes), entry.url == url else { return nil }
    let body = [UInt8](entry.body)
    let metadata = FetchedMetadata(
      finalURL: entry.finalURL, validators: entry.validators, freshnessSeconds: entry.freshnessSeconds)
    let document = FetchedDocument(
      bytes: body, contentType: entry.contentType, bodyHash: SHA256.hexadecimal(body.span), metadata: metadata)
    return FeedPreview(document: document, date: entry.date)
  }

  private func file(_ url: String) -> URL { URL(filePath: path).appending(path: SHA256.hexadecimal(url)) }

  /// Removes what is of no use any more, and the oldest of too many.
  private func removeOld() {
    let files = FileManager.default
    let key = URLResourceKey.contentModificationDateKey
    let found = (try? files.contentsOfDirectory(at: URL(filePath: path), includingPropertiesForKeys: [key])) ?? []
    let dated = found.map { ($0, (try? $0.resourceValues(forKeys: [key]).contentModificationDate) ?? .distantPast) }
    let newest = dated.sorted { $0.1 > $1.1 }
    let limit = Date().addingTimeInterval(-FeedPreview.maximumAgeSeconds)
    for (index, file) in newest.enumerated() where index >= Self.maximumFiles || file.1 < limit {
      try? files.removeItem(at: file.0)
    }
  }
}
