// A figure that is picked goes where the caret was: the form tells the server the place, and the
// page that comes back puts the caret after the figure. Without this it goes last.
export function followCaret(form) {
  const field = form.querySelector("textarea");
  const place = form.querySelector('input[name="caret"]');
  if (!field || !place) return;
  if (place.value !== "") {
    field.focus();
    field.setSelectionRange(Number(place.value), Number(place.value));
  }
  const note = () => { place.value = String(field.selectionStart); };
  for (const event of ["select", "keyup", "click", "input"]) field.addEventListener(event, note);
}
