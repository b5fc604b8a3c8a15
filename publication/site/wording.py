"""French words for dates, numbers, sizes, types and states, set as a French printer sets them; pages say the rest."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NO_BREAK = "\u00a0"
NARROW = "\u202f"

_CODE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<pre.*?</pre>|<[^>]*>)", re.DOTALL)
_BEFORE_COLON = re.compile(r" (?=:(?!:))")
_BEFORE_HIGH = re.compile(r" (?=[;?!](?!=))")

TYPES: Mapping[str, str] = {
    "application/pdf": "Document PDF",
    "application/msword": "Document Word (.doc)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Document Word (.docx)",
    "application/vnd.oasis.opendocument.text": "Document texte (OpenDocument)",
    "application/rtf": "Document texte (RTF)",
    "text/rtf": "Document texte (RTF)",
    "text/plain": "Texte",
    "text/csv": "Tableau (CSV)",
    "application/vnd.ms-excel": "Classeur Excel (.xls)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Classeur Excel (.xlsx)",
    "application/vnd.oasis.opendocument.spreadsheet": "Classeur (OpenDocument)",
    "application/vnd.ms-powerpoint": "Présentation PowerPoint (.ppt)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Présentation PowerPoint (.pptx)",
    "application/vnd.oasis.opendocument.presentation": "Présentation (OpenDocument)",
    "application/zip": "Dossier compressé (ZIP)",
    "application/x-ole-storage": "Document Office ancien, de type inconnu",
    "application/x-ole-encrypted-package": "Document Office protégé",
    "application/octet-stream": "Fichier de type inconnu",
    "image/jpeg": "Image JPEG",
    "image/png": "Image PNG",
    "image/gif": "Image GIF",
    "image/svg+xml": "Image SVG",
    "image/tiff": "Image TIFF",
    "image/webp": "Image WebP",
    "image/bmp": "Image BMP",
    "image/heic": "Image HEIC",
    "message/rfc822": "Courriel",
    "audio/mpeg": "Enregistrement sonore (MP3)",
    "video/mp4": "Vidéo (MP4)",
    "video/x-flv": "Vidéo (Flash)",
    "text/html": "Page web",
}
"""Media type to words; what is not named here is called by its media type."""

STATES: Mapping[str, tuple[str, str]] = {
    "held": ("Conservé", "Ce fichier est conservé entier dans l’archive."),
    "truncated": ("Conservé en partie", "Ce fichier est conservé, mais il est arrivé coupé : sa fin manque."),
    "protected": ("Conservé, protégé", "Ce fichier est conservé ; pour l’ouvrir, il faut un mot de passe que l’archive n’a pas."),
    "corrupt": ("Conservé, abîmé", "Ce fichier est conservé tel qu’il est arrivé, mais il est abîmé et peut ne pas s’ouvrir."),
    "not-asked": ("Non conservé", "Ce fichier n’a pas été demandé au site d’origine : l’archive n’en a que l’annonce."),
    "missing": ("Disparu", "Le site d’origine n’avait déjà plus ce fichier quand l’archive a été faite."),
    "failed": ("Non reçu", "Le site d’origine n’a pas pu donner ce fichier quand l’archive a été faite."),
    "empty": ("Vide", "Le site d’origine a donné un fichier vide."),
    "not-the-file": ("Page web à la place du fichier", "Le site d’origine a donné une page web à la place de ce fichier."),
}  # fmt: skip
"""State of a file to a word and a sentence."""

_NOT_FOUND = "la recherche ne trouve pas ses mots."
OUTCOMES: Mapping[str, str] = {
    "protected": f"Son texte n’a pas pu être lu, car il est protégé par un mot de passe : {_NOT_FOUND}",
    "corrupt": f"Son texte n’a pas pu être lu, car le fichier est abîmé ou incomplet : {_NOT_FOUND}",
    "unsupported": f"Le texte de ce fichier n’a pas été lu, car l’archive ne sait pas lire cette sorte de fichier : {_NOT_FOUND}",
    "timeout": f"Le texte de ce fichier n’a pas été lu, car le lire prenait trop de temps : {_NOT_FOUND}",
    "memory": f"Le texte de ce fichier n’a pas été lu, car le lire demandait trop de mémoire : {_NOT_FOUND}",
    "crash": f"Le texte de ce fichier n’a pas pu être lu, car sa lecture a échoué : {_NOT_FOUND}",
}
"""What came of reading the text of a file to a sentence; none where it was read."""

WARNINGS: Mapping[str, str] = {
    "no-text": "Des pages de ce fichier sont des images : leur texte n’est pas encore disponible, la recherche ne les trouve pas.",
    "gibberish": "Le texte de ce fichier est illisible, car ses caractères sont brouillés : la recherche ne trouve guère ses mots.",
    "too-long": "Ce fichier est très long : seul le début de son texte se lit ici, et la recherche ne trouve pas le reste.",
    "partly": "Une partie de ce fichier n’a pas pu être lue : elle manque au texte montré ici, et la recherche ne la trouve pas.",
}
"""What was odd with the text of a file to a sentence."""

DOORS: Mapping[str, str] = {
    "live": "copie prise sur le site lui-même, alors qu’il répondait encore",
    "wayback": "copie prise dans la Wayback Machine d’Internet Archive",
    "warc": "copie reprise d’une archive faite par d’autres",
    "mirror": "copie reprise d’un dossier où le site avait été enregistré",
    "file": "page enregistrée par une personne",
}
"""Door of a capture to words."""

REASONS: Mapping[str, str] = {
    "personal-data": "protection de données personnelles",
    "copyright": "droit d’auteur",
    "court": "décision de justice",
    "publisher": "demande de l’organisme qui l’avait publié",
    "other": "autre motif",
}
"""Reason of a withdrawal to words."""


def typeset(source: str) -> str:
    """A text or template with the blanks of French: a narrow one before ; ! ?, a no-break one before : and within « ».

    Tags, samples of code and what is between braces stay as they are.

    >>> typeset('Qui ? <a title="a : b">{{ x ? y }}</a> : « oui » !').encode("ascii", "backslashreplace").decode()
    'Qui\\\\u202f? <a title="a : b">{{ x ? y }}</a>\\\\xa0: \\\\xab\\\\xa0oui\\\\xa0\\\\xbb\\\\u202f!'
    """
    pieces = _CODE.split(source)
    for number in range(0, len(pieces), 2):
        piece = _BEFORE_HIGH.sub(NARROW, _BEFORE_COLON.sub(NO_BREAK, pieces[number]))
        pieces[number] = piece.replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")
    return "".join(pieces)


def number_words(number: int) -> str:
    """A number with narrow blanks between thousands.

    >>> number_words(1234567) == "1\\u202f234\\u202f567"
    True
    """
    return f"{number:,}".replace(",", NARROW)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun; French counts none as one.

    >>> counted(0, "article"), counted(2, "article"), counted(2, "journal", "journaux")
    ('0\\xa0article', '2\\xa0articles', '2\\xa0journaux')
    """
    return f"{number_words(number)}{NO_BREAK}{one if number < 2 else many or one + 's'}"


