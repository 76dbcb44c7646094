import { expect } from 'vitest'
import { type Language, pathOf } from '../../../functions/publication/language.ts'
import type { Publication } from '../../../functions/publication/publication.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import type { Service } from '../../journeys/service.ts'
import type { Visitor } from './visitor.ts'

export type Journey = { service: Service; publication: Publication; language: Language }

const button = 'main .button >> nth=0'

/**
 * From an article by its form to a subscription, to other preferences, among them another language, and to the end, where
 * nothing is known of them any more.
 * What each page shows is what was done before it.
 */
export const comeAndGo = async ({ service, publication, language }: Journey, visitor: Visitor) => {
  const { page, open, onward, sees, chosen } = visitor
  const { forms } = wordsOf(language)
  const email = `reader-${pathOf(language)}@example.org`
  const article = `/${pathOf(language)}/issues/m-1/news/`
  const press = () => onward(() => page.click(button))

  await open(article)
  await sees('article', language === 'en' ? 'News' : '新事')
  await page.fill('#email', 'reader@example')
  await press()
  await sees('refused', forms.subscribe.title(publication.names[language]!), 400)
  await onward(() => page.goBack())
  expect(page.url()).toBe(service.site + article)

  await page.fill('#email', email)
  await press()
  await sees('again', forms.again.title)
  expect(await page.inputValue('#email')).toBe(email)
  expect(await page.getAttribute('[name=form]', 'value')).toBe(article)
  expect(await service.mailsTo(email)).toEqual([])
  await press()
  await sees('sent', forms.checkInbox.title, 202)

  const confirm = service.linkIn(await service.mail(email, 'confirm'), '/confirm')
  await open(confirm)
  await sees('confirm', forms.confirm.title)
  expect(await page.textContent('dl')).toContain(forms.confirm.allTopics)
  await press()
  await sees('confirmed', forms.confirm.doneTitle)

  await onward(() => page.click('main a[href*="/preferences?"]'))
  await sees('preferences', forms.preferences.title)
  const preferences = page.url()
  const all = publication.topics.map(({ id }) => id)
  expect(await chosen()).toEqual({ language, topics: all, timeZone: '', role: '' })
  for (const topic of all) await page.uncheck(`[value=${topic}]`)
  await press()
  await sees('none', forms.preferences.title, 400)
  expect(await page.textContent('#topics')).toContain(forms.problems.topicMissing)

  const other = language === 'en' ? 'zh-CN' : 'en'
  const {
    unsubscribe,
    confirm: confirming,
    preferences: words,
    pause,
    yourData,
    erase,
    move,
  } = wordsOf(other).forms
  await page.check('[value=views]')
  await page.selectOption('#timeZone', 'Asia/Tokyo')
  await page.selectOption('#field-role', 'student')
  await page.check(`[name=language][value=${other}]`)
  await press()
  await sees('saved', words.title)
  expect(await page.textContent('[role=status]')).toBe(words.saved)
  await open(preferences)
  const kept = { language: other, topics: ['views'], timeZone: 'Asia/Tokyo', role: 'student' }
  expect(await chosen()).toEqual(kept)
  await onward(() => page.click('[name=pause][value=month]'))
  await sees('paused', words.title)
  await onward(() => page.click('[name=pause][value=end]'))
  expect(await page.textContent('[role=status]')).toBe(pause.ended)

  const change = 'form[action="/preferences/address"] button'
  await page.fill('#address', email)
  await onward(() => page.click(change))
  await sees('same-address', move.title, 400)
  const moved = `moved-${email}`
  await page.fill('#address', moved)
  await onward(() => page.click(change))
  await sees('address-asked', move.askedTitle, 202)
  expect(await page.textContent('main')).toContain(moved)
  await open(service.linkIn(await service.mail(moved, 'move'), '/preferences/move'))
  await sees('move', move.confirmTitle)
  await press()
  await sees('moved', move.doneTitle)
  await service.mail(email, 'moved')

  // From a mail to the address of before.
  await open(service.linkIn(await service.mail(email, 'changed'), '/unsubscribe'))
  await sees('unsubscribe', unsubscribe.title)
  await press()
  await sees('goodbye', unsubscribe.doneTitle)
  await onward(() => page.click('[name=reason][value=other]'))
  await sees('thanks', unsubscribe.doneTitle)
  expect(await page.textContent('[role=status]')).toBe(unsubscribe.thanks)
  await open(preferences)
  await sees('no-longer', unsubscribe.notTitle, 410)
  await open(confirm)
  await sees('stale', confirming.goneTitle, 410)

  await open(preferences)
  await onward(() => page.click('main a[href^="/preferences/data"]'))
  await page.click('summary')
  await sees('your-data', yourData.title)
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)])
  expect(file.suggestedFilename()).toBe('matrix-my-data.json')
  await onward(() => page.click('main a[href^="/preferences/erase"]'))
  await sees('erase', erase.title)
  await press()
  await sees('erased', erase.doneTitle)
  await open(preferences)
  // Nothing is known of their language, either.
  await sees('was-erased', forms.erase.doneTitle, 410)
}
