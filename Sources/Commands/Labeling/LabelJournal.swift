import Articles
import Classification
import Foundation
import Learning

/// A file of labeled items, a JSON object a line, that labels are added to.
///
/// A new label is appended under a lock (flock(2)) and synced; a label on an item that the file has takes the place of the old line in
/// a new file. So a reader, and a crash, meet whole lines only.
struct LabelJournal {
  let path: String
  /// Ids of the items that the file has.
  private(set) var ids: Set<String>

  private struct Line: Decodable {
    let id: String
  }

  /// Reads the ids of a file, which need not be there yet.
  init(path: String) throws {
    self.path = URL(filePath: path).resolvingSymlinksInPath().path
    ids = []
    guard FileManager.default.fileExists(atPath: self.path) else { return }
    do {
      ids = Set(try LabelFile.lines(try InputDocument(file: self.path).bytes).map(\.id))
    } catch let error as LabelError {
      throw CommandFailure(
        .badData, "\(path):\(error.line): \(error.message); labels are added to a file of labels only")
    }
  }

  /// Keeps a label; on a failure the file is as it was.
  mutating func keep(_ item: LabeledItem) throws {
    let line = Array(try JSONText.of(item, isPretty: false).utf8) + [0x0A]
    do {
      if ids.contains(item.id) { try replace(item.id, by: line) } else { try append(line) }
    } catch let error as CocoaError {
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.localizedDescription)")
    }
    ids.insert(item.id)
  }

  private func append(_ line: [UInt8]) throws {
    let file = URL(filePath: path)
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: file, options: .withoutOverwriting) }
    let handle = try FileHandle(forUpdating: file)
    // Another session may be adding to the file; closing the handle gives the lock back.
    _ = flock(handle.fileDescriptor, LOCK_EX)
    let size = try handle.seekToEnd()
    var bytes = line
    if size > 0 {
      try handle.seek(toOffset: size - 1)
      if try handle.read(upToCount: 1)?.first != 0x0A { bytes.insert(0x0A, at: 0) }
    }
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.synchronize()
    } catch {
      // Half a line would spoil the file.
      try? handle.truncate(atOffset: size)
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private func replace(_ id: String, by line: [UInt8]) throws {
    let old = try Data(contentsOf: URL(filePath: path))
    let decoder = JSONDecoder()
    var new = Data()
    var isWritten = false
    for part in old.split(separator: 0x0A) {
      let isOld = (try? decoder.decode(Line.self, from: part))?.id == id
      if isOld, isWritten { continue }
      new.append(contentsOf: isOld ? Data(line) : part + [0x0A])
      isWritten = isWritten || isOld
    }
    try new.write(to: URL(filePath: path), options: .atomic)
  }
}