def date_words(day: str) -> str:
    """A date, as precise as it is: ISO 8601 day, month or year. What is no such date comes back as it is.

    >>> date_words("2011-06-16"), date_words("2012-01-01"), date_words("2011-06"), date_words("2011")
    ('16\\xa0juin 2011', '1er\\xa0janvier 2012', 'juin 2011', '2011')
    """
    parts = day.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return day
    if len(parts) == 1:
        return day
    if not 1 <= int(parts[1]) <= 12:
        return day
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return month
    return f"{'1er' if int(parts[2]) == 1 else int(parts[2])}{NO_BREAK}{month}"


def of_date(words: str) -> str:
    """A date in words behind « de »: days and the year take du or de, months that begin with a vowel d’.

    >>> of_date("16\\xa0juin 2011"), of_date("avril 2011"), of_date("juin 2011"), of_date("2011")
    ('du 16\\xa0juin 2011', 'd’avril 2011', 'de juin 2011', 'de 2011')
    """
    if NO_BREAK in words:
        return f"du {words}"
    return f"d’{words}" if words[0] in "ao" else f"de {words}"


def le_or_en(day: str) -> str:
    """What stands before a date where something happened then: « le » before a day, « en » before a month or a year.

    >>> le_or_en("2011-06-16"), le_or_en("2011-06"), le_or_en("2011")
    ('le', 'en', 'en')
    """
    return "le" if day.count("-") == 2 else "en"


