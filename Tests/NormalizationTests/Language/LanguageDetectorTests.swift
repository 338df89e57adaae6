import Articles
import FeedFormats
import Foundation
import TestSupport
import Testing

@testable import Normalization

/// Headlines of our own by language: `Samples/languages/sentences.tsv`.
struct LabeledSentence {
  let language: String
  let script: String
  let text: String

  static let all: [LabeledSentence] = {
    let bytes = (try? Samples.bytes("sentences.tsv", in: "languages")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: "\t").map(String.init)
      return cells.count == 3 ? LabeledSentence(language: cells[0], script: cells[1], text: cells[2]) : nil
    }
  }()

  static func of(_ language: String) -> [LabeledSentence] { all.filter { $0.language == language } }
}

@Suite struct LanguageDetectorTests {
  /// Languages with at least ten headlines.
  static let languages = [
    "ar", "de", "en", "fa", "fr", "hi", "kk", "ky", "ne", "ps", "ru", "sd", "tg", "tr", "ug", "ur", "uz", "zh",
  ]

  @Test(arguments: languages)
  func headlinesAreToldOrLeftOpen(_ language: String) {
    let sentences = LabeledSentence.of(language)
    #expect(sentences.count >= 10)
    var open = 0
    for sentence in sentences {
      let detected = LanguageDetector.detect(title: sentence.text, text: "")
      #expect(detected.language == nil || detected.language == language, "\(sentence.text): \(detected)")
      #expect(detected.script == sentence.script, "\(sentence.text): \(detected)")
      if detected.language == nil { open += 1 }
    }
    #expect(open <= 1)
  }

  @Test func fewHeadlinesOfOtherLanguagesAreMistaken() {
    let sentences = LabeledSentence.all.filter { !Self.languages.contains($0.language) }
    let wrong = sentences.filter {
      let detected = LanguageDetector.detect(title: $0.text, text: "")
      return detected.script != $0.script || (detected.language ?? $0.language) != $0.language
    }
    #expect(sentences.count >= 30)
    #expect(wrong.map(\.text) == [])
  }

  @Test(arguments: languages)
  func textOfAllHeadlinesIsSure(_ language: String) throws {
    let sentences = LabeledSentence.of(language).filter {
      !["Cyrl uz", "Hant zh"].contains("\($0.script) \(language)")
    }
    let title = try #require(sentences.first?.text)
    let text = sentences.dropFirst().map { $0.text + "." }.joined(separator: "\n")
    let detected = LanguageDetector.detect(title: title, text: text)
    #expect(detected.language == language)
    #expect(detected.certainty == .sure)
  }

  /// All recorded feeds, read as if nothing had been declared, and as if all had been declared English.
  @Test(arguments: Samples.feedNames)
  func articlesOfTheSamplesAreTold(_ name: String) throws {
    let expected = try Samples.expected(ExpectedFeed.self, of: name, in: "feeds")
    for declared in [nil, "en-us"] as [String?] {
      var document = try FeedReader.read(try Samples.bytes(name, in: "feeds"))
      document.source.language = declared
      for index in document.entries.indices { document.entries[index].language = nil }
      let feed = Feed(id: FeedID("sample"), url: "https://sample.example/", title: name)
      let context = NormalizationContext(feed: feed, documentURL: feed.url, now: Date(timeIntervalSince1970: 1.8e9))
      let articles = ArticleNormalizer.articles(of: document, context: context).articles
      let found = articles.map { $0.language.map { String($0.prefix(2)) } }
      #expect(found == articles.map { _ in expected.language }, "declared \(declared ?? "nothing")")
      #expect(articles.allSatisfy { $0.declaredLanguage == declared.map { _ in "en-US" } })
    }
  }

  @Test(arguments: ["", "   \n", "2026-11-23 14:05", "😀 🚀", "—…!", "\u{FFFF}"])
  func textsWithoutLettersHaveNeitherLanguageNorScript(_ text: String) {
    let detected = LanguageDetector.detect(title: text, text: text)
    #expect(detected.language == nil)
    #expect(detected.script == nil)
  }

  @Test(arguments: ["طالبان", "کابل", "Taliban", "Kabul", "Dawn", "Путин", "G20", "5G"])
  func namesAloneAreLeftOpen(_ name: String) {
    #expect(LanguageDetector.detect(title: name, text: "").language == nil)
  }

  @Test func latinTailsDoNotHideTheLanguage() {
    let tail = "\n\nThe post appeared first on The Valley Times. Read more at www.valley.example"
    for language in ["ur", "ps", "fa", "ru", "zh"] {
      for sentence in LabeledSentence.of(language) {
        let detected = LanguageDetector.detect(title: sentence.text, text: sentence.text + tail)
        #expect(detected.language == language, "\(sentence.text): \(detected)")
      }
    }
  }

  @Test func anyBytesAndLengthsAreRead() {
    let text = "سرحد پر ٹرکوں کی قطار ہے 中国边境 граница 😀 e\u{301} \u{FFFE} " + String(repeating: "ں", count: 2_000)
    let scalars = Array(text.unicodeScalars)
    for start in 0..<80 {
      for limit in [0, 1, 2, 3, 5, 17, 64, 1_000] {
        var title = String.UnicodeScalarView()
        title.append(contentsOf: scalars[start..<min(start + limit, scalars.count)])
        let sample = TextSample(title: String(title), text: text, limit: limit)
        #expect(String(validating: sample.bytes, as: UTF8.self) != nil)
        #expect(sample.bytes.count <= limit + 1)
        _ = LanguageDetector.detect(title: String(title), text: text)
      }
    }
  }

  @Test func onlyTheBeginningIsRead() {
    let english = String(repeating: "The minister said that the border would open. ", count: 40)
    let urdu = LabeledSentence.of("ur").map(\.text).joined(separator: " ")
    #expect(
      LanguageDetector.detect(title: "T", text: english + urdu) == LanguageDetector.detect(title: "T", text: english))
  }

  @Test func allThreadsSeeTheSame() async {
    let sentences = LabeledSentence.all
    let expected = sentences.map { LanguageDetector.detect(title: $0.text, text: $0.text) }
    await withTaskGroup(of: [DetectedLanguage].self) { group in
      for _ in 0..<8 {
        group.addTask { sentences.map { LanguageDetector.detect(title: $0.text, text: $0.text) } }
      }
      for await found in group { #expect(found == expected) }
    }
  }
}
