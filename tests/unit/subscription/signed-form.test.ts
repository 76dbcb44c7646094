import { expect, test } from 'vitest'
import { createLinks } from '../../../functions/runtime/signed-links.ts'
import { signedForm } from '../../../functions/subscription/forms/signed-form.http.ts'
import { aKeyring, aLinkSecret, aRequest, noon } from '../../builders.ts'

const claim = { purpose: 'unsubscribe', subscriber: '0123abcd', send: '', expires: 0 } as const
const tokenOf = (...ids: string[]) => createLinks(aKeyring(...ids)).sign(claim)

/** A sandbox whose form says what it thinks of a token. `secret`: what the store holds by now. */
const aSandbox = () => {
  const sandbox = { secret: aLinkSecret('k1'), reads: 0 }
  const form = signedForm(
    'arn',
    (links) => async (request) => ({
      body: links.verify(request.queryStringParameters?.token ?? '', 'unsubscribe', noon).outcome,
    }),
    {
      read: async () => {
        sandbox.reads += 1
        return sandbox.secret
      },
      now: () => noon,
    },
  )
  return Object.assign(sandbox, {
    open: async (token: string) =>
      ((await form(aRequest('GET', `/unsubscribe?token=${token}`))) as { body: string }).body,
  })
}

test('a sandbox from before another key took over takes links of that key, and those of before', async () => {
  const sandbox = aSandbox()
  expect(await sandbox.open(tokenOf('k1'))).toBe('valid')
  sandbox.secret = aLinkSecret('k1', 'k2')
  expect(await sandbox.open(tokenOf('k2'))).toBe('valid')
  expect(await sandbox.open(tokenOf('k1'))).toBe('valid')
  expect(sandbox.reads).toBe(2)
})

test('made-up key ids are forged, and cost one reading of the secret', async () => {
  const sandbox = aSandbox()
  for (const id of ['k2', 'k3', 'k4']) expect(await sandbox.open(tokenOf(id))).toBe('forged')
  expect(await sandbox.open('nonsense')).toBe('forged')
  expect(sandbox.reads).toBe(2)
})

test('a link whose key was taken out of the secret is good no longer', async () => {
  const sandbox = aSandbox()
  sandbox.secret = aLinkSecret('k2')
  expect(await sandbox.open(tokenOf('k1'))).toBe('forged')
  expect(await sandbox.open(tokenOf('k2'))).toBe('valid')
})
