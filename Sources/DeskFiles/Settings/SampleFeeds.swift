public import Articles
import Foundation

/// Recorded feeds that the program serves to itself on loopback and polls, so that a new desk shows articles at once.
///
/// `samples` in `desk.yaml`.
public struct SampleFeeds: Sendable, Equatable {
  /// `folder`: absolute path of the folder that is served.
  public var folder: String
  /// `port`: on 127.0.0.1; 8461 by default.
  public var port: Int
  /// `group`: the group that its feeds are shown in; `Samples` by default.
  public var group: String
  /// Names of the feed documents in the folder, sorted.
  public var fileNames: [String]

  /// Makes samples.
  public init(folder: String, port: Int = 8_461, group: String = "Samples", fileNames: [String]) {
    self.folder = folder
    self.port = port
    self.group = group
    self.fileNames = fileNames
  }

  static let keys = ["enabled", "folder", "port", "group"]
  static let fileExtensions: Set = ["rss", "rdf", "atom", "xml", "json"]

  /// Whether a file of the folder is a feed, and not the note of what a test expects of one.
  static func isFeed(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    guard parts.count == 2, !name.hasPrefix("."), let last = parts.last else { return false }
    return fileExtensions.contains(String(last))
  }

  /// The exception of the address guard that lets them be polled.
  public var allowedAddress: AllowedAddress { AllowedAddress(host: "127.0.0.1", port: port) }

  /// The feeds to poll, in the order of `fileNames`.
  ///
  /// Their ids, `sample-<name>`, do not depend on the port.
  public var feeds: [Feed] {
    fileNames.map { name in
      let stem = String(name.prefix { $0 != "." })
      let escaped = name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name
      return Feed(
        id: FeedID("sample-\(FeedSlug.words(stem))"), url: "http://127.0.0.1:\(port)/\(escaped)",
        title: Self.title(stem),
        kind: "newspaper", groups: [group], isVerified: true)
    }
  }

  private static func title(_ stem: String) -> String {
    stem.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
}
