import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startCloud } from '#local-cloud'
import { fetchPackage } from '../../cli/fetch-package.mjs'
import { runScript, synthesise } from '../../cli/start/build.ts'
import { masthead } from '../../cli/start/publish-and-send.ts'
import { startChromium } from './debugged-chromium.ts'
import { type Benchmark, type Figure, median } from './figures.ts'
import { withoutReferrerPolicy } from './plain-proxy.ts'
import { inTemporaryFolder } from './temporary.ts'

/** The sample, whose pages are those below. */
const sampleIssue = 'matrix-64'
const runs = 3
const least = 99
const categories = ['performance', 'accessibility', 'best-practices', 'seo']

/** One page of each kind. */
const pages = {
  stub: `/zh/issues/${sampleIssue}/attributed-graphs/`,
  'issue page': `/zh/issues/${sampleIssue}/`,
  archive: '/zh/',
  form: '/subscribe?language=zh-CN',
}

/** Scores of 0–100 by category, and what cost points. */
type Scores = { scores: Record<string, number>; lost: string[] }

/** As much of its report as is read here. */
type Report = {
  runtimeError?: { message: string }
  categories: Record<
    string,
    { id: string; score: number | null; auditRefs: { id: string; weight: number }[] }
  >
  audits: Record<string, { title: string; displayValue?: string; score: number | null }>
}

/** Which Lighthouse, on which browser's debugger, and the file that it writes. */
type Run = { lighthouse: string; port: number; report: string }

/**
 * Lighthouse's own mobile: a slow phone on a slow network, simulated. It runs in a process of its own, beside
 * the one that serves the site.
 */
const scoresOf = async (url: string, { lighthouse, port, report }: Run): Promise<Scores> => {
  const only = `--only-categories=${categories.join()}`
  const into = ['--output=json', `--output-path=${report}`, '--quiet', '--no-enable-error-reporting']
  const { code, stderr } = await runScript(lighthouse, [url, `--port=${port}`, only, ...into])
  if (code !== 0) throw new Error(`Lighthouse failed on ${url}:\n${stderr}`)
  const lhr: Report = JSON.parse(await readFile(report, 'utf8'))
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
  const lost = Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .map(({ id: audit, weight }) => ({ ...lhr.audits[audit]!, weight }))
      .filter(({ score, weight }) => weight > 0 && score !== null && score < 1)
      .map(({ title, displayValue = '' }) => `${id}: ${title} ${displayValue}`.trim()),
  )
  const scores = Object.fromEntries(
    Object.values(lhr.categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]),
  )
  return { scores, lost }
}

/** What Lighthouse says of a page of each kind on the local site, the median of some runs. */
export const benchWeb: Benchmark = (found, { say }) =>
  inTemporaryFolder(async (dir) => {
    const chromium = await startChromium(join(dir, 'profile')).catch((error: Error) => error)
    if (chromium instanceof Error)
      return say(`Skipped: Lighthouse, no Chromium can start here (${chromium.message})`)
    const lighthouse = await fetchPackage('lighthouse', '13.5.0').catch((error: Error) => error)
    if (lighthouse instanceof Error) {
      await chromium.end()
      return say(`Skipped: ${lighthouse.message}`)
    }
    try {
      await withSite(join(dir, 'cloud'), async (site) => {
        for (const [name, path] of Object.entries(pages)) {
          const ran: Scores[] = []
          for (let run = 0; run < runs; run += 1)
            ran.push(
              await scoresOf(site + path, {
                lighthouse: join(lighthouse, 'cli/index.js'),
                port: chromium.port,
                report: join(dir, 'report.json'),
              }),
            )
          for (const line of new Set(ran.flatMap(({ lost }) => lost))) say(`${name}: ${line}`)
          for (const category of categories) found(figureOf(name, category, ran))
        }
      })
    } finally {
      await chromium.end()
    }
  })

const figureOf = (name: string, category: string, ran: Scores[]): Figure => ({
  what: `web: ${name}, Lighthouse ${category}, median of ${runs}`,
  value: median(ran.map(({ scores }) => scores[category]!)),
  unit: 'points',
  budget: [least, 100],
})

/** Serves the site with the sample issue for as long as the work takes. */
const withSite = async (dir: string, work: (site: string) => Promise<void>): Promise<void> => {
  const cloud = await startCloud({
    assembly: await synthesise(),
    dir,
    environment: ({ site }) => ({ SITE_URL: site }),
    coldStartMs: 0,
  })
  try {
    const admin = { api: cloud.addresses.api!, token: await cloud.signToken({ 'cognito:groups': ['owner'] }) }
    await masthead(admin, 'publish', `content/issues/${sampleIssue}`)
    const proxy = await withoutReferrerPolicy(cloud.addresses.site!)
    await work(proxy.url).finally(proxy.end)
  } finally {
    await cloud.end()
  }
}
