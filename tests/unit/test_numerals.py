"""A number typed by hand is found however it is said; an ordinary report has no false alarms."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.figures.number_words import value
from khoss.figures.numerals import Numeral, find_numerals
from tests.support.official import official_history

GOALS = official_history().goal_keys


def found(said: str) -> list[str]:
    return [one.words for one in find_numerals(said, goals=GOALS)]


def the_one(said: str) -> Numeral:
    (one,) = find_numerals(said, goals=GOALS)
    return one


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        # One, and none.
        ("En av länsstyrelserna har svarat nej.", ["En"]),
        ("Ett av länen, en utav de mindre länsstyrelserna.", ["Ett", "en"]),
        ("En av 21, ett av tjugoen.", ["En av 21", "ett av tjugoen"]),
        ("Inget län svarade nej. Inget av länen. Ingen länsstyrelse.", ["Inget", "Inget", "Ingen"]),
        ("Inte en enda länsstyrelse, inte ett enda län.", ["Inte en enda", "inte ett enda"]),
        ("Inte någon länsstyrelse, ej något av länen.", ["Inte någon", "ej något"]),
        ("En enda länsstyrelse, minst ett län, exakt en länsstyrelse.", ["En enda", "minst ett",
                                                                         "exakt en"]),
        ("Ytterligare en länsstyrelse har en plan.", ["Ytterligare en"]),
        ("En länsstyrelse angav nej.", ["En"]),
        # All, or nearly all.
        ("Alla utom en länsstyrelse har en plan.", ["Alla utom en"]),
        ("Alla länsstyrelser utom två. Samtliga län förutom ett.", ["Alla länsstyrelser utom två",
                                                                    "Samtliga län förutom ett"]),
        ("Varje länsstyrelse har en plan. Varje län svarade ja.", ["Varje", "Varje"]),
        ("Båda länsstyrelserna, bägge länen, båda de länen.", ["Båda", "bägge", "båda"]),
        ("Nästan alla har en plan. Så gott som alla länsstyrelser.", ["Nästan alla",
                                                                     "Så gott som alla"]),
        ("Länen svarade enhälligt ja, utan undantag.", ["enhälligt", "utan undantag"]),
        # Some of them.
        ("En minoritet av länen.", ["En minoritet"]),
        ("Större delen av länen, en stor del av länsstyrelserna.", ["Större delen",
                                                                   "en stor del"]),
        ("Huvuddelen av länen. Större delen svarade ja.", ["Huvuddelen", "Större delen"]),
        ("Merparten, majoriteten, samtliga.", ["Merparten", "majoriteten", "samtliga"]),
        ("Ett flertal länsstyrelser, ett stort antal län.", ["Ett flertal", "ett stort antal"]),
        ("Ett fåtal, några få län, enstaka länsstyrelser.", ["Ett fåtal", "några få", "enstaka"]),
        ("Vartannat län, varannan länsstyrelse.", ["Vartannat", "varannan"]),
        ("Vart tredje län, var femte har en plan.", ["Vart tredje", "var femte"]),
        ("Ett par län, ett halvdussin, en handfull, dussintals.", ["Ett par", "ett halvdussin",
                                                                   "en handfull", "dussintals"]),
        ("Ett tjugotal, ett tiotal, miljontals, hundratalet personer.", ["Ett tjugotal",
                                                                        "ett tiotal",
                                                                        "miljontals",
                                                                        "hundratalet"]),
        # Numbers in letters.
        ("Etthundra kommuner, etthundratjugo kommuner.", ["Etthundra", "etthundratjugo"]),
        ("Det är tvåhundranittio eller trehundra.", ["tvåhundranittio", "trehundra"]),
        ("Tvåtusen personer, hundrafemtio kommuner.", ["Tvåtusen", "hundrafemtio"]),
        ("Två hundra, ett hundra, en miljon.", ["Två hundra", "ett hundra", "en miljon"]),
        ("1,5 miljoner, två miljarder, 2 tusen.", ["1,5 miljoner", "två miljarder", "2 tusen"]),
        # Percent and parts.
        ("Etthundra procent, en procent.", ["Etthundra procent", "en procent"]),
        ("En 90-procentig ökning, 15-procentig, femtioprocentig.", ["90-procentig", "15-procentig",
                                                                    "femtioprocentig"]),
        ("50 %, 50 pct, 50 proc, 5 ‰, femtio procent.", ["50 %", "50 pct", "50 proc", "5 ‰",
                                                         "femtio procent"]),
        ("Tre procentenheter, ± 3 procent, −4.", ["Tre procentenheter", "3 procent", "4"]),
        ("1/3 av länen, 15/21, 2½, ⅐, tvåtredjedelar, en niondel.", ["1/3", "15/21", "2½", "⅐",
                                                                    "tvåtredjedelar",
                                                                    "en niondel"]),
        # Change.
        ("Antalet ja steg 4 jämfört med 2023.", ["4"]),
        ("Andelen steg 4 enheter, antalet ja steg 4.", ["4", "4"]),
        ("Det steg med fyra.", ["fyra"]),
        ("Antalet fördubblades, tredubblades, har halverats.", ["fördubblades", "tredubblades",
                                                                "halverats"]),
        ("Hälften så många, dubbelt så många, tre gånger så många.", ["Hälften", "dubbelt så många",
                                                                     "tre"]),
        ("Lika många som 2023, en fördubbling.", ["Lika många", "fördubbling"]),
        # Nearly.
        ("Drygt 15, knappt 15, omkring 15, uppemot 15, c:a 15.", ["Drygt 15", "knappt 15",
                                                                  "omkring 15", "uppemot 15",
                                                                  "c:a 15"]),
        # Written together.
        ("ca15 länsstyrelser, 5ja, ja15, 15av 21.", ["ca15", "5", "15", "15av 21"]),
        ("Då svarade15 län, endast15, hela15, var15, 15svarade ja.", ["15"] * 5),
        # No times of day, no durations.
        ("Det är 12.30–13.30 procent, 10.15 – 20.30 %.", ["12.30", "13.30 procent", "10.15",
                                                          "20.30 %"]),
        ("Det är 15 dagövningar, 15 dagbefäl, 15 månadsrapporter.", ["15"] * 3),
        # What was answered, in other words.
        ("En länsstyrelse uppger det. Alla uppgav ja. Ingen uppfyller det.", ["En", "Alla",
                                                                             "Ingen"]),
        ("Flera redovisade en plan. Några svarade nej.", ["Flera", "Några"]),
        # Shares in words.
        ("En stor andel av länen, en hög andel länsstyrelser, en låg andel av länsstyrelserna.",
         ["En stor andel", "en hög andel", "en låg andel"]),
        ("I princip alla har en plan. Ett drygt tjugotal.", ["I princip alla",
                                                             "Ett drygt tjugotal"]),
        ("Antalet är oförändrat. Samma andel som 2023. Lika stor andel.", ["Antalet är oförändrat",
                                                                           "Samma andel",
                                                                           "Lika stor andel"]),
        ("En ökning med en länsstyrelse, en minskning med ett län.", ["ökning med en",
                                                                     "minskning med ett"]),
        # What only looks like the code of a goal.
        ("JA 15, JA 20, NEJ 3, EU 27.", ["15", "20", "3", "27"]),
        ("Inom SL 15 länsstyrelser svarade ja.", ["15"]),
        ("Inom SL 2 länsstyrelser svarade ja. Inom UP 2 av 21 län.", ["2", "2 av 21"]),
        ("SL 99, SL-99 och PF99.", ["99", "99", "99"]),
        # Signs that nobody sees, and others than those that people type.
        ("nittio\u00adfem, fem\u00adton, f\u200bem, 1\u200d5, 1\u20605.", ["nittiofem", "femton",
                                                                          "fem", "15", "15"]),
        ("１５ länsstyrelser, １５％, 10\u202f000.", ["15", "15%", "10 000"]),
        ("I 15¹ länsstyrelser.²", ["15"]),
        ("Hos ⑮ och 𝟏𝟓, 1\u200e5, 1\ufe0f5.", ["15", "15", "15", "15"]),
        # What stands beside something that is no figure.
        ("D.v.s. 15 har svarat. Det var 15/21 2024.", ["15", "15/21"]),
        ("Då svarade 15 och två år senare 17. Hos 15 och 2 maj.", ["15", "17", "15"]),
        ("Det var 15 år 2023 och femton år 2024.", ["15", "femton"]),
        ("Alla andra svarade ja, ingen enda svarade nej.", ["Alla andra", "ingen enda"]),
        ("Se tabell 3 och 15 svarade ja. Bilaga 2 och 15 av 21 län.", ["15", "15 av 21"]),
        ("Det var 2000 av 2100 svar.", ["2000 av 2100"]),
        ("Delmål 1, 2 och 15 svarade ja. Delmål 1, 2 och 15 län.", ["2", "15", "2", "15"]),
        ("På SL 2 och 15 har svarat. På SL 2 och 3 län. SL 1 och 99.", ["15", "3", "99"]),
        ("Kapitel 2, 15 svarade. Åtgärd 15 länsstyrelser, förslag 5 %.", ["15", "15", "5 %"]),
        ("I steg två länsstyrelser. Antalet ja steg två. Prio 1 och 15 län.", ["två", "två",
                                                                             "15"]),
        ("Samtliga svarade. Hos samtliga länsstyrelser. Från 15 till samtliga.",
         ["Samtliga", "samtliga", "15", "samtliga"]),
        ("På en skala 1–5 procent, hos 100 15 län.", ["1", "5 procent", "100", "15"]),
        # One more, one less.
        ("Antalet ökade med en, från en till tre, en länsstyrelse fler än 2023.", ["ökade med en",
                                                                                  "en", "tre",
                                                                                  "en"]),
        ("Den enda länsstyrelsen, antalet dubblerades.", ["Den enda", "dubblerades"]),
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_said(sentence: str, words: list[str]) -> None:
    assert found(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Lag (2003:778) om skydd mot olyckor, 2 kap. 3 a §, 3–5 §§, 1 kap. 2 § första stycket 3.",
        "Prop. 2020/21:30, SOU 2023:11, HSLF-FS 2022:12, förordning (EU) 2016/679, ISO 22301.",
        "Dnr 5.4-1234/2024, dnr S2023/01234, ärendenummer 4.1.3-12, ärende 2022/03174.",
        "Den 12 mars, 1–3 april, den 1 och 2 maj, den 12/3, 1/3 2024, vecka 12, v. 12, kvartal 3.",
        "Kl. 13.30–15.00, 08.00–16.30, 13:30, dygnet runt 24/7, ring 112 eller 1177.",
        "Under 2023 och 2024, på 1990-talet och tjugotalet, från 2023 till 2030.",
        "I första hand, i andra hand, för det tredje, det femte målet, den tredje länsstyrelsen.",
        "En del av arbetet, en del länsstyrelser, vissa län, en länsstyrelse ska stödja.",
        "Ett län kan mer. Den ena och den andra. Det ena länet. En av de viktigaste frågorna.",
        "Två månader, 72 h, 72 tim, fem till tio år, två- till treårig, treårsperiod, 20-åringar.",
        "Två gånger per år, tre gånger om året, per 100 000 invånare.",
        "Kapitel 3, tabell 2, figur 2.1, bilaga 4, fråga 7, rad 3, scenario 2, etapp 1.",
        "Bilaga 2 och 3, tabellerna 2 och 3, avsnitt 3.1 och 3.2, vecka 40 och 41, sektor 5.",
        "På så sätt kan varje länsstyrelse bidra. Därför bör varje länsstyrelse öva.",
        "Steg 4, i steg 2 prövas det, från steg 1 till steg 2. Antalet steg är flera.",
        "SL 2, SL-2, SL2, UO 3, SL 1–3, PF\u00a07, prio 1.",
        "På SL 2 svarade de. Inom UO 3 är det så. SL-2 län för län.",
        "På ett bra sätt, alla delar av planen, alla frågor, alla vet, alla har ett ansvar.",
        "Större delen av året, en stor del av arbetet, i flera fall, många kommuner.",
        "För att få länsstyrelserna att svara, för att få län att samverka.",
        "Länet var tredje bäst, var fjärde år, varannan månad, varje år, varje kommun.",
        "I varje län finns det. Varje länsstyrelse ska svara, för varje länsstyrelse.",
        "Båda delarna, båda målen, ett par veckor, ett antal åtgärder, några åtgärder.",
        "Flera på länsstyrelsen, ingen inom länsstyrelsen, alla som länsstyrelsen känner.",
        "Det är viktigt att alla kommuner deltar och att ingen kommun är utan.",
        "Tempot bör inte halvera kvaliteten. Dubbelt bokföringssystem. Länens gemensamma plan.",
        "COVID-19, A4, RAKEL G2, G7, 5G-nät, PM2.",
        "En enda fråga, ett enda sätt, inte en enda gång. Inte någon kommun.",
        "En av länsstyrelsernas uppgifter är att leda. I samverkan med en länsstyrelse.",
        "Enligt 3 kap. 1 och 2 §§, 2 kap. 1, 4 och 5 §§, paragraf 5 och 17 kap 8 §.",
        "Enligt 2, 3 och 5 §§, utgiftsområde 6, anslag 2:4, anslagspost 16.",
        "Uppdrag 3.12 i regleringsbrevet, mellan den 1 och den 30 november, 701 86 Örebro.",
        "Mål med prio 1 och 2, delmål 1, 2 och 3, SL 1 och 2, SL 1, 2 och 3, frågorna 1–4.",
        "Prioriterat område 2, förslag 1: öva. Rekommendation 2 och 3, åtgärd 12.",
        "Kapitel två, i steg två, på en skala 1–5, på skalan från 1 till 5.",
        "Uppdraget ges till samtliga länsstyrelser. Varje länsstyrelse svarar för sin bedömning.",
        "En länsstyrelse svarar för samordningen.",
        "Efter tre dagars övning, två månaders arbete, fem veckor, 72 timmars drift, 14 dygn.",
        "En 14-dagarsperiod, 3-månadersrapport. De uppgav skäl. En stor andel av kommunerna.",
        "En ökning med en liknande takt. Samma antal. Några redovisas. Läget är oförändrat.",
        "Åren går i Sexdrega. Entré, ettan och tvåan, trepartssamtal.",
    ],
)
def test_an_ordinary_report_has_no_false_alarms(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("tjugoen", 21), ("nittionio", 99), ("hundra", 100), ("etthundratjugo", 120),
        ("tvåhundranittio", 290), ("femtonhundra", 1500), ("tvåtusen", 2000), ("2 tusen", 2000),
        ("tusenfemhundra", 1500), ("tjugofemtusentvåhundra", 25_200), ("två hundra", 200),
        ("en miljon", 10**6), ("1,5 miljoner", 1_500_000), ("en halv miljon", 500_000),
        ("tjuett", 21), ("tjufem", 25), ("aderton", 18), ("ettusen", 1000),
        ("tjugoettusen", 21_000), ("ettusenfemhundra", 1500),
        ("10 000", 10_000), ("10\u202f000", 10_000), ("10.000", 10_000), ("１５", 15),
    ],
)  # fmt: skip
def test_a_number_says_what_people_read(said: str, count: int) -> None:
    assert the_one(f"Det är {said}.").count == count


@pytest.mark.parametrize("written", ["1" * 20_000, "tio" * 5_000])
def test_a_number_of_any_length_is_found(written: str) -> None:
    assert found(f"Det är {written} nu.") == [written]


def test_a_part_says_its_share() -> None:
    assert the_one("femtioprocentig").share == Fraction(1, 2)
    assert the_one("en niondel").share == Fraction(1, 9)
    assert (the_one("15/21").count, the_one("15/21").whole) == (15, 21)
    assert (the_one("ca15 län").count, the_one("ca15 län").exact) == (15, False)


HUNDREDS = ("", "etthundra", "tvåhundra", "trehundra", "fyrahundra", "femhundra", "sexhundra",
            "sjuhundra", "åttahundra", "niohundra")  # fmt: skip
TENS = ("", "tio", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
ONES = ("", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")  # fmt: skip


def letters(number: int) -> str:
    """Write a number from 2 to 999 999 in letters."""
    if number >= 1000:
        return f"{letters(number // 1000)}tusen{letters(number % 1000)}"
    rest = number % 100
    below = ONES[rest] if rest < len(ONES) else TENS[rest // 10] + ONES[rest % 10]
    return HUNDREDS[number // 100] + below


@given(st.integers(2, 999_999))
def test_every_number_in_letters_is_found_with_its_value(number: int) -> None:
    written = letters(number)
    assert value(written) == number
    assert found(f"Det är {written} nu.") == [written]


@given(st.integers(2, 99), st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff"), st.data())
def test_a_sign_that_nobody_sees_hides_no_number(
    number: int, sign: str, data: st.DataObject
) -> None:
    written = letters(number)
    place = data.draw(st.integers(1, len(written) - 1))
    hidden = f"Det är {written[:place]}{sign}{written[place:]} nu."
    (one,) = find_numerals(hidden, goals=GOALS)
    assert (one.words, one.start) == (written, len("Det är "))
