import Foundation

/// Reads files of a desk.
enum DeskFile {
  /// All bytes of a regular file.
  ///
  /// - Throws: `DeskError` when it is missing, no regular file (a pipe would block for ever), too large, or unreadable.
  static func bytes(_ path: String, shownAs name: String, maximumCount: Int) throws(DeskError) -> [UInt8] {
    let place = DeskPlace(file: name)
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: resolved)
    } catch {
      throw DeskError(DeskProblem("there is no such file", at: place, remedy: "looked for \(path)"))
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw DeskError(DeskProblem("this is no regular file", at: place))
    }
    guard let size = attributes[.size] as? Int, size <= maximumCount else {
      throw DeskError(DeskProblem("the file is larger than \(maximumCount) bytes", at: place))
    }
    do {
      return try [UInt8](Data(contentsOf: URL(filePath: resolved)))
    } catch {
      throw DeskError(DeskProblem("the file cannot be read", at: place, remedy: error.localizedDescription))
    }
  }

  /// Whether there is anything at a path.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  /// An absolute path without `.` and `..`, taking a relative one from `base`.
  static func absolute(_ path: String, from base: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(base)/\(path)"
    var parts: [Substring] = []
    for part in joined.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
