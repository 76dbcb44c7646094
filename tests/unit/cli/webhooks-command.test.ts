import { expect, test } from 'vitest'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aWebhook = async () => {
  const { env, stores } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  const added = await masthead(
    'webhooks',
    'add',
    'https://crm.example.org/hook',
    '--only',
    'reader.confirmed',
  )
  return { masthead, stores, added, id: [...stores.webhooks.keys()][0]! }
}

test('a webhook is made, and its secret is shown once', async () => {
  const { masthead, stores, added, id } = await aWebhook()
  expect(added).toMatchObject({ code: 0, errors: expect.stringContaining(`webhooks test ${id}`) })
  expect(added.out).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(stores.wanted).toEqual(['reader.confirmed'])
  const { out } = await masthead('webhooks', 'list')
  expect(out).toMatch(new RegExp(`^${id} +https://crm.example.org/hook +reader.confirmed +on`))
  expect(JSON.stringify([out, await masthead('webhooks', 'list', '--json')])).not.toContain(added.out)
})

test('a target that is not of the internet is refused with why', async () => {
  const { masthead, stores } = await aWebhook()
  for (const url of ['http://crm.example.org/', 'https://127.0.0.1/', 'https://printer.local/'])
    expect(await masthead('webhooks', 'add', url)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('url'),
    })
  expect(stores.webhooks.size).toBe(1)
})

test('it is tried, told again, switched off and on, given another secret, and removed', async () => {
  const { masthead, stores, added, id } = await aWebhook()
  expect((await masthead('webhooks', 'test', id)).out).toContain(`webhooks log ${id}`)
  const [delivery] = stores.told.map((one) => one.delivery)
  expect((await masthead('webhooks', 'log', id)).out).toMatch(
    new RegExp(`^${delivery} .*webhook.test .*waiting +not tried yet`),
  )
  expect((await masthead('webhooks', 'replay', id, delivery!)).code).toBe(0)
  expect(stores.told).toHaveLength(2)
  expect((await masthead('webhooks', 'off', id)).out).toContain('is off')
  expect(stores.wanted).toEqual([])
  expect(await masthead('webhooks', 'test', id)).toMatchObject({ code: 1 })
  expect((await masthead('webhooks', 'list')).out).toContain('switched off')
  await masthead('webhooks', 'on', id)
  expect(stores.wanted).toEqual(['reader.confirmed'])
  const renewed = await masthead('webhooks', 'new-secret', id)
  expect(renewed.out).not.toBe(added.out)
  expect(stores.webhooks.get(id)!.secrets.map(({ secret }) => secret)).toEqual([renewed.out, added.out])
  expect((await masthead('webhooks', 'remove', id)).out).toContain('told nothing any more')
  expect([stores.webhooks.size, stores.wanted]).toEqual([0, []])
  expect(await masthead('webhooks', 'log', id)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('webhooks list'),
  })
})

test('the audit log names the target’s host alone', async () => {
  const { stores } = await aWebhook()
  expect(JSON.stringify(stores.acts)).toContain('crm.example.org')
  expect(JSON.stringify(stores.acts)).not.toMatch(/hook"|whsec_/)
})
