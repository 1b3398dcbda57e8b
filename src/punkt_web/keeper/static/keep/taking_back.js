// An answer that was chosen by mistake is taken back by choosing it again.

/** `changed(field)` is told of each that was taken back. */
export function takeBack(form, changed) {
  for (const answer of form.querySelectorAll("[type=radio]")) {
    let was = false;
    answer.closest("label").addEventListener("pointerdown", () => (was = answer.checked));
    answer.addEventListener("click", () => {
      if (was) answer.checked = false;
      if (was) changed(answer);
      was = false;
    });
  }
}
