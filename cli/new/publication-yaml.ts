import type { Language } from '../../functions/publication/language.ts'
import { brandOf } from './brand.ts'
import { perLanguage, quoted } from './yaml-text.ts'

/** What somebody says of their magazine before there is one. */
export type Magazine = {
  /** a–z, 0–9 and hyphens. */
  id: string
  name: string
  /** In each language. */
  taglines: Record<Language, string>
  languages: readonly Language[]
  site: string
  sender: string
  editors: string
  postalAddress: string
  timeZone: string
  cadence: Cadence
  accent: string
  /** The repository on GitHub that it is published from. */
  github?: string | undefined
}

/** How often there is an issue: at nine in the morning of the publication's time zone. */
export const cadences = {
  weekly: '0 9 ? * MON *',
  monthly: '0 9 1 * ? *',
  quarterly: '0 9 1 1,4,7,10 ? *',
} as const
export type Cadence = keyof typeof cadences

const github = (repository: string | undefined): string =>
  repository ? `publishing: { github: ${quoted(repository)} }` : '# publishing: { github: owner/repository }'

/** `content/publication.yaml`, with a comment on every key. */
export const publicationYaml = (magazine: Magazine): string => {
  const { id, name, taglines, languages, site, sender, editors, postalAddress, timeZone } = magazine
  const said = (text: string) => perLanguage(languages, () => text)
  const { ink, paper, accent, accentDark } = brandOf(magazine.accent)
  return `# What the whole service says of itself. "npx masthead check" says what is wrong with it.

# A short name for files and links: a–z, 0–9 and hyphens.
id: ${id}
# The first is the one that issues are written in.
languages: [${languages.join(', ')}]

names: ${said(name)}
# One line under the name.
taglines: ${perLanguage(languages, (language) => taglines[language]!)}
# Who sends it, as readers are told when they sign up.
publisher: ${said(name)}

# Where it is read: links in mail begin with it. With "domain:" and "certificateArn:" (ACM, us-east-1) beside it, the
# site is served under that name.
site: ${site}

# The domain of the address is verified with SES before the first mail.
sender: { name: ${said(name)}, address: ${sender} }
# A mailbox that somebody reads.
replyTo: ${editors}
# Who is told when something needs a person.
admin: ${editors}
# Stands at the foot of every mail, as the law of many countries wants it: make it yours.
postalAddress: ${said(postalAddress)}

# Of releases and the cadence (IANA).
timeZone: ${timeZone}
# When a published issue whose release time has passed, and that was not sent, goes out by itself (fields of EventBridge
# Scheduler's cron). An issue without a release waits until you send it (masthead send).
cadence: { cron: ${quoted(cadences[magazine.cadence])} }

# Who may publish by merging, without signing in: the branch main of a repository on GitHub. README.md says how.
${github(magazine.github)}

# accentDark is for dark screens.
brand: { ink: ${quoted(ink)}, paper: ${quoted(paper)}, accent: ${quoted(accent)}, accentDark: ${quoted(accentDark)} }

# What readers may choose among; without any, everybody gets everything.
# topics:
#   - { id: harbour, names: ${said('The harbour')} }

# What the forms ask beside the address: choice, yes-no or text.
# fields:
#   - { id: boat, names: ${said('Your boat')}, kind: text }

# What new readers get, days after they confirm; latest is the issue that went out last.
welcome:
  - { days: 0, issue: latest }
`
}
