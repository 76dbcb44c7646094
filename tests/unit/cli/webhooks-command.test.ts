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

test('edit changes what it names, and leaves the rest', async () => {
  const { masthead, stores, id } = await aWebhook()
  const edit = (...more: string[]) => masthead('webhooks', 'edit', id, ...more)
  await edit('--description', 'Our CRM', '--with-addresses')
  const { out } = await edit('--everything')
  expect(out).toContain('also what later versions tell of')
  expect(stores.webhooks.get(id)).toMatchObject({
    ...{ url: 'https://crm.example.org/hook', description: 'Our CRM', types: ['*'], withAddresses: true },
  })
  await edit('--only', 'send.held', '--without-addresses', '--url', 'https://crm.example.org/2')
  expect(stores.webhooks.get(id)).toMatchObject({
    ...{
      url: 'https://crm.example.org/2',
      description: 'Our CRM',
      types: ['send.held'],
      withAddresses: false,
    },
  })
  expect(stores.wanted).toEqual(['send.held'])
  expect(await edit('--url', 'http://crm.example.org/')).toMatchObject({ code: 1 })
})

test('who edits a webhook that somebody else has just edited sees both, and changes nothing', async () => {
  const { masthead, stores, id } = await aWebhook()
  const standing = stores.webhooks.get(id)!
  const get = stores.webhooks.get.bind(stores.webhooks)
  let reads = 0
  stores.webhooks.get = (key) => {
    reads += 1
    // Between reading and writing.
    if (reads === 2) stores.webhooks.set(id, { ...standing, types: ['issue.published'], revision: 7 })
    return get(key)
  }
  const edited = await masthead('webhooks', 'edit', id, '--only', 'send.held')
  expect(edited).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/stands: .*issue\.published.*asked: .*send\.held/s),
  })
  expect(get(id)!.types).toEqual(['issue.published'])
})
