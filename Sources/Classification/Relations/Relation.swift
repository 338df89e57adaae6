public import Articles

/// The sixteen event types of PLOVER (https://github.com/openeventdata/PLOVER).
public enum RelationType: String, Sendable, Codable, CaseIterable {
  /// Words and deeds that bring together.
  case agree = "AGREE"
  case consult = "CONSULT"
  case support = "SUPPORT"
  case concede = "CONCEDE"
  case cooperate = "COOPERATE"
  case aid = "AID"
  case retreat = "RETREAT"
  /// Words that demand or refuse.
  case request = "REQUEST"
  case accuse = "ACCUSE"
  case reject = "REJECT"
  case threaten = "THREATEN"
  /// Deeds that hurt.
  case protest = "PROTEST"
  case sanction = "SANCTION"
  case mobilize = "MOBILIZE"
  case coerce = "COERCE"
  case assault = "ASSAULT"
}

/// Who did what to whom, as one sentence says it.
public struct Relation: Sendable, Equatable, Codable {
  /// Gazetteer id of the doer; a capital that speaks is its country.
  public var actor: String
  /// What was done.
  public var type: RelationType
  /// Gazetteer id of whom it was done to; `nil` when the sentence names none.
  public var recipient: String?
  /// The words from the first of the parties to the last.
  public var span: TextSpan
  /// The verb, as an address in `relations.yaml`: `ACCUSE/blame`.
  public var rule: String

  /// Makes a relation.
  public init(actor: String, type: RelationType, recipient: String? = nil, span: TextSpan, rule: String) {
    self.actor = actor
    self.type = type
    self.recipient = recipient
    self.span = span
    self.rule = rule
  }
}
