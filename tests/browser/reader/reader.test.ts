import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../functions/platform/language.ts'
import { wordsOf } from '../../../functions/platform/words.ts'
import { readPublication } from '../../../infra/publication.ts'
import { type Service, startService } from '../../journeys/service.ts'
import { aSmallIssue } from '../../journeys/small-issue.ts'
import { openChromium } from '../chromium.ts'
import { comparePicture } from '../pictures.ts'
import { faultsOnTour, moveTo } from './keyboard.ts'
import { type Guise, nameOf, receive, type Visitor } from './visitor.ts'

const { browser, reason } = await openChromium()
const publication = readPublication('content/publication.yaml')
const withdrawn = 'withdrawn: { date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'

let service: Service
beforeAll(async () => {
  if (!browser) return
  service = await startService()
  const files = aSmallIssue(1)
  const thought = String(files['02-thought.md']).replace('---\n', `---\n${withdrawn}\n`)
  expect((await service.publish('m-1', { ...files, '02-thought.md': thought })).outcome).toBe('published')
})
afterAll(async () => {
  await service?.end()
  await browser?.close()
})

const onPhone: Guise = { language: 'zh-CN', width: 375, colorScheme: 'dark' }
const onDesktop: Guise = { language: 'en', width: 1280, colorScheme: 'light' }
const pictured = ['refused-zh-CN', 'confirm-zh-CN', 'preferences-en']

const visit = async (guise: Guise, stay: (visitor: Visitor, sees: Sees) => Promise<void>) => {
  const visitor = await receive(browser!, service.site, guise)
  try {
    await stay(visitor, async (name, title, status = 200) => {
      const { picture, ...seen } = await visitor.look(name)
      expect({ name, ...seen }).toEqual({ name, status, title, faults: [] })
      if (pictured.includes(`${name}-${guise.language}`))
        expect(comparePicture(nameOf(name, guise), picture)).toBeUndefined()
    })
  } finally {
    await visitor.leave()
  }
}
/** The page that is open is the one with this title, and nothing is wrong with it. */
type Sees = (name: string, title: string, status?: number) => Promise<void>

const button = 'main .button >> nth=0'

describe.skipIf(reason)(`a reader in Chromium without scripts${reason ? `: ${reason}` : ''}`, () => {
  test.each([
    [onPhone, '焦点', '新事'],
    [onDesktop, 'In Focus', 'News'],
  ])('comes from an article to a subscription and out of it again: %j', async (guise, _focus, title) => {
    const { language } = guise
    const other = language === 'en' ? 'zh-CN' : 'en'
    const { forms } = wordsOf(language)
    const email = `reader-${pathOf(language)}@example.org`
    const article = `/${pathOf(language)}/issues/m-1/news/`
    await visit(guise, async ({ page, open, onward, chosen }, sees) => {
      await open(article)
      await sees('article', title)
      await page.fill('#email', 'reader@example')
      await onward(() => page.click(button))
      await sees('refused', forms.subscribe.title(publication.names[language]!), 400)
      await onward(() => page.goBack())
      expect(page.url()).toBe(service.site + article)

      await page.fill('#email', email)
      await onward(() => page.click(button))
      await sees('again', forms.again.title)
      expect(await page.inputValue('#email')).toBe(email)
      expect(await page.getAttribute('[name=form]', 'value')).toBe(article)
      expect(await service.mailsTo(email)).toEqual([])
      await onward(() => page.click(button))
      await sees('sent', forms.checkInbox.title, 202)

      const confirm = service.linkIn(await service.mail(email, 'confirm'), '/confirm')
      await open(confirm)
      await sees('confirm', forms.confirm.title)
      expect(await page.textContent('dl')).toContain(forms.confirm.allTopics)
      await onward(() => page.click(button))
      await sees('confirmed', forms.confirm.doneTitle)

      await onward(() => page.click('main p a'))
      await sees('preferences', forms.preferences.title)
      const preferences = page.url()
      const all = publication.topics.map(({ id }) => id)
      expect(await chosen()).toEqual({ language, topics: all, timeZone: '', role: '' })
      for (const topic of all) await page.uncheck(`[value=${topic}]`)
      await onward(() => page.click(button))
      await sees('none', forms.preferences.title, 400)
      expect(await page.textContent('#topics')).toContain(forms.problems.topicMissing)
      await page.check('[value=views]')
      await page.selectOption('#timeZone', 'Asia/Tokyo')
      await page.selectOption('#field-role', 'student')
      await page.check(`[name=language][value=${other}]`)
      await onward(() => page.click(button))
      await sees('saved', wordsOf(other).forms.preferences.title)
      expect(await page.textContent('[role=status]')).toBe(wordsOf(other).forms.preferences.saved)
      await open(preferences)
      const kept = { language: other, topics: ['views'], timeZone: 'Asia/Tokyo', role: 'student' }
      expect(await chosen()).toEqual(kept)

      const { unsubscribe, confirm: confirming } = wordsOf(other).forms
      await open(service.linkIn(await service.mail(email, 'changed'), '/unsubscribe'))
      await sees('unsubscribe', unsubscribe.title)
      await onward(() => page.click(button))
      await sees('goodbye', unsubscribe.doneTitle)
      await open(preferences)
      await sees('no-longer', unsubscribe.notTitle, 410)
      await open(confirm)
      await sees('stale', confirming.goneTitle, 410)
    })
  })

  test.each([onPhone, onDesktop])('finds every other page as sound: %j', async (guise) => {
    const { language } = guise
    const { forms, site } = wordsOf(language)
    const folder = `/${pathOf(language)}`
    const name = publication.names[language]!
    const pages = [
      ['archive', `${folder}/`, name],
      ['issue', `${folder}/issues/m-1/`, site.issue(1)],
      ['section', `${folder}/sections/focus/`, publication.topics[0]!.names[language]!],
      ['search', `${folder}/search/?q=new`, site.search.title],
      ['form', `/subscribe?language=${language}`, forms.subscribe.title(name)],
      ['withdrawn', `${folder}/issues/m-1/thought/`, site.withdrawn, 410],
      ['missing', '/no/such/page/', wordsOf('zh-CN').site.notFound, 404],
      ['nowhere', `/subscribe/nowhere?language=${language}`, site.notFound, 404],
      ['forged', `/confirm?token=x&language=${language}`, forms.forged.title, 400],
    ] as const
    await visit(guise, async ({ open }, sees) => {
      for (const [page, path, title, status = 200] of pages) {
        await open(path)
        await sees(page, title, status)
      }
    })
  })
})
void faultsOnTour
void moveTo
