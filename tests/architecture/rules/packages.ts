import type { Import } from '../imports.ts'
import type { Rule } from '../source.ts'

const isIn =
  (folder: string) =>
  ({ from }: Import) =>
    from.startsWith(folder)

/** Packages that only some files may import, whatever their kind. */
const reserved: {
  package: RegExp
  by: string
  where?: (one: Import) => boolean
  may: (from: string) => boolean
}[] = [
  {
    package: /^@aws-sdk\/(client|lib|util)-dynamodb(\/|$)/,
    by: 'tables',
    where: isIn('functions/'),
    may: (from) => from.endsWith('.table.ts'),
  },
  {
    package: /^@aws-sdk\/client-ses/,
    by: 'the mailer',
    where: ({ from }) => !/^(packages|tests)\//.test(from),
    may: (from) => from === 'functions/mail/mailer.ts',
  },
  {
    package: /^mjml/,
    by: 'emails/render.ts',
    where: ({ from }) => !from.startsWith('tests/') && !from.endsWith('.d.ts'),
    may: (from) => from === 'emails/render.ts',
  },
  {
    // It turns early answers off.
    package: /^@middy\/core/,
    by: 'runtime/handler.ts',
    where: isIn('functions/'),
    may: (from) => from === 'functions/runtime/handler.ts',
  },
]

export const somePackagesHaveOnePlace: Rule = (sources) =>
  sources
    .flatMap(({ imports }) => imports)
    .flatMap((one) =>
      reserved
        .filter(({ package: name, where, may }) => name.test(one.to) && where!(one) && !may(one.from))
        .map(({ by }) => `${one.at} ${one.to} is for ${by}`),
    )

/** Whoever re-exports a package lends its own licence to others. */
export const packagesAreNotHandedOn: Rule = (sources) =>
  sources
    .flatMap(({ imports }) => imports)
    .filter(
      ({ from, to, isExport }) => isExport && /^(functions|emails)\//.test(from) && /^(@|node:)/.test(to),
    )
    .map(({ at, to }) => `${at} hands ${to} on`)
