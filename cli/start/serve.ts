import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cloud, startCloud } from '#local-cloud'
import { billTable } from '#local-cloud/bill/table'
import { privateFolder } from '#local-cloud/host/private-folder'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { localOwner, makeConsoleAccount } from './console-account.ts'
import { createSay, describeProblem } from './print-step.ts'
import { type Admin, adminOf, digestOf, doOrResumeMainJob, masthead } from './publish-and-send.ts'
import { atOnce } from './quick-account.ts'
import { readSample, type Sample } from './sample.ts'

const folder = '.local'
/** Where the `masthead` command finds the local service. */
const serviceFile = join(folder, 'service.json')
const tokenMs = 30 * 60_000

/**
 * Runs the service on this machine until Ctrl-C. Does the main job on the first start; later ones find it done.
 * @param building its `cdk.out`, as soon as it is built
 * @param hosts names by which this machine is reached beside its own
 */
export const serve = async (
  io: TerminalIo,
  building: Promise<string>,
  ports: { site: number; inbox: number; api: number; aws: number; login: number },
  hosts: readonly string[] = [],
): Promise<void> => {
  const say = createSay(io)
  const sample = await readSample()
  // Tables and queues hold readers. What is built, and may be deployed, must stay readable to Lambda: a process of its own does it.
  process.umask(0o077)
  privateFolder(folder)
  const cloud = await startCloud({
    assembly: building.then((assembly) => {
      say('The service is built', 'starting it')
      return assembly
    }),
    dir: join(folder, 'cloud'),
    hosts,
    ports,
    environment: ({ site }) => ({ SITE_URL: site }),
    ...atOnce,
  })
  cloud.onProblem((problem) => io.complain(`${io.style('red', '✗')} ${describeProblem(problem)}`))
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  try {
    // First, so that the command's token is this person's, and so are the keys that it makes.
    const password = await makeConsoleAccount(cloud)
    const admin = await announce(cloud)
    const renewing = setInterval(() => void announce(cloud), tokenMs)
    const job = work(io, cloud, { ...admin, password }, sample)
    await Promise.race([job, interrupted])
    await interrupted
    clearInterval(renewing)
    io.progress('')
    io.print(`\n${billTable(cloud.bill())}\n`)
  } finally {
    rmSync(serviceFile, { force: true })
    await cloud.end()
    io.print('Stopped; the state is kept in .local/')
  }
}

const announce = async (cloud: Cloud): Promise<Admin> => {
  const { site } = cloud.addresses
  const admin = await adminOf(cloud)
  writeFileSync(serviceFile, `${JSON.stringify({ ...admin, site })}\n`, { mode: 0o600 })
  return admin
}

const work = async (
  io: TerminalIo,
  cloud: Cloud,
  { password, ...admin }: Admin & { password: string },
  sample: Sample,
) => {
  await doOrResumeMainJob(cloud, admin, sample, createSay(io))
  io.progress('')
  if (sample.issue) io.print(`\n${await masthead(admin, 'status', digestOf(sample.issue))}`.trimEnd())
  const { addresses, credentials, region } = cloud
  io.answer({ ...addresses, region, credentials })
  io.print(describeAddresses(cloud, password))
}

const describeAddresses = ({ addresses, credentials, region }: Cloud, password: string): string => `
  Site            ${addresses.site}/
  Sign-up form    ${addresses.site}/subscribe
  Inbox           ${addresses.inbox}/
  Console         ${addresses.site}/admin   sign in as ${localOwner}, password of this start: ${password}
  Admin API       ${addresses.api}/api/sends   (npx masthead status)
  AWS endpoint    ${addresses.aws}   with credentials of this start:
                  AWS_ACCESS_KEY_ID=${credentials.accessKeyId}
                  AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey} AWS_REGION=${region}

Ctrl-C ends it.`
