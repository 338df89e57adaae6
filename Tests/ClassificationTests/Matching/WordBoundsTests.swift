import Articles
import Testing

@testable import Classification

@Suite struct WordBoundsTests {
  /// Whether the term is found in the text, by a classifier that knows one entity of that name.
  private func finds(_ term: String, _ language: String, in text: String) throws -> Bool {
    var entity = GazetteerEntity(id: "x", name: term, kind: .place, type: "city", countries: ["PK"])
    entity.aliases = [Term(term, language: language)]
    let classifier = try SmallDesk.classifier { $1.entities = [entity] }
    return !classifier.entities(text).isEmpty
  }

  @Test(arguments: [("Swat", "SWATs"), ("Iran", "Iranian"), ("Tank", "tanker"), ("un", "unter")])
  func latinMatchesWholeWordsOnly(term: String, text: String) throws {
    #expect(try !finds(term, "en", in: text))
    #expect(try finds(term, "en", in: "in \(term)'s north"))
  }

  @Test(arguments: [
    ("Пакистан", "власти Пакистана"), ("Афганистан", "с Афганистаном"), ("Талибан", "«Талибана»"),
    ("линия Дюранда", "линия Дюранда"),
    ("Россия", "в России"), ("боевики", "боевиков"),
  ])
  func russianInflects(term: String, text: String) throws {
    #expect(try finds(term, "ru", in: text))
  }

  @Test func russianEndingsHaveThreeLettersAtMost() throws {
    #expect(try !finds("Талибан", "ru", in: "талибанизация"))
  }

  @Test(arguments: [
    ("طالبان", "ps", "د طالبانو"), ("ډیورنډ کرښه", "ps", "د ډیورنډ کرښې پر غاړه"), ("حملہ", "ur", "حملے میں"),
    ("مرز", "fa", "مرزها"),
    ("باكستان", "ar", "وباكستان"), ("افغانستان", "ar", "لأفغانستان"), ("कश्मीर", "hi", "कश्मीर में"), ("हमला", "hi", "हमले के बाद"),
    ("北京", "zh", "在北京举行"),
  ])
  func otherScriptsAllowTheirEndings(term: String, language: String, text: String) throws {
    #expect(try finds(term, language, in: text))
  }

  @Test func arabicParticlesAreForArabicOnly() throws {
    #expect(try !finds("سد", "fa", in: "فاسد"))
    #expect(try !finds("باكستان", "ur", in: "وباكستان"))
  }
}
