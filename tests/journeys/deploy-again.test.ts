import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPublication } from '../../infra/publication.ts'
import { synthesise } from '../../infra/synthesise.ts'
import { inSteps } from './in-steps.ts'
import { type Mail, type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

/** Two names of this machine: the site moves from one to the other. */
const [oldHost, newHost] = ['127.0.0.1', 'localhost']
const early = 'early@example.org'
const late = 'late@example.org'
const later = 'later@example.org'

let folder: string
let port: number
let service: Service
/** Links that were mailed by the first deployment. */
const old = { preferences: '', unsubscribe: '' }

/** The template as `publication.yaml` with this site has it. The functions' code is the same. */
const assemblyFor = async (site: string): Promise<string> => {
  const given = await readFile('content/publication.yaml', 'utf8')
  const file = join(folder, `${new URL(site).hostname}.yaml`)
  await writeFile(file, given.replace(/^site: .*$/m, `site: ${site}`))
  process.env.CDK_OUTDIR = join(folder, new URL(site).hostname)
  process.env.CDK_VALIDATION = 'false'
  await synthesise({ publication: readPublication(file), folderOf: (name) => join('out/bundles', name) })
  return process.env.CDK_OUTDIR
}

/** Deploys onto what is there; every address is the template's own. */
const deploy = async (site: string) =>
  startService({
    assembly: await assemblyFor(site),
    dir: join(folder, 'state'),
    ports: { site: port },
    environment: () => ({}),
  })

const siteAt = (host: string) => `http://${host}:${port}`

const linkIn = ({ parsed }: Mail, start: string): string => {
  const link = (parsed.text ?? '').split(/\s+/).find((word) => word.startsWith(`${start}?token=`))
  if (!link) throw new Error(`The mail "${parsed.subject}" has no link to ${start}: ${parsed.text}`)
  return link
}
const keyOf = (link: string) => new URL(link).searchParams.get('token')!.split('.')[0]

const comeIn = async (email: string, site: string): Promise<{ confirmed: Response; link: string }> => {
  expect((await service.signUp({ email, language: 'en' })).status).toBe(202)
  const link = linkIn(await service.mail(email, 'confirm'), `${site}/confirm`)
  const confirmed = await service.press(link, '/confirm')
  expect(confirmed.status).toBe(200)
  return { confirmed, link }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-again-'))
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  server.close()
})
afterAll(async () => {
  await service?.end()
  await rm(folder, { recursive: true, force: true })
})
inSteps()

test('a reader comes while the site has its first address', async () => {
  service = await deploy(siteAt(oldHost))
  const { confirmed } = await comeIn(early, siteAt(oldHost))
  await service.press(await service.linkOn(confirmed, '/preferences'), '/preferences', {
    language: 'en',
    topics: 'views',
  })
  const changed = await service.mail(early, 'changed')
  old.preferences = linkIn(changed, `${siteAt(oldHost)}/preferences`)
  old.unsubscribe = linkIn(changed, `${siteAt(oldHost)}/unsubscribe`)
  await service.cloud.idle()
  service.check()
  await service.end()
})

test('deployed again with another site, the next mail has the new address, and old links are good', async () => {
  service = await deploy(siteAt(newHost))
  await comeIn(late, siteAt(newHost))
  for (const link of [old.preferences, old.unsubscribe]) {
    expect((await fetch(link)).status).toBe(200)
    expect((await fetch(link.replace(siteAt(oldHost), siteAt(newHost)))).status).toBe(200)
  }
})

/** As docs/manual/recover.md says it is done. */
const rotate = async () => {
  const { addresses, region, credentials, resources } = service.cloud
  const client = new SecretsManagerClient({ endpoint: addresses.aws, region, credentials })
  const SecretId = resources.get('SubscriptionsLinkSecret')!.physicalId
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  const keyring = { ...JSON.parse(SecretString!), k2: randomBytes(48).toString('base64'), current: 'k2' }
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(keyring) }))
}

test('when another key takes over, new mail is signed by it, and sandboxes from before take its links', async () => {
  await rotate()
  // Sandboxes that sign learn of it within the hour; the others stay as they were, and meet links of a key unknown to them.
  await service.cloud.live.edit('SubscriptionsSubscribeFunction', () => {})
  const { confirmed, link } = await comeIn(later, siteAt(newHost))
  expect(keyOf(link)).toBe('k2')
  const preferences = await service.linkOn(confirmed, '/preferences')
  expect((await fetch(preferences)).status).toBe(200)
  const forged = preferences.replace('token=k2.', 'token=k3.')
  expect((await fetch(forged)).status).toBe(400)
})

test('a digest is signed by the new key, under the new address, and readers leave by it with one click', async () => {
  await service.publish('again-1', aSmallIssue(1))
  await service.admin('POST', '/api/sends', { issue: 'again-1' })
  await service.finished('again-1--digest')
  const digest = await service.mail(late, 'digest')
  const unsubscribe = linkIn(digest, `${siteAt(newHost)}/unsubscribe`)
  expect(keyOf(unsubscribe)).toBe('k2')
  const left = await service.post(unsubscribe, { 'List-Unsubscribe': 'One-Click' })
  expect(left.status).toBe(200)
})

test('links of before the rotation and before the move are good to the end', async () => {
  expect(keyOf(old.unsubscribe)).toBe('k1')
  expect((await fetch(old.preferences)).status).toBe(200)
  const left = await service.post(old.unsubscribe, { 'List-Unsubscribe': 'One-Click' })
  expect(left.status).toBe(200)
  expect(await (await fetch(old.unsubscribe)).text()).toContain('You are unsubscribed')
})

test('no call was denied and no function failed on the way', async () => {
  await service.cloud.idle()
  expect(service.cloud.problems()).toEqual([])
})
