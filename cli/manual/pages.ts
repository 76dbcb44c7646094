/** A page of the manual. `source` is a path from the top of the checkout. */
export type PageEntry = { name: string; source: string }
export type Group = { title: string; pages: PageEntry[] }

const written = (name: string): PageEntry => ({ name, source: `docs/manual/${name}.md` })

/** What the manual holds, in the order in which it is read. */
export const groups: readonly Group[] = [
  { title: 'Begin', pages: ['index', 'start', 'write', 'import'].map(written) },
  { title: 'Send', pages: ['send', 'readers'].map(written) },
  { title: 'Run it', pages: ['deploy', 'admins', 'webhooks', 'operate', 'recover', 'upgrade'].map(written) },
  {
    title: 'Reference',
    pages: ['publication', 'issue', 'commands', 'api', 'alarms'].map(written),
  },
  {
    title: 'Beneath',
    pages: [
      { name: 'glossary', source: 'GLOSSARY.md' },
      { name: 'protocol', source: 'functions/sending/PROTOCOL.md' },
      { name: 'figures', source: 'docs/figures.md' },
      { name: 'changelog', source: 'CHANGELOG.md' },
    ],
  },
]

export const allPages: readonly PageEntry[] = groups.flatMap(({ pages }) => pages)
