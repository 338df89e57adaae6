import Digests
import Foundation

/// A file of labeled items: JSON lines, or a text and 0 or 1 for each label, parted by tabs.
public struct LabelFile: Sendable {
  /// The file's name without its folder.
  public var name: String
  /// SHA-256 of its bytes, hexadecimal.
  public var digest: String
  /// Its items.
  public var items: [LabeledItem]

  /// Reads a file; one whose name ends in `.tsv` has a text and labels `label-1`, `label-2`… in columns.
  ///
  /// - Throws: `LabelError` with the number of the first line that is no labeled item.
  public init(name: String, bytes: [UInt8]) throws(LabelError) {
    self.name = name
    digest = Self.digest(bytes)
    items = name.hasSuffix(".tsv") ? try Self.columns(bytes) : try Self.lines(bytes)
  }

  /// Items that come from no file, with the digest of what they are.
  public init(name: String, items: [LabeledItem]) {
    self.name = name
    self.items = items
    digest = Self.digest(Array("\(items)".utf8))
  }

  /// SHA-256, hexadecimal.
  public static func digest(_ bytes: [UInt8]) -> String { SHA256.hexadecimal(bytes.span) }

  /// Reads JSON lines; blank lines are passed over.
  ///
  /// - Throws: `LabelError` with the number of the first line that is no labeled item.
  public static func lines(_ bytes: [UInt8]) throws(LabelError) -> [LabeledItem] {
    var items: [LabeledItem] = []
    let decoder = JSONDecoder()
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      do {
        items.append(try decoder.decode(LabeledItem.self, from: Data(line)))
      } catch {
        throw LabelError(line: number + 1, message: "not a labeled item: \(error)")
      }
    }
    return items
  }

  /// Reads a text and its labels from each line.
  static func columns(_ bytes: [UInt8]) throws(LabelError) -> [LabeledItem] {
    var items: [LabeledItem] = []
    var width = 0
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      let fields = String(decoding: line, as: UTF8.self).trimmingCharacters(in: ["\r"]).split(
        separator: "\t", omittingEmptySubsequences: false)
      let labels = fields.dropFirst().map(String.init)
      guard !labels.isEmpty, labels.allSatisfy({ $0 == "0" || $0 == "1" }), width == 0 || width == labels.count else {
        throw LabelError(
          line: number + 1, message: "not a text and the same number of 0 or 1 as before, parted by tabs")
      }
      width = labels.count
      let topics = labels.indices.filter { labels[$0] == "1" }.map { "label-\($0 + 1)" }
      items.append(
        LabeledItem(id: "\(number + 1)", title: "", summary: String(fields[0]), isInScope: true, topics: topics))
    }
    return items
  }
}

/// Why a file of labeled items cannot be read.
public struct LabelError: Error, Sendable, Equatable {
  /// Line, from 1.
  public let line: Int
  /// What is wrong, for people.
  public let message: String
}
