import Classification
import Digests
import Foundation

/// A model that a command line names by its `.json`; its weights lie beside it as `.tsv`.
enum ModelOperand {
  /// The path of a model's weights.
  static func weights(of path: String) -> String {
    (path.hasSuffix(".json") ? String(path.dropLast(5)) : path) + ".tsv"
  }

  /// Reads a model.
  static func model(_ path: String) throws -> TopicModel {
    let file = try ModelFile(Data(try InputDocument(file: path).bytes))
    let weights = try InputDocument(file: weights(of: path)).bytes
    guard SHA256.hexadecimal(weights.span) == file.weights else {
      throw ModelError("the .tsv beside it has not the weights that it was written with")
    }
    return try file.model(features: weights)
  }
}

/// Files that a command makes.
enum OutputFile {
  /// Writes a text in the place of what is there.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
