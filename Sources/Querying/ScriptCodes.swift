/// ISO 15924 codes of the scripts that articles are said to be in, lower case.
enum ScriptCodes {
  static let all: Set<String> = [
    "latn", "grek", "cyrl", "armn", "hebr", "arab", "syrc", "thaa", "deva", "beng", "guru", "gujr", "orya", "taml",
    "telu", "knda", "mlym", "sinh", "thai", "laoo", "tibt", "mymr", "geor", "ethi", "khmr", "mong", "kore", "jpan",
    "hani", "hans", "hant",
  ]
}
