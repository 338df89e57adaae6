import Foundation

/// The value of a secret; printing it shows only its name.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Its name in the desk.
  public let name: String
  /// The value; for the place that needs it, never for messages.
  public let value: String

  /// Makes a secret.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// The name in brackets.
  public var description: String { "<secret \(name)>" }
  /// The name in brackets.
  public var debugDescription: String { description }
  /// Shows no fields, so that `dump` does not show the value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a secret cannot be had.
public struct SecretError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do, without the value.
  public let description: String
}

extension SecretDeclaration {
  /// Finds the value: its own `file`, else the environment variable, else `$CREDENTIALS_DIRECTORY/<name>` (systemd).
  ///
  /// White space at both ends is not part of it. A declared file that cannot be read is an error; the environment is
  /// not asked then, so that a wrong path cannot go unnoticed.
  /// - Throws: `SecretError` when there is no value, or an empty one.
  public func secret(in environment: [String: String]) throws(SecretError) -> Secret {
    if let file { return try secret(file: file) }
    if let text = environment[environmentVariable] { return try secret(text, from: "$\(environmentVariable)") }
    if let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty {
      let path = "\(folder)/\(name)"
      if FileManager.default.fileExists(atPath: path) { return try secret(file: path) }
    }
    throw SecretError(
      description: "the secret '\(name)' is not set; set $\(environmentVariable) or put it into a file that "
        + "desk.yaml names, or into $CREDENTIALS_DIRECTORY/\(name)")
  }

  private func secret(file: String) throws(SecretError) -> Secret {
    do {
      let bytes = try DeskFile.bytes(file, shownAs: file, maximumCount: 65_536)
      return try secret(String(decoding: bytes, as: UTF8.self), from: file)
    } catch let error as DeskError {
      throw SecretError(description: "the secret '\(name)': \(error.problems.map(\.message).joined())")
    } catch let error as SecretError {
      throw error
    } catch {
      throw SecretError(description: "the secret '\(name)' cannot be read")
    }
  }

  private func secret(_ text: String, from origin: String) throws(SecretError) -> Secret {
    let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !value.isEmpty else { throw SecretError(description: "the secret '\(name)' is empty in \(origin)") }
    return Secret(name: name, value: value)
  }
}
