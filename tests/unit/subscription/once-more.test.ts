import { expect, test } from 'vitest'
import { createFormTokens, formHours } from '../../../functions/subscription/forms/form-token.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import type { SignUp } from '../../../functions/subscription/states/read-sign-up.ts'
import { aFormPost, anAskingSite, aRequest, aServer, aToken, noon, theLinks } from '../../builders.ts'

const hour = 3_600_000

/** The form's function with a clock of its own, and how often a network was asked about. */
const aForm = () => {
  const form = { at: noon, asked: [] as SignUp[], admitted: 0 }
  const now = () => form.at
  const answer = createSubscribeHttp({
    networkOf: () => undefined,
    site: anAskingSite,
    subscribe: async (signUp) => {
      form.asked.push(signUp)
      return { outcome: 'no-mail' }
    },
    tokens: createFormTokens({ links: theLinks, now }),
    admit: async () => {
      form.admitted += 1
      return { outcome: 'admitted' }
    },
    onOutcome: () => {},
    now,
    wait: async () => {},
  })
  return Object.assign(form, { serve: aServer(answer, failures(anAskingSite)) })
}

/** The fields of a page's form, as a browser would send them. */
const fieldsOf = (body: string): Record<string, string[]> => {
  const fields: Record<string, string[]> = {}
  for (const [input] of body.matchAll(/<input[^>]*>/g)) {
    if (/type="(checkbox|radio)"/.test(input) && !input.includes(' checked')) continue
    const name = /name="([^"]*)"/.exec(input)![1]!
    fields[name] = [...(fields[name] ?? []), /value="([^"]*)"/.exec(input)?.[1] ?? '']
  }
  for (const [, name, options] of body.matchAll(
    /<select id="[^"]*" name="([^"]*)"[\s\S]*?>([\s\S]*?)<\/select>/g,
  ))
    fields[name!] = [/value="([^"]*)" selected/.exec(options!)?.[1] ?? '']
  return fields
}

const filledIn = {
  email: 'ada@example.org',
  language: 'en',
  topics: ['', 'views'],
  timeZone: 'Europe/Paris',
  'field-role': 'media',
  'field-print': 'yes',
  'field-group': 'The "Institute" <of> numbers',
  form: '/zh/issues/matrix-64/',
}

test('a form from a page without a token comes back filled in, and is taken from there', async () => {
  const form = aForm()
  const page = await form.serve(aFormPost('/subscribe?language=en', filledIn))
  expect(page.status).toBe(200)
  expect(page.body).toContain('<title>One more press – Matrix</title>')
  expect(page.body.match(/<button/g)).toHaveLength(1)
  expect([form.asked, form.admitted]).toEqual([[], 0])
  const sent = fieldsOf(page.body.replaceAll('&quot;', "'").replaceAll('&lt;', '(').replaceAll('&gt;', ')'))
  expect((await form.serve(aFormPost('/subscribe?language=en', sent))).status).toBe(202)
  expect(form.asked).toEqual([
    {
      email: 'ada@example.org',
      language: 'en',
      topics: ['views'],
      timeZone: 'Europe/Paris',
      fields: { role: 'media', print: 'yes', group: "The 'Institute' (of) numbers" },
      form: '/zh/issues/matrix-64/',
    },
  ])
})

test('our own page carries a token, so that its form is taken at once; also twice, and from the history', async () => {
  const form = aForm()
  const sent = {
    ...fieldsOf((await form.serve(aRequest('GET', '/subscribe'))).body),
    email: 'ada@example.org',
  }
  for (const _ of ['once', 'twice']) {
    expect((await form.serve(aFormPost('/subscribe', sent))).status).toBe(202)
  }
  form.at = noon + formHours * hour
  expect((await form.serve(aFormPost('/subscribe', sent))).status).toBe(202)
  expect(form.asked).toHaveLength(3)
  form.at += 1_000
  const late = await form.serve(aFormPost('/subscribe', sent))
  expect(late.status).toBe(200)
  expect(late.body).toContain('value="ada@example.org"')
  expect((await form.serve(aFormPost('/subscribe', fieldsOf(late.body)))).status).toBe(202)
  expect(form.asked).toHaveLength(4)
})

test.each([
  [
    'altered',
    createFormTokens({ links: theLinks, now: () => noon })
      .issue()
      .replace(/^./, 'A'),
  ],
  ['a reader’s', aToken('preferences')],
  ['repeated', ['a', 'b']],
  ['of another secret', 'Zm9ybX5-fnA.AAAA'],
])('a token that is %s counts as none', async (_, token) => {
  const form = aForm()
  const { status, body } = await form.serve(aFormPost('/subscribe?language=en', { ...filledIn, token }))
  expect([status, form.asked]).toEqual([200, []])
  expect(body).toContain('One more press')
})

test('a form’s token opens none of a reader’s links', () => {
  const token = createFormTokens({ links: theLinks, now: () => noon }).issue()
  for (const purpose of ['confirm', 'preferences', 'unsubscribe'] as const)
    expect(theLinks.verify(token, purpose, noon).outcome).toBe('forged')
})

test('what is wrong with a form from elsewhere is said first, on the whole form, with a token', async () => {
  const form = aForm()
  const { status, body } = await form.serve(
    aFormPost('/subscribe?language=en', { ...filledIn, email: 'ada@' }),
  )
  expect(status).toBe(400)
  const corrected = { ...fieldsOf(body), email: 'ada@example.org' }
  expect((await form.serve(aFormPost('/subscribe?language=en', corrected))).status).toBe(202)
})

test('a program that sends a form without a token hears so in JSON', async () => {
  const form = aForm()
  const { status, body } = await form.serve(
    aFormPost('/subscribe?language=en', filledIn, { accept: 'application/json' }),
  )
  expect([status, JSON.parse(body).problems[0].problem, form.asked]).toEqual([422, 'tokenStale', []])
})
