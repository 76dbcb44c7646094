import { expect, test } from 'vitest'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

test('a key is made, listed and revoked', async () => {
  const { env } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  expect((await masthead('keys', 'list')).out).toContain('There are no keys')
  const made = await masthead('keys', 'create', 'shop', '--role', 'editor', '--days', '90')
  expect(made).toMatchObject({ code: 0, errors: expect.stringContaining('MASTHEAD_API_KEY') })
  expect(made.out).toMatch(/^mk_[0-9a-f]{12}_[\w-]{43}$/)
  const [, id] = made.out.split('_')
  const listed = await masthead('keys', 'list')
  expect(listed.out).toMatch(new RegExp(`^shop +mk_${id}_… +editor +never used +made .* by ada +ends `))
  expect(listed.out).not.toContain(made.out)
  expect(await masthead('keys', 'create', 'shop')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('name'),
  })
  expect((await masthead('keys', 'revoke', `mk_${id}_…`)).out).toContain('shop is revoked')
  expect(await masthead('keys', 'revoke', id!)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('keys list'),
  })
})

test('the command calls by a key of its environment, which it never shows', async () => {
  const { url, token } = await aService()
  const env = { MASTHEAD_API: url, MASTHEAD_API_KEY: token }
  const { code, out, errors } = await aMachine({ cwd: await aFolder(), env }).masthead('status')
  expect([code, out.includes(token), errors]).toEqual([0, false, ''])
  const wrong = await aMachine({
    cwd: await aFolder(),
    env: { ...env, MASTHEAD_API_KEY: 'mk_wrong' },
  }).masthead('status')
  expect(wrong.code).toBe(1)
  expect(wrong.errors).not.toContain('mk_wrong')
})
