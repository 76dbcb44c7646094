import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../functions/publication/language.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import { readPublication } from '../../../infra/publication.ts'
import { type Service, startService } from '../../journeys/service.ts'
import { aSmallIssue } from '../../journeys/small-issue.ts'
import { openChromium } from '../chromium.ts'
import { byKeys } from './by-keys.ts'
import { comeAndGo } from './come-and-go.ts'
import { type Guise, visit } from './visitor.ts'

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

const guises: Guise[] = [
  { language: 'zh-CN', width: 375, colorScheme: 'dark' },
  { language: 'en', width: 1280, colorScheme: 'light' },
]
const otherGuises: Guise[] = [
  { language: 'en', width: 375, colorScheme: 'dark' },
  { language: 'zh-CN', width: 1280, colorScheme: 'light' },
]

describe.skipIf(reason)(`a reader in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(guises)(
    'comes from an article to a subscription and out of it again: $language, $width px, $colorScheme',
    (guise) =>
      visit(browser!, service.site, guise, (visitor) =>
        comeAndGo({ service, publication, language: guise.language }, visitor),
      ),
  )

  test.each(otherGuises)(
    'does it all by keys, and sees at every stop where they are: $language, $width px, $colorScheme',
    (guise) =>
      visit(browser!, service.site, guise, (visitor) =>
        byKeys({ service, publication, language: guise.language }, visitor),
      ),
  )

  test.each(guises)('finds every other page as sound: $language, $width px, $colorScheme', (guise) =>
    visit(browser!, service.site, guise, async ({ open, sees }) => {
      const { language } = guise
      const { forms, site } = wordsOf(language)
      const folder = `/${pathOf(language)}`
      const name = publication.names[language]!
      for (const [page, path, title, status = 200] of [
        ['archive', `${folder}/`, name],
        ['issue', `${folder}/issues/m-1/`, site.issue(1)],
        ['section', `${folder}/sections/focus/`, publication.topics[0]!.names[language]!],
        ['search', `${folder}/search/?q=new`, site.search.title],
        ['form', `/subscribe?language=${language}`, forms.subscribe.title(name)],
        ['withdrawn', `${folder}/issues/m-1/thought/`, site.withdrawn, 410],
        ['missing', '/no/such/page/', wordsOf(publication.languages[0]!).site.notFound, 404],
        ['nowhere', `/subscribe/nowhere?language=${language}`, site.notFound, 404],
        ['forged', `/confirm?token=x&language=${language}`, forms.forged.title, 400],
      ] as const) {
        await open(path)
        await sees(page, title, status)
      }
    }),
  )

  /** With scripts, as most browsers come. @param reach what the page may fetch of the form's function */
  const signUpFromArticle = async (email: string, reach: 'all' | 'no token') => {
    const context = await browser!.newContext({ locale: 'en' })
    try {
      const page = await context.newPage()
      const asked: string[] = []
      const faults: string[] = []
      page.on(
        'request',
        (request) => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
      )
      page.on('console', (said) => void (said.type() === 'error' && faults.push(said.text())))
      if (reach === 'no token')
        await page.route('**/subscribe*', (route) =>
          route.request().method() === 'GET' ? route.abort() : route.continue(),
        )
      await page.goto(`${service.site}/en/issues/m-1/news/`, { waitUntil: 'load' })
      const before = asked.filter((one) => one.endsWith('/subscribe'))
      await page.fill('#email', email)
      await Promise.all([page.waitForNavigation(), page.click('.sign-up .button')])
      return { title: await page.textContent('h1'), before, faults }
    } finally {
      await context.close()
    }
  }
  const { forms } = wordsOf('en')

  test('with scripts, one press below an article signs up, and who only reads asks nothing of a function', async () => {
    const seen = await signUpFromArticle('one-press@example.org', 'all')
    expect(seen).toEqual({ title: forms.checkInbox.title, before: [], faults: [] })
    const { parsed } = await service.mail('one-press@example.org', 'confirm')
    expect(service.linkIn({ parsed } as never, '/confirm')).toContain('token=')
  })

  test('where no token comes, the second press is asked for, as without scripts', async () => {
    const { title } = await signUpFromArticle('two-presses@example.org', 'no token')
    expect(title).toBe(forms.again.title)
    expect(await service.mailsTo('two-presses@example.org')).toEqual([])
  })

  test('no call was denied and no function failed on the way', () => {
    expect(service.cloud.problems()).toEqual([])
  })
})
