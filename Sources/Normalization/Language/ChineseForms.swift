/// Tells simplified from traditional Chinese by frequent letters that only one of them has.
enum ChineseForms {
  /// `Hans`, `Hant`, or `nil` when the letters do not tell.
  static func script(of sample: TextSample) -> String? {
    var (simplified, traditional) = (0, 0)
    var index = 0
    while index < sample.bytes.count {
      let scalar = TextSample.scalar(sample.bytes, &index)
      guard scalar >= 0x4E00, scalar <= 0x9FFF else { continue }
      let form = forms[scalar] ?? 0
      if form > 0 { simplified += 1 } else if form < 0 { traditional += 1 }
    }
    if simplified > traditional * 4 { return "Hans" }
    if traditional > simplified * 4 { return "Hant" }
    return nil
  }

  // Pairs in the same order; simplified letters that Japanese has, too (国, 会, 来), are left out.
  private static let simplified =
    "这们说时对开过还发经现动进种关实问间长机应战东边总统议华济业员军书记谈访领导组织选举报导团阵线铁贸资际护卫岛伤两释价粮联涨题为报义亚苏币桥货门"
  private static let traditional =
    "這們說時對開過還發經現動進種關實問間長機應戰東邊總統議華濟業員軍書記談訪領導組織選舉報導團陣線鐵貿資際護衛島傷兩釋價糧聯漲題為報義亞蘇幣橋貨門"

  private static let forms: [UInt32: Int] = {
    var forms: [UInt32: Int] = [:]
    for (one, other) in zip(simplified.unicodeScalars, traditional.unicodeScalars) where one != other {
      forms[one.value] = 1
      forms[other.value] = -1
    }
    return forms
  }()
}
