import Articles
import FeedFormats
import Foundation
import Testing

@testable import Normalization

@Suite struct LanguageDecisionTests {
  private func decide(
    _ declared: [String], _ language: String?, _ script: String?, _ certainty: DetectedLanguage.Certainty = .sure,
    letters: Int = 400
  ) -> String? {
    LanguageDecision.language(
      declared: declared,
      detected: DetectedLanguage(language: language, certainty: certainty, script: script, letters: letters))
  }

  @Test func undeterminedTextChangesNothing() {
    #expect(decide(["en-US"], nil, "Arab") == "en-US")
    #expect(decide([], nil, nil) == nil)
  }

  @Test func detectedStandsInForNoDeclaration() {
    #expect(decide([], "ps", "Arab", .likely, letters: 20) == "ps")
  }

  @Test(
    arguments: [
      ("fa-AF", "fa", "Arab"), ("prs", "fa", "Arab"), ("zh-TW", "zh", "Hant"), ("nb", "no", "Latn"),
      ("hr", "bs", "Latn"), ("pa-PK", "pnb", "Arab"), ("en-GB", "en", "Latn"), ("uz-Cyrl", "uz", "Cyrl"),
    ]) func declaredStaysWhereBothAgree(declared: String, detected: String, script: String)
  {
    #expect(decide([declared], detected, script) == declared)
  }

  @Test func theDeclarationThatAgreesIsTaken() {
    #expect(decide(["en-US", "fa-AF"], "fa", "Arab") == "fa-AF")
    #expect(decide(["fa-AF", "en-US"], "en", "Latn", .likely, letters: 10) == "en-US")
  }

  @Test func declaredLanguageOfAnotherScriptLoses() {
    #expect(decide(["en-US"], "ur", "Arab", .likely, letters: 12) == "ur")
    #expect(decide(["ru"], "en", "Latn", .likely, letters: 20) == "en")
    #expect(decide(["ja"], "zh", "Hans", letters: 12) == "zh")
    #expect(decide(["ja"], "zh", "Hant", .likely, letters: 12) == "ja")
  }

  @Test func shortOrUnsureTextDoesNotOverruleInTheSameScript() {
    #expect(decide(["ur"], "fa", "Arab") == "fa")
    #expect(decide(["ur"], "fa", "Arab", letters: 59) == "ur")
    #expect(decide(["ur"], "fa", "Arab", .likely) == "ur")
    #expect(decide(["en"], "uz", "Latn", .likely, letters: 53) == "en")
  }

  @Test func languagesThatTheDetectorDoesNotKnowStay() {
    #expect(decide(["sco"], "en", "Latn") == "sco")
    #expect(decide(["bho"], "hi", "Deva") == "bho")
  }
}
