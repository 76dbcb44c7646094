import { expect, test } from 'vitest'
import { prepareCall, type SdkRequest } from '../../../functions/mail/prepared-call.ts'
import { amzDate, authorizationOf, sha256, signatureOf, signingKeyOf } from '../../../functions/mail/sigv4.ts'

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}
const date = '20150830T123600Z'

test('a form is signed as in AWS’s own suite of examples (post-x-www-form-urlencoded)', () => {
  const scope = '20150830/us-east-1/service/aws4_request'
  const signature = signatureOf(
    {
      method: 'POST',
      path: '/',
      headers: [
        ['content-type', 'application/x-www-form-urlencoded'],
        ['host', 'example.amazonaws.com'],
        ['x-amz-date', date],
      ],
      bodyHash: sha256(['Param1=', Buffer.from('value1')]),
    },
    { key: signingKeyOf(credentials.secretAccessKey, scope), scope, date },
  )
  expect(signature).toBe('ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a')
})

test('a time has no fraction', () => {
  expect(amzDate(Date.UTC(2015, 7, 30, 12, 36, 0, 999))).toBe(date)
})

const signed = (change: Partial<SdkRequest> = {}, key = credentials): SdkRequest => {
  const scope = '20150830/us-east-1/ses/aws4_request'
  const body = Buffer.from('Action=SendRawEmail')
  const headers: Record<string, string> = {
    'amz-sdk-invocation-id': '1',
    'content-length': String(body.length),
    host: 'email.us-east-1.amazonaws.com',
    'x-amz-content-sha256': sha256([body]),
    'x-amz-date': date,
  }
  const names = Object.keys(headers)
  const signature = signatureOf(
    { method: 'POST', path: '/', headers: Object.entries(headers), bodyHash: sha256([body]) },
    { key: signingKeyOf(key.secretAccessKey, scope), scope, date },
  )
  headers.authorization = authorizationOf(key.accessKeyId, scope, names, signature)
  return { method: 'POST', protocol: 'https:', hostname: headers.host!, path: '/', headers, body, ...change }
}

test('a call is prepared for its day and its credentials alone', () => {
  const call = prepareCall(signed(), credentials)!
  const at = Date.UTC(2015, 7, 30, 23, 59, 59)
  expect(call.isFor(credentials, at)).toBe(true)
  expect(call.isFor(credentials, at + 1_000)).toBe(false)
  expect(call.isFor({ ...credentials, sessionToken: 't' }, at)).toBe(false)
  expect(call.isFor({ ...credentials, secretAccessKey: 'other' }, at)).toBe(false)
})

test.each<[string, SdkRequest]>([
  ['signed with another secret', signed({}, { ...credentials, secretAccessKey: 'other' })],
  ['of another key', signed({}, { ...credentials, accessKeyId: 'OTHER' })],
  ['with a query', signed({ query: { a: 'b' } })],
  ['of another path', signed({ path: '/x' })],
  ['with another body', signed({ body: Buffer.from('other') })],
  ['without a signature', signed({ headers: { ...signed().headers, authorization: '' } })],
  ['with a token of others', signed({ headers: { ...signed().headers, 'x-amz-security-token': 't' } })],
])('no call is prepared like one %s', (_, request) => {
  expect(prepareCall(request, credentials)).toBeUndefined()
})
