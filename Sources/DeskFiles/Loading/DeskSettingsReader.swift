import Foundation

/// What `desk.yaml` says, but for its outputs, whose queries need the other files.
struct DeskSettings {
  var name = ""
  var title = ""
  var description = ""
  var contactURL: String?
  var storePath = ""
  var polling = PollingSettings()
  var allowedAddresses: [AllowedAddress] = []
  var samples: SampleFeeds?
  var server = ServerSettings()
  var websub: WebSubSettings?
  var secrets: [SecretDeclaration] = []
  var outputNodes: [YAMLNode] = []

  static let keys = [
    "name", "title", "description", "contact", "store", "polling", "allow", "samples", "server", "websub", "secrets",
    "outputs",
  ]
}

/// Reads `desk.yaml`.
struct DeskSettingsReader {
  let folder: String
  let environment: DeskEnvironment
  let problems: ProblemList

  /// Everything that is right in the file; the rest is in `problems`.
  func settings(_ root: YAMLNode) -> DeskSettings {
    SecretScan.scan(root, problems: problems)
    let reader = MappingReader(root, subject: "a desk", keys: DeskSettings.keys, problems: problems)
    var settings = DeskSettings()
    settings.name = reader.required("name") { node throws(DeskError) in try Identifier.check(node) } ?? ""
    settings.title = reader.requiredText("title") ?? settings.name
    settings.description = reader.text("description") ?? ""
    settings.contactURL = reader.value("contact") { node throws(DeskError) in
      try WebAddress.check(node, subject: "the contact")
    }
    settings.storePath = storePath(reader, deskName: settings.name)
    settings.secrets = secrets(reader)
    let secretNames = SecretNames(declared: settings.secrets.map(\.name))
    if let polling = reader.mapping("polling", subject: "polling", keys: PollingSettings.keys) {
      settings.polling = PollingSettings(polling)
    }
    settings.allowedAddresses = reader.items("allow").compactMap { node in
      AllowedAddress(MappingReader(node, subject: "an allowed address", keys: AllowedAddress.keys, problems: problems))
    }
    settings.samples = samples(reader)
    if let server = reader.mapping("server", subject: "the server", keys: ServerSettings.keys) {
      settings.server = ServerSettings(server, secrets: secretNames)
    }
    if let websub = reader.mapping("websub", subject: "websub", keys: WebSubSettings.keys) {
      settings.websub = WebSubSettings(websub)
    }
    _ = reader.required("outputs") { node throws(DeskError) in settings.outputNodes = try node.items() }
    return settings
  }

  private func storePath(_ reader: MappingReader, deskName: String) -> String {
    let usual = "\(environment.stateDirectory)/\(deskName).sqlite"
    guard let store = reader.mapping("store", subject: "the store", keys: ["path"]) else { return usual }
    return store.required("path") { node throws(DeskError) in
      let path = DeskFile.absolute(try node.text(), from: environment.stateDirectory)
      guard path.hasPrefix(folder + "/") else { return path }
      let remedy = "leave it out, or write a name, which is then taken from the folder that $KHABAR_STATE names"
      throw DeskError(DeskProblem("the store would lie within the desk", at: node.place, remedy: remedy))
    } ?? usual
  }

  private func secrets(_ reader: MappingReader) -> [SecretDeclaration] {
    var seen: Set<String> = []
    return reader.items("secrets").compactMap { node in
      let entry = MappingReader(node, subject: "a secret", keys: SecretDeclaration.keys, problems: problems)
      guard let secret = SecretDeclaration(entry, deskFolder: folder) else { return nil }
      guard seen.insert(secret.name).inserted else {
        problems.add("two secrets have the name '\(secret.name)'", at: node, remedy: "keep one")
        return nil
      }
      return secret
    }
  }

  private func samples(_ reader: MappingReader) -> SampleFeeds? {
    guard let entry = reader.mapping("samples", subject: "the samples", keys: SampleFeeds.keys) else { return nil }
    let isEnabled = entry.truth("enabled") ?? true
    let port = entry.integer("port", in: 1...65_535) ?? 8_461
    let group = entry.text("group") ?? "Samples"
    let path = entry.requiredText("folder").map { DeskFile.absolute($0, from: folder) }
    guard isEnabled, let path, let node = entry["folder"] else { return nil }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      problems.add("there is no folder \(path)", at: node, remedy: "a relative path begins at the desk")
      return nil
    }
    let feeds = names.filter(SampleFeeds.isFeed).sorted()
    if feeds.isEmpty {
      let known = SampleFeeds.fileExtensions.sorted().joined(separator: ", ")
      problems.add("no feed is in \(path)", at: node, remedy: "feeds end in one of: \(known)")
    }
    return SampleFeeds(folder: path, port: port, group: group, fileNames: feeds)
  }
}
