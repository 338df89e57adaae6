public import Foundation
import Glibc

/// Serves the files of one folder and of the folders in it, and nothing else.
///
/// Each segment of a path is opened by its own name inside the folder before it, symbolic links refused, so that
/// neither `..` nor a link leads out. Names that start with a dot are not served, and folders have no listing.
public struct StaticFolder: Sendable {
  /// The folder.
  public let path: String
  /// Seconds that clients may keep a file before they ask again.
  public var maximumAgeSeconds: Int
  /// Files above this size are not served.
  public var maximumFileBytes: Int

  /// Makes a server for a folder; it is opened anew for each request.
  public init(path: String, maximumAgeSeconds: Int = 60, maximumFileBytes: Int = 64 << 20) {
    self.path = path
    self.maximumAgeSeconds = maximumAgeSeconds
    self.maximumFileBytes = maximumFileBytes
  }

  /// The file that `segments` name, with validators; 404 for anything else.
  public func response(to request: HTTPServerRequest, segments: [String], now: Date) -> HTTPServerResponse {
    guard let (bytes, modified) = contents(of: segments), let name = segments.last else {
      return .message(404, "there is no such file")
    }
    var response = HTTPServerResponse(
      headers: [
        HTTPField("Content-Type", Self.mediaType(of: name)), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Content-Security-Policy", "default-src 'none'; sandbox"),
        HTTPField("Cache-Control", "max-age=\(maximumAgeSeconds)"),
      ], body: bytes)
    response.setValidators(lastModified: min(modified, now))
    return response.conditioned(on: request, now: now)
  }

  /// A handler that serves the folder at the root.
  public func handler(now: @escaping @Sendable () -> Date) -> HTTPServer.Handler {
    { request in response(to: request, segments: request.target.segments, now: now()) }
  }

  /// The bytes of a file below the folder and when it was last changed; `nil` when there is none that may be served.
  func contents(of segments: [String]) -> (bytes: [UInt8], modified: Date)? {
    guard !segments.isEmpty, segments.count <= 32, segments.allSatisfy(Self.isPlainName) else { return nil }
    var folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return nil }
    for segment in segments.dropLast() {
      let next = unsafe openat(folder, segment, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(folder)
      guard next >= 0 else { return nil }
      folder = next
    }
    defer { close(folder) }
    // O_NONBLOCK: opening a FIFO would wait for its other end.
    let file = unsafe openat(folder, segments[segments.count - 1], O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumFileBytes
    else { return nil }
    guard let bytes = Self.read(file, count: Int(status.st_size)) else { return nil }
    return (bytes, Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)))
  }

  private static func read(_ file: CInt, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: filled), count - filled)
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { return nil }
      filled += read
    }
    return bytes
  }

  private static func isPlainName(_ segment: String) -> Bool {
    !segment.isEmpty && !segment.hasPrefix(".") && segment.utf8.count <= 255
      && !segment.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 == 0 }
  }

  /// The media type by the last extension of a file's name; text is taken to be UTF-8, XML declares its own encoding.
  public static func mediaType(of name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let suffix = parts.last else { return "application/octet-stream" }
    return mediaTypes[suffix.lowercased()] ?? "application/octet-stream"
  }

  private static let mediaTypes: [String: String] = [
    "rss": "application/rss+xml", "atom": "application/atom+xml", "rdf": "application/rdf+xml",
    "xml": "application/xml", "opml": "text/x-opml", "json": "application/json", "jsonfeed": "application/feed+json",
    "html": "text/html", "htm": "text/html", "css": "text/css; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8", "yaml": "text/plain; charset=utf-8", "yml": "text/plain; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "ico": "image/x-icon", "pdf": "application/pdf",
  ]
}
