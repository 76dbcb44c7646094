import { expect, test } from 'vitest'
import { madeOfSecret } from '../../../functions/platform/secret.ts'

test('what is made of a secret is made once, however many ask at once', async () => {
  let reads = 0
  const made = madeOfSecret(
    'arn',
    (secret) => ({ secret }),
    async (arn) => `${arn} ${++reads}`,
  )
  expect(reads).toBe(0)
  const [first, second] = await Promise.all([made(), made()])
  expect(first).toBe(second)
  expect(await made()).toEqual({ secret: 'arn 1' })
})

test('a reading that fails is tried again at the next use', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('secret')]
  const made = madeOfSecret(
    'arn',
    (secret) => secret.length,
    () => answers.shift()!,
  )
  await expect(made()).rejects.toThrow('away')
  expect(await made()).toBe(6)
})
