"""Which language a text is written in, by the small words that only it has."""

import re
from collections import Counter

_LONGEST = 20_000  # characters that are looked at
_FEWEST = 5  # small words that tell a language
_PART = 4  # of all letters, one in so many tells a language of other signs
_SMALL = {
    "en": "the and of to is for that with was this are",
    "de": "der die und das ist nicht mit für auf wurde wir ein",
    "fr": "le les des est une pour dans et sur nous du pas",
    "es": "el los las y una con por del se está fue",
    "pt": "os uma com não do da em foi são ao pela",
}
_LANGUAGE_OF = {word: code for code, words in _SMALL.items() for word in words.split()}
_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def language(text: str) -> str:
    """Return a language by its code, as in `[language]`; empty where too little tells it."""
    looked = text[:_LONGEST]
    words = re.findall(r"[^\W\d_]+", looked.casefold())
    counted = Counter(code for word in words if (code := _LANGUAGE_OF.get(word)))
    kana, han = len(_KANA.findall(looked)), len(_HAN.findall(looked))
    if (kana + han) * _PART > sum(map(len, words)):  # else a line of it in another language
        counted["ja" if kana > han / 10 else "zh"] += kana + han
    best = counted.most_common(2) or [("", 0)]
    clear = best[0][1] >= _FEWEST and (len(best) == 1 or best[0][1] > best[1][1])
    return best[0][0] if clear else ""
