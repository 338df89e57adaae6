/// The finite forms and the participle of an English verb, folded.
struct VerbForms {
  /// Infinitive and present: `attack`, `attacks`.
  let present: [String]
  /// Past.
  let past: [String]
  /// Past participle.
  let participle: [String]

  /// Takes `attack`, `strike/struck` or `take/took/taken`.
  init(_ entry: String) {
    let parts = entry.split(separator: "/").map(String.init)
    let base = parts.first ?? ""
    present = [base, Self.thirdPerson(base)]
    let past = parts.count > 1 ? parts[1] : Self.past(base)
    self.past = [past]
    participle = [parts.count > 2 ? parts[2] : past]
  }

  private static func thirdPerson(_ base: String) -> String {
    if endsInConsonantAndY(base) { return base.dropLast() + "ies" }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].contains { base.hasSuffix($0) }
    return base + (hisses ? "es" : "s")
  }

  private static func past(_ base: String) -> String {
    if endsInConsonantAndY(base) { return base.dropLast() + "ied" }
    return base + (base.hasSuffix("e") ? "d" : "ed")
  }

  private static func endsInConsonantAndY(_ base: String) -> Bool {
    guard base.hasSuffix("y"), let before = base.dropLast().last else { return false }
    return !"aeiou".contains(before)
  }
}
