extension DateNameGroup {
  /// Turkish, Uzbek, Azerbaijani, Turkmen in Latin letters; Kazakh and Uzbek in Cyrillic; Uyghur.
  static let turkic = [turkish, uzbek, azerbaijani, turkmen, kazakh, uzbekCyrillic, uyghur]

  private static let turkish = DateNameGroup(
    months: [
      "Ocak Oca", "Şubat Şub", "Mart", "Nisan Nis", "Mayıs", "Haziran Haz", "Temmuz Tem", "Ağustos Ağu",
      "Eylül Eyl", "Ekim Eki", "Kasım Kas", "Aralık Ara",
    ],
    weekdays: "Pazartesi Pzt Salı Sal Çarşamba Çar Perşembe Per Cuma Cum Cumartesi Cmt Pazar Paz",
    morning: "öö", afternoon: "ös", fillers: "saat tarihi")

  private static let uzbek = DateNameGroup(
    months: [
      "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr sentyabr", "oktabr oktyabr",
      "noyabr", "dekabr",
    ],
    weekdays: "dushanba seshanba chorshanba payshanba juma shanba yakshanba", fillers: "yil soat yilning")

  private static let azerbaijani = DateNameGroup(
    months: ["", "", "", "", "", "", "", "avqust", "", "", "", ""], fillers: "il")

  private static let turkmen = DateNameGroup(
    months: [
      "ýanwar", "fewral", "", "", "maý", "iýun", "iýul", "awgust", "sentýabr", "oktýabr", "noýabr", "",
    ],
    weekdays: "duşenbe sişenbe çarşenbe penşenbe anna şenbe ýekşenbe", fillers: "ýyl sagat")

  private static let kazakh = DateNameGroup(
    months: [
      "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
      "желтоқсан",
    ],
    weekdays: "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі", fillers: "ж жыл жылы сағат")

  private static let uzbekCyrillic = DateNameGroup(
    months: [
      "", "феврал", "", "апрел", "", "", "", "", "сентабр сентябр", "октабр октябр", "ноябр", "декабр",
    ],
    weekdays: "душанба сешанба чоршанба пайшанба жума шанба якшанба", fillers: "йил соат")

  private static let uyghur = DateNameGroup(
    months: [
      "يانۋار", "فېۋرال", "مارت", "ئاپرېل", "ماي", "ئىيۇن", "ئىيۇل", "ئاۋغۇست", "سېنتەبىر", "ئۆكتەبىر", "نويابىر",
      "دېكابىر",
    ], fillers: "يىلى كۈنى")
}
