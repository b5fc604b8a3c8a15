"""Which fields of Exif the public is told, and their French names: only those named here, so that no unknown one tells a place.

ImageDescription and UserComment are not among them: people and programs write where they stood there, in words or numbers.
"""

import json

_SHOWN = {
    "Make": "Marque",
    "Model": "Appareil",
    "LensModel": "Objectif",
    "DateTimeOriginal": "Prise de vue",
    "DateTimeDigitized": "Numérisation",
    "DateTime": "Dernière modification",
    "ExposureTime": "Temps de pose, en secondes",
    "FNumber": "Ouverture",
    "ISOSpeedRatings": "Sensibilité ISO",
    "FocalLength": "Focale, en millimètres",
    "Software": "Logiciel",
    "Artist": "Auteur",
    "Copyright": "Droits",
}


def told_of_camera(exif: str | None) -> str | None:
    """Of the fields of a picture, as `contents.exif` of an archive has them, those that are told; None: there are none.

    >>> told_of_camera('{"Model": "M 12", "BodySerialNumber": "7", "GPSLatitude": "46.5"}'), told_of_camera(None)
    ('{"Model": "M 12"}', None)
    """
    told = {name: value for name, value in json.loads(exif or "{}").items() if name in _SHOWN}
    return json.dumps(told, ensure_ascii=False) if told else None


def words_of_camera(exif: str | None) -> tuple[tuple[str, str], ...]:
    """Names in French and values, in the order of the list above, of `files.exif` of a snapshot."""
    told = json.loads(exif or "{}")
    return tuple((words, str(told[name])) for name, words in _SHOWN.items() if name in told)
