/** How long a button says that it has copied (ms). */
const shown = 2_000

/** Buttons that copy a text, `data-copy`, and say so, `data-done`. Without script they are not there. */
export const offerCopies = () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) button.hidden = false
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-copy]') : null
    if (!button) return
    await navigator.clipboard.writeText(button.dataset.copy ?? '')
    const label = button.textContent
    if (label === button.dataset.done) return
    button.textContent = button.dataset.done ?? label
    setTimeout(() => {
      button.textContent = label
    }, shown)
  })
}
