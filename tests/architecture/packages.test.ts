import { describe } from 'vitest'
import { inFile, testRule } from './complaints.ts'
import { packagesAreNotHandedOn, somePackagesHaveOnePlace } from './rules/packages.ts'

describe('a package’s one place', () => {
  const store = inFile('functions/issue/x.store.ts')
  testRule(somePackagesHaveOnePlace, [
    store(
      'export const x = () => import(`@aws-sdk/client-dynamodb`)',
      ':1 @aws-sdk/client-dynamodb is for tables',
    ),
    store("import { D } from '@aws-sdk/lib-dynamodb'", ':1 @aws-sdk/lib-dynamodb is for tables'),
    store(
      "import { D } from '@aws-sdk/client-dynamodb/dist-types/index.js'",
      ':1 @aws-sdk/client-dynamodb/dist-types/index.js is for tables',
    ),
    store("import { S } from '@aws-sdk/client-sesv2'", ':1 @aws-sdk/client-sesv2 is for the mailer'),
    store("import { S } from '@aws-sdk/client-ses'", ':1 @aws-sdk/client-ses is for the mailer'),
    store("import mjml from 'mjml'", ':1 mjml is for emails/render.ts'),
    store('import middy from "@middy/core"', ':1 @middy/core is for runtime/handler.ts'),
    inFile('functions/issue/x.table.ts')("import { D } from '@aws-sdk/client-dynamodb'"),
    inFile('functions/mail/mailer.ts')("import { S } from '@aws-sdk/client-ses'"),
  ])
})

describe('handing on', () => {
  const table = inFile('functions/issue/x.table.ts')
  testRule(packagesAreNotHandedOn, [
    table(
      "export { GetItemCommand } from '@aws-sdk/client-dynamodb'",
      ':1 hands @aws-sdk/client-dynamodb on',
    ),
    table("export * from 'node:fs'", ':1 hands node:fs on'),
    table("export { a } from './y.table.ts'"),
  ])
})
