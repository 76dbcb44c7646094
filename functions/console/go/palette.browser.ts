/** ms between the last key and the question to the server. */
const pauseMs = 120

let dialog: HTMLDialogElement | undefined

/** Opens the box that goes anywhere: what is typed is looked up by the page `/admin/go`, whose list it shows. */
export const openPalette = (): void => {
  const link = document.querySelector<HTMLAnchorElement>('[data-go]')
  if (!link) return
  dialog ??= makeDialog(link)
  if (dialog.open) return
  dialog.showModal()
  const input = dialog.querySelector('input')!
  input.select()
  input.dispatchEvent(new Event('input'))
}

const makeDialog = (link: HTMLAnchorElement): HTMLDialogElement => {
  const made = document.createElement('dialog')
  made.className = 'palette'
  made.ariaLabel = link.dataset.go ?? ''
  const input = document.createElement('input')
  Object.assign(input, {
    type: 'search',
    placeholder: link.title,
    ariaLabel: link.title,
    autocomplete: 'off',
  })
  const list = document.createElement('ul')
  made.append(input, list)
  document.body.append(made)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const look = async () => {
    asked += 1
    const mine = asked
    // What is typed may be an address, which no URL is to have.
    const answer = await fetch(link.href, { method: 'POST', body: new URLSearchParams({ q: input.value }) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const places = page.querySelector('#places')
    // Signed out meanwhile: the page itself says so.
    if (!places && answer.status < 500) return location.reload()
    // An answer that comes after a later one is not shown.
    if (mine === asked) list.replaceChildren(...(places?.childNodes ?? []))
  }
  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, pauseMs)
  })
  made.addEventListener('keydown', (event) => moveBy(event, made, input))
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close()
  })
  return made
}

/** Arrows go through the list, and Enter in the field goes to the first. */
const moveBy = (event: KeyboardEvent, made: HTMLDialogElement, input: HTMLInputElement) => {
  const stops = [input, ...made.querySelectorAll('a')]
  const at = stops.indexOf(document.activeElement as HTMLInputElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step !== undefined) {
    event.preventDefault()
    stops[(at + step + stops.length) % stops.length]?.focus()
  } else if (event.key === 'Enter' && at === 0) {
    event.preventDefault()
    stops[1]?.click()
  }
}
