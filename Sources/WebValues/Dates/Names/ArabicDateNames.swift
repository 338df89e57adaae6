extension DateNameGroup {
  /// Arabic as in Egypt and the Gulf, in the Levant and Iraq, in the Maghreb; the months of the Hijra.
  static let arabic = [egyptian, levantine, maghrebi, lunarHijri]

  private static let egyptian = DateNameGroup(
    months: [
      "يناير", "فبراير", "مارس", "أبريل إبريل", "مايو", "يونيو يونيه", "يوليو يوليه", "أغسطس", "سبتمبر", "أكتوبر",
      "نوفمبر", "ديسمبر",
    ],
    weekdays: "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس جمعة سبت أحد",
    morning: "صباحا صباحًا ص", afternoon: "مساء مساءً م ظهرا عصرا",
    fillers: "الساعة في يوم بتوقيت تاريخ ميلادي ميلادية ه هجري هجرية عام سنة و")

  private static let levantine = DateNameGroup(
    months: ["", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "", "", ""])

  private static let maghrebi = DateNameGroup(
    months: [
      "جانفي", "فيفري", "", "أفريل", "ماي", "جوان", "جويلية يوليوز", "أوت غشت", "شتنبر", "", "نونبر", "دجنبر",
    ])

  /// Approximate: the tabular calendar; what is seen of the moon may differ by a day.
  private static let lunarHijri = DateNameGroup(
    calendar: .lunarHijri,
    months: ["محرم", "صفر", "", "", "", "", "رجب", "شعبان", "رمضان", "شوال", "", ""])

  /// Names in two words, their second halves, and the words between one day in two calendars.
  static let pairs: [(String, DateWord)] = [
    ("كانون", .monthPair(first: 12, second: 1, .gregorian)), ("تشرين", .monthPair(first: 10, second: 11, .gregorian)),
    ("ربيع", .monthPair(first: 3, second: 4, .lunarHijri)), ("جمادى", .monthPair(first: 5, second: 6, .lunarHijri)),
    ("ذو ذي", .monthPair(first: 11, second: 12, .lunarHijri)),
    ("الأول الأولى اول القعدة قعدة", .ordinal(isSecond: false)),
    ("الثاني الثانية ثاني الآخر الآخرة الحجة حجة", .ordinal(isSecond: true)),
    ("الموافق الموافقة مطابق بمطابق برابر مصادف موافق", .correspondence),
  ]
}
