import Foundation

/// The documents that the operands of `khabar parse` name.
struct ParseOperands {
  /// Files and URLs; the files of a folder, and of the folders in it, by name.
  let names: [String]
  /// Whether there may be several, so that the answer is JSON lines even if there is one.
  let isMany: Bool

  /// Replaces folders by the regular files in them.
  static func expanded(_ operands: [String]) throws -> ParseOperands {
    var names: [String] = []
    var hasFolder = false
    for operand in operands {
      // Through links, as `ls` does with what is named outright.
      let target = URL(filePath: operand).resolvingSymlinksInPath().path(percentEncoded: false)
      let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
      guard type == .typeDirectory, !InputDocument.isURL(operand) else {
        names.append(operand)
        continue
      }
      hasFolder = true
      names += try files(in: operand)
    }
    return ParseOperands(names: names, isMany: hasFolder || names.count > 1)
  }

  private static func files(in folder: String) throws -> [String] {
    guard let paths = FileManager.default.enumerator(atPath: folder) else {
      throw CommandFailure(.noInput, "the folder \(folder) cannot be listed")
    }
    var files: [String] = []
    while let path = paths.nextObject() as? String {
      if paths.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(path) }
    }
    // By bytes, so that the order is the same under every locale.
    let slash = folder.hasSuffix("/") ? "" : "/"
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { folder + slash + $0 }
  }
}
