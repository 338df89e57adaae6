/// A secret that the desk uses by name; its value is never in the desk.
///
/// One entry of `secrets` in `desk.yaml`.
public struct SecretDeclaration: Sendable, Equatable {
  /// `name`: lower-case letters, digits, hyphens.
  public var name: String
  /// `file`: absolute path of a file that holds it, outside of the desk.
  public var file: String?

  /// Makes a declaration.
  public init(name: String, file: String? = nil) {
    self.name = name
    self.file = file
  }

  /// The environment variable that may hold it: `KHABAR_SECRET_` and the name in capitals with underscores.
  public var environmentVariable: String {
    "KHABAR_SECRET_" + name.uppercased().replacing("-", with: "_")
  }

  static let keys = ["name", "file"]

  init?(_ reader: MappingReader, deskFolder: String) {
    let name = reader.required("name") { node throws(DeskError) in try Identifier.check(node) }
    let file = reader.value("file") { node throws(DeskError) in
      let path = try node.text()
      if path.hasPrefix("/"), !path.hasPrefix(deskFolder + "/") { return path }
      let remedy = "write an absolute path outside of the desk, which may be shared"
      throw DeskError(DeskProblem("'\(path)' cannot hold a secret", at: node.place, remedy: remedy))
    }
    guard let name else { return nil }
    self.init(name: name, file: file)
  }
}

/// The declared names, to check each use against.
struct SecretNames {
  let declared: [String]

  /// Reports a name that is not declared.
  func use(_ name: String, at node: YAMLNode, problems: ProblemList) {
    if let problem = problem(with: name, at: node.place) { problems.add(problem) }
  }

  /// The problem with using a name, if it has one.
  func problem(with name: String, at place: DeskPlace) -> DeskProblem? {
    guard !declared.contains(name) else { return nil }
    // The text may be the secret itself, written here by mistake: never repeat what does not look like a name.
    let isName = FeedSlug.isValid(name) && name.utf8.count <= 32
    let shown = isName ? "no secret named '\(name)' is declared" : "this is not the name of a declared secret"
    let remedy =
      UnknownName.remedy(for: name, among: declared)
      ?? "add '- name: …' under secrets in desk.yaml; the value goes into the environment or a file"
    return DeskProblem(shown, at: place, remedy: remedy)
  }
}
