import Foundation

/// Another feed reader that the same documents are given to.
protocol ParsePeer {
  var name: String { get }

  /// How its time is taken, for the report.
  var method: String { get }

  /// Seconds for one document, and the titles that it found; `nil` when it fails on the feed.
  func read(_ feed: GeneratedFeeds.Feed) throws -> (seconds: Double, titles: [String])?
}

/// All peers that are installed.
enum ParsePeers {
  static func installed() -> [any ParsePeer] {
    var peers = PythonPeer.installed()
    if let sfeed = SfeedPeer() { peers.append(sfeed) }
    if let newsboat = NewsboatPeer() { peers.append(newsboat) }
    return peers
  }
}

/// A folder that is gone after its use.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
