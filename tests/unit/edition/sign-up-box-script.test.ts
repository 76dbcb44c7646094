import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { signUpBoxScript } from '../../../functions/edition/pages/sign-up-box-script.ts'

/** Runs the script on a page with one form, and presses its button. @returns what the form had when it was sent */
const press = async (browser: { AbortSignal: object; fetch: () => Promise<unknown> }) => {
  const listeners = new Map<string, (event: object) => void>()
  const elements: Record<string, string> = {}
  return new Promise<Record<string, string>>((resolve) => {
    const form = {
      action: '/subscribe',
      elements,
      addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
      append: ({ name, value }: { name: string; value: string }) => {
        elements[name] = value
      },
      submit: () => resolve(elements),
    }
    const document = { querySelectorAll: () => [form], createElement: () => ({}) }
    runInNewContext(signUpBoxScript, { document, Object, ...browser })
    listeners.get('submit')!({ preventDefault: () => {} })
  })
}

test('one press sends the form with a fresh token, and without one where the browser or the service cannot', async () => {
  const AbortSignal = { timeout: () => undefined }
  const fetch = async () => ({ json: async () => ({ token: 'fresh' }) })
  expect(await press({ AbortSignal, fetch })).toEqual({ token: 'fresh' })
  // Safari before 16 has no AbortSignal.timeout.
  expect(await press({ AbortSignal: {}, fetch })).toEqual({})
  expect(await press({ AbortSignal, fetch: () => Promise.reject(new Error('offline')) })).toEqual({})
})
