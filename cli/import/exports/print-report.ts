import { number, plural } from '../../terminal/format.ts'
import type { TerminalIo } from '../../terminal/terminal-io.ts'
import type { ExportReport } from './import-posts.ts'
import type { PostReport } from './post-report.ts'

/** How many lines of one kind are shown. All of them are in the reports. */
const mostShown = 30
const mostOfPost = 4

/** Prints what became of an export: how much, what was left aside, what to check post by post, and what to do next. */
export const reportExport = (
  io: TerminalIo,
  report: ExportReport,
  { out, pictures, drafts }: { out: string; pictures: boolean; drafts: boolean },
): void => {
  const { service, posts, issues, passedOver, audience, refused } = report
  io.print(
    io.style('bold', `${service}: ${plural(posts, 'post')} → ${plural(issues.length, 'issue')} in ${out}`),
  )
  io.print(wordLine(issues))
  io.print(pictureLine(issues, pictures))
  const troubled = issues.filter(({ leftOut, doubts }) => leftOut.length + doubts.length > 0)
  listed(io, troubled, (post) => {
    io.print(`  ${io.style('bold', post.issue)}`)
    const lines = [...post.doubts, ...post.leftOut.map((what) => `left out: ${what}`)]
    for (const line of lines.slice(0, mostOfPost)) io.print(`    ${line}`)
    if (lines.length > mostOfPost) io.print(`    … and ${lines.length - mostOfPost} more`)
  })
  if (passedOver.length > 0) io.print(`${plural(passedOver.length, 'entry', 'entries')} left aside:`)
  listed(io, passedOver, ({ source, title, reason }) =>
    io.print(`  ${title ? `“${title.replace(/\s+/g, ' ')}” (${source})` : source}: ${reason}`),
  )
  if (refused.length > 0) io.print(`${plural(refused.length, 'file')} not opened:`)
  listed(io, refused, ({ path, reason }) => io.print(`  ${path}: ${reason}`))
  if (audience.length > 0)
    io.print(
      `Readers were seen and not imported: ${audience.slice(0, 5).join(', ')}${audience.length > 5 ? ', …' : ''}`,
    )
  if (issues.length === 0) {
    const waiting = !drafts && passedOver.some(({ reason }) => reason.includes('--drafts'))
    io.print(`Nothing was written.${waiting ? ' --drafts takes drafts and unsent posts.' : ''}`)
  } else {
    io.print(`What became of each post is in its folder, in import-report.json.`)
    io.print(
      `Next: ${out === 'content/issues' ? 'masthead check' : `masthead check ${out}/${issues[0]!.issue}`}`,
    )
  }
}

const listed = <One>(io: TerminalIo, all: readonly One[], print: (one: One) => void): void => {
  for (const one of all.slice(0, mostShown)) print(one)
  if (all.length > mostShown) io.print(`  … and ${plural(all.length - mostShown, 'more', 'more')}`)
}

const sum = (issues: readonly PostReport[], of: (post: PostReport) => number): number =>
  issues.reduce((all, post) => all + of(post), 0)

const wordLine = (issues: readonly PostReport[]): string => {
  const lost = sum(issues, ({ words }) => words.lost)
  return (
    `${plural(
      sum(issues, ({ words }) => words.before),
      'word',
    )} before, ${number(sum(issues, ({ words }) => words.after))} after; ` +
    (lost === 0 ? 'none is lost but in what is left out' : `${plural(lost, 'is', 'are')} lost: see below`)
  )
}

const pictureLine = (issues: readonly PostReport[], fetched: boolean): string => {
  const count = (of: (pictures: PostReport['pictures']) => number) => sum(issues, (post) => of(post.pictures))
  const [inExport, came, web, failed] = [
    count((one) => one.inExport),
    count((one) => one.fetched),
    count((one) => one.onTheWeb),
    count((one) => one.failed),
  ]
  const parts = [
    `${number(inExport)} of the export`,
    ...(fetched ? [`${number(came)} fetched`] : []),
    ...(web > 0 ? [`${number(web)} on the web, which mails do not show (--pictures fetches them)`] : []),
    ...(failed > 0 ? [`${number(failed)} not to be had`] : []),
  ]
  return `Pictures: ${parts.join(', ')}`
}