def moment(time: str) -> datetime:
    """Time of a capture, ISO 8601 in UTC."""
    return datetime.fromisoformat(time).astimezone(UTC)


def moment_words(time: str) -> str:
    """Time of a capture to the minute.

    >>> moment_words("2026-11-27T01:05:58.151821Z")
    '27\\xa0novembre 2026 à 1\\xa0h\\xa005 (temps universel)'
    """
    return f"{short_moment_words(time)} (temps universel)"


def short_moment_words(time: str) -> str:
    """The same where a head says what clock it is.

    >>> short_moment_words("2026-11-27T01:05:58.151821Z")
    '27\\xa0novembre 2026 à 1\\xa0h\\xa005'
    """
    when = moment(time)
    return f"{date_words(when.date().isoformat())} à {when.hour}{NO_BREAK}h{NO_BREAK}{when.minute:02}"


def day_words(time: str) -> str:
    """Day of a capture, in UTC.

    >>> day_words("2026-11-27T01:05:58.151821Z")
    '27\\xa0novembre 2026'
    """
    return date_words(moment(time).date().isoformat())


def size_words(count: int) -> str:
    """A number of bytes in French units, of 1,024 each as SPIP counted them.

    >>> size_words(812), size_words(19384), size_words(2_621_440), size_words(104_857_600)
    ('812\\xa0octets', '18,9\\xa0Ko', '2,5\\xa0Mo', '100\\xa0Mo')
    """
    if count < 1024:
        return counted(count, "octet")
    units = ["Go", "Mo", "Ko"]
    size = count / 1024
    while size >= 1023.95 and len(units) > 1:
        units.pop()
        size /= 1024
    shown = f"{size:.0f}" if size >= 99.95 else f"{size:.1f}".removesuffix(".0").replace(".", ",")
    return f"{shown}{NO_BREAK}{units[-1]}"


def type_words(media_type: str | None, path: str) -> str:
    """Type of a file: by its content, else by the end of its name, which is said so.

    >>> type_words("application/pdf", "x"), type_words("a/b", "x"), type_words(None, "pdf/x.PDF"), type_words(None, "x")
    ('Document PDF', 'Fichier (a/b)', 'Fichier .pdf d’après son nom', 'Fichier de type inconnu')
    """
    if media_type is not None:
        return TYPES.get(media_type, f"Fichier ({media_type})")
    ending = re.search(r"\.([A-Za-z0-9]{1,5})$", path)
    return f"Fichier .{ending[1].lower()} d’après son nom" if ending else "Fichier de type inconnu"


def state_words(state: str) -> tuple[str, str]:
    """A word and a sentence for the state of a file; one that is not known here keeps its name."""
    word, sentence = STATES.get(state, (state, f"État de ce fichier : {state}."))
    return word, typeset(sentence)


def host_of(url: str) -> str:
    """Host of an address, for people.

    >>> host_of("https://www.example.org:80/a?b"), host_of("none")
    ('www.example.org', 'none')
    """
    return re.sub(r"^\w+://([^/:?#]+).*", r"\1", url, flags=re.DOTALL)
