public import Articles
public import Classification
public import Publication
public import Querying

/// Everything that a user decides for one beat, read from a folder and checked: what to poll, how to tag, what to emit.
///
/// What the program learns is in the store, never here. A `Desk` value exists only for a folder without errors.
public struct Desk: Sendable {
  /// Absolute path of the folder.
  public var folder: String
  /// `name` in `desk.yaml`: lower-case letters, digits, hyphens.
  public var name: String
  /// `title`: what people see.
  public var title: String
  /// `description`; empty when there is none.
  public var description: String
  /// `contact`: web address that the User-Agent header carries, so that publishers know whom to ask; `nil` if not set.
  public var contactURL: String?
  /// `store`: absolute path of the SQLite file, outside of the desk.
  public var storePath: String
  /// `polling`.
  public var polling: PollingSettings
  /// `allow`: exceptions of the address guard; that of `samples` is not among them.
  public var allowedAddresses: [AllowedAddress]
  /// `samples`; `nil` when absent or not enabled.
  public var samples: SampleFeeds?
  /// `server`.
  public var server: ServerSettings
  /// `websub`; `nil` when absent or not enabled.
  public var websub: WebSubSettings?
  /// `secrets`: names, and where to find them.
  public var secrets: [SecretDeclaration]
  /// `outputs`, in order.
  public var outputs: [Output]
  /// The feeds of `feeds.opml`, in order; those of `samples` are not among them.
  public var feeds: [Feed]
  /// `topics.yaml`.
  public var taxonomy: Taxonomy
  /// `gazetteer.yaml`.
  public var gazetteer: Gazetteer
  /// Taxonomy and gazetteer compiled: checking the rules is compiling them.
  public var classifier: Classifier
  /// `relations.yaml`, compiled for the gazetteer's names; `nil` when there is no such file.
  public var relations: RelationFinder?
  /// The names that queries may use.
  public var vocabulary: QueryVocabulary

  /// The feeds of `feeds.opml`, then those of `samples`.
  public var allFeeds: [Feed] { feeds + (samples?.feeds ?? []) }

  /// The declaration of a secret.
  public func secret(named name: String) -> SecretDeclaration? { secrets.first { $0.name == name } }

  /// Names of the files in the folder.
  public enum FileName {
    /// Settings and outputs.
    public static let settings = "desk.yaml"
    /// Feeds.
    public static let feeds = "feeds.opml"
    /// Groups, topics and their rules.
    public static let topics = "topics.yaml"
    /// Actors, organizations and places.
    public static let gazetteer = "gazetteer.yaml"
    /// Verbs for who did what to whom; may be absent.
    public static let relations = "relations.yaml"
    /// What the learned model was trained on, its figures, and how its sums become probabilities.
    public static let model = "model.json"
    /// Learned weights, beside the model.
    public static let weights = "model.tsv"
  }
}

/// What a desk is read in: the parts of the process's environment that it may depend on.
public struct DeskEnvironment: Sendable {
  /// Environment variables.
  public var variables: [String: String]
  /// Absolute path that relative ones of the command line begin at.
  public var currentDirectory: String

  /// Makes an environment.
  public init(variables: [String: String], currentDirectory: String) {
    self.variables = variables
    self.currentDirectory = currentDirectory
  }

  /// Where what the program learns is kept: `$KHABAR_STATE`, else `khabar` in `$XDG_STATE_HOME`, which is
  /// `~/.local/state` when not set (XDG Base Directory Specification); without a home, `.khabar` in the current directory.
  public var stateDirectory: String {
    if let named = value("KHABAR_STATE") { return DeskFile.absolute(named, from: currentDirectory) }
    if let state = value("XDG_STATE_HOME"), state.hasPrefix("/") { return "\(state)/khabar" }
    if let home = value("HOME"), home.hasPrefix("/") { return "\(home)/.local/state/khabar" }
    return DeskFile.absolute(".khabar", from: currentDirectory)
  }

  private func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
}
