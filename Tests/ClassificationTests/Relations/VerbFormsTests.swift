import Testing

@testable import Classification

@Suite struct VerbFormsTests {
  @Test(arguments: [
    ("attack", "attacks", "attacked", "attacked"), ("accuse", "accuses", "accused", "accused"),
    ("decry", "decries", "decried", "decried"), ("deploy", "deploys", "deployed", "deployed"),
    ("veto", "vetoes", "vetoed", "vetoed"), ("strike/struck", "strikes", "struck", "struck"),
    ("give/gave/given", "gives", "gave", "given"), ("hit/hit", "hits", "hit", "hit"),
    ("press", "presses", "pressed", "pressed"),
  ])
  func formsAreMadeOrTaken(entry: String, present: String, past: String, participle: String) {
    let forms = VerbForms(entry)
    #expect(forms.present[1] == present && forms.past == [past] && forms.participle == [participle])
  }
}
