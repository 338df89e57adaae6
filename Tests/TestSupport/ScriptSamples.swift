/// Words in the scripts of the region, for texts and queries.
public enum ScriptSamples {
  /// Forms that fold to the same word stand beside each other.
  public static let words = [
    "border", "Border", "BORDERS", "attack", "attacks", "Peshawar", "Kabul", "café", "cafe\u{301}", "Straße", "U.N.",
    "7",
    "پاکستان", "پاكستان", "سرحد", "حملہ", "طالبان", "می\u{200C}شود", "شود", "مرز", "کابل", "١٢", "12",
    "граница", "Граница", "Ёлка", "елка", "Тоҷикистон", "सीमा", "हमला", "दिल्ली", "ज़मीन", "जमीन",
    "边境", "中国边境安全", "安全", "中国", "국경", "ชายแดน", "นชา", "😀", "x",
  ]
}
