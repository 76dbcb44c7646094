import { expect } from 'vitest'
import { pathOf } from '../../../functions/publication/language.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import type { Journey } from './come-and-go.ts'
import { faultsOnTour, moveTo } from './keyboard.ts'
import type { Visitor } from './visitor.ts'

/** Signs up, chooses and leaves without a pointer; on each page, every stop of the focus is gone to, there and back. */
export const byKeys = async ({ service, publication, language }: Journey, visitor: Visitor) => {
  const { page, open, onward, chosen, title } = visitor
  const { keyboard } = page
  const { forms } = wordsOf(language)
  const signUp = forms.subscribe.title(publication.names[language]!)
  const email = `keys-${pathOf(language)}@example.org`

  const send = (key: 'Enter' | 'Space') => onward(() => keyboard.press(key))
  const tours = async (wanted: string) => {
    expect(await title()).toBe(wanted)
    expect(await faultsOnTour(page), wanted).toEqual([])
  }

  await open(`/subscribe?language=${language}`)
  await tours(signUp)
  await moveTo(page, 'main .button')
  await send('Enter')
  // What is wrong has the focus, and leads to its field.
  await tours(signUp)
  await moveTo(page, '.problems a')
  await keyboard.press('Enter')
  expect(await page.locator('#email:focus').count()).toBe(1)

  await open(`/${pathOf(language)}/issues/m-1/news/`)
  await tours(language === 'en' ? 'News' : '新事')
  await moveTo(page, '#email')
  await keyboard.type(email)
  await send('Enter')
  await moveTo(page, 'summary')
  await keyboard.press('Enter')
  await moveTo(page, '.skip', 'Shift+Tab')
  await tours(forms.again.title)
  await moveTo(page, '[value=press]')
  await keyboard.press('Space')
  await moveTo(page, 'main .button')
  await send('Space')
  await tours(forms.checkInbox.title)

  await open(service.linkIn(await service.mail(email, 'confirm'), '/confirm'))
  await tours(forms.confirm.title)
  // Past what stands on every page.
  await moveTo(page, '.skip', 'Shift+Tab')
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  expect(await page.locator('main .button:focus').count()).toBe(1)
  await send('Enter')
  await tours(forms.confirm.doneTitle)
  await moveTo(page, 'main a[href*="/preferences?"]')
  await send('Enter')

  await tours(forms.preferences.title)
  await moveTo(page, '[value=focus]')
  await keyboard.press('Space')
  await moveTo(page, '#field-role')
  for (const _ of ['researcher', 'engineer', 'student']) await keyboard.press('ArrowDown')
  await moveTo(page, 'main .button')
  await send('Enter')
  await tours(forms.preferences.title)
  const topics = ['frontier', 'culture', 'views']
  expect(await chosen()).toEqual({ language, topics, timeZone: '', role: 'student' })
  await moveTo(page, '[action="/unsubscribe"] .button')
  await send('Space')
  await tours(forms.unsubscribe.doneTitle)
}
