extension LanguageCues {
  /// The languages of the Arabic script.
  ///
  /// Persian stands for Dari, too: in news prose they share letters and frequent words. Kazakh and Kyrgyz are written in it
  /// in China. Windows-1256 has no Persian `ی` and `ک`, so that Persian, Pashto and Kurdish come with Arabic `ي` and `ك`.
  static let arabic = LanguageCues(
    base: 0x600...0x77F,
    languages: [
      Language(tag: "ur", signature: "ےںہٹڈڑھ", words: urdu),
      Language(tag: "fa", words: persian),
      Language(tag: "ps", signature: "ېښړځڅټډږۍڼګ", words: pashto),
      Language(tag: "ar", signature: "ةأإيكى", words: arabicWords),
      Language(tag: "sd", signature: "ڄڃڦٻڀٿٽڌڊڏڳڱڻڙٺڪ۾۽", words: sindhi),
      Language(tag: "ug", signature: "ۇۆۈۋەې", words: "بىلەن ۋە بۇ ئۇيغۇر ئۈچۈن بىر دەپ ئىچىدە كېيىن"),
      Language(tag: "ckb", signature: "ەۆێڕڵ", words: "لە بە بۆ کە ئەو ئەم لەگەڵ دەکات کرد کراوە"),
      Language(tag: "pnb", signature: "ےںہٹڈڑھ", words: punjabi),
      Language(tag: "bal", signature: "ءےںۓ", words: "ءَ ءِ ءُ انت بیت اَنت اِنت کنت گوں پہ چہ بوت کتگ بلوچستانءَ"),
      Language(tag: "ks", signature: "ٲٳۄؠٚ", words: "چھُ چھِ چھ تہٕ منٛز ہُنٛد سٕتؠ چھے"),
      Language(tag: "kk", signature: "ٴ", words: "جانە مەن ۇشىن بويىنشا ەلدى ەكەن"),
      Language(tag: "uz", words: uzbek),
      Language(tag: "ky", signature: "ۅۉ", words: "جانا مەنەن ۉچۉن بولۇپ"),
    ],
    letters: [
      ("ٹڈڑںےۓ", "ur pnb bal ks"), ("ہ", "ur pnb bal ks"), ("ھ", "ur pnb bal ks sd ug ckb"), ("ۂ", "ur"),
      ("ټډړږښځڅۍڼګ", "ps"), ("ې", "ps ug"), ("ۀ", "fa ps"),
      ("ڄڃڦٻڀٿٽڌڊڏڳڱڻڙٺڪ۾۽", "sd"),
      ("ۈ", "ug"), ("ۇ", "ug kk ky"), ("ۋ", "ug kk ky"), ("ڭ", "ug kk ky"), ("ۆ", "ug ckb kk"), ("ە", "ug ckb kk ky"),
      ("ئ", "ur fa ps ar sd ug ckb pnb bal ks"), ("ێڕڵڤڎ", "ckb"), ("ٴٶٷٸ", "kk"), ("ۅۉ", "ky"), ("ٲٳۄؠٟ", "ks"),
      ("ݨ", "pnb"),
      ("ه", "fa ps ar sd ckb"), ("ی", "ur fa ps pnb bal ckb ks"), ("ي", "ar ps sd ug fa kk ky"),
      ("ک", "ur fa ps sd pnb bal ckb ks"), ("ك", "ar ug fa ps ckb kk ky"), ("ى", "ar ug fa ps kk ky"),
      ("ةأإ", "ar"), ("پچ", "ur fa ps sd ug ckb pnb bal ks kk ky"), ("گ", "ur fa ps sd ug ckb pnb bal ks kk ky"),
      ("ژ", "ur fa ps ug ckb"), ("ثذصضطظحع", "ar fa ur ps sd pnb bal ks"),
    ],
    article: ("ال", language: "ar"))

  private static let urdu = """
    ہے ہیں کے کی کا کو میں سے نے پر اور کہ یہ بھی گیا گئی گئے کر دیا تھا تھی تھے نہیں لیے ساتھ بعد وہ جو ایک ہو ہوئے ہوئی \
    رہا رہے رہی کرنے والے والی خلاف کیا کیے جائے دی اس ان اپنے تک ہوگا ہوگی کہا
    """
  private static let persian = """
    است که را از به در این با برای می های شد کرد آن بر تا شده کرده کردند شدند گفت داد بود خود یک نمی هم ها نیز اما اگر \
    باید پس شود کند کنند دارد دارند بودند روی هر چند دو همه او شان خواهد مي هاي كه اين كرد يك من وی وي كرده اند دست پیش \
    رئیس‌جمهور گفته درباره علیه سال روز کشته کشور خواست می‌شود داده
    """
  private static let pashto = """
    د په چې او ته کې له سره نه دي دی ده شوي شوی شول شو کړي کړی کړ کړل وو یو هم تر پر خپل خپلو هغه دغه باندې لپاره کوي \
    کیږي کېږي وايي ویلي وویل به کړه شي څخه څو ډول مې ترې پورې یې يې چي کښې لري وه کله وروسته شوې دې بلل وژل وژلي کسان \
    شوه کړې ولسمشر يو دا ورته ورځ
    """
  private static let arabicWords = """
    في على إلى أن عن مع هذا هذه التي الذي الذين بين كان كانت قال قالت لم لن خلال وقد وقال إن أو أي حول عبر ضد منذ لدى \
    ذلك تلك حتى بعد قبل ما من لا قد ثم عند عبر وفي ومن بأن أكد أعلن أعلنت وزير أكثر غير بعض مقتل
    """
  private static let sindhi = "جي جو ۾ ۽ کي آهي جا کان تي ته هن سان آهن ڪري ڪيو ويو نه جيڪو وارو ٿيو ٿي هي"
  private static let punjabi = "دا دے نوں وچ اے نال ہن ایہ نیں کیتا ایس اوہ لئی دیاں توں ہویا گئے سی دی"
  private static let uzbek = """
    بیلن اوچون بو شو بیر بیرگن بولگن بولیب قیلدی قیلیش ایدی لیکن لری نینگ ده دن اوزبیک اوزبیکستان گه
    """
}
