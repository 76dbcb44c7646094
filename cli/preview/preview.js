// The script of the preview page: reloads it when the issue has changed, and restores scroll positions.

const { version } = document.documentElement.dataset
const live = document.getElementById('live')
const key = `scrolled ${location.search}`

/** Everything with its own scroll position: the frames, and the text. */
const scrolled = () => [
  ...[...document.querySelectorAll('iframe')].map((frame) => [
    frame.name,
    frame.contentDocument?.scrollingElement,
  ]),
  ...[...document.querySelectorAll('pre')].map((text) => [text.id, text]),
]

const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}')
const putBack = () => {
  for (const [name, place] of scrolled()) if (place && kept[name]) place.scrollTop = kept[name]
}
// Only once, so as not to interrupt someone who is scrolling.
for (const frame of document.querySelectorAll('iframe'))
  frame.addEventListener('load', putBack, { once: true })
putBack()
addEventListener('pagehide', () => {
  const places = scrolled().map(([name, place]) => [name, place?.scrollTop])
  sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(places)))
})

const say = (text, isLost) => {
  if (live.textContent !== text) live.textContent = text
  live.classList.toggle('lost', isLost)
}
const events = new EventSource('/events')
events.addEventListener('message', ({ data }) => {
  say('Reloads by itself.', false)
  if (data !== version) location.reload()
})
events.addEventListener('error', () => say('The preview has ended: start it again.', true))
