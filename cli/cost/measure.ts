import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCloud } from '#local-cloud'
import { synthesise } from '../start/build.ts'
import { readSample } from '../start/sample.ts'
import { Stop } from '../terminal/terminal-io.ts'
import { type Measured, runPhases } from './phases.ts'

/**
 * Runs the service once, with that many readers and a fresh state, and counts what each part of the work uses.
 * @param say prints a line of progress
 * @throws Stop when the publication has no sound issue
 */
export const measure = async (readers: number, say: (line: string) => void): Promise<Measured> => {
  const { issue: id, languages } = await readSample()
  if (!id) throw new Stop('What an issue costs is measured by one: content/issues holds none that is sound')
  const dir = await mkdtemp(join(tmpdir(), 'masthead-cost-'))
  let ahead = 0
  const aMinuteLater = () => {
    ahead += 60_000
  }
  try {
    const assembly = await synthesise()
    say('The service is built')
    const cloud = await startCloud({
      assembly,
      dir,
      environment: ({ site }) => ({ SITE_URL: site }),
      // The pace is calculated from the stated rate; nothing waits for it here.
      sendQuota: () => ({ max24HourSend: -1, maxSendRate: 100_000 }),
      coldStartMs: 0,
      // On AWS a log is of all requests in minutes, here of each form's: that would be scaled to one a reader.
      leaveOut: ['AWS::Logs::Delivery'],
      now: () => Date.now() + ahead,
    })
    try {
      return await runPhases({ cloud, id, languages, readers, say, aMinuteLater })
    } finally {
      await cloud.end()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
