import Articles
import FeedFormats
import Fetching
import Foundation
import HTTPTransfer

/// Bytes that a command works on: of a file, of stdin (`-`), or fetched from a URL under the desk's rules.
struct InputDocument: Sendable {
  var bytes: [UInt8]
  var contentType: String?
  /// URL of the document, for resolving relative links; empty for files.
  var url: String

  static let maximumBytes = 50_000_000

  /// Whether the name is a URL.
  static func isURL(_ name: String) -> Bool { name.hasPrefix("http://") || name.hasPrefix("https://") }

  /// Reads a file or stdin.
  init(file name: String) throws {
    url = ""
    if name == "-" {
      bytes = [UInt8](try FileHandle.standardInput.read(upToCount: Self.maximumBytes + 1) ?? Data())
    } else {
      guard FileManager.default.fileExists(atPath: name) else {
        throw CommandFailure(.noInput, "there is no file \(name); give a file, or - for standard input")
      }
      let type = try? FileManager.default.attributesOfItem(atPath: name)[.type] as? FileAttributeType
      guard type != .typeDirectory else { throw CommandFailure(.noInput, "\(name) is a folder; give a file in it") }
      do {
        let handle = try FileHandle(forReadingFrom: URL(filePath: name))
        defer { try? handle.close() }
        bytes = [UInt8](try handle.read(upToCount: Self.maximumBytes + 1) ?? Data())
      } catch {
        throw CommandFailure(.noInput, "\(name) cannot be read: \(error.localizedDescription)")
      }
    }
    guard bytes.count <= Self.maximumBytes else {
      throw CommandFailure(
        .badData, "\(name) has more than \(Self.maximumBytes) bytes; no article or feed is that long")
    }
  }

  /// The request as the log keeps it: a person wanted it.
  private static func look(_ record: RequestRecord) -> RequestRecord {
    var record = record
    (record.kind, record.isForced) = (.preview, true)
    return record
  }

  /// Fetches a URL once, unconditionally; what may be a feed is kept for the first poll of one.
  init(url: String, through transport: DeskTransport) async throws {
    let result = try await transport.fetcher.fetch(FeedRequest(url: url))
    await transport.journal.record(result.requests.map(Self.look))
    switch result.outcome {
    case .document(let document):
      bytes = document.bytes
      contentType = document.contentType
      self.url = document.metadata.finalURL
      if (try? FeedReader.read(bytes, contentType: contentType, documentURL: self.url)) != nil {
        transport.previews.keep(document, of: url)
        // The page of a feed that redirects is told under the address that answered.
        if self.url != url { transport.previews.keep(document, of: self.url) }
      }
    case .failed(let failure, _): throw CommandFailure(.unavailable, failure.message)
    case .delta, .notModified, .unchanged, .postponed:
      throw CommandFailure(.unavailable, "\(url) gave no document to an unconditional request")
    }
  }
}
