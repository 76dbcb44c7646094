import { expect, test } from 'vitest'
import { stateOfRecord } from '../../../functions/api/dns-records.ts'
import { createSender } from '../../../functions/api/sender.ts'
import type { DnsRecord } from '../../../functions/api/settings.ts'

const dkim: DnsRecord = {
  kind: 'dkim',
  name: 'k._domainkey.a.example',
  type: 'CNAME',
  value: 'k.dkim.amazonses.com',
}
const mx: DnsRecord = {
  ...{ kind: 'mail-from', name: 'bounce.a.example', type: 'MX' },
  value: '10 feedback-smtp.eu-west-1.amazonses.com',
}
const spf: DnsRecord = {
  ...{ kind: 'spf', name: 'bounce.a.example', type: 'TXT' },
  value: 'v=spf1 include:amazonses.com ~all',
}
const dmarc: DnsRecord = {
  ...{ kind: 'dmarc', name: '_dmarc.a.example', type: 'TXT' },
  value: 'v=DMARC1; p=quarantine; adkim=r; aspf=r',
}

test.each([
  ['the very record', dkim, ['k.dkim.amazonses.com'], 'right'],
  ['it in capitals, with the dot of the root', dkim, ['K.DKIM.AmazonSES.com.'], 'right'],
  ['another', dkim, ['k.dkim.other.example'], 'other'],
  ['nothing', dkim, [], 'missing'],
  ['no answer', dkim, undefined, 'unknown'],
  ['the very record', mx, ['10 feedback-smtp.eu-west-1.amazonses.com'], 'right'],
  ['that of another region', mx, ['10 feedback-smtp.us-east-1.amazonses.com'], 'other'],
  ['one with more in it', spf, ['x=1', 'v=spf1 include:other.example include:amazonses.com -all'], 'right'],
  ['one that lets others send', spf, ['v=spf1 include:other.example -all'], 'other'],
  ['one of a name that only begins so', spf, ['v=spf1 include:amazonses.com.evil.example -all'], 'other'],
  ['two, of which none counts', spf, ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'], 'other'],
  ['texts of something else', spf, ['google-site-verification=1'], 'missing'],
  ['a stricter policy', dmarc, ['v=DMARC1; p=reject; rua=mailto:a@a.example'], 'right'],
  ['no policy', dmarc, ['v=DMARC1; rua=mailto:a@a.example'], 'other'],
] as const)('of DNS, %s for %o is %s', (_, wanted, found, state) => {
  expect(stateOfRecord(wanted, found)).toBe(state)
})

const sender = async (quota: { max: number; rate: number; sent: number } | undefined) => {
  const answer = createSender({
    address: 'a@a.example',
    records: [dkim, spf],
    askDns: async (name) => (name === dkim.name ? [dkim.value] : undefined),
    askQuota: async () => quota,
  })
  return (await answer()).value
}

test('each record is answered with what DNS says, which it may not do', async () => {
  expect(await sender(undefined)).toEqual({
    address: 'a@a.example',
    records: [
      { ...dkim, found: [dkim.value], state: 'right' },
      { ...spf, state: 'unknown' },
    ],
  })
})

test.each([
  [{ max: 200, rate: 1, sent: 3 }, 'sandbox'],
  [{ max: 50_000, rate: 14, sent: 0 }, 'production'],
  [{ max: -1, rate: 1, sent: 0 }, 'production'],
])('an account with the quota %j is in %s', async (quota, account) => {
  expect(await sender(quota)).toMatchObject({ account })
})
