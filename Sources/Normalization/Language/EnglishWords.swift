/// Recognizes plain English by its frequent words, at a tenth of what CLD2 costs.
enum EnglishWords {
  /// Whether the sample is English beyond doubt.
  ///
  /// Words that hardly any other language of the Latin script has count two points, those that some have one. It takes
  /// six points, two words of the first kind, and a point for every five words.
  static func areFrequent(in sample: TextSample) -> Bool {
    var (points, own, words, length) = (0, 0, 0, 0)
    var hash = WordTable.Hash()
    // Letters outside ASCII end a word, which only makes English harder to find.
    for byte in sample.bytes {
      let lower = byte | 0x20
      if lower &- 0x61 < 26 {
        hash.add(UInt32(lower))
        length += 1
      } else if length > 0 {
        words += 1
        let value = length <= 7 ? Int(table.value(of: hash.value)) : 0
        points += value
        own += value >> 1
        // So many are enough, whatever follows.
        if points >= 24, points * 3 >= words { return true }
        (hash, length) = (WordTable.Hash(), 0)
      }
    }
    return points >= 6 && own >= 2 && points * 5 >= words
  }

  private static let table = WordTable(
    words(
      """
      the and of with from that this these those has have had said says after which were been their they would could \
      should into over against its his her killed not are between during before while about where when who whose more \
      than through under within other police government by you what there because amid
      """, 2) + words("in to a for on is as at an was be it will he or new no but", 1))

  private static func words(_ list: String, _ points: UInt16) -> [(String, UInt16)] {
    list.split(separator: " ").map { (String($0), points) }
  }
}
