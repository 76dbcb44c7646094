import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Cloud, startCloud } from '#local-cloud'
import { billTable } from '#local-cloud/bill/table'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { createSay, failOnProblems } from './print-step.ts'
import { accountOf, adminOf, doMainJob, type SendAccount } from './publish-and-send.ts'
import { atOnce } from './quick-account.ts'
import { readSample } from './sample.ts'

/**
 * Runs the main job once on a fresh state and free ports, and writes what came of it to `out`: `mail/*.eml`,
 * `site/` and `report.json`.
 * @param building the service's `cdk.out`, as soon as it is built
 * @throws when anything went wrong on the way
 */
export const runOnce = async (io: TerminalIo, building: Promise<string>, out: string): Promise<void> => {
  const say = createSay(io)
  // When this process started: whoever waits has waited since then.
  const began = performance.timeOrigin
  const dir = await mkdtemp(join(tmpdir(), 'masthead-'))
  try {
    const sample = await readSample()
    const cloud = await startCloud({
      assembly: building.then((assembly) => {
        say('The service is built', 'starting it')
        return assembly
      }),
      dir,
      environment: ({ site }) => ({ SITE_URL: site }),
      ...atOnce,
    })
    try {
      const admin = await adminOf(cloud)
      await doMainJob(cloud, admin, sample, say)
      failOnProblems(cloud.problems())
      const { issue } = sample
      const account = issue ? await accountOf(admin, issue) : undefined
      if (issue && !account) throw new Error('The ledger knows nothing of the send')
      for (const part of ['mail', 'site', 'report.json'])
        await rm(join(out, part), { recursive: true, force: true })
      const messages = await writeMail(cloud, join(out, 'mail'))
      const editions = await writeSite(cloud, join(out, 'site'), issue)
      const bill = cloud.bill()
      const report = {
        issue: issue ?? null,
        editions,
        audience: account && audienceIn(account),
        schedules: cloud.schedulesFired(),
        messages,
        aws: cloud.calls(),
        bill,
        ...(issue && { firstDigestSeconds: seconds(began, await firstDigestAt(cloud)) }),
        seconds: seconds(began, Date.now()),
      }
      await writeFile(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
      say(`${messages.length} messages, the site and report.json are in ${out} (${report.seconds} s)`)
      io.answer(report)
      io.print(`  Look at the site: npx masthead serve ${out}`)
      io.print(`\n${billTable(bill)}`)
    } finally {
      await cloud.end()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const audienceIn = ({ audience: { failed, ...audience } }: SendAccount) => ({
  ...audience,
  failed: Object.values(failed).reduce((sum, count) => sum + count, 0),
})

const seconds = (from: number, to: number): number => Math.round(to - from) / 1000

/** When the first digest was in the inbox, Unix ms. */
const firstDigestAt = async (cloud: Cloud): Promise<number> => {
  const digests = (await cloud.accepted()).filter(({ tags }) => tags.kind === 'digest')
  return Math.min(...digests.map(({ at }) => at))
}

const writeMail = async (cloud: Cloud, folder: string) => {
  await mkdir(folder, { recursive: true })
  const listed: { file: string; kind: string; language: string }[] = []
  for (const [index, { raw, tags }] of (await cloud.messages()).entries()) {
    const { kind = 'unknown', language = 'unknown' } = tags
    const file = `mail/${String(index + 1).padStart(3, '0')}-${kind}-${language}.eml`
    await writeFile(join(dirname(folder), file), raw)
    listed.push({ file, kind, language })
  }
  return listed
}

/** Copies the published site out of its bucket. @returns how many articles each language has */
const writeSite = async (cloud: Cloud, folder: string, issue: string | undefined) => {
  const bucket = cloud.resources.get('SiteFiles')!.physicalId
  const articles = new Map<string, number>()
  for (const key of await cloud.objects.list(bucket, '')) {
    const { body } = await cloud.objects.get(bucket, key)
    const file = join(folder, key)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, body)
    if (!issue || !new RegExp(`/issues/${issue}/[^/]+/index.html$`).test(key)) continue
    const language = /<html[^>]* lang="([^"]+)"/.exec(body.toString())?.[1] ?? 'unknown'
    articles.set(language, (articles.get(language) ?? 0) + 1)
  }
  return [...articles].map(([language, count]) => ({ language, articles: count }))
}
