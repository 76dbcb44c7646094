import htmx from 'htmx.org'
import { renewFormKeys } from './frame/form-keys.browser.ts'
import { openPalette } from './go/palette.browser.ts'
import { takeFiles } from './readers/import/upload.browser.ts'
import { offerCopies } from './service/copy.browser.ts'

// Neither styles nor code in the page itself: the console's security policy allows none.
htmx.config.includeIndicatorStyles = false
htmx.config.allowEval = false
htmx.config.historyCacheSize = 0

addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  openPalette()
})
document.querySelector('[data-go]')?.addEventListener('click', (event) => {
  event.preventDefault()
  openPalette()
})

offerCopies()
takeFiles()
renewFormKeys()
