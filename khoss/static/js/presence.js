// Tells that somebody is in an assessment, and shows who else is.

const EVERY_MS = 30000;

async function tell(place) {
  if (document.visibilityState !== "visible") return;
  const body = new URLSearchParams({ goal: place.dataset.goal, csrf_token: place.dataset.token });
  try {
    const answer = await fetch(place.dataset.khossPresence, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { present } = await answer.json();
    const text = present.length ? `${place.dataset.heading} ${present.join(", ")}` : "";
    if (place.textContent !== text) place.textContent = text;
  } catch {
    // The network is away for a moment: the next call may find it again.
  }
}

export function showPresence(place) {
  tell(place);
  setInterval(() => tell(place), EVERY_MS);
}
