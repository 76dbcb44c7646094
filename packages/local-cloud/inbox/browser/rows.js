// Updates the list of mails without losing selection, focus or scroll position.

const list = document.getElementById('list')

const rowsOf = (part) => [...part.querySelectorAll('.rows > li')]

/** Takes over the list of a fetched page. Rows that stay keep their element, and with it selection and focus. */
export const mergeList = (page) => {
  const next = page.getElementById('list')
  const before = new Map(rowsOf(list).map((row) => [row.dataset.id, row]))
  const rows = list.querySelector('.rows')
  const wanted = rowsOf(next)
  const stay = new Set(wanted.map((row) => row.dataset.id))
  const hadFocus = list.contains(document.activeElement) && document.activeElement.closest('li')?.dataset.id
  const place = hadFocus ? [...before.keys()].indexOf(hadFocus) : -1
  for (const [id, row] of before) if (!stay.has(id)) row.remove()
  for (const [at, row] of wanted.entries()) {
    const known = before.get(row.dataset.id)
    if (known) update(known, row)
    const here = known ?? row
    if (rows.children[at] !== here) rows.insertBefore(here, rows.children[at] ?? null)
  }
  if (hadFocus && !stay.has(hadFocus)) linkIn(rowsOf(list)[Math.min(place, wanted.length - 1)])?.focus()
  takeOver('.toolbar', next)
  list.querySelector('#mails [name="back"]').value = next.querySelector('#mails [name="back"]').value
  takeOver('.whole, .empty', next)
  showSelection()
}

/** Replaces a part of the page if it differs. An open `details` stays open. */
const takeOver = (selector, next) => {
  const [old, other] = [list, next].map((part) => part.querySelector(selector))
  if (old.dataset.html === other.innerHTML) return
  const focused = old.contains(document.activeElement) && nameOf(document.activeElement)
  const isOpen = old.querySelector('details')?.open
  other.dataset.html = other.innerHTML
  if (isOpen && other.querySelector('details')) other.querySelector('details').open = true
  old.replaceWith(other)
  if (focused) [...other.querySelectorAll('*')].find((one) => nameOf(one) === focused)?.focus()
}

const nameOf = (one) => one.id || one.value || one.getAttribute('aria-label') || one.tagName

const update = (row, next) => {
  row.className = next.className
  const [link, other] = [linkIn(row), linkIn(next)]
  if (link.outerHTML === other.outerHTML) return
  link.href = other.getAttribute('href')
  link.toggleAttribute('aria-current', false)
  if (other.hasAttribute('aria-current')) link.setAttribute('aria-current', 'true')
  if (link.innerHTML !== other.innerHTML) link.innerHTML = other.innerHTML
}

export const linkIn = (row) => row?.querySelector('a')

export const boxes = () => [...list.querySelectorAll('.rows [name="id"]')]

export const selected = () => boxes().filter(({ checked }) => checked)

const showSelection = () => {
  const [all, chosen] = [boxes().length, selected().length]
  const box = document.getElementById('all')
  box.hidden = all === 0
  box.checked = all > 0 && chosen === all
  box.indeterminate = chosen > 0 && chosen < all
  box.closest('.toolbar').classList.toggle('selecting', chosen > 0)
}

export const watchSelection = () => {
  list.addEventListener('change', ({ target }) => {
    if (target.id === 'all') for (const box of boxes()) box.checked = target.checked
    showSelection()
  })
  showSelection()
}

/** Selects or deselects a row. */
export const toggle = (row) => {
  const box = row?.querySelector('[name="id"]')
  if (!box) return
  box.checked = !box.checked
  showSelection()
}

/** A row's index; -1 if there is none. */
export const placeOf = (row) => rowsOf(list).indexOf(row)

export const rowAt = (place) => {
  const rows = rowsOf(list)
  return rows[Math.min(rows.length - 1, place)]
}

/** The focused row, else the row of the open mail. */
export const currentRow = () =>
  document.activeElement?.closest('.rows > li') ?? list.querySelector('.rows [aria-current]')?.closest('li')

/** The row `step` further down, at most the last and at least the first. */
export const rowBy = (step) => {
  const rows = rowsOf(list)
  const at = rows.indexOf(currentRow())
  return at < 0 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}
