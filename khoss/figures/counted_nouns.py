"""What is counted in the coordinator's texts: counties, answers, and whom they are about."""

from __future__ import annotations

COUNTIES = r"(?:länsstyrelser(?:na)?s?|länens?|län)\b"
COUNTY = r"(?:länsstyrelse|län)\b"
COUNTED = (
    r"(?:länsstyrelser(?:na)?|län|länen|kommuner(?:na)?|regioner(?:na)?|myndigheter(?:na)?|"
    r"delmål(?:en)?|frågor(?:na)?|svar|svaren|procent|procentenheter|personer|invånare|anställda|"
    r"medarbetare|deltagare|verksamheter|kronor)\b"
)
ONE_COUNTED = (
    r"(?:länsstyrelse|län|kommun|region|myndighet|delmål|fråga|svar|person|invånare|anställd|"
    r"medarbetare|deltagare|verksamhet)\b"
)
RATINGS = r"(?:ja|nej|delvis)\b"
ANSWERED = (
    r"(?:(?:har|hade)\s+)?(?:(?:nu|redan|också|hittills|ännu|inte|då)\s+)?"
    r"(?:svara(?:t|de)|svarar(?!\s+för\b)|uppger|uppgav|uppfyller|uppfyllde|redovisar|redovisade|"
    r"(?:angav|anger|angett|gav|gett)\s+(?:svaret\s+)?(?:ja|nej|delvis))\b"
)
# What may be written together with the number before it.
ANSWERING = (
    r"(?:svara(?:t|de|r)|angav|anger|gav|uppger|uppgav|uppfyller|uppfyllde|redovisar|redovisade|"
    r"har|hade)\b"
)
