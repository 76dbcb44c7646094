import { describe } from 'vitest'
import { inFile, testRule } from './complaints.ts'
import { foldersLeadWhereTheyMay, slicesStandOnOneAnother } from './rules/order.ts'

describe('slices', () => {
  const lower = inFile('functions/subscription/import/x.ts')
  const complaint = ':1 → functions/sending/settings.ts'
  testRule(slicesStandOnOneAnother, [
    lower("import { a } from '../../sending/settings.ts'", complaint),
    lower('import { a } from "../../sending/settings.ts"', complaint),
    lower("import { a } from /* x */ '../../sending/settings.ts'", complaint),
    lower("import { a } from '../../sending/settings.js'", complaint),
    lower("import '../../sending/settings.ts'", complaint),
    lower("export * from '../../sending/settings.ts'", complaint),
    lower("export { a } from '../../sending/settings.ts'", complaint),
    lower("export const x = () => import('../../sending/settings.ts')", complaint),
    lower("export const x = () => import(/* x */ '../../sending/settings.ts')", complaint),
    lower('export const x = () => import(`../../sending/settings.ts`)', complaint),
    lower("export type X = import('../../sending/settings.ts').X", complaint),
    lower("import x = require('../../sending/settings.ts')", complaint),
    lower("declare module '../../sending/settings.ts' { export const hi: 1 }", complaint),
    lower("export const x = new URL('../../sending/settings.ts', import.meta.url)", complaint),
    lower("import { a } from '../states/subscriber.ts'\nimport { b } from '../../issue/issue.ts'"),
    inFile('functions/x.ts')('export const x = 1', ' stands nowhere in the order'),
  ])
})

describe('folders', () => {
  const lambda = inFile('functions/issue/x.ts')
  const command = inFile('cli/x.ts')
  const preview = inFile('cli/preview/x.ts')
  const cloud = inFile('packages/local-cloud/x.ts')
  testRule(foldersLeadWhereTheyMay, [
    lambda("import { noon } from '../../tests/builders.ts'", ':1 → tests/builders.ts'),
    lambda("import { startCloud } from 'local-cloud'", ':1 → packages/local-cloud/cloud.ts'),
    lambda("import { x } from 'local-cloud/lambda/pool.ts'", ':1 → packages/local-cloud/lambda/pool.ts'),
    lambda("import { Newsletter } from 'masthead'", ':1 → infra/newsletter.ts'),
    lambda("import { x } from '../../cli/x.ts'", ':1 → cli/x.ts'),
    lambda("import { renderDigest } from '../../emails/digest.ts'"),
    command("import { Newsletter } from '../infra/newsletter.ts'", ':1 → infra/newsletter.ts'),
    command("import { noon } from '../tests/builders.ts'", ':1 → tests/builders.ts'),
    command(
      "import { createPool } from '#local-cloud/lambda/pool'",
      ':1 → packages/local-cloud/lambda/pool.ts',
    ),
    command(
      "import { x } from '../packages/local-cloud/services/bootstrap.ts'",
      ':1 → packages/local-cloud/services/bootstrap.ts',
    ),
    command("import { asset } from '#local-cloud/inbox/assets'", ':1 → packages/local-cloud/inbox/assets.ts'),
    command("import { startCloud } from '#local-cloud'\nimport { billOf } from '#local-cloud/bill/bill'"),
    preview("import { asset } from '#local-cloud/inbox/assets'"),
    cloud('import { Refusal } from "../../functions/issue/refusal.ts"', ':1 → functions/issue/refusal.ts'),
    cloud("import type { Pool } from '#local-cloud/lambda/pool'"),
    inFile('infra/x.ts')(
      "export type X = typeof import('../functions/issue/issue.ts')",
      ':1 → functions/issue/issue.ts',
    ),
    inFile('infra/x.ts')("import { settings } from '../functions/sending/settings.ts'"),
    inFile('emails/x.ts')(
      "import { Issue } from '../functions/issue/issue.ts'",
      ':1 → functions/issue/issue.ts',
    ),
  ])
})
