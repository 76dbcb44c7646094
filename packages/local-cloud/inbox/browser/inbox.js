// The inbox's script: updates the list, opens mails beside it, and adds keyboard shortcuts.
// All pages work without it, and it only shows what the server rendered.

import { listenToKeys } from './keys.js'
import { markRead, open, refresh, send } from './open.js'
import { watchSelection } from './rows.js'

const root = document.documentElement
const live = document.getElementById('live')

/** Whether a link leads to the list or a mail. */
const leadsWithin = (link) =>
  link.origin === location.origin &&
  /^\/(message\/[^/]+)?$/.test(link.pathname) &&
  !link.target &&
  !link.download

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]')
  if (!link || !leadsWithin(link) || event.button !== 0) return
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const isTab = link.closest('.tabs') !== null
  void open(link.href, { focus: isTab ? undefined : 'mail' })
})
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event
  if (form.method === 'dialog') return
  event.preventDefault()
  const data = new URLSearchParams(new FormData(form, submitter))
  if (form.method === 'post') return void send(form, data)
  void open(data.get('q') ? `/?${data}` : '/')
})
addEventListener('popstate', () => void open(location.href, { isBack: true }))

const say = (text, isLost) => {
  if (live.textContent !== text) live.textContent = text
  live.classList.toggle('lost', isLost)
}
let version
const events = new EventSource('/events')
events.addEventListener('message', ({ data }) => {
  say('Live', false)
  // The first message tells the version that this page presumably shows.
  if (data !== version) void refresh()
  version = data
})
events.addEventListener('error', () => say('The service has ended: start it again', true))

markRead()
watchSelection()
listenToKeys()
root.dataset.ready = ''
