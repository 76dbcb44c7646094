import { expect, test } from 'vitest'
import type { MailOutcome } from '../../../functions/mail/mailer.ts'
import {
  createMailOrRetry,
  createRetryMail,
  type UnsentMail,
} from '../../../functions/subscription/mails/retry-mail.ts'
import { signUpMark } from '../../../functions/subscription/states/consent.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../../builders.ts'

const accepted: MailOutcome = { outcome: 'accepted', id: 'm-1' }
const throttled: MailOutcome = { outcome: 'throttled' }
const answers = (answer: MailOutcome) => {
  const mails: [string, Subscriber][] = []
  const mail = async (kind: UnsentMail['kind'], reader: Subscriber) => {
    mails.push([kind, reader])
    return answer
  }
  return { mail, mails }
}

test('only what was throttled is mailed later, by the reader’s id', async () => {
  const later: UnsentMail[] = []
  const reader = aSubscriber('pending')
  const retryLater = async (unsent: UnsentMail) => void later.push(unsent)
  for (const outcome of ['accepted', 'uncertain', 'rejected', 'quota'] as const) {
    const { mail } = answers({ ...accepted, outcome } as MailOutcome)
    expect((await createMailOrRetry(mail, retryLater)('confirm', reader)).outcome).toBe(outcome)
  }
  expect(later).toEqual([])
  expect(await createMailOrRetry(answers(throttled).mail, retryLater)('confirm', reader)).toEqual(throttled)
  const signUp = signUpMark(reader.consent)
  expect(later).toEqual([{ kind: 'confirm', subscriber: reader.id, signUp }])
  expect(JSON.stringify(later)).not.toContain(reader.email)
})

const retry = (unsent: Partial<UnsentMail>, row: Subscriber | undefined, answer: MailOutcome = accepted) => {
  const { mail, mails } = answers(answer)
  const subscribers = { get: async () => row }
  const outcome = createRetryMail({ subscribers, mail, now: () => noon })({
    kind: 'confirm',
    subscriber: 'r',
    ...unsent,
  })
  return { outcome, mails }
}

test('it goes to who still waits for it, also to who left and comes back', async () => {
  const pending = aSubscriber('pending')
  const { outcome, mails } = retry({}, pending)
  expect([await outcome, mails]).toEqual(['accepted', [['confirm', pending]]])
  const { language, topics, consent } = pending
  const until = noon / 1000 + 86_400
  const back = aSubscriber('unsubscribed', {
    request: { language, topics, consent, until },
  } as Partial<Subscriber>)
  expect(await retry({}, back).outcome).toBe('accepted')
  expect(await retry({ kind: 'known' }, aSubscriber('active')).outcome).toBe('accepted')
})

test.each([
  ['confirm', undefined],
  ['confirm', 'active'],
  ['confirm', 'unsubscribed'],
  ['confirm', 'suppressed'],
  ['known', 'pending'],
  ['known', 'unsubscribed'],
  ['known', undefined],
] as const)('a mail of the kind %s goes to nobody who is %s by now', async (kind, status) => {
  const { outcome, mails } = retry({ kind }, status && aSubscriber(status))
  expect([await outcome, mails]).toEqual(['superseded', []])
})

test('a sign-up that lapsed meanwhile is mailed no more', async () => {
  expect(
    await retry({}, aSubscriber('pending', { expires: noon / 1000 - 1 } as Partial<Subscriber>)).outcome,
  ).toBe('superseded')
})

test.each(['throttled', 'quota', 'account', 'unknown', 'not-called'] as const)(
  'what is %s even then comes back to the queue',
  async (outcome) => {
    await expect(
      retry({}, aSubscriber('pending'), { outcome, reason: '' } as MailOutcome).outcome,
    ).rejects.toThrow(outcome)
  },
)
